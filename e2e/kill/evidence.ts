/** What is found after a kill, the restart and the people's answers, and the questions that each judgement asks of it. */

/** What the tenant knows of one worker: the truth, with what no station may keep. */
export interface Truth {
  readonly standard: CodeTruth | null;
  readonly temporary: CodeTruth | null;
  /** Null without a method. */
  readonly pin: string | null;
}

export interface CodeTruth {
  readonly id: string;
  readonly content: string;
  readonly expireMs: number;
}

/** All of it since just before the order. */
export interface Evidence {
  readonly before: Truth;
  readonly after: Truth;
  /** Requests that change anything of the worker's method, in the order in which they reached the tenant. */
  readonly writes: readonly Write[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What came out of the printer. */
  readonly sheets: readonly Sheet[];
}

export interface Write {
  /** The method and the last part of the path, as in `PATCH temporaryQRCode`. */
  readonly call: string;
  readonly clientRequestId: string | null;
}

/** What others read from a sheet: zbar the code, a text extractor the PIN. */
export interface Sheet {
  readonly code: string | null;
  readonly pin: string | null;
}

/** The ids of issuances that were requested and not closed. */
export function openIssuances(rows: Evidence['rows']): readonly string[] {
  const closed = new Set(rows.filter(({ event }) => event === 'closed').map((row) => row.issuanceId));
  const open = rows.filter(({ event, issuanceId }) => event === 'requested' && !closed.has(issuanceId));
  return open.map(({ issuanceId }) => String(issuanceId));
}

/** The codes that live now and did not before. */
export function newCodes({ before, after }: Evidence): readonly CodeTruth[] {
  const known = codesIn(before).map(({ id }) => id);
  return codesIn(after).filter(({ id }) => !known.includes(id));
}

export function codesIn({ standard, temporary }: Truth): readonly CodeTruth[] {
  return [standard, temporary].filter((code) => code !== null);
}

/** The end that the journal tells; null: none was begun, or it is still open. */
export function endOf({ rows }: Evidence): Evidence['rows'][number] | null {
  return rows.findLast(({ event }) => event === 'closed') ?? null;
}

/** Why an issuance ended as it did. */
export function reasonOf({ detail }: Evidence['rows'][number]): unknown {
  return typeof detail === 'object' && detail !== null && 'reason' in detail ? detail.reason : null;
}

/** Whether a slip with the PIN that is valid now came out. */
export function isPinOut({ after, sheets }: Evidence): boolean {
  return after.pin !== null && sheets.some(({ pin }) => pin === after.pin);
}

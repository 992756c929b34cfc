/** Compares what the tenant did, what came out on paper and what the journal says of one issuance; asks the app nothing. */

/** What was found after a kill, the restart and the people's answers; all of it since just before the issuance. */
export interface Evidence {
  /** The id of the code that was live before. */
  readonly before: string | null;
  readonly live: { readonly id: string; readonly content: string } | null;
  /** Requests that change a code, in the order in which they reached the tenant. */
  readonly writes: readonly Write[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The codes that zbar reads from what came out of the printer. */
  readonly papers: readonly (string | null)[];
}

export interface Write {
  readonly method: string;
  /** Null: the tenant did what it was asked, or not, and nobody heard of it. */
  readonly status: number | null;
  readonly clientRequestId: string | null;
}

export interface Account {
  /** Codes and changes of the tenant that no row names. */
  readonly lost: number;
  /** Creates without a delete between, whatever the answer; badges after the first. */
  readonly duplicate: number;
  /** Issuances left open; live codes that nobody confirmed on paper; hand-overs of codes that are not live. */
  readonly unaccounted: number;
}

export function accountOf(evidence: Evidence): Account {
  return {
    lost: unnamedWrites(evidence) + unnamedCode(evidence),
    duplicate: repeatedCreates(evidence.writes) + Math.max(0, evidence.papers.length - 1),
    unaccounted: openIssuances(evidence.rows).length + codeInNoHand(evidence) + deadHandOvers(evidence),
  };
}

/** The ids of issuances that were requested and not closed. */
export function openIssuances(rows: Evidence['rows']): readonly string[] {
  const closed = new Set(rows.filter(({ event }) => event === 'closed').map((row) => row.issuanceId));
  const open = rows.filter(({ event, issuanceId }) => event === 'requested' && !closed.has(issuanceId));
  return open.map(({ issuanceId }) => String(issuanceId));
}

function unnamedWrites({ writes, rows }: Evidence): number {
  const named = new Set(
    rows.filter(({ event }) => /-sent$/.test(String(event))).map((row) => row.clientRequestId),
  );
  return writes.filter(({ clientRequestId }) => !named.has(clientRequestId)).length;
}

function unnamedCode({ before, live, rows }: Evidence): number {
  if (live === null || live.id === before) return 0;
  const isNamed = rows.some(({ event, codeId }) => isBirth(event) && codeId === live.id);
  return isNamed ? 0 : 1;
}

function isBirth(event: unknown): boolean {
  return event === 'created' || event === 'orphan-found';
}

function repeatedCreates(writes: readonly Write[]): number {
  return writes.filter(({ method }, at) => method === 'PATCH' && writes[at - 1]?.method === 'PATCH').length;
}

function codeInNoHand({ before, live, rows, papers }: Evidence): number {
  if (live === null || live.id === before) return 0;
  const isHandedOver = handOvers(rows).includes(live.id);
  return isHandedOver && papers.includes(live.content) ? 0 : 1;
}

function deadHandOvers({ live, rows }: Evidence): number {
  return handOvers(rows).filter((codeId) => codeId !== live?.id).length;
}

function handOvers(rows: Evidence['rows']): readonly string[] {
  const ended = rows.filter(({ event, outcome }) => event === 'closed' && outcome === 'handed-over');
  return ended.map(({ codeId }) => String(codeId));
}

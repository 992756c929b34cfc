/** Compares what the tenant did, what came out on paper and what the journal says of one order; asks the app nothing. */
import { codesIn, type Evidence, newCodes, openIssuances, type Truth } from './evidence.ts';
import type { OwnPromise } from './promises.ts';

/** By what an order is judged. */
export interface Rules {
  /** The write that must not follow itself without a delete between; null: all may be sent again. */
  readonly once: string | null;
  /** What this order may change; all else stays as it was. */
  readonly touches: readonly (keyof Truth)[];
  /** What may come out, once each. */
  readonly papers: readonly ('badge' | 'pin-slip')[];
  /** What must be true of this order's end besides. */
  readonly promise: OwnPromise;
}

export interface Account {
  /** Codes and changes of the tenant that no row names, or that this order had no business with. */
  readonly lost: number;
  /** Creates without a delete between, whatever the answer; papers after the first of a kind. */
  readonly duplicate: number;
  /**
   * Issuances left open; live codes that nobody confirmed on paper; hand-overs of codes that are not live; codes called
   * dead that live; papers that open the account alone; ends that are not what they are called.
   */
  readonly unaccounted: number;
}

export function accountOf(rules: Rules, evidence: Evidence): Account {
  return {
    lost: unnamedWrites(evidence) + unnamedCodes(evidence) + strangeChanges(rules, evidence),
    duplicate: repeatedWrites(rules, evidence) + extraSheets(rules, evidence),
    unaccounted:
      openIssuances(evidence.rows).length +
      codesInNoHand(evidence) +
      deadHandOvers(evidence) +
      livingDead(evidence) +
      evidence.sheets.filter(({ code, pin }) => code !== null && pin !== null).length +
      rules.promise(evidence),
  };
}

function unnamedWrites({ writes, rows }: Evidence): number {
  const named = new Set(
    rows.filter(({ event }) => /-sent$/.test(String(event))).map((row) => row.clientRequestId),
  );
  return writes.filter(({ clientRequestId }) => !named.has(clientRequestId)).length;
}

function unnamedCodes(evidence: Evidence): number {
  const births = evidence.rows.filter(({ event }) => event === 'created' || event === 'orphan-found');
  return newCodes(evidence).filter(({ id }) => !births.some(({ codeId }) => codeId === id)).length;
}

function strangeChanges({ touches }: Rules, { before, after }: Evidence): number {
  const isOther = (slot: keyof Truth) => JSON.stringify(before[slot]) !== JSON.stringify(after[slot]);
  const untouched = (['standard', 'temporary', 'pin'] as const).filter((slot) => !touches.includes(slot));
  return untouched.filter(isOther).length;
}

function repeatedWrites({ once }: Rules, { writes }: Evidence): number {
  let sinceDelete = 0;
  let repeated = 0;
  for (const { call } of writes) {
    if (call === once && sinceDelete > 0) repeated += 1;
    if (call === once) sinceDelete += 1;
    if (call.startsWith('DELETE ')) sinceDelete = 0;
  }
  return repeated;
}

/** A sheet that nobody can read is one more all the same. */
function extraSheets({ papers }: Rules, { sheets }: Evidence): number {
  const more = (found: number, kind: 'badge' | 'pin-slip') =>
    Math.max(0, found - papers.filter((paper) => paper === kind).length);
  const ofKinds =
    more(sheets.filter(({ code }) => code !== null).length, 'badge') +
    more(sheets.filter(({ pin }) => pin !== null).length, 'pin-slip');
  return Math.max(sheets.length - papers.length, ofKinds);
}

function codesInNoHand(evidence: Evidence): number {
  const given = handOvers(evidence.rows);
  const isInHand = ({ id, content }: { readonly id: string; readonly content: string }) =>
    given.includes(id) && evidence.sheets.some(({ code }) => code === content);
  return newCodes(evidence).filter((code) => !isInHand(code)).length;
}

function deadHandOvers({ after, rows }: Evidence): number {
  const live = codesIn(after).map(({ id }) => id);
  return handOvers(rows).filter((codeId) => !live.includes(codeId)).length;
}

function livingDead({ after, rows }: Evidence): number {
  const dead = rows.filter(({ event }) => event === 'deleted' || event === 'revoked');
  return codesIn(after).filter(({ id }) => dead.some(({ codeId }) => codeId === id)).length;
}

/** A PIN is no code: its hand-over names none. */
function handOvers(rows: Evidence['rows']): readonly string[] {
  const ended = rows.filter(({ event, outcome }) => event === 'closed' && outcome === 'handed-over');
  return ended.flatMap(({ codeId }) => (typeof codeId === 'string' ? [codeId] : []));
}

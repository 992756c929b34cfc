/** What of an issuance's own making may still be live: an issuance ends without a badge only when its facts prove that nothing is. */
import type { Fact } from './events.ts';
import { isFromOurCreate, isYounger, lagLeftMs } from './evidence.ts';
import { isRead } from './history.ts';

/** The last create of this issuance whose code no fact shows to be gone; null when all is accounted for. */
export function unsettledCreate(facts: readonly Fact[]): Fact | null {
  const isUnsettled = (fact: Fact, index: number) =>
    fact.event === 'create-sent' &&
    facts[index + 1]?.event !== 'create-failed' &&
    !isProvenGone(fact, facts.slice(index + 1));
  return facts.findLast(isUnsettled) ?? null;
}

function isProvenGone(sent: Fact, after: readonly Fact[]): boolean {
  const made = after.find((fact) => isItsCode(fact, sent, after));
  return after.some((fact) => {
    if (fact.event === 'deleted' || fact.event === 'revoked')
      return made !== undefined && fact.codeId === made.codeId;
    if (!isRead(fact)) return false;
    if (made !== undefined && isYounger(fact, made)) return true;
    return lagLeftMs(sent, fact) === 0 && isSeenGone(fact, sent, made?.codeId ?? null);
  });
}

function isItsCode(fact: Fact, sent: Fact, after: readonly Fact[]): boolean {
  if (fact.event === 'created') return fact === after[0];
  return fact.event === 'orphan-found' && isFromOurCreate(fact, [sent], false);
}

/** A read that the create can no longer hide from shows nothing, something past its end, or somebody else's code. */
function isSeenGone(read: Fact, sent: Fact, codeId: string | null): boolean {
  if (read.outcome !== 'live') return read.outcome !== 'unreadable';
  // A method without a code may live on.
  if (read.codeId === null) return true;
  return read.codeId !== codeId && !isFromOurCreate(read, [sent], false);
}

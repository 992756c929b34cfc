/** What each order promises on top of what all do, counted where it is broken. */
import { type Evidence, endOf, isPinOut, reasonOf } from './evidence.ts';

/** How often the end of an order is not what its evidence shows. */
export type OwnPromise = (evidence: Evidence) => number;

export const nothingMore = () => 0;

/** Either no method is left, or it was handed over whole: its code is everybody's promise, its PIN this one. */
export function wholeOrNone(evidence: Evidence): number {
  if (evidence.after.pin === null) return 0;
  return endOf(evidence)?.outcome === 'handed-over' && isPinOut(evidence) ? 0 : 1;
}

/** The code is dead if and only if the journal calls it revoked. */
export function revokedIsDead(evidence: Evidence): number {
  const isDead = evidence.after.temporary?.id !== evidence.before.temporary?.id;
  return isDead === (endOf(evidence)?.outcome === 'revoked') ? 0 : 1;
}

/** The code lives longer if and only if the journal calls it extended, and until the very time that it names. */
export function extendedLives(evidence: Evidence): number {
  const [before, after] = [evidence.before.standard, evidence.after.standard];
  const end = endOf(evidence);
  if (end?.outcome !== 'extended') return before?.expireMs === after?.expireMs ? 0 : 1;
  const isLater = (after?.expireMs ?? 0) > (before?.expireMs ?? 0);
  const isNamed = Date.parse(String(end.expiresAt)) === after?.expireMs;
  return isLater && isNamed ? 0 : 1;
}

/**
 * Somebody has said that the slip with the PIN now valid is in the worker's hand; or the station has said that nobody has
 * the PIN, and then no such slip lies about; or nothing has changed.
 */
export function pinIsKnown(evidence: Evidence): number {
  const hasChanged = evidence.before.pin !== evidence.after.pin;
  const end = endOf(evidence);
  if (end?.outcome === 'handed-over') return hasChanged && isPinOut(evidence) ? 0 : 1;
  if (end !== null && reasonOf(end) === 'pin-lost') return isPinOut(evidence) ? 1 : 0;
  return hasChanged ? 1 : 0;
}

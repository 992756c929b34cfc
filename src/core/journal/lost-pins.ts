/** Workers whom a reset left without a PIN that anybody knows: told until it was seen, or until another reset. */

import type { Detail } from '../issuance/events.ts';
import { stationDraft } from './checkpoints.ts';
import type { Actor, EntryDraft, JournalEntry } from './entry.ts';

const seenReason = 'pin-lost-seen';

/** The row that says who has read of it. */
export function lostPinSeen(issuanceId: string, actor: Actor): EntryDraft {
  return { ...stationDraft('settings-changed', { reason: seenReason, issuance: issuanceId }), actor };
}

/**
 * @param rows the journal's last ones, newest first
 * @returns the issuances that ended so, oldest first
 */
export function lostPins(rows: readonly JournalEntry[]): readonly string[] {
  const done = new Set<Detail[string] | undefined>();
  const lost: string[] = [];
  for (const { event, detail, issuanceId, worker } of rows) {
    if (detail?.reason === seenReason) done.add(detail.issuance);
    if (issuanceId === null || worker === null) continue;
    const isDone = done.has(issuanceId) || done.has(worker.id);
    if (event === 'closed' && detail?.reason === 'pin-lost' && !isDone) lost.unshift(issuanceId);
    // A later reset tells its own end.
    if (event === 'pin-reset-sent') done.add(worker.id);
  }
  return lost;
}

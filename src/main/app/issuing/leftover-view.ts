/** What the page is told of an issuance that was left open, and of what became of it. */
import type { JournalEntry } from '../../../core/journal/entry.ts';
import type { LeftoverView } from '../../../shared/issuance.ts';
import type { Stop } from './drive.ts';
import type { Journey } from './journey.ts';

interface Known {
  readonly journey: Journey;
  readonly first: JournalEntry;
  readonly stop: Stop | null;
}

export function leftoverView({ journey, first, stop }: Known): LeftoverView {
  const created = journey.facts.findLast((fact) => fact.event === 'created' || fact.event === 'orphan-found');
  return {
    issuanceId: journey.issuanceId,
    worker: { id: journey.worker.id, name: journey.worker.displayName },
    requestedAtMs: first.atMs,
    requestedBy: first.actor?.name ?? null,
    order: journey.order.is,
    state: stateOf(journey, stop),
    expiresAtMs: created?.expiresAtMs ?? null,
    trouble: journey.trouble,
  };
}

function stateOf(journey: Journey, stop: Stop | null): LeftoverView['state'] {
  // What a person has answered is no question any more, however long the service takes.
  if (journey.isBusy) return 'waiting';
  if (stop === 'ask') return 'ask-hand-over';
  if (stop !== 'closed') return 'waiting';
  const last = journey.facts.at(-1);
  if (last?.outcome === 'extended') return 'extended';
  if (last?.detail?.reason === 'pin-lost') return 'pin-lost';
  const wasGone = last?.detail?.reason === 'gone-at-service';
  if (last?.outcome === 'revoked' && !wasGone) return 'revoked';
  const isQuiet = journey.trouble === null || journey.trouble.kind === 'interrupted';
  return isQuiet ? 'nothing-live' : 'failed';
}

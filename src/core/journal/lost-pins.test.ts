import { expect, it } from 'vitest';
import { fact } from '../issuance/events.ts';
import type { EntryDraft, JournalEntry } from './entry.ts';
import { lostPinSeen, lostPins } from './lost-pins.ts';

const actor = { id: 'supervisor', name: 'Sam Supervisor' };

function journal(...drafts: readonly EntryDraft[]): readonly JournalEntry[] {
  const place = { atMs: 0, station: 'Gate 3', prevHash: '', hash: '' };
  return drafts.map((draft, index) => ({ ...draft, ...place, seq: index + 1 })).toReversed();
}

const of = (
  issuanceId: string | null,
  workerId: string,
  event: 'pin-reset-sent' | 'closed',
  reason = 'pin-lost',
) => ({
  ...fact(event, event === 'closed' ? { outcome: 'failed', detail: { reason } } : {}),
  ...{ issuanceId, actor, worker: { id: workerId, upn: `${workerId}@plant.example`, name: workerId } },
});
const lostFor = (issuanceId: string, workerId: string) => [
  of(issuanceId, workerId, 'pin-reset-sent'),
  of(issuanceId, workerId, 'closed'),
];

it('a lost PIN is told, the oldest first, and nothing else that failed', () => {
  const other = of('third', 'ines', 'closed', 'offline');
  expect(lostPins(journal(...lostFor('first', 'anna'), other, ...lostFor('second', 'marek')))).toEqual([
    'first',
    'second',
  ]);
});

it('one that somebody has seen is not told again, another still is', () => {
  const rows = journal(
    ...lostFor('first', 'anna'),
    ...lostFor('second', 'marek'),
    lostPinSeen('first', actor),
  );
  expect(lostPins(rows)).toEqual(['second']);
  expect(rows[0]).toMatchObject({ event: 'settings-changed', issuanceId: null, actor });
});

it('another reset for the same worker takes its place, whatever comes of it', () => {
  expect(lostPins(journal(...lostFor('first', 'anna'), of('next', 'anna', 'pin-reset-sent')))).toEqual([]);
  expect(lostPins(journal(...lostFor('first', 'anna'), ...lostFor('next', 'anna')))).toEqual(['next']);
  expect(lostPins(journal(...lostFor('first', 'anna'), of('next', 'marek', 'pin-reset-sent')))).toEqual([
    'first',
  ]);
});

it('a row without an issuance, which nobody here wrote, is passed over', () => {
  expect(lostPins(journal(of(null, 'anna', 'closed')))).toEqual([]);
});

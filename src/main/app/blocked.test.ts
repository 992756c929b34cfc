import { expect, it } from 'vitest';
import { createMemoryJournal } from '../../testing/memory-journal.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createBlockedNotice } from './blocked.ts';

const sam = { id: '5', name: 'Sam Supervisor', upn: 'sam@example.com', mayIssue: true };

function notice(present: () => typeof sam | null = () => null) {
  const clock = createVirtualClock();
  const journal = createMemoryJournal(clock);
  const rows = () => journal.all.map(({ event, detail }) => [event, detail?.what, detail?.count]);
  return { clock, journal, rows, blocked: createBlockedNotice({ journal, clock }, present) };
}

it('the first of a kind is journalled at once, with who was signed in', () => {
  const { journal, rows, blocked } = notice(() => sam);
  blocked.note('key');
  blocked.note('navigation');
  expect(rows()).toEqual([
    ['blocked', 'key', 1],
    ['blocked', 'navigation', 1],
  ]);
  expect(journal.all[0]).toMatchObject({ issuanceId: null, actor: { id: '5', name: 'Sam Supervisor' } });
});

it('a thousand in an hour are at most sixty rows, and none of them is forgotten', async () => {
  const { clock, journal, rows, blocked } = notice();
  for (let at = 0; at < 1_000; at += 1) {
    blocked.note('key');
    await clock.advance(3_600);
  }
  blocked.stop();
  expect(rows().length).toBeLessThanOrEqual(61);
  const counted = journal.all.reduce((sum, { detail }) => sum + Number(detail?.count), 0);
  expect(counted).toBe(1_000);
});

it('after a quiet minute the next one is journalled at once again', async () => {
  const { clock, rows, blocked } = notice();
  blocked.note('key');
  await clock.advance(60_000);
  blocked.note('key');
  expect(rows()).toHaveLength(2);
});

it('a station that ends writes what it had counted', () => {
  const { rows, blocked } = notice();
  for (let at = 0; at < 5; at += 1) blocked.note('key');
  blocked.stop();
  blocked.stop();
  expect(rows()).toEqual([
    ['blocked', 'key', 1],
    ['blocked', 'key', 4],
  ]);
});

it('a full disk refuses the row, and nothing else', () => {
  const { journal, rows, blocked } = notice();
  journal.fillDisk();
  blocked.note('key');
  expect(rows()).toEqual([]);
});

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fact } from '../../core/issuance/events.ts';
import type { EntryDraft } from '../../core/journal/entry.ts';
import { err } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import { anna, createAppStation } from '../../testing/app-station.ts';
import { worker } from '../../testing/fake-directory.ts';
import { issueOrder } from '../../testing/issuing-settings.ts';
import { createMemoryJournal } from '../../testing/memory-journal.ts';
import { databaseName, openStore } from './database.ts';

const marek = worker(7, { displayName: 'Marek Nowak' });
const emma = worker(8, { displayName: 'Emma Clarke' });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('an orphan whose only trace is in a damaged journal is found and deleted after the restart', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-carry-'));
  const before = createAppStation();
  const options = { dataDir, station: 'Gate 3', clock: before.clock, sha256, checkpointEvery: 64 };
  const first = openStore(options);
  if (!first.ok) throw new Error('store');
  const { journal } = first.value;
  let isDead = false;
  const lost = createAppStation({
    directory: before.directory,
    clock: before.clock,
    journal: Object.assign(createMemoryJournal(before.clock), journal, {
      append(draft: EntryDraft) {
        isDead ||= draft.event === 'outcome-unknown';
        return isDead ? err(trouble('disk')) : journal.append(draft);
      },
    }),
  });
  await lost.signIn();
  // The create is applied, its reply is lost, and the station dies: a code that nobody holds.
  lost.directory.loseReply('create');
  await lost.call('workers.read', { workerId: anna.id });
  await lost.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
  await lost.clock.advance(1);
  expect(isDead).toBe(true);
  expect(lost.directory.temporaryOf(anna.id)).not.toBeNull();
  first.value.close();
  lost.app.stop();
  writeFileSync(path.join(dataDir, databaseName), Buffer.alloc(20_000, 0xa5));

  const second = openStore(options);
  if (!second.ok) throw new Error('store');
  expect(second.value.setAside).not.toBeNull();
  const after = createAppStation({
    directory: before.directory,
    clock: before.clock,
    journal: Object.assign(createMemoryJournal(before.clock), second.value.journal),
  });
  await after.signIn();
  await after.clock.advance(55_000);
  expect(after.directory.temporaryOf(anna.id)).toBeNull();
  expect(second.value.journal.open()).toEqual([]);
  after.app.stop();
  second.value.close();
  rmSync(dataDir, { recursive: true });
});

it('a request that waits in a damaged journal goes on waiting, with the time that is left; one that ended does not', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-carry-'));
  const { clock, directory } = createAppStation({ more: [marek, emma] });
  const options = { dataDir, station: 'Gate 3', clock, sha256, checkpointEvery: 64 };
  const open = () => {
    const store = openStore(options);
    if (!store.ok) throw new Error('store');
    const journal = Object.assign(createMemoryJournal(clock), store.value.journal);
    return {
      store: store.value,
      station: createAppStation({ clock, directory, journal, more: [marek, emma] }),
    };
  };
  const before = open();
  await before.station.signIn();
  const ask = (workerId: string) => before.station.call('queue.add', { workerId, hours: 8, reason: 'other' });
  await ask(anna.id);
  await ask(marek.id);
  await ask(emma.id);
  const { queue } = await before.station.call('station.read', null);
  expect(queue).toHaveLength(3);
  await before.station.call('queue.cancel', { queueId: queue[1]?.queueId ?? '' });
  // Issued, but killed before the end of the request was written down.
  before.store.journal.append({
    ...fact('requested', { detail: { order: 'issue', hours: 8, queued: queue[2]?.queueId ?? '' } }),
    issuanceId: 'i-1',
    actor: null,
    worker: { id: emma.id, upn: emma.userPrincipalName, name: emma.displayName },
  });
  before.store.close();
  before.station.app.stop();
  // The rows are kept, and one page of the file is not.
  const file = path.join(dataDir, databaseName);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, bytes.length - 4_096));
  clock.stepWallClock(10 * 60_000);

  const after = open();
  expect(after.store.setAside).not.toBeNull();
  await after.station.signIn();
  const { nowMs, queue: left } = await after.station.call('station.read', null);
  expect(left).toMatchObject([{ queueId: queue[0]?.queueId, state: 'waiting' }]);
  expect(left[0]?.untilMs).toBeLessThanOrEqual(nowMs + 5 * 60_000);
  for (const ended of queue.slice(1)) expect(after.store.journal.entries(ended.queueId)).toEqual([]);
  expect(after.store.journal.open()).toEqual([]);
  after.station.app.stop();
  after.store.close();
  rmSync(dataDir, { recursive: true });
});

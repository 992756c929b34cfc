import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { EntryDraft } from '../../core/journal/entry.ts';
import { err } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import { anna, createAppStation } from '../../testing/app-station.ts';
import { issueOrder } from '../../testing/issuing-settings.ts';
import { createMemoryJournal } from '../../testing/memory-journal.ts';
import { databaseName, openStore } from './database.ts';

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

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOf } from '../../testing/journal.contract.ts';
import { type Random, seededRandom } from '../../testing/simulation/random.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { databaseName, openStore, type Store } from './database.ts';
import { tailName } from './journal-tail.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const kept = [databaseName, `${databaseName}-wal`, `${databaseName}-shm`, tailName];
let killed = '';
let whole: readonly string[] = [];

function open(dataDir: string): Store {
  const options = { dataDir, station: 'Gate 3', clock: createVirtualClock(), sha256, checkpointEvery: 16 };
  const store = openStore(options);
  if (!store.ok) throw new Error(`${store.error.detail}`);
  return store.value;
}

function hashesOf({ journal }: Store): readonly string[] {
  return journal.recent(1_000).map(({ hash }) => hash);
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'daypass-damage-'));
}

/** The files of a station that was killed in the middle of an issuance: most rows are in the log still. */
beforeAll(() => {
  const dataDir = newFolder();
  killed = newFolder();
  const store = open(dataDir);
  for (const id of ['i-1', 'i-2'])
    for (const event of [
      'requested',
      'preflight-passed',
      'state-read',
      'create-sent',
      'created',
      'closed',
    ] as const)
      store.journal.append(draftOf(id, event));
  for (const event of ['requested', 'preflight-passed', 'state-read', 'create-sent'] as const)
    store.journal.append(draftOf('i-open', event));
  for (const name of kept) copyFileSync(path.join(dataDir, name), path.join(killed, name));
  whole = hashesOf(store);
  store.close();
  rmSync(dataDir, { recursive: true });
});
afterAll(() => rmSync(killed, { recursive: true }));

/** A bit turned, or the file cut, at a place drawn from the seed. */
function damage(dataDir: string, random: Random): void {
  const name = random.pick([
    databaseName,
    `${databaseName}-wal`,
    `${databaseName}-wal`,
    `${databaseName}-shm`,
  ]);
  const file = path.join(dataDir, name);
  const at = random.int(0, statSync(file).size - 1);
  if (random.chance(0.2)) {
    truncateSync(file, at);
    return;
  }
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
  writeFileSync(file, bytes);
}

/** `wrong`: rows are missing or changed and nothing says so, or an open issuance is forgotten. */
function verdictOn(dataDir: string): 'harmless' | 'set aside' | 'wrong' {
  const store = open(dataDir);
  const isSame = JSON.stringify(hashesOf(store)) === JSON.stringify(whole);
  const isOpenKnown = store.journal.open().includes('i-open');
  const knowsTheCreate = store.journal.entries('i-open').some(({ event }) => event === 'create-sent');
  store.close();
  if (!isOpenKnown || !knowsTheCreate) return 'wrong';
  if (store.setAside !== null) return 'set aside';
  return isSame ? 'harmless' : 'wrong';
}

describe('a journal of a killed station', () => {
  it('damaged in any of 1,000 ways loses no row without a word, and no open issuance at all', () => {
    const random = seededRandom(20_261_123);
    const counts = { harmless: 0, 'set aside': 0, wrong: 0 };
    for (let round = 0; round < 1_000; round += 1) {
      const dataDir = newFolder();
      for (const name of kept) copyFileSync(path.join(killed, name), path.join(dataDir, name));
      damage(dataDir, random);
      counts[verdictOn(dataDir)] += 1;
      rmSync(dataDir, { recursive: true });
    }
    process.stdout.write(`1,000 damages: ${JSON.stringify(counts)}\n`);
    expect(counts.wrong).toBe(0);
    expect(counts['set aside']).toBeGreaterThan(100);
  }, 120_000);

  it('whose tail is damaged as well tells of what is left', () => {
    const dataDir = newFolder();
    for (const name of kept) copyFileSync(path.join(killed, name), path.join(dataDir, name));
    truncateSync(path.join(dataDir, databaseName), 0);
    writeFileSync(path.join(dataDir, tailName), 'nothing of it');
    const store = open(dataDir);
    expect(store.journal.recent(10).at(-1)?.detail).toMatchObject({ readableRows: 0, carriedRows: 0 });
    store.close();
    rmSync(dataDir, { recursive: true });
  });
});

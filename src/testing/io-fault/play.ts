/** One issuance's rows on the real store, over and over, each time with the next call to the disk failing. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fact } from '../../core/issuance/events.ts';
import { checkChain } from '../../core/journal/chain.ts';
import { openStore, type Store } from '../../main/store/database.ts';
import { createVirtualClock } from '../virtual-clock.ts';

export interface Played {
  readonly fault: string;
  /** How many calls to the disk one issuance makes, openings included: each of them failed once. */
  readonly faults: number;
  /** How many starts were refused, and how many rows. */
  readonly refusedStarts: number;
  readonly refusedRows: number;
  readonly problems: readonly string[];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** An errno of Linux, -1 for half a write; and whether the disk stays like that. */
const kinds = [
  { fault: 'ENOSPC', errno: 28, stays: false },
  { fault: 'ENOSPC from then on', errno: 28, stays: true },
  { fault: 'EIO', errno: 5, stays: false },
  { fault: 'EROFS from then on', errno: 30, stays: true },
  { fault: 'short write', errno: -1, stays: false },
] as const;
const events = [
  'requested',
  'preflight-passed',
  'state-read',
  'delete-sent',
  'deleted',
  'create-sent',
  'created',
  'state-read',
  'render-verified',
  'print-submitted',
  'print-ended',
  'state-read',
  'handed-over',
  'closed',
] as const;

const people = {
  actor: { id: 'a-1', name: 'Sofia Marin' },
  worker: { id: 'w-1', upn: 'anna@example.com', name: 'Anna Kowalska' },
};

/** @param folder where each run gets a folder of its own @returns one line a kind of fault, as JSON */
export function main([folder = '']: readonly string[]): number {
  for (const kind of kinds) process.stdout.write(`${JSON.stringify(playAll(folder, kind))}\n`);
  return 0;
}

function playAll(folder: string, { fault, errno, stays }: (typeof kinds)[number]): Played {
  const problems: string[] = [];
  let refusedStarts = 0;
  let refusedRows = 0;
  for (let at = 1; ; at += 1) {
    const dataDir = mkdtempSync(path.join(folder, 'run-'));
    arm(dataDir, at, errno, stays);
    const run = play(dataDir);
    const wasHit = process.env.IO_FAULT_HIT === String(at);
    disarm();
    const found = wrongIn(dataDir, run.written);
    if (found !== null) problems.push(`${fault} at call ${at}: ${found}`);
    rmSync(dataDir, { recursive: true });
    if (!wasHit) return { fault, faults: at - 1, refusedStarts, refusedRows, problems };
    refusedStarts += run.isStarted ? 0 : 1;
    refusedRows += run.isStarted ? events.length - run.written.length : 0;
  }
}

function arm(dataDir: string, at: number, errno: number, stays: boolean): void {
  delete process.env.IO_FAULT_HIT;
  if (stays) process.env.IO_FAULT_STAYS = '1';
  Object.assign(process.env, { IO_FAULT_DIR: dataDir, IO_FAULT_ERRNO: `${errno}`, IO_FAULT_AT: `${at}` });
}

function disarm(): void {
  delete process.env.IO_FAULT_AT;
  delete process.env.IO_FAULT_DIR;
  delete process.env.IO_FAULT_STAYS;
}

function open(dataDir: string): ReturnType<typeof openStore> {
  return openStore({ dataDir, station: 'Gate 3', clock: createVirtualClock(), sha256, checkpointEvery: 5 });
}

/** What the station would do; a row that is refused is not tried again. */
function play(dataDir: string): { readonly isStarted: boolean; readonly written: readonly string[] } {
  const opened = open(dataDir);
  if (!opened.ok) return { isStarted: false, written: [] };
  const { journal, checkpoint, close } = opened.value;
  checkpoint();
  journal.probe();
  const written = events.flatMap((event) => {
    const appended = journal.append({
      ...fact(event, { codeKind: 'temporary' }),
      issuanceId: 'i-1',
      ...people,
    });
    return appended.ok ? [appended.value.hash] : [];
  });
  close();
  return { isStarted: true, written };
}

/** What a later start finds wrong, or null: every row that was said to be written is there, in a whole chain. */
function wrongIn(dataDir: string, written: readonly string[]): string | null {
  const again = open(dataDir);
  if (!again.ok) return `does not open again: ${again.error.detail}`;
  const wrong = wrongWith(again.value, written);
  again.value.close();
  return wrong;
}

function wrongWith({ journal, setAside }: Store, written: readonly string[]): string | null {
  if (setAside !== null) return 'set aside';
  const rows = journal.recent(1_000).toReversed();
  const hashes = new Set(rows.map(({ hash }) => hash));
  if (!written.every((hash) => hashes.has(hash))) return 'a written row is missing';
  const check = checkChain(sha256);
  const damages = rows.flatMap((row) => check.take(row));
  return damages.length === 0 ? null : `chain: ${damages[0]?.kind}`;
}

/** A desk with workers for a shift and two printers, whose calls to the service take their time. */
import type { JournalEntry } from '../core/journal/entry.ts';
import type { WorkerSummary } from '../shared/workers.ts';
import { type AppStation, createAppStation, type Kept } from './app-station.ts';
import { worker } from './fake-directory.ts';

export const people: readonly WorkerSummary[] = Array.from({ length: 20 }, (_, at) => worker(101 + at));

export async function bulkDesk(kept: Kept = {}): Promise<AppStation> {
  const desk = createAppStation({ mode: 'desk', more: people, roundTripMs: 400, ...kept });
  await enter(desk);
  return desk;
}

/** Signs in while time goes by. */
export async function enter(desk: AppStation): Promise<void> {
  void desk.call('session.signIn', { method: 'browser-window' });
  for (let round = 0; round < 100 && desk.app.supervision.present() === null; round += 1)
    await desk.clock.advance(100);
}

export function csvOf(workers: readonly WorkerSummary[]): string {
  return `number\n${workers.map(({ employeeId }) => employeeId).join('\n')}\n`;
}

/** Lets time go by until it is so. */
export async function settled(s: AppStation, isSo: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (await isSo()) return;
    if (round % 40 === 39) await s.call('session.touch', null);
    await s.clock.advance(250);
  }
  throw new Error(`it did not come to that: ${JSON.stringify(await s.call('bulk.read', null))}`);
}

export async function runOf(s: AppStation) {
  const read = await s.call('bulk.read', null);
  if (!read.ok || read.value.run === null) throw new Error('there is no run');
  return read.value.run;
}

/** Checks and starts a run of temporary codes. @param between runs after the check */
export async function startRun(
  s: AppStation,
  workers: readonly WorkerSummary[],
  between: () => void = () => {},
): Promise<void> {
  await s.call('bulk.check', { from: 'csv', text: csvOf(workers) });
  await settled(s, async () => {
    const read = await s.call('bulk.read', null);
    return read.ok && read.value.check?.isChecking === false;
  });
  between();
  const started = await s.call('bulk.start', { is: 'temporary', hours: 8 });
  if (!started.ok) throw new Error(started.error.kind);
  await settled(s, async () => (await s.call('bulk.read', null)).ok && (await runOf(s)).state !== 'starting');
}

/** The most codes that any printer had at a time between the row before the create and the end of its job. */
export function mostUnprintedEver(rows: readonly JournalEntry[]): number {
  const printerOf = new Map<string | null, string | null>();
  const unprinted = new Map<string | null, string | null>();
  let most = 0;
  for (const { event, issuanceId, printer } of rows) {
    if (event === 'preflight-passed') printerOf.set(issuanceId, printer);
    if (event === 'create-sent') unprinted.set(issuanceId, printerOf.get(issuanceId) ?? null);
    if (event === 'print-ended' || event === 'closed' || event === 'create-failed')
      unprinted.delete(issuanceId);
    const counts = [...unprinted.values()].map(
      (one) => [...unprinted.values()].filter((other) => other === one).length,
    );
    most = Math.max(most, ...counts);
  }
  return most;
}

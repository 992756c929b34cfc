/** Half a million people of the benchmarks, made the same each time, and a list filled with them as the station fills it. */
import { makeWorkers } from '../src/demo-tenant/workers.ts';
import type { WorkerCache } from '../src/main/ports.ts';
import { listedName } from './worker-names.ts';
import { type Pages, pageAt, type Row } from './worker-pages.ts';

/** With tens of thousands of names. */
export function people(count: number): readonly Row[] {
  return makeWorkers(count, 7).map(({ id, employeeId, department, ...known }, serial) => {
    const { displayName, surname, userPrincipalName } = listedName(known, serial);
    return [id, displayName, surname, userPrincipalName, employeeId, department];
  });
}

/** Takes the pages from `from` up to `upTo`, one after the other. */
export async function fillList(cache: WorkerCache, pages: Pages, from: number, upTo: number): Promise<void> {
  for (let at = from; at < upTo; at += 1) {
    const taken = await cache.take(at === 0 ? null : `n${at}`, await pageAt(pages, at), Date.now());
    if (!taken.ok) throw new Error(taken.error.detail ?? taken.error.kind);
  }
}

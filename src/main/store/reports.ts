/** Tables for spreadsheets, written into a folder of their own beside the journal; an earlier one is never written over. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SaveReport } from '../bulk-ports.ts';
import type { Clock } from '../ports.ts';
import { guarded } from './journal-table.ts';

export const reportsFolder = 'reports';

export function createReports(dataDir: string, clock: Pick<Clock, 'nowMs'>): SaveReport {
  return (text) =>
    guarded(() => {
      const folder = path.join(dataDir, reportsFolder);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const stamp = new Date(clock.nowMs()).toISOString().replace(/[:.]/g, '-');
      const file = path.join(folder, `bulk-${stamp}.csv`);
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    });
}

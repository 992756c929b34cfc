/** The Printer port on a folder: each badge is a PDF file, for stations without a printer and for trying things out. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stock } from '../../core/badge/stock.ts';
import type { Design } from '../../core/badge/template.ts';
import { err, ok } from '../../core/result.ts';
import type { JobEnd, Printer, PrinterStatus } from '../paper-ports.ts';
import type { Clock } from '../ports.ts';

export interface FolderPrinterOptions {
  readonly name: string;
  readonly stock: Stock;
  readonly dpi: number;
  readonly design?: Design | undefined;
  readonly folder: string;
  readonly clock: Clock;
}

/** The file is the device: once it is there whole and on the disk, the badge is printed. */
export function folderPrinter(options: FolderPrinterOptions): Printer {
  const { name, stock, dpi, design, folder, clock } = options;
  return {
    name,
    stock,
    dpi,
    design,
    isFolder: true,
    status: () => statusOf(folder),
    details: async () => ({ ...(await statusOf(folder)), media: null }),
    submit: async (pdf, noted) => {
      const unwritable = await whyUnwritable(folder);
      if (unwritable !== null) return err({ reason: 'folder-unwritable', detail: unwritable });
      const job = { jobId: nameAt(clock.nowMs()), jobUuid: null };
      if (noted !== undefined && !noted(job)) return err({ reason: 'other', detail: 'not noted' });
      const unwritten = await whyUnwritten(folder, job.jobId, pdf);
      return unwritten === null ? ok(job) : err({ reason: 'folder-unwritable', detail: unwritten });
    },
    follow: async () => printed,
    cancel: async () => printed,
  };
}

const printed: JobEnd = { outcome: 'printed', reason: null };

async function statusOf(folder: string): Promise<PrinterStatus> {
  return (await whyUnwritable(folder)) === null
    ? { state: 'ready', reason: null }
    : { state: 'offline', reason: 'folder-unwritable' };
}

/** Never the worker's name: file names end up in lists and backups. */
function nameAt(nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  return `badge-${stamp}-${randomBytes(4).toString('hex')}.pdf`;
}

/** Null when a file could be written. Makes the folder, for its owner alone, if it is missing. */
async function whyUnwritable(folder: string): Promise<string | null> {
  return whyFailed(async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
  });
}

/** Under another name first, so that nobody meets half a badge. */
async function whyUnwritten(folder: string, fileName: string, pdf: Uint8Array): Promise<string | null> {
  const half = join(folder, `${fileName}.part`);
  const why = await whyFailed(async () => {
    const file = await open(half, 'wx', 0o600);
    try {
      await file.writeFile(pdf);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, join(folder, fileName));
  });
  if (why !== null) await whyFailed(() => rm(half, { force: true }));
  return why;
}

/** Null, or the operating system's word such as ENOSPC. */
async function whyFailed(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (refused) {
    if (refused instanceof Error && 'code' in refused && typeof refused.code === 'string')
      return refused.code;
    throw refused;
  }
}

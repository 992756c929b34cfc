/** The station's printers, in the order of preference of its config. */
import { resolve } from 'node:path';
import { assert } from '../../core/result.ts';
import type { Clock, Printer, PrintServer, Stock } from '../ports.ts';
import { cupsPrinter } from './cups-printer.ts';
import { cupsQueue, queueNames } from './cups-queue.ts';
import { folderPrinter } from './folder-printer.ts';
import { type CupsServer, ippClient, parseCupsServer } from './ipp.ts';
import { statuses } from './ipp-message.ts';

export interface QueueConfig {
  readonly queue: string;
  readonly stock: Stock;
  readonly dpi?: number | null | undefined;
  readonly media?: string | null | undefined;
}

export interface FolderConfig {
  readonly folder: string;
  readonly stock: Stock;
  readonly dpi?: number | null | undefined;
}

/** The `printing` object of the config file, defaults filled in. */
export interface PrintingConfig {
  readonly printers: readonly (QueueConfig | FolderConfig)[];
  readonly cupsServer: string | null;
  readonly timeoutSeconds: number;
}

export interface PrintersDeps {
  readonly clock: Clock;
  /** What folders in the config are relative to. */
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const systemSocket = '/run/cups/cups.sock';
/** Most label and card printers; a 203 or 600 dpi printer says so in the config. */
const usualDpi = 300;
/** CUPS on the same machine answers in milliseconds; a restart takes less than a second. */
const ippTimeoutMs = 5_000;
const withoutPrinter: FolderConfig = { folder: 'badges', stock: 'card-cr80' };

export function createPrinters(config: PrintingConfig, deps: PrintersDeps): readonly Printer[] {
  const send = ippClient(cupsServerOf(config.cupsServer, deps.env), deps.clock, ippTimeoutMs);
  const chosen = config.printers.length === 0 ? [withoutPrinter] : config.printers;
  return chosen.map((printer) => {
    const { stock } = printer;
    const dpi = printer.dpi ?? usualDpi;
    if ('queue' in printer) {
      const queue = cupsQueue(send, printer.queue);
      const media = printer.media ?? null;
      return cupsPrinter({ name: printer.queue, stock, dpi, media, queue, clock: deps.clock });
    }
    const folder = resolve(deps.dataDir, printer.folder);
    return folderPrinter({ name: printer.folder, stock, dpi, folder, clock: deps.clock });
  });
}

/** The CUPS that the queues of the config are looked for on. */
export function createPrintServer(config: PrintingConfig, deps: PrintersDeps): PrintServer {
  const send = ippClient(cupsServerOf(config.cupsServer, deps.env), deps.clock, ippTimeoutMs);
  return {
    queues: async () => {
      const names = await queueNames(send);
      if (names.ok) return names.value;
      // CUPS answers "not found" when it has no queue at all.
      return names.error.status === statuses.notFound ? [] : null;
    },
  };
}

/** The config's word, then CUPS's own environment variable, then the system's socket. */
function cupsServerOf(configured: string | null, env: PrintersDeps['env']): CupsServer {
  if (configured !== null) {
    const server = parseCupsServer(configured);
    assert(server !== null, 'the config checks its CUPS server');
    return server;
  }
  return parseCupsServer(env.CUPS_SERVER ?? '') ?? { socketPath: systemSocket };
}

/** The station's printers, in the order of preference of its config. */
import { resolve } from 'node:path';
import type { Stock } from '../../core/badge/stock.ts';
import type { CardsPerSheet, Design, Template } from '../../core/badge/template.ts';
import type { Paper } from '../../core/issuance/order.ts';
import { assert } from '../../core/result.ts';
import type { Printer, PrintServer, Spool } from '../paper-ports.ts';
import type { Clock } from '../ports.ts';
import { builtInDesign } from './badge/built-in-templates.ts';
import { cupsPrinter } from './cups/cups-printer.ts';
import { cupsQueue, queueNames } from './cups/cups-queue.ts';
import { confFileOf, cupsSpool } from './cups/cups-spool.ts';
import { type CupsServer, ippClient, parseCupsServer, type SendIpp } from './cups/ipp.ts';
import { statuses } from './cups/ipp-message.ts';
import { folderPrinter } from './folder-printer.ts';
import { type PagePrint, windowsPrinter } from './windows-printer.ts';

interface PaperConfig {
  readonly stock: Stock;
  readonly dpi?: number | null | undefined;
  /** The name of one of `templates`; null: the stock's built-in one. */
  readonly template?: string | null | undefined;
  readonly cardsPerSheet?: CardsPerSheet | undefined;
  /** Left out: everything that the stock has room for. */
  readonly prints?: readonly Paper[] | undefined;
}

export interface QueueConfig extends PaperConfig {
  readonly queue: string;
  readonly media?: string | null | undefined;
}

export interface FolderConfig extends PaperConfig {
  readonly folder: string;
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
  /** Where there is no CUPS: the queues are then the system's own. */
  readonly windows?: { readonly page: PagePrint; readonly htmlOf: (pdf: Uint8Array) => string | null };
  /** Those that the config names, by their names. */
  readonly templates?: ReadonlyMap<string, Template>;
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
  return chosen.map((printer) => ({ ...adapterOf(printer, deps, send), prints: printer.prints }));
}

function adapterOf(printer: QueueConfig | FolderConfig, deps: PrintersDeps, send: SendIpp): Printer {
  const { stock } = printer;
  const { windows, clock } = deps;
  const design = designOf(printer, deps.templates ?? new Map());
  const common = { stock, dpi: printer.dpi ?? usualDpi, design, clock };
  if ('queue' in printer && windows !== undefined) {
    const { page: system, htmlOf } = windows;
    return windowsPrinter({ name: printer.queue, ...common, system, htmlOf });
  }
  if ('queue' in printer) {
    const queue = cupsQueue(send, printer.queue);
    return cupsPrinter({ name: printer.queue, ...common, media: printer.media ?? null, queue });
  }
  return folderPrinter({ name: printer.folder, ...common, folder: resolve(deps.dataDir, printer.folder) });
}

/** What there is to say about the queues of the config. */
export function createSpool(config: PrintingConfig, deps: PrintersDeps): Spool {
  const server = cupsServerOf(config.cupsServer, deps.env);
  const queues = config.printers.flatMap((printer) => ('queue' in printer ? [printer.queue] : []));
  if (deps.windows !== undefined) return unknownSpool(queues);
  return cupsSpool(ippClient(server, deps.clock, ippTimeoutMs), [...new Set(queues)], confFileOf(server));
}

function unknownSpool(queues: readonly string[]): Spool {
  return { look: async () => queues.map((printer) => ({ printer, findings: ['settings-unknown'] })) };
}

function designOf(printer: PaperConfig, templates: ReadonlyMap<string, Template>): Design {
  const named = printer.template ?? null;
  const builtIn = builtInDesign(printer.stock, printer.cardsPerSheet);
  if (named === null) return builtIn;
  const template = templates.get(named);
  assert(template !== undefined, 'a station starts with every template that its config names');
  return { ...builtIn, template };
}

/** The server that the queues of the config are looked for on. */
export function createPrintServer(config: PrintingConfig, deps: PrintersDeps): PrintServer {
  if (deps.windows !== undefined) return { queues: deps.windows.page.names };
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

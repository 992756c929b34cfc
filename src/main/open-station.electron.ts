/** Makes a station of a window that is open already: config, journal, real ports. Reality is chosen here and nowhere else. */
import { readFileSync } from 'node:fs';
import { app, clipboard } from 'electron';
import { err, type Result } from '../core/result.ts';
import type { Method, PageEvent } from '../shared/api.ts';
import type { Blocked } from './app/blocked.ts';
import { brokenStation } from './app/broken-start.ts';
import { watchConnection } from './app/connection.ts';
import { App } from './app/create-app.ts';
import { type Config, type ConfigTrouble, configLine, defaultConfig, parseConfig } from './config.ts';
import type { Log } from './log.ts';
import type { Options } from './options.ts';
import type { Answer } from './shell/first-question.electron.ts';
import { serveIpc } from './shell/ipc.electron.ts';
import { systemKeyring } from './shell/keyring.electron.ts';
import type { KioskWindow } from './shell/kiosk-window.electron.ts';
import { isPageUrl } from './shell/page-files.ts';
import { createRealPorts, type Disk } from './shell/real-ports.electron.ts';
import { createRinse } from './shell/rinse.ts';
import { watchScans } from './shell/scan-keys.electron.ts';
import { sha256 } from './shell/system.ts';
import { systemClock } from './shell/system-clock.ts';
import { provenKeyring } from './store/keyring-proof.ts';
import type { Templates } from './template-files.ts';
import { unmetNeed } from './unmet-need.ts';

/** What is there before the station is. */
export interface Beginning {
  readonly asked: Options;
  readonly dataDir: string;
  /** The file system's word for why nothing can be kept in `dataDir`; null when it can. */
  readonly unusable: string | null;
  readonly log: Log;
  readonly kiosk: KioskWindow;
  readonly answerFirst: (answer: Answer) => void;
  readonly blocked: (what: Blocked) => void;
  /** From now on attempts are told to the station, which writes them down. */
  readonly blockedGoesTo: (blocked: (what: Blocked) => void) => void;
}

/** How long the screen about a bad start stays before the process ends and its supervisor (systemd) tries again. */
const brokenScreenMs = 20_000;
/** What the page asks by itself every few seconds would drown the rest of the log. */
const oftenAsked: ReadonlySet<Method> = new Set([
  'station.read',
  'session.touch',
  'printers.read',
  'bulk.read',
]);

/** The page hears of a station only after all of it was read and found good: nothing can be issued before. */
export async function openStation(beginning: Beginning): Promise<void> {
  const { asked, dataDir, unusable } = beginning;
  if (unusable !== null) {
    const allowed = 'a folder that can be written';
    openBroken(beginning, { file: dataDir, key: 'data-dir', found: unusable, allowed });
    return;
  }
  const config = readConfig(asked.configFile);
  if (!config.ok) {
    openBroken(beginning, config.error);
    return;
  }
  const disk = { dataDir, keyring: provenKeyring(dataDir, systemKeyring()) };
  const unmet = unmetNeed(config.value, disk, asked.configFile ?? '');
  const templates = unmet === null ? await readTemplates(config.value, asked.configFile) : err(unmet);
  if (templates.ok) openGood(beginning, withMode(config.value, asked), templates.value, disk);
  else openBroken(beginning, templates.error);
}

function readConfig(file: string | null): Result<Config, ConfigTrouble> {
  if (file === null) return { ok: true, value: defaultConfig() };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (unreadable) {
    const found = (unreadable as NodeJS.ErrnoException).code ?? 'unreadable';
    return err({ file, key: '(file)', found, allowed: 'a file that can be read' });
  }
  return parseConfig(text, file);
}

/** Proving a template takes a reader of codes, which is only loaded where there is one to prove. */
async function readTemplates(
  { printing }: Config,
  file: string | null,
): Promise<Result<Templates, ConfigTrouble>> {
  const isNone = printing.printers.every(({ template }) => template === null);
  if (file === null || isNone) return { ok: true, value: new Map() };
  const { loadTemplates } = await import('./template-files.ts');
  return loadTemplates(printing, file);
}

function withMode(config: Config, asked: Options): Config {
  return asked.mode === null ? config : { ...config, station: { ...config.station, mode: asked.mode } };
}

function openGood(beginning: Beginning, config: Config, templates: Templates, disk: Disk): void {
  const { dataDir, log, kiosk, blocked } = beginning;
  const rinse = createRinse(systemClock);
  const around = { parent: () => kiosk.window, blocked, wiped: rinse.wiped };
  const real = createRealPorts(config, templates, disk, log, around);
  if (!real.ok) {
    const found = real.error.detail ?? 'disk';
    const allowed = 'a folder and file that this version can write';
    openBroken(beginning, { file: dataDir, key: 'journal', found, allowed });
    return;
  }
  const { ports, settings, store, probeUrl } = real.value;
  const events = {
    tell: (event: PageEvent) => kiosk.tell('page-event', event),
    hidden: forgetClipboard,
    incident: (bug: unknown) => log.incident(bug),
  };
  const station = new App(ports, settings, events);
  const stopWatching = watchConnection(ports.network, ports.clock, probeUrl);
  serveIpc(station.handlers, {
    pageContentsId: () => kiosk.window.webContents.id,
    answerFirst: beginning.answerFirst,
    present: () => station.supervision.present(),
    isLocked: () => station.supervision.view().state === 'locked',
    audit: (method, outcome) => {
      rinse.stirred();
      if (!oftenAsked.has(method)) log.note('ipc', { method, outcome });
    },
    incident: events.incident,
    blocked,
  });
  beginning.blockedGoesTo(station.blocked);
  const isKiosk = config.station.mode === 'kiosk';
  const scanning = { clock: systemClock, sha256, scanner: config.scanner };
  kiosk.show({
    isFullScreen: isKiosk && !beginning.asked.isWindowed,
    mayPickFiles: !isKiosk,
    onOpened: (contents) => watchScans(contents, station.scans, scanning),
  });
  app.on('will-quit', () => {
    stopWatching();
    station.stop();
    // A disk that refuses leaves the last rows to the chain alone until the next start.
    store.checkpoint();
    store.close();
  });
}

/** The search text may have been copied; nothing else of the page can be. On Linux a mere selection is pasted as well. */
function forgetClipboard(): void {
  clipboard.clear();
  // Electron 45 has a clipboard of its own for it; before, it went with the page's text.
  clipboard.selection?.clear();
}

/** The screen that says what is wrong; nothing else works. Ends by itself with exit code 2. */
function openBroken({ kiosk, answerFirst }: Beginning, trouble: ConfigTrouble): void {
  process.stderr.write(`${configLine(trouble)}\n`);
  const view = brokenStation(trouble, systemClock.nowMs());
  answerFirst((event) => {
    if (event.senderFrame === null || !isPageUrl(event.senderFrame.url)) throw new Error('refused');
    return view;
  });
  kiosk.show({ isFullScreen: false, mayPickFiles: false, onOpened: () => {} });
  app.on('will-quit', () => app.exit(2));
  systemClock.after(brokenScreenMs, () => app.exit(2));
}

/** Starts the station: options, config, journal, real ports, page. Reality is chosen here and nowhere else. */
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app, clipboard, ipcMain, type WebContents } from 'electron';
import { err, type Result } from '../core/result.ts';
import type { Method, PageEvent } from '../shared/api.ts';
import type { Blocked } from './app/blocked.ts';
import { brokenStation } from './app/broken-start.ts';
import { watchConnection } from './app/connection.ts';
import { App } from './app/create-app.ts';
import { type Config, type ConfigTrouble, configLine, defaultConfig, parseConfig } from './config.ts';
import { createLog, type Log } from './log.ts';
import type { Options } from './options.ts';
import { admit } from './shell/admission.electron.ts';
import { serveIpc } from './shell/ipc.electron.ts';
import { type KioskWindow, openKioskWindow, servePage } from './shell/kiosk-window.electron.ts';
import { lockDownApp, pageOnlyOwnFiles } from './shell/lockdown.electron.ts';
import { isPageUrl } from './shell/page-files.ts';
import { createRealPorts } from './shell/real-ports.electron.ts';
import { watchScans } from './shell/scan-keys.electron.ts';
import { registerSchemes } from './shell/schemes.electron.ts';
import { sha256, systemClock } from './shell/system.ts';
import { loadTemplates, type Templates } from './template-files.ts';

const outFolder = path.join(app.getAppPath(), 'out');
/** How long the screen about a bad start stays before the process ends and its supervisor (systemd) tries again. */
const brokenScreenMs = 20_000;
/** What the page asks by itself every few seconds would drown the rest of the log. */
const oftenAsked: ReadonlySet<Method> = new Set([
  'station.read',
  'session.touch',
  'printers.read',
  'bulk.read',
]);

/** Attempts are refused before there is a journal to write them to. */
let onBlocked = (_what: Blocked) => {};
const blocked = (what: Blocked) => onBlocked(what);

registerSchemes();
lockDownApp(blocked);
const options = admit();
if (options !== null) start(options);

function start(asked: Options): void {
  const dataDir = path.resolve(asked.dataDir ?? app.getPath('userData'));
  const unusable = whyUnusable(dataDir);
  // Without a folder of its own Chromium cannot even start: it gets one for the screen that says so.
  const folder = unusable === null ? dataDir : mkdtempSync(path.join(tmpdir(), 'daypass-'));
  app.setPath('userData', folder);
  app.setPath('sessionData', path.join(folder, 'page'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const log = createLog(folder, systemClock);
  const incident = (bug: unknown) => void log.incident(bug);
  process.on('uncaughtException', incident);
  process.on('unhandledRejection', incident);
  app
    .whenReady()
    .then(() => open(asked, dataDir, unusable, log))
    .catch((bug: unknown) => {
      process.stderr.write(`daypass: could not start, incident ${log.incident(bug)}\n`);
      app.exit(1);
    });
}

/** Null when the station can keep its files there, else the file system's word for why not. */
function whyUnusable(dataDir: string): string | null {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (refused) {
    return (refused as NodeJS.ErrnoException).code ?? String(refused);
  }
}

function open(asked: Options, dataDir: string, unusable: string | null, log: Log): void {
  pageOnlyOwnFiles(blocked);
  servePage(path.join(outFolder, 'renderer'));
  app.on('window-all-closed', () => app.quit());
  if (unusable !== null) {
    openBroken(
      { file: dataDir, key: 'data-dir', found: unusable, allowed: 'a folder that can be written' },
      log,
    );
    return;
  }
  const config = readConfig(asked.configFile);
  if (!config.ok) {
    openBroken(config.error, log);
    return;
  }
  const templates = readTemplates(config.value, asked.configFile);
  if (templates.ok) openStation(withMode(config.value, asked), templates.value, asked, dataDir, log);
  else openBroken(templates.error, log);
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

function readTemplates({ printing }: Config, file: string | null): Result<Templates, ConfigTrouble> {
  return file === null ? { ok: true, value: new Map() } : loadTemplates(printing, file);
}

function withMode(config: Config, asked: Options): Config {
  return asked.mode === null ? config : { ...config, station: { ...config.station, mode: asked.mode } };
}

function openStation(config: Config, templates: Templates, asked: Options, dataDir: string, log: Log): void {
  let kiosk: KioskWindow | null = null;
  const real = createRealPorts(config, templates, dataDir, log, {
    parent: () => kiosk?.window ?? null,
    blocked,
  });
  if (!real.ok) {
    const found = real.error.detail ?? 'disk';
    openBroken(
      { file: dataDir, key: 'journal', found, allowed: 'a folder and file that this version can write' },
      log,
    );
    return;
  }
  const { ports, settings, store, probeUrl } = real.value;
  const events = {
    tell: (event: PageEvent) => kiosk?.tell('page-event', event),
    hidden: forgetClipboard,
    incident: (bug: unknown) => log.incident(bug),
  };
  const station = new App(ports, settings, events);
  const stopWatching = watchConnection(ports.network, ports.clock, probeUrl);
  serveIpc(station.handlers, {
    pageContentsId: () => kiosk?.window.webContents.id ?? -1,
    present: () => station.supervision.present(),
    isLocked: () => station.supervision.view().state === 'locked',
    audit: (method, outcome) => {
      if (!oftenAsked.has(method)) log.note('ipc', { method, outcome });
    },
    incident: events.incident,
    blocked,
  });
  onBlocked = station.blocked;
  const isFullScreen = config.station.mode === 'kiosk' && !asked.isWindowed;
  const scanning = { clock: systemClock, sha256, scanner: config.scanner };
  const opened = openPage(config.station.mode, isFullScreen, log, (contents) =>
    watchScans(contents, station.scans, scanning),
  );
  kiosk = opened;
  app.on('second-instance', () => {
    if (opened.window.isMinimized()) opened.window.restore();
    opened.window.focus();
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
function openBroken(trouble: ConfigTrouble, log: Log): void {
  process.stderr.write(`${configLine(trouble)}\n`);
  const view = brokenStation(trouble, systemClock.nowMs());
  ipcMain.handle('station.read', (event) => {
    if (event.senderFrame === null || !isPageUrl(event.senderFrame.url)) throw new Error('refused');
    return view;
  });
  openPage('kiosk', false, log, () => {});
  app.on('will-quit', () => app.exit(2));
  systemClock.after(brokenScreenMs, () => app.exit(2));
}

function openPage(
  mode: 'kiosk' | 'desk',
  isFullScreen: boolean,
  log: Log,
  onOpened: (contents: WebContents) => void,
): KioskWindow {
  return openKioskWindow({
    preloadFile: path.join(outFolder, 'preload/kiosk.cjs'),
    isFullScreen,
    mayPickFiles: mode === 'desk',
    title: 'Daypass',
    background: '#0f2a2e',
    onPageLost: (reason) => log.note('page-lost', { reason }),
    onOpened,
    blocked,
  });
}

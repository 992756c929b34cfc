/** Starts the station: switches, folder, window; then, while the page is loading, everything else. */
import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { Blocked } from './app/blocked.ts';
import { createLog, type Log } from './log.ts';
import type { Options } from './options.ts';
import { admit } from './shell/admission.electron.ts';
import { keepFirstQuestion } from './shell/first-question.electron.ts';
import { type KioskWindow, openKioskWindow, servePage } from './shell/kiosk-window.electron.ts';
import { lockDownApp, pageOnlyOwnFiles } from './shell/lockdown.electron.ts';
import { registerSchemes } from './shell/schemes.electron.ts';
import { systemClock } from './shell/system-clock.ts';

const outFolder = path.join(app.getAppPath(), 'out');
/** Attempts are refused before there is a journal to write them to. */
let onBlocked = (_what: Blocked) => {};
const blocked = (what: Blocked) => onBlocked(what);

// Text and a few shapes need no graphics card. Its driver takes a while to start, and where there is none, to fail: the page
// waits for it before its first line.
app.disableHardwareAcceleration();
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

/** The page's process starts while everything else is read; it is shown, and told of a station, once that is good. */
async function open(asked: Options, dataDir: string, unusable: string | null, log: Log): Promise<void> {
  pageOnlyOwnFiles(blocked);
  const files = servePage(path.join(outFolder, 'renderer'));
  app.on('window-all-closed', () => app.quit());
  const answerFirst = keepFirstQuestion();
  const kiosk = openPage(log);
  app.on('second-instance', () => {
    if (kiosk.window.isMinimized()) kiosk.window.restore();
    kiosk.window.focus();
  });
  const blockedGoesTo = (station: typeof onBlocked) => {
    onBlocked = station;
  };
  // Each of the two holds this thread up for a while: then the page's process has something to do by itself.
  await soon(files.document);
  const { openStation } = await import('./open-station.electron.ts');
  await soon(files.script);
  await openStation({ asked, dataDir, unusable, log, kiosk, answerFirst, blocked, blockedGoesTo });
}

/** Whatever becomes of the page: the station is opened all the same. */
function soon(handedOut: Promise<void>): Promise<void> {
  return Promise.race([handedOut, new Promise<void>((resolve) => void systemClock.after(1_000, resolve))]);
}

function openPage(log: Log): KioskWindow {
  return openKioskWindow({
    preloadFile: path.join(outFolder, 'preload/kiosk.cjs'),
    title: 'Daypass',
    background: '#0f2a2e',
    onPageLost: (reason) => log.note('page-lost', { reason }),
    blocked,
  });
}

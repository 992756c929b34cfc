/** One life of the packaged app, seen from outside: its first screen, what it does not listen to, a second start, its end. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Picture, readScreen, shareOf } from './framebuffer.ts';
import { type Ended, freePort, isListening, runPackaged, spawnPackaged } from './packaged-app.ts';
import type { Place } from './refusals.ts';

/** The page's bar at the top (`--bar` of theme.css, light). */
const barColour = [0x0b, 0x31, 0x36] as const;
/** Node's own choice after SIGUSR1. */
const inspectorPort = 9229;
const firstScreenAtMostMs = 60_000;

export interface Life {
  /** Null where the screen never came. */
  readonly firstScreenMs: number | null;
  readonly picture: Picture;
  readonly hasInspector: boolean;
  readonly livedOn: boolean;
  readonly second: Ended;
  readonly exitCode: number | null;
  readonly log: string;
}

export interface Screen {
  readonly display: string;
  /** Where Xvfb keeps it. */
  readonly file: string;
}

export async function playLife({ home, ...place }: Place, screen: Screen): Promise<Life> {
  const dataDir = path.join(home, 'life');
  const start = { ...place, args: ['--data-dir', dataDir], env: { HOME: home, DISPLAY: screen.display } };
  const startedAtMs = performance.now();
  const child = spawnPackaged(start);
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const isSeen = await untilBar(screen.file);
  const firstScreenMs = isSeen ? performance.now() - startedAtMs : null;
  child.kill('SIGUSR1');
  await pause(1_000);
  const hasInspector = await isListening(inspectorPort);
  const second = await runPackaged({ ...start, args: [...start.args, '--mode', 'desk'] }, await freePort());
  const picture = readScreen(screen.file);
  const livedOn = child.exitCode === null && child.signalCode === null;
  child.kill('SIGTERM');
  const exitCode = await ended;
  const log = readFileSync(path.join(dataDir, 'log/daypass.log'), 'utf8');
  return { firstScreenMs, picture, hasInspector, livedOn, second, exitCode, log };
}

async function untilBar(file: string): Promise<boolean> {
  const deadlineMs = performance.now() + firstScreenAtMostMs;
  while (performance.now() < deadlineMs) {
    if (shareOf(readScreen(file), barColour) > 0.03) return true;
    await pause(100);
  }
  return false;
}

/** Lays another application beside the archive, as somebody might who can write there; it must not be what starts. */
export async function playStranger({ executable, home }: Place): Promise<boolean> {
  const folder = path.join(path.dirname(executable), 'resources/app');
  const trace = path.join(home, 'stranger-was-here');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "stranger", "main": "main.cjs" }');
  const main = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, ''); require('electron').app.exit(0);`;
  writeFileSync(path.join(folder, 'main.cjs'), main);
  try {
    const args = ['--data-dir', path.join(home, 'stranger'), '--mode', 'tv'];
    const { code } = await runPackaged({ executable, args, env: { HOME: home } }, await freePort());
    return code === 2;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

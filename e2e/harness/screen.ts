/** A screen of its own: an X server, and a window manager that knows no shortcuts, as a kiosk's policy has it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Screen {
  /** `DISPLAY`, for programs on this screen. */
  readonly display: string;
  /** What it shows, as an XWD file. */
  readonly file: string;
  /** Keys and pointer from outside, as a person's hands: `xdotool` with these words. */
  hand(...words: readonly string[]): Promise<string>;
  /** The windows that can be seen, as the X server lists them: id and title. */
  windows(): Promise<readonly SeenWindow[]>;
  stop(): Promise<void>;
}

export interface SeenWindow {
  readonly id: string;
  readonly title: string;
}

const width = 1280;
const height = 800;

/** @param folder where the X server keeps what it shows, for `readScreen` */
export async function openScreen(folder: string): Promise<Screen> {
  const size = ['-screen', '0', `${width}x${height}x24`, '-fbdir', folder];
  const server = spawn('Xvfb', ['-displayfd', '3', ...size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = `:${await firstLine(server.stdio[3] as Readable)}`;
  const env = { ...process.env, DISPLAY: display };
  const manager = spawn('openbox', ['--config-file', policy, '--sm-disable'], { env, stdio: 'ignore' });
  const hand = async (...words: readonly string[]) =>
    (await run('xdotool', [...words], { env, timeout: 60_000 })).stdout.trim();
  return {
    display,
    file: path.join(folder, 'Xvfb_screen0'),
    hand,
    windows: () => seenWindows(hand),
    async stop() {
      await end(manager);
      await end(server);
    },
  };
}

/** As a station gets it: what leaves a kiosk is the window manager's to give, so it gives nothing. */
const policy = path.resolve(import.meta.dirname, '../../resources/deploy/linux/openbox/rc.xml');

/** Chromium keeps windows of one pixel beside its own, and openbox of none. */
async function seenWindows(hand: Screen['hand']): Promise<readonly SeenWindow[]> {
  const ids = (await hand('search', '--onlyvisible', '--class', '.+').catch(() => '')).split('\n');
  const seen: SeenWindow[] = [];
  for (const id of ids.filter((one) => one !== '')) {
    const told = await hand('getwindowname', id, 'getwindowgeometry', '--shell', id).catch(() => '');
    const [title = ''] = told.split('\n');
    const wide = Number(/^WIDTH=(\d+)$/m.exec(told)?.[1] ?? 0);
    const high = Number(/^HEIGHT=(\d+)$/m.exec(told)?.[1] ?? 0);
    if (wide > 10 && high > 10) seen.push({ id, title });
  }
  return seen;
}

async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('Xvfb did not start');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

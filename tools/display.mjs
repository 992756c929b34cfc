/** A display for machines without one: an Xvfb of our own on a free number, ended by its pid. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasDisplay } from './setup/debian.mjs';
import { Stop } from './setup/say.mjs';

/**
 * Runs `act` with an environment in which windows can open.
 * @template T
 * @param {(env: Record<string, string>) => Promise<T>} act
 */
export async function withDisplay(act) {
  return hasDisplay() ? act({}) : withOwnDisplay(act);
}

/**
 * The same on a display that nobody else has.
 * @template T
 * @param {(env: Record<string, string>) => Promise<T>} act
 * @param {readonly string[]} more of Xvfb's arguments
 */
export async function withOwnDisplay(act, more = []) {
  const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset', ...more];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  try {
    const number = await Promise.race([firstLine(server.stdio[3]), once(server, 'exit').then(() => null)]);
    if (number === null) throw new Stop('Xvfb did not start.');
    return await act({ DISPLAY: `:${number}` });
  } finally {
    server.kill('SIGTERM');
  }
}

/** @param {import('node:stream').Readable} stream */
async function firstLine(stream) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes('\n')) return text.trim();
  }
  return null;
}

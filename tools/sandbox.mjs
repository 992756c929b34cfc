/** Chromium refuses its sandbox to root; everywhere else it stays on. */
import { say } from './setup/say.mjs';

let isSaid = false;

/** @returns {readonly string[]} what to add to Electron's arguments; says so the first time */
export function sandboxArgs() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  if (!isSaid)
    say(
      'running as root, so Chromium runs without its sandbox (--no-sandbox); use an ordinary user in production',
    );
  isSaid = true;
  return ['--no-sandbox'];
}

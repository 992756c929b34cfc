/** How the commands speak: one plain line per step, the time beside it when it took more than a second. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Ends the command with a message for a person instead of a stack. */
export class Stop extends Error {}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`daypass: ${text}\n`);
}

/**
 * Runs a step and tells how long it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} act
 */
export async function step(name, act) {
  say(`${name} …`);
  const startedAtMs = Date.now();
  const result = await act();
  const seconds = (Date.now() - startedAtMs) / 1000;
  if (seconds >= 1) say(`${name}: done in ${seconds.toFixed(0)} s`);
  return result;
}

/**
 * Runs a program to its end. Never through a shell.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, quiet?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} code 127: there is no such program; 124: it took too long
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let isLate = false;
    const timer = options.timeoutMs
      ? setTimeout(() => {
          isLate = true;
          child.kill('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    child.on('error', () => resolve({ code: 127, output }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : (code ?? 1), output });
    });
  });
}

/**
 * Runs a program that must succeed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, timeoutMs?: number }} [options]
 */
export async function mustRun(program, args, options = {}) {
  const { code, output } = await run(program, args, { ...options, quiet: true });
  if (code === 0) return output;
  throw new Stop(`"${program} ${args.join(' ')}" ended with ${code}.\n${inShort(output.split('\n'))}`);
}

/** The cause stands first in npm's output and last in a compiler's: both ends are kept. */
function inShort(/** @type {readonly string[]} */ lines) {
  return (lines.length <= 50 ? lines : [...lines.slice(0, 25), '…', ...lines.slice(-25)]).join('\n');
}

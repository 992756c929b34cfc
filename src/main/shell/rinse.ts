/** After a secret was wiped: what the engine still keeps of it as garbage is collected, and given-back memory written over. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../ports.ts';

/** So that nobody who looks at the screen waits for it: it holds the main process up for some 100 ms. */
const pauseMs = 750;
/** Each size of buffer that PINs, contents, QR symbols and replies are kept in: allocators have eight between two powers of two. */
const smallestBytes = 16;
const largestBytes = 65_536;
const stepsAnOctave = 8;
const mostBuffers = 500;
const mostBytes = 1_000_000;

/**
 * Strings (a reply as JSON, the page of a PIN slip) cannot be zeroed, and libraries drop copies of their own. A full
 * collection returns their pages; new zeroed buffers of the same sizes take the places of old ones. Several calls soon
 * after one another rinse once.
 */
export function createRinse(clock: Clock): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    clock.after(pauseMs, () => {
      isDue = false;
      collect();
      churn();
      overwrite();
    });
  };
}

/** Node gives its collector away only by a flag, to contexts made from then on (nodejs.org/api/v8.html, `setFlagsFromString`). */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc === 'function') gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** Short-lived objects, many times as much as the young generation holds: its other half still has what was moved out of it. */
function churn(): void {
  let last: readonly number[] = [];
  for (let round = 0; round < 4_000; round += 1)
    last = Array.from({ length: 512 }, () => round + last.length);
}

/** @returns the bytes that were written */
export function overwrite(): number {
  const held: Uint8Array[] = [];
  for (let size = smallestBytes; size <= largestBytes; size *= 2)
    for (let step = 0; step < stepsAnOctave; step += 1) {
      const bytes = size + (size * step) / stepsAnOctave;
      const count = Math.min(mostBuffers, Math.ceil(mostBytes / bytes));
      for (let made = 0; made < count; made += 1) held.push(new Uint8Array(bytes));
    }
  return held.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** After a secret was wiped: what the engine still keeps of it as garbage is collected, and given-back memory written over. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../ports.ts';

/** So that nobody who looks at the screen waits for it. */
const pauseMs = 750;
/** Once more after the last one: for what something that was under way still held. */
const againMs = 5_000;
/** Then until nobody has done anything for so long, but no longer than that: a collection holds the main process up. */
const quietMs = 400;
const mostWaitMs = 2_000;
const lookMs = 100;
/** In pieces, between which calls and keys are answered: in one go they would hold the main process up for some 200 ms. */
const betweenMs = 1;
/** Each size of buffer that PINs, contents, QR symbols and replies are kept in: allocators have eight between two powers of two. */
const smallestBytes = 16;
const largestBytes = 65_536;
const stepsAnOctave = 8;
const mostBuffers = 500;
const mostBytes = 1_000_000;
const churnPieces = 4;
/** A sweep is over for sure only when the next collection begins, and what has a finalizer goes with the one after its own. */
const collections = 4;

type Piece = () => void;

export interface Rinse {
  /** A secret was wiped. */
  readonly wiped: () => void;
  /** Somebody does something: the page called. */
  readonly stirred: () => void;
}

/**
 * Strings (a reply as JSON, the page of a PIN slip) cannot be zeroed, and libraries drop copies of their own. A full
 * collection returns their pages; new zeroed buffers of the same sizes take the places of old ones. Several calls soon
 * after one another rinse once, and once more when they are over.
 */
export function createRinse(clock: Clock): Rinse {
  let isDue = false;
  let callOffAgain = () => {};
  let stirredAtMs = Number.NEGATIVE_INFINITY;
  const whenQuiet = (waitedMs: number) => {
    const isQuiet = clock.monotonicMs() - stirredAtMs >= quietMs;
    if (!isQuiet && waitedMs < mostWaitMs) clock.after(lookMs, () => whenQuiet(waitedMs + lookMs));
    else {
      isDue = false;
      inTurn(clock, pieces());
    }
  };
  return {
    wiped() {
      callOffAgain();
      callOffAgain = clock.after(againMs, () => whenQuiet(0));
      if (isDue) return;
      isDue = true;
      clock.after(pauseMs, () => whenQuiet(0));
    },
    stirred() {
      stirredAtMs = clock.monotonicMs();
    },
  };
}

function pieces(): readonly Piece[] {
  const churns = Array.from({ length: churnPieces }, () => churn);
  const writes = sizes().map((bytes) => () => overwrite(bytes));
  const collects = Array.from({ length: collections }, () => collect);
  return [leaveZeroes, ...collects, ...churns, ...writes, leaveWhatWas];
}

function inTurn(clock: Clock, [first, ...rest]: readonly Piece[]): void {
  first?.();
  if (rest.length > 0) clock.after(betweenMs, () => inTurn(clock, rest));
}

/** Half an octave a piece. */
function sizes(): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (let size = smallestBytes; size <= largestBytes; size *= 2)
    for (const half of [0, stepsAnOctave / 2])
      found.push(
        Array.from({ length: stepsAnOctave / 2 }, (_, step) => size + (size * (half + step)) / stepsAnOctave),
      );
  return found;
}

/**
 * What a sweep frees of the heap is written over with zeroes from now on (V8's `--clear-free-memory`), and what lives is moved
 * together, off pages that are given back; machine code stays where it is, which saves a tenth. Not always: with it every
 * collection takes longer, those of the workers' thread as well.
 */
function leaveZeroes(): void {
  setFlagsFromString('--clear-free-memory');
  setFlagsFromString('--compact-on-every-full-gc');
  setFlagsFromString('--no-compact-code-space');
}

function leaveWhatWas(): void {
  setFlagsFromString('--no-clear-free-memory');
  setFlagsFromString('--no-compact-on-every-full-gc');
  setFlagsFromString('--compact-code-space');
}

/** A context takes 8 ms to make: one is enough. */
let collector: unknown;

/**
 * Node gives its collector away only by a flag, to contexts made from then on (nodejs.org/api/v8.html, `setFlagsFromString`).
 * The flavor `last-resort` collects several times in one go, for 70 ms and more.
 */
function collect(): void {
  forgetLastMatch();
  collector ??= takeCollector();
  if (typeof collector === 'function') collector({ type: 'major', execution: 'sync', flavor: 'regular' });
}

function takeCollector(): unknown {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return gc;
}

/** V8 keeps the whole text that a regular expression matched last, for `RegExp.input`. */
function forgetLastMatch(): void {
  /(?:)/.test('');
}

/** Short-lived objects, in all many times as much as the young generation holds: its other half still has what was moved out of it. */
function churn(): void {
  let last: readonly number[] = [];
  // Of every size, or the same gap at the end of each page would never be written to.
  for (let round = 0; round < 48_000 / churnPieces; round += 1)
    last = new Array<number>(1 + ((last.length * 181 + round) % 512)).fill(round);
}

/** @returns the bytes that were written */
export function overwrite(sizesOfBuffers: readonly number[]): number {
  const held: Uint8Array[] = [];
  for (const bytes of sizesOfBuffers) {
    const count = Math.min(mostBuffers, Math.ceil(mostBytes / bytes));
    for (let made = 0; made < count; made += 1) held.push(new Uint8Array(bytes));
  }
  return held.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** "Issue all": the requests that are still to come, one journey at a time, and when the next one begins. */
import type { FlowData, KioskState } from './state.ts';

export interface Chosen {
  readonly queueId: string;
  readonly workerId: string;
  readonly hours: number;
}

/** @returns what is still to come after this step, and the one to begin now, if any */
export function nextInRun<D extends FlowData>(
  run: readonly Chosen[],
  before: KioskState<D>,
  after: KioskState<D>,
  why: string,
): { readonly run: readonly Chosen[]; readonly next: Chosen | null } {
  const [next = null, ...rest] = run;
  if (next === null || stops.has(after.screen)) return { run: [], next: null };
  if (after.screen !== 'search') return { run, next: null };
  // Handed over, or put off by a person. Where nobody touched the card until its time was up, nobody may be there.
  const isSkipped = before.screen === 'worker' && why === 'cancel-asked';
  return before.screen === 'done' || isSkipped ? { run: rest, next } : { run: [], next: null };
}

/** What a person has to look at first. */
const stops: ReadonlySet<string> = new Set([
  'problem',
  'locked',
  'sign-in',
  'signing-in',
  'starting',
  'config-error',
]);

import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createRinse, overwrite } from './rinse.ts';

/** Collected for sure only after a full collection: a large buffer that nobody holds. */
function dropped(): { readonly isGone: () => boolean } {
  const target = new WeakRef(new Uint8Array(1_000_000).fill(7));
  return { isGone: () => target.deref() === undefined };
}

describe('rinsing memory', () => {
  it('collects what nobody holds, a little later and once for calls soon after one another', async () => {
    const clock = createVirtualClock();
    const rinse = createRinse(clock);
    const garbage = dropped();
    rinse();
    rinse();
    expect(clock.pauses).toEqual([750]);
    // What was just made or looked at is held until its turn of the event loop is over.
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(800);
    expect(garbage.isGone()).toBe(true);
    expect('gc' in globalThis).toBe(false);
  });

  it('writes over some tens of megabytes', () => {
    expect(overwrite()).toBeGreaterThan(10_000_000);
  });
});

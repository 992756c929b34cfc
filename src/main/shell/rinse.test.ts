import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createRinse, overwrite } from './rinse.ts';

/** Collected for sure only after a full collection: a large buffer that nobody holds. */
function dropped(): { readonly isGone: () => boolean } {
  const target = new WeakRef(new Uint8Array(1_000_000).fill(7));
  return { isGone: () => target.deref() === undefined };
}

describe('rinsing memory', () => {
  it('collects what nobody holds, once for calls soon after one another, and not at once', async () => {
    const clock = createVirtualClock();
    const rinse = createRinse(clock);
    const garbage = dropped();
    rinse();
    rinse();
    await clock.advance(700);
    expect(garbage.isGone()).toBe(false);
    await clock.advance(100);
    expect(garbage.isGone()).toBe(true);
    expect('gc' in globalThis).toBe(false);
  });

  it('writes over some tens of megabytes', () => {
    expect(overwrite()).toBeGreaterThan(10_000_000);
  });
});

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
    rinse.wiped();
    rinse.wiped();
    expect(clock.pauses).toEqual([5_000, 750, 5_000]);
    // What was just made or looked at is held until its turn of the event loop is over.
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(800);
    expect(garbage.isGone()).toBe(true);
    expect('gc' in globalThis).toBe(false);
  });

  it('forgets the text that a regular expression matched last', async () => {
    const clock = createVirtualClock();
    createRinse(clock).wiped();
    /canary/.exec('a canary');
    await clock.advance(800);
    expect(Reflect.get(RegExp, 'input')).toBe('');
  });

  it('lets calls in between its pieces, does it once more after five seconds, and ends', async () => {
    const clock = createVirtualClock();
    createRinse(clock).wiped();
    const asked = clock.pauses.length;
    await clock.advance(4_999);
    const once = clock.pauses.length - asked;
    expect(once).toBeGreaterThan(25);
    expect(new Set(clock.pauses.slice(asked))).toEqual(new Set([1]));
    await clock.advance(10_000);
    expect(clock.pauses.length - asked).toBe(2 * once);
  });

  it('waits with the second time until nothing more was wiped for five seconds', async () => {
    const clock = createVirtualClock();
    const rinse = createRinse(clock);
    const pieces = () => clock.pauses.filter((pauseMs) => pauseMs === 1).length;
    rinse.wiped();
    await clock.advance(4_000);
    const once = pieces();
    rinse.wiped();
    await clock.advance(4_900);
    expect(pieces()).toBe(2 * once);
    await clock.advance(1_000);
    expect(pieces()).toBe(3 * once);
  });

  it('waits for whoever is at it, two seconds at most', async () => {
    const clock = createVirtualClock();
    const rinse = createRinse(clock);
    const hasBegun = () => clock.pauses.includes(1);
    rinse.wiped();
    for (let letter = 0; letter < 9; letter += 1) {
      await clock.advance(300);
      rinse.stirred();
      expect(hasBegun()).toBe(false);
    }
    await clock.advance(100);
    expect(hasBegun()).toBe(true);
  });

  it('begins as soon as they pause', async () => {
    const clock = createVirtualClock();
    const rinse = createRinse(clock);
    rinse.wiped();
    await clock.advance(700);
    rinse.stirred();
    await clock.advance(350);
    expect(clock.pauses).not.toContain(1);
    await clock.advance(100);
    expect(clock.pauses).toContain(1);
  });

  it('writes over as many buffers of a size as fit into a megabyte, five hundred at most', () => {
    expect(overwrite([16, 20])).toBe(500 * 36);
    expect(overwrite([65_536])).toBe(16 * 65_536);
  });
});

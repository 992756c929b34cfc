import { describe, expect, it } from 'vitest';
import { playHistories } from './history.ts';

/**
 * A failure prints its seed, path and replayPath. `LIFE_SEED=… LIFE_PATH=… LIFE_REPLAY=… npx vitest run
 * src/testing/life-model/histories.test.ts` plays that one history again; `LIFE_RUNS=20000 LIFE_SEED=7` plays others.
 */
const { LIFE_SEED, LIFE_RUNS, LIFE_PATH, LIFE_REPLAY } = process.env;

describe('the whole life of credentials, at random', () => {
  it('keeps every promise, and the model and the service agree after each step', async () => {
    const runs = Number(LIFE_RUNS ?? 2_500);
    const how = { runs, seed: Number(LIFE_SEED ?? 1), path: LIFE_PATH, replayPath: LIFE_REPLAY };
    const { report, met } = await playHistories(how);
    expect(report ?? 'nothing is broken').toBe('nothing is broken');
    console.log(met);
  }, 600_000);
});

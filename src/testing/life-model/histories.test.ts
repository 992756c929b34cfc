import { describe, expect, it } from 'vitest';
import { playHistories } from './history.ts';

/**
 * A failure prints its seed, path and replayPath. `LIFE_SEED=… LIFE_PATH=… LIFE_REPLAY=… npx vitest run
 * src/testing/life-model/histories.test.ts` plays that one history again; `LIFE_RUNS=20000 LIFE_SEED=7` plays others.
 */
const { LIFE_SEED, LIFE_RUNS, LIFE_PATH, LIFE_REPLAY } = process.env;

/** Each of these is met in every run, or the histories are not what they are taken for. */
const ends = [
  ...['issue ask', 'enrol ask', 'replace ask', 'reset-pin ask', 'extend extended', 'revoke revoked'],
  ...['issue handed-over', 'enrol handed-over', 'replace handed-over', 'reset-pin handed-over'],
  ...['issue revoked', 'enrol revoked', 'replace revoked', 'reset-pin failed pin-lost'],
  ...['issue refused live-code-exists', 'enrol refused already-enrolled', 'extend failed no-code'],
  'reset-pin failed no-method',
];

describe('the whole life of credentials, at random', () => {
  it('keeps every promise, and the model and the service agree after each step', async () => {
    const runs = Number(LIFE_RUNS ?? 2_500);
    const how = { runs, seed: Number(LIFE_SEED ?? 1), path: LIFE_PATH, replayPath: LIFE_REPLAY };
    const { report, met } = await playHistories(how);
    expect(report ?? 'nothing is broken').toBe('nothing is broken');
    if (LIFE_PATH === undefined && LIFE_RUNS === undefined)
      expect(ends.filter((end) => !met.has(end))).toEqual([]);
  }, 600_000);
});

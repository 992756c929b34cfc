/** The other half, for a second core; and what shows that the histories can tell a broken product. */
import { describe, expect, it } from 'vitest';
import { playHistories } from './history.ts';
import type { Sabotage } from './service.ts';

describe('the whole life of credentials, at random once more', () => {
  it('keeps every promise, and the model and the service agree after each step', async () => {
    const { report } = await playHistories({ runs: 2_500, seed: 2 });
    expect(report ?? 'nothing is broken').toBe('nothing is broken');
  }, 600_000);
});

describe('a history', () => {
  it.each<[string, Sabotage, RegExp]>([
    [
      'a service that says deleted and is not',
      { ignoresDeletes: true },
      /revoked, and lives|expected|temporary|method/,
    ],
    ['an adapter that drops an extension', { dropsExtends: true }, /standard: .* until/],
    ['an adapter that makes a PIN up', { keepsOldPin: true }, /the PIN/],
    ['a content in the journal', { tellsContent: true }, /a secret where none belongs/],
    ['a lost reply that is taken for a refusal', { denysDoubt: true }, /rejected/],
  ])(
    'notices %s, and is cut down to the shortest that does',
    async (_what, sabotage, why) => {
      const { report } = await playHistories({ runs: 400, seed: 1, sabotage });
      expect(report).toMatch(why);
      expect(report).toMatch(/seed: 1, path: "[\d:]+"/);
      expect(report).toContain('replayPath=');
      expect((report?.match(/"do":/g) ?? []).length).toBeLessThanOrEqual(4);
    },
    120_000,
  );
});

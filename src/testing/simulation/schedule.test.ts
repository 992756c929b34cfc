import { describe, expect, it } from 'vitest';
import { noCounts, runSchedule, sumOf } from './schedule.ts';

const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a simulated shift', () => {
  it('is the same each time for the same seed, to the last hash', async () => {
    const heads = async (seed: number) =>
      (await runSchedule(seed)).stations.map(({ disk }) => disk.all.at(-1)?.hash);
    for (const seed of seeds(20)) expect(await heads(seed)).toEqual(await heads(seed));
  });

  it('meets what it is there for: hand-overs, kills and orphans', async () => {
    let counts = noCounts;
    for (const seed of seeds(200)) counts = sumOf(counts, (await runSchedule(seed)).counts);
    for (const name of ['issuances', 'handedOver', 'kills', 'orphans'] as const)
      expect(counts[name]).toBeGreaterThan(5);
  });

  it('keeps every promise', async () => {
    for (const seed of seeds(300)) expect((await runSchedule(seed)).violations).toEqual([]);
  });
});

describe('the oracle', () => {
  const broken = async (sabotage: Parameters<typeof runSchedule>[1]) => {
    const rules = new Set<string>();
    for (const seed of seeds(400))
      for (const { rule } of (await runSchedule(seed, sabotage)).violations) rules.add(rule);
    return rules;
  };

  it('notices codes that live on when the service’s reads lag longer than the product allows for', async () => {
    expect(await broken({ lagMs: 300_000 })).toContain(
      'every live code is in a hand, being resolved, or revoked',
    );
  });

  it('notices codes that live on when the service says deleted and is not', async () => {
    expect(await broken({ liesAboutDeletes: true })).toContain(
      'every live code is in a hand, being resolved, or revoked',
    );
  });

  it('notices a journal that loses rows', async () => {
    expect(await broken({ losesRows: true })).toContain('a create is journalled before it is sent');
  });
});

import { describe, expect, it } from 'vitest';
import { type Group, groups, type Outcome } from './attempt.ts';
import { missingFrom } from './report.ts';

const names = Object.keys(groups) as Group[];
/** So many attempts, dealt out to the groups in turn. */
const tried = (count: number, dealt: readonly Group[] = names): readonly Outcome[] =>
  Array.from({ length: count }, (_, at) => ({
    group: dealt[at % dealt.length] ?? 'A',
    name: `attempt ${at}`,
    wrong: [],
    noticed: null,
    usableAfterMs: null,
  }));
const without = (...left: readonly Group[]) => names.filter((group) => !left.includes(group));

describe('a run of all attempts', () => {
  it('is whole with all ten groups and 200 attempts', () => {
    expect(missingFrom('all', tried(200))).toEqual([]);
  });

  it.each(names)('is not without group %s', (group) => {
    expect(missingFrom('all', tried(400, without(group)))).toEqual([
      `${group} ${groups[group]}: nothing was tried`,
    ]);
  });

  it('is not with fewer', () => {
    expect(missingFrom('all', tried(199))).toEqual(['only 199 attempts, at least 200 are asked for']);
    expect(missingFrom('all', [])).toHaveLength(11);
  });

  it('needs of a part what that part plays', () => {
    expect(missingFrom('test', tried(200, without('G')))).toEqual([]);
    expect(missingFrom('test', tried(200, without('G', 'J')))).toHaveLength(1);
    expect(missingFrom('package', tried(200, ['A', 'B', 'C', 'G']))).toEqual([]);
    expect(missingFrom('package', tried(200, ['A', 'B', 'C']))).toHaveLength(1);
  });
});

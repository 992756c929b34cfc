import { expect, it } from 'vitest';
import { type Aftermath, isClean, tableOf, tablesOf } from './table.ts';

const clean: Aftermath = {
  order: 'temporary',
  point: 'after write created',
  settling: null,
  back: 'later',
  ended: 'revoked',
  reconcileMs: 100,
  lost: 0,
  duplicate: 0,
  unaccounted: 0,
};
const cellsOf = (start: string, all: readonly Aftermath[]) =>
  tableOf(all)
    .split('\n')
    .find((line) => line.startsWith(start))
    ?.split(/ {2,}/);

it('adds up the runs of a point and tells the slowest reconcile for each way to come back', () => {
  const all = [
    clean,
    { ...clean, reconcileMs: 300 },
    { ...clean, back: 'at once', reconcileMs: 45_000, unaccounted: 1, ended: 'failed' } as const,
  ];
  const cells = ['3', '0', '0', '1', '300', '45000', 'revoked, failed'];
  expect(cellsOf('after write created', all)).toEqual(['after write created', ...cells]);
  expect(cellsOf('all', all)).toEqual(['all', ...cells]);
  expect(tableOf(all)).toContain('back later: p50 100 ms, p95 300 ms; back at once: p50 45000 ms');
});
it('keeps the deaths of a reconcile apart from those of an issuance', () => {
  const again = { ...clean, point: 'before write closed', settling: 'after call PATCH' };
  const lines = tableOf([again, clean]).split('\n');
  const at = (text: string) => lines.findIndex((line) => line.startsWith(text));
  expect(at('killed again, settling "after call PATCH"')).toBeGreaterThan(at('after write created'));
  expect(at('before write closed')).toBeGreaterThan(at('killed again'));
});
it('tells each order in a table of its own', () => {
  const other = { ...clean, order: 'revocation', lost: 1 };
  expect(tablesOf([clean, other])).toBe(`temporary\n${tableOf([clean])}\n\nrevocation\n${tableOf([other])}`);
});
it('calls nothing clean that lost, doubled or left open anything', () => {
  expect(isClean(clean)).toBe(true);
  for (const key of ['lost', 'duplicate', 'unaccounted']) expect(isClean({ ...clean, [key]: 1 })).toBe(false);
});

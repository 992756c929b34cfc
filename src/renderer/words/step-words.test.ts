/** The steps that a person follows: each order its own, and none about a printer where nothing is printed. */
import { describe, expect, it } from 'vitest';
import type { Order } from '../../core/issuance/order.ts';
import { stepsOf, stepWord } from './step-words.ts';

const issue: Order = { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null };
const orders: readonly Order[] = [
  issue,
  { is: 'replace', replaceCodeId: 'aa' },
  { is: 'enrol', startsAtMs: null },
  { is: 'reset-pin' },
  { is: 'extend', codeId: 'aa' },
  { is: 'revoke', target: 'method', codeId: null, createdAtMs: null },
];
const wordsOf = (order: Order) => stepsOf(order, false).map((step) => stepWord(step, order));

describe('the steps of an order', () => {
  it('begin with a check and a look at the worker’s codes, whatever it is', () => {
    for (const order of orders)
      expect(stepsOf(order, false).slice(0, 2)).toEqual(['preflight', 'read-state']);
  });

  it('remove an old code only where there is one', () => {
    expect(stepsOf(issue, true)).toContain('delete');
    expect(stepsOf(issue, false)).not.toContain('delete');
  });

  it.each<readonly [Order['is'], readonly string[]]>([
    ['issue', ['preflight', 'create', 'render', 'print']],
    ['enrol', ['preflight', 'createMethod', 'renderBoth', 'printBoth']],
    ['reset-pin', ['preflight', 'reset-pin', 'renderSlip', 'printSlip']],
    ['extend', ['preflightNoPrinter', 'extend']],
    ['revoke', ['preflightNoPrinter', 'revokeMethod']],
  ])('of %s say what they are about', (is, words) => {
    const order = orders.find((one) => one.is === is) ?? issue;
    expect(wordsOf(order)).toEqual(expect.arrayContaining([...words]));
    if (order.is === 'extend' || order.is === 'revoke') expect(wordsOf(order)).toHaveLength(3);
  });
});

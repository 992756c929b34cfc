/** The shortest histories that once broke a promise. */
import { describe, expect, it } from 'vitest';
import type { Aim, Deed, OrderKind } from './deeds.ts';
import { playOne } from './history.ts';

type Answer = Extract<Deed, { do: 'answer' }>['answer'];

const order = (what: OrderKind, worker = 0, aim: Aim = 'shown'): Deed => ({
  do: 'order',
  worker,
  what,
  aim,
  isLater: false,
  taps: 1,
  dyingIn: null,
});
const answer = (said: Answer): Deed => ({ do: 'answer', answer: said, taps: 1 });
const elsewhere = (what: OrderKind, worker = 0): Deed => ({ do: 'elsewhere', worker, what });
const lose = (replies: 1 | 2 = 1): Deed => ({ do: 'lose', replies });

describe('a history that was once broken', () => {
  it.each<[string, readonly Deed[]]>([
    [
      'a leftover that was answered asks no more, however long the service takes',
      [order('issue'), { do: 'sign-out' }, lose(), { do: 'leftover', answer: 'revoke' }],
    ],
    [
      'a slip whose PIN was replaced cannot be handed over',
      [
        order('reset-pin'),
        { do: 'printer', which: 0, fault: 'out-of-paper' },
        answer('nothing-came-out'),
        answer('new-pin'),
        answer('badge-collected'),
      ],
    ],
    [
      'a code that went with its method is revoked without a problem',
      [order('issue'), answer('nothing-came-out'), elsewhere('revoke-method'), answer('revoke')],
    ],
    [
      'and so is a standard code',
      [order('replace', 0), answer('nothing-came-out'), elsewhere('revoke-method'), answer('revoke')],
    ],
    [
      'an order that names somebody else’s code does not call that one gone',
      [
        order('enrol', 2),
        answer('badge-collected'),
        order('revoke-temporary', 1, 'foreign'),
        { do: 'today' },
      ],
    ],
  ])('%s', async (_what, history) => {
    expect(await playOne(history)).toEqual([]);
  });
});

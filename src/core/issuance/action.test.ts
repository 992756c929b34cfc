/** What facts tell of codes and reasons, also where a fact does not tell it. */
import { expect, it } from 'vitest';
import { codeOf, reasonOf } from './action.ts';
import { fact } from './events.ts';

it('a fact about a code names it, and one that does not is a bug', () => {
  expect(codeOf(fact('deleted', { codeId: 'x' }))).toBe('x');
  expect(() => codeOf(fact('deleted'))).toThrow('deleted names a code');
});

it.each([
  [fact('state-read', { detail: { kind: 'offline' } }), 'offline'],
  [fact('state-read', { detail: { kind: null } }), 'outcome-unknown'],
  [fact('state-read', { detail: { kind: 7 } }), 'outcome-unknown'],
  [fact('state-read'), 'outcome-unknown'],
])('the reason of %o is %s', (read, reason) => {
  expect(reasonOf(read)).toBe(reason);
});

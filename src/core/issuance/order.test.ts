/** Orders: what each is about and prints, and how the journal gives it back. */
import { describe, expect, it } from 'vitest';
import { type CodeKind, type Detail, fact } from './events.ts';
import {
  codeKindOf,
  detailOf,
  liveCodeReason,
  type Order,
  orderOf,
  type Paper,
  papersOf,
  type Target,
  targetOf,
} from './order.ts';

const issue: Order = { is: 'issue', hours: 8, startsAtMs: 7, replaceCodeId: 'old' };
const enrol: Order = { is: 'enrol', startsAtMs: 7 };
const replace: Order = { is: 'replace', replaceCodeId: 'old' };
const extend: Order = { is: 'extend', codeId: 'seen' };
const resetPin: Order = { is: 'reset-pin' };
const revoke = (target: Target): Order => ({ is: 'revoke', target, codeId: 'seen', createdAtMs: 5 });

describe('an order', () => {
  it.each<[string, Order, readonly Paper[], Target, CodeKind | null]>([
    ['for a temporary code', issue, ['badge'], 'temporary', 'temporary'],
    ['for an enrolment', enrol, ['badge', 'pin-slip'], 'method', 'standard'],
    ['for another standard code', replace, ['badge'], 'standard', 'standard'],
    ['for a later end', extend, [], 'standard', 'standard'],
    ['for another PIN', resetPin, ['pin-slip'], 'method', null],
    ['to remove a temporary code', revoke('temporary'), [], 'temporary', 'temporary'],
    ['to remove a standard code', revoke('standard'), [], 'standard', 'standard'],
    ['to remove a method', revoke('method'), [], 'method', null],
  ])(
    '%s has its papers, what it writes to, and its column in the journal',
    (_title, order, papers, target, kind) => {
      expect(papersOf(order)).toEqual(papers);
      expect(targetOf(order)).toBe(target);
      expect(codeKindOf(order)).toBe(kind);
    },
  );

  it('is refused where a code lives in the words of what was to be made', () => {
    expect(liveCodeReason(enrol)).toBe('already-enrolled');
    expect([issue, replace, extend, revoke('method'), resetPin].map(liveCodeReason)).toEqual(
      Array.from({ length: 5 }, () => 'live-code-exists'),
    );
  });
});

describe('the journal', () => {
  const read = (detail: Detail | null) => orderOf([fact('requested', { detail }), fact('preflight-passed')]);

  it.each<[string, Order]>([
    ['a temporary code', issue],
    ['a temporary code at once', { ...issue, startsAtMs: null, replaceCodeId: null }],
    ['an enrolment', enrol],
    ['an enrolment at once', { is: 'enrol', startsAtMs: null }],
    ['another standard code', replace],
    ['a standard code where there is none', { is: 'replace', replaceCodeId: null }],
    ['a later end', extend],
    ['another PIN', resetPin],
    ['the removal of a temporary code', revoke('temporary')],
    ['the removal of a standard code', revoke('standard')],
    ['the removal of a method', revoke('method')],
    [
      'the removal of a method without a standard code',
      { is: 'revoke', target: 'method', codeId: null, createdAtMs: null },
    ],
  ])('gives back the order for %s', (_title, order) => {
    expect(read(detailOf(order))).toEqual(order);
  });

  it('names the order beside its particulars', () => {
    expect(detailOf(extend)).toEqual({ order: 'extend', codeId: 'seen' });
  });

  it.each<[string, Detail | null, Order]>([
    [
      'no details for a temporary code of no length',
      null,
      { is: 'issue', hours: 0, startsAtMs: null, replaceCodeId: null },
    ],
    [
      'an order without a word, of an older journal, for a temporary code',
      { hours: 4, replaceCodeId: 'old' },
      { is: 'issue', hours: 4, startsAtMs: null, replaceCodeId: 'old' },
    ],
    [
      'numbers in text for none',
      { order: 'issue', hours: '8', startsAtMs: '7', replaceCodeId: 7 },
      { is: 'issue', hours: 0, startsAtMs: null, replaceCodeId: null },
    ],
    ['an extension of nothing for one that meets no code', { order: 'extend' }, { is: 'extend', codeId: '' }],
    [
      'a removal of something unheard of for that of a temporary code',
      { order: 'revoke', target: 'everything', codeId: 'seen', createdAtMs: '5' },
      { is: 'revoke', target: 'temporary', codeId: 'seen', createdAtMs: null },
    ],
  ])('is taken with %s', (_title, detail, order) => {
    expect(read(detail)).toEqual(order);
  });

  it('of no facts tells a temporary code of no length', () => {
    expect(orderOf([])).toEqual({ is: 'issue', hours: 0, startsAtMs: null, replaceCodeId: null });
  });
});

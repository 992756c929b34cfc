/** What each button of a worker's card orders: exactly the code that stands there. */
import { describe, expect, it } from 'vitest';
import { offerKinds } from '../../core/issuance/offers.ts';
import { inputs } from '../../shared/inputs.ts';
import type { CodeState, WorkerCard } from '../../shared/workers.ts';
import { sampleCards } from '../../testing/sample-workers.ts';
import { type OtherOffer, orderFor, subjectOf, wordOf } from './orders.ts';

const [plain] = sampleCards();
if (plain === undefined) throw new Error('there are people');
const code = (state: 'active' | 'not-yet-active' | 'expired', id: string): CodeState => ({
  state,
  code: { id, createdAtMs: 5, startsAtMs: 6, expiresAtMs: 7, lastUsedAtMs: null, issuedBy: null },
});
const none: CodeState = { state: 'none', code: null };
const card: WorkerCard = { ...plain, standard: code('active', 'aa'), temporary: code('active', 'bb') };
const bare: WorkerCard = { ...plain, standard: none, temporary: none };

describe('an offer', () => {
  it.each<readonly [OtherOffer, object]>([
    ['enrol', { is: 'enrol', startsAtMs: null }],
    ['replace-standard', { is: 'replace', replaceCodeId: 'aa' }],
    ['extend-standard', { is: 'extend', codeId: 'aa' }],
    ['reset-pin', { is: 'reset-pin' }],
    ['revoke-temporary', { is: 'revoke', target: 'temporary', codeId: 'bb', createdAtMs: 5 }],
    ['revoke-standard', { is: 'revoke', target: 'standard', codeId: 'aa', createdAtMs: 5 }],
    ['revoke-method', { is: 'revoke', target: 'method', codeId: 'aa', createdAtMs: 5 }],
  ])('to %s orders it for the codes on the card', (kind, order) => {
    expect(orderFor(kind, card)).toEqual(order);
  });

  it('makes orders that main takes, whatever is on the card', () => {
    for (const kind of offerKinds)
      for (const shown of [card, bare]) {
        const order = kind === 'issue' ? null : orderFor(kind, shown);
        if (order !== null)
          expect(inputs['issuance.start'].safeParse({ workerId: 'ab', order }).success, kind).toBe(true);
      }
  });

  it.each<readonly [CodeState['state'], string | null]>([
    ['not-yet-active', 'aa'],
    ['expired', null],
  ])('to replace a badge that is %s replaces %s', (state, replaceCodeId) => {
    const shown = { ...card, standard: code(state as 'expired', 'aa') };
    expect(orderFor('replace-standard', shown)).toEqual({ is: 'replace', replaceCodeId });
  });

  it('of a method without a badge names no code', () => {
    expect(orderFor('revoke-method', bare)).toMatchObject({ codeId: null, createdAtMs: null });
  });

  it.each(['extend-standard', 'revoke-temporary', 'revoke-standard'] as const)(
    'to %s orders nothing where there is no such code',
    (kind) => {
      expect(orderFor(kind, bare)).toBeNull();
    },
  );
});

it('tells of a removal by what is removed, and of every other order by its own word', () => {
  expect(wordOf({ is: 'revoke', target: 'method', codeId: null, createdAtMs: null })).toBe('revoke-method');
  expect(wordOf({ is: 'extend', codeId: 'aa' })).toBe('extend');
});

it('asks for both papers of an enrolment, and for the slip alone after a PIN reset', () => {
  expect(subjectOf({ is: 'enrol', startsAtMs: null })).toBe('both');
  expect(subjectOf({ is: 'reset-pin' })).toBe('slip');
  expect(subjectOf({ is: 'replace', replaceCodeId: null })).toBe('badge');
});

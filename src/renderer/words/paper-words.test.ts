/** What the screen asks about paper, and how an end is told: by order, by the paper at fault, and by the outcome. */
import { describe, expect, it } from 'vitest';
import type { ClosedOutcome } from '../../core/issuance/events.ts';
import type { Order } from '../../core/issuance/order.ts';
import type { IssuanceView } from '../../shared/issuance.ts';
import { reprintOf, stageOf, textOf, titleOf } from './collect-words.ts';
import { doneText, doneTitle } from './done-words.ts';

const issue: Order = { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null };
const enrol: Order = { is: 'enrol', startsAtMs: null };
const reset: Order = { is: 'reset-pin' };
const first = ['badge-collected', 'nothing-came-out'] as const;
const next = ['reprint', 'revoke'] as const;

type Seen = Parameters<typeof titleOf>[0];
const seen = (order: Order, known: Partial<Seen> = {}): Seen => ({
  order,
  paper: null,
  print: { outcome: 'printed', reason: null },
  answers: first,
  ...known,
});
const notPrinted: IssuanceView['print'] = { outcome: 'not-printed', reason: null };

describe('the question about paper', () => {
  it.each<readonly [string, Seen, string, string]>([
    ['a badge', seen(issue), 'collect.badge.out', 'collect.badge.printedText'],
    ['both papers', seen(enrol), 'collect.both.out', 'collect.both.printedText'],
    ['a slip', seen(reset), 'collect.slip.out', 'collect.slip.printedText'],
    [
      'an enrolment whose badge was not made',
      seen(enrol, { paper: 'badge', print: notPrinted, answers: next }),
      'collect.badge.notMade',
      'collect.both.badgeMissingText',
    ],
    [
      'an enrolment whose slip nobody finds',
      seen(enrol, { paper: 'pin-slip', answers: next }),
      'collect.slip.missing',
      'collect.both.slipMissingText',
    ],
    [
      'a badge that nobody finds',
      seen(issue, { paper: 'badge', answers: next }),
      'collect.nothing',
      'collect.badge.missingText',
    ],
    [
      'a slip that was not made',
      seen(reset, { paper: 'pin-slip', print: notPrinted, answers: next }),
      'collect.slip.notMade',
      'collect.slip.missingText',
    ],
  ])('is about %s', (_what, view, title, text) => {
    expect(titleOf(view)).toBe(title);
    expect(textOf(view, false)).toBe(text);
  });

  it('says of a file that it is one, but only where the job is known to be done', () => {
    expect(textOf(seen(enrol), true)).toBe('collect.both.fileText');
    const sent = seen(enrol, { print: { outcome: 'sent', reason: null } });
    expect(textOf(sent, true)).toBe('collect.both.sentText');
  });

  it('stays while the machine is busy with the answer', () => {
    expect(stageOf(seen(issue, { answers: [] }))).toBe('printed');
    expect(stageOf(seen(issue, { answers: next }))).toBe('missing');
  });

  it('names on the button the one paper of two that is printed again', () => {
    expect(reprintOf(seen(enrol, { paper: 'pin-slip' })).same).toBe('collect.both.reprintSlip');
    expect(reprintOf(seen(enrol, { paper: 'badge' })).elsewhere).toBe('collect.both.elsewhereBadge');
    expect(reprintOf(seen(reset, { paper: 'pin-slip' })).same).toBe('collect.reprint');
  });
});

describe('the end', () => {
  const revoke = (target: 'temporary' | 'standard' | 'method'): Order => ({
    is: 'revoke',
    target,
    codeId: null,
    createdAtMs: null,
  });

  it.each<readonly [ClosedOutcome, Order, string, string]>([
    ['handed-over', issue, 'done.handed-over', 'done.handed-overText'],
    ['handed-over', { is: 'replace', replaceCodeId: null }, 'done.handed-over', 'done.replacedText'],
    ['handed-over', enrol, 'done.enrolled', 'done.handed-overText'],
    ['handed-over', reset, 'done.pinReset', 'done.pinResetText'],
    ['extended', { is: 'extend', codeId: 'aa' }, 'done.extended', 'done.extendedText'],
    ['revoked', issue, 'done.revoked', 'done.revokedText'],
    ['revoked', enrol, 'done.undone', 'done.undoneText'],
    ['revoked', { is: 'replace', replaceCodeId: null }, 'done.badgeRevoked', 'done.badgeRevokedText'],
    ['revoked', revoke('temporary'), 'done.revoked', 'done.revokedText'],
    ['revoked', revoke('standard'), 'done.badgeRevoked', 'done.badgeRevokedText'],
    ['revoked', revoke('method'), 'done.methodRevoked', 'done.methodRevokedText'],
  ])('%s of %o is told in its own words', (outcome, order, title, text) => {
    expect(doneTitle(outcome, order)).toBe(title);
    expect(doneText(outcome, { order, startsAtMs: null }, 0)).toBe(text);
  });

  it('of a code that begins later says from when', () => {
    expect(doneText('handed-over', { order: issue, startsAtMs: 5 }, 1)).toBe('done.handed-overFromText');
    expect(doneText('handed-over', { order: issue, startsAtMs: 5 }, 9)).toBe('done.handed-overText');
  });
});

/** What the worker's card offers, standing by standing. */
import { describe, expect, it } from 'vitest';
import { type OfferKind, offerKinds, offersOf, type StandardRules, type Standing } from './offers.ts';

const nowMs = 1_800_000_000_000;
const dayMs = 86_400_000;

const rules: StandardRules = { standardLifetimeDays: 365, allowEnrol: true, allowReplaceStandard: true };
const live = { startsAtMs: nowMs - dayMs, expiresAtMs: nowMs + 1 };
const over = { startsAtMs: nowMs - dayMs, expiresAtMs: nowMs };
const standing: Standing = {
  hasMethod: true,
  temporary: null,
  standard: live,
  accountEnabled: true,
  nowMs,
};
const kinds = (known: Partial<Standing>, allowed: Partial<StandardRules> = {}): readonly OfferKind[] =>
  offersOf({ ...standing, ...known }, { ...rules, ...allowed }).map(({ kind }) => kind);

describe('a worker without the method', () => {
  const bare = { hasMethod: false, standard: null };

  it('can be enrolled and nothing else', () => {
    expect(offersOf({ ...standing, ...bare }, rules)).toEqual([
      { kind: 'enrol', obstacle: null, untilMs: null },
    ]);
  });
  it('cannot even be that where the station does not enrol', () => {
    expect(kinds(bare, { allowEnrol: false })).toEqual([]);
  });
  it('cannot be enrolled while they may not sign in', () => {
    expect(kinds({ ...bare, accountEnabled: false })).toEqual([]);
  });
});

describe('a worker with the method', () => {
  it('with both codes has everything but an enrolment, in this order', () => {
    expect(kinds({ temporary: live })).toEqual(offerKinds.filter((kind) => kind !== 'enrol'));
  });
  it('without codes has what makes them, another PIN and the end of it all', () => {
    const some = ['issue', 'replace-standard', 'reset-pin', 'revoke-method'];
    expect(kinds({ standard: null })).toEqual(some);
    expect(kinds({ standard: over, temporary: over })).toEqual(some);
  });
  it('with only a temporary code has that to lose', () => {
    expect(kinds({ standard: null, temporary: live })).toEqual([
      'issue',
      'replace-standard',
      'reset-pin',
      'revoke-temporary',
      'revoke-method',
    ]);
  });
  it('has no new standard code where the station makes none', () => {
    expect(kinds({}, { allowReplaceStandard: false })).toEqual([
      'issue',
      'extend-standard',
      'reset-pin',
      'revoke-standard',
      'revoke-method',
    ]);
  });
  it('does not depend on whether the station enrols', () => {
    expect(kinds({}, { allowEnrol: false })).toEqual(kinds({}));
  });
  it('who may not sign in can lose codes and get none', () => {
    const disabled = { accountEnabled: false, temporary: live };
    expect(kinds(disabled)).toEqual(['revoke-temporary', 'revoke-standard', 'revoke-method']);
  });
});

describe('a later end', () => {
  const offer = (known: Partial<Standing>) =>
    offersOf({ ...standing, ...known }, rules).find(({ kind }) => kind === 'extend-standard');

  it('is offered with the day until which it would be', () => {
    expect(offer({})).toEqual({ kind: 'extend-standard', obstacle: null, untilMs: nowMs + 365 * dayMs });
  });
  it('is shown with what is in its way where the code lives as long as it can', () => {
    const longest = { startsAtMs: nowMs - 300 * dayMs, expiresAtMs: nowMs + 95 * dayMs };
    expect(offer({ standard: longest })).toEqual({
      kind: 'extend-standard',
      obstacle: 'at-longest',
      untilMs: nowMs + 95 * dayMs,
    });
  });
  it('is not offered for what is past its end', () => {
    expect(offer({ standard: over })).toBeUndefined();
  });
});

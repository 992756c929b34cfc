/** Each paper's way from a secret to a hand, and in which order two of them go. */
import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { type Fact, fact } from './events.ts';
import type { Paper } from './order.ts';
import { nextOnPaper, type PaperState, paperAtFault, paperState } from './papers.ts';

const enrol = fact('requested', { detail: { order: 'enrol' } });
const issue = fact('requested', { detail: { order: 'issue' } });
const created = fact('created', { codeId: 'ours' });
const reset = fact('pin-reset');
const on = (paper: Paper) => ({
  rendered: fact('render-verified', { detail: { paper } }),
  submitted: fact('print-submitted', { detail: { paper } }),
  ended: (outcome: string) => fact('print-ended', { outcome, detail: { paper } }),
  missing: fact('not-handed-over', { detail: { paper, said: 'nothing-came-out' } }),
  again: (choice: string) => fact('not-handed-over', { detail: { paper, choice } }),
});
const badge = on('badge');
const slip = on('pin-slip');
const out = ({ rendered, submitted, ended }: typeof badge) => [rendered, submitted, ended('sent')];
const failed = ({ rendered, submitted, ended }: typeof badge) => [rendered, submitted, ended('not-printed')];

describe('a paper', () => {
  it.each<[string, readonly Fact[], PaperState]>([
    ['is to be laid out', [], 'to-render'],
    ['is to be printed', [badge.rendered], 'to-print'],
    ['prints', [badge.rendered, badge.submitted], 'printing'],
    ['is out when its job ended well', out(badge), 'out'],
    ['is taken for out when nobody knows', [badge.rendered, badge.submitted, badge.ended('unknown')], 'out'],
    ['failed with its job', failed(badge), 'failed'],
    ['failed when it could not be laid out', [badge.ended('not-printed')], 'failed'],
    ['is missing when a person says so', [...out(badge), badge.missing], 'missing'],
    [
      'is missing still when its job was called off then',
      [badge.rendered, badge.submitted, badge.missing, badge.ended('unknown')],
      'missing',
    ],
    [
      'is out after all when that job had printed',
      [badge.rendered, badge.submitted, badge.missing, badge.ended('printed')],
      'out',
    ],
    ['is to be laid out again for a reprint', [...out(badge), badge.again('reprint')], 'to-render'],
    ['and for one elsewhere', [...failed(badge), badge.again('reprint-elsewhere')], 'to-render'],
    ['is missing still after another choice', [...failed(badge), badge.again('revoke')], 'missing'],
    ['is missing after an answer without particulars', [...out(badge), fact('not-handed-over')], 'missing'],
    ['is out when the reprint is', [...failed(badge), badge.again('reprint'), ...out(badge)], 'out'],
    ['is out when it is in a hand', [...out(badge), badge.missing, fact('handed-over')], 'out'],
    ['begins anew with another code', [...out(badge), created], 'to-render'],
    ['begins anew with another PIN', [...out(badge), reset], 'to-render'],
  ])('%s', (_title, facts, state) => {
    expect(paperState([issue, created, ...facts], 'badge')).toBe(state);
  });

  it('stands for itself', () => {
    const facts = [enrol, created, ...out(badge), slip.rendered];
    expect([paperState(facts, 'badge'), paperState(facts, 'pin-slip')]).toEqual(['out', 'to-print']);
  });
});

describe('the paper at fault', () => {
  it.each<[string, readonly Fact[], Paper | null]>([
    ['is none before anything was printed', [], null],
    ['is none while all goes well', [...out(badge), ...out(slip)], null],
    ['is the badge that failed', failed(badge), 'badge'],
    ['is the slip that failed', [...out(badge), ...failed(slip)], 'pin-slip'],
    ['is the slip that a person misses', [...out(badge), ...out(slip), slip.missing], 'pin-slip'],
    [
      'is the badge where both are missing',
      [...out(badge), ...out(slip), slip.missing, badge.missing],
      'badge',
    ],
    ['is none any more when it is asked for again', [...failed(badge), badge.again('reprint')], null],
  ])('%s', (_title, facts, paper) => {
    expect(paperAtFault([enrol, created, ...facts])).toBe(paper);
  });

  it('is none of an order that prints nothing', () => {
    expect(
      paperAtFault([fact('requested', { detail: { order: 'extend' } }), badge.ended('not-printed')]),
    ).toBeNull();
  });
});

describe('the next step of two papers', () => {
  it.each<[string, readonly Fact[], Action | null]>([
    ['lays out the badge', [], { do: 'render', paper: 'badge' }],
    ['lays out the slip before the badge prints', [badge.rendered], { do: 'render', paper: 'pin-slip' }],
    ['prints the badge first', [badge.rendered, slip.rendered], { do: 'print', paper: 'badge' }],
    [
      'follows its job before the slip prints',
      [badge.rendered, slip.rendered, badge.submitted],
      { do: 'follow-print', paper: 'badge' },
    ],
    [
      'prints the slip then',
      [badge.rendered, slip.rendered, badge.submitted, badge.ended('printed')],
      { do: 'print', paper: 'pin-slip' },
    ],
    [
      'follows its job',
      [...out(badge), slip.rendered, slip.submitted],
      { do: 'follow-print', paper: 'pin-slip' },
    ],
    ['is none when both are out', [...out(badge), ...out(slip)], null],
    ['asks when the slip cannot be laid out', [badge.rendered, slip.ended('not-printed')], { do: 'ask' }],
    ['asks when the badge failed', [slip.rendered, ...failed(badge)], { do: 'ask' }],
    [
      'lays out again only what failed',
      [slip.rendered, ...failed(badge), badge.again('reprint')],
      { do: 'render', paper: 'badge' },
    ],
    [
      'prints what was waiting when that is out',
      [slip.rendered, ...failed(badge), badge.again('reprint'), ...out(badge)],
      { do: 'print', paper: 'pin-slip' },
    ],
    [
      'prints a slip again although the badge is out',
      [...out(badge), ...out(slip), slip.missing, slip.again('reprint'), slip.rendered],
      { do: 'print', paper: 'pin-slip' },
    ],
  ])('%s', (_title, facts, action) => {
    expect(nextOnPaper([enrol, created, ...facts])).toEqual(action);
  });
});

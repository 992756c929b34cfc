/** What the facts add up to, question by question. */
import { describe, expect, it } from 'vitest';
import { type Fact, fact } from './events.ts';
import { type History, historyOf } from './history.ts';

const requested = fact('requested', { detail: { replaceCodeId: 'old' } });
const sent = fact('create-sent');
const created = fact('created', { codeId: 'ours' });
const failed = fact('create-failed', { outcome: 'rejected' });
const unknown = fact('outcome-unknown');
const none = fact('state-read', { outcome: 'none' });
const deleteSent = fact('delete-sent', { codeId: 'old' });
const deleted = (codeId: string | null, why: string | null = 'replace') =>
  fact('deleted', { codeId, detail: why === null ? null : { why } });
const revoked = fact('revoked', { codeId: 'ours' });
const rendered = fact('render-verified');
const submitted = fact('print-submitted');
const ended = (outcome: string) => fact('print-ended', { outcome });
const noPaper = fact('not-handed-over');

function of(...facts: readonly Fact[]): History {
  const history = historyOf(facts);
  if (history === undefined) throw new Error('no facts');
  return history;
}

it('of no facts there is no history', () => {
  expect(historyOf([])).toBeUndefined();
});

describe('the code that a supervisor agreed to replace', () => {
  it.each<[string, Fact, string | null]>([
    ['is named by the request', requested, 'old'],
    ['is none where the request names none', fact('requested', { detail: { replaceCodeId: null } }), null],
    ['is none where the request has no details', fact('requested'), null],
    ['is none where it is no text', fact('requested', { detail: { replaceCodeId: 7 } }), null],
  ])('%s', (_title, first, expected) => {
    expect(of(first, none).replaceCodeId).toBe(expected);
  });
});

describe('our code', () => {
  it.each<[string, readonly Fact[], string | null]>([
    ['is none before a create', [requested, none], null],
    ['is the one that a create told', [requested, sent, created], 'ours'],
    ['is the last of two', [sent, fact('created', { codeId: 'first' }), sent, created], 'ours'],
    ['is still ours when another was deleted', [deleteSent, deleted('old'), sent, created], 'ours'],
    ['is none once it was deleted', [sent, created, deleted('ours')], null],
    ['is none once it was revoked', [sent, created, revoked], null],
    ['is still ours when a deletion names none', [sent, created, deleted(null)], 'ours'],
    ['is still ours when only the wish was sent', [sent, created, { ...deleteSent, codeId: 'ours' }], 'ours'],
  ])('%s', (_title, facts, codeId) => {
    expect(of(...facts).ours?.codeId ?? null).toBe(codeId);
  });

  it('is among those that are gone when it was deleted or revoked, and no other is', () => {
    expect([...of(deleted('a'), sent, created, revoked, deleted(null)).goneIds]).toEqual(['a', 'ours']);
  });
});

describe('the write whose end is not known', () => {
  it.each<[string, readonly Fact[], History['pending']]>([
    ['is none before the first', [requested, none], null],
    ['is a create just sent', [requested, sent], 'create'],
    ['is a create of unknown end, also after reads', [sent, unknown, none, none], 'create'],
    ['is none after its code was told', [sent, created], null],
    ['is none after it was refused', [sent, failed], null],
    ['is none after its orphan was found', [sent, unknown, fact('orphan-found')], null],
    ['is a second create, whatever became of the first', [sent, created, sent], 'create'],
    ['is a delete just sent', [none, deleteSent], 'delete'],
    ['is none after the delete', [deleteSent, deleted('old')], null],
    ['is none after the revoke', [deleteSent, revoked], null],
    ['is a delete that a create before it cannot end', [sent, created, deleteSent, unknown], 'delete'],
    ['is an extension just sent', [requested, fact('extend-sent')], 'extend'],
    ['is none after the extension', [fact('extend-sent'), fact('extended')], null],
    ['is a reset of the PIN just sent', [requested, fact('pin-reset-sent')], 'pin-reset'],
    ['is none after the reset', [fact('pin-reset-sent'), fact('pin-reset')], null],
    ['is a create that a delete before it cannot end', [deleteSent, deleted('old'), sent], 'create'],
  ])('%s', (_title, facts, pending) => {
    expect(of(...facts).pending).toBe(pending);
  });
});

describe('an orphan of ours', () => {
  it.each<[string, readonly Fact[], boolean]>([
    ['is impossible before a create', [requested, none], false],
    ['is possible after a create without an end', [sent], true],
    ['is possible after a create of unknown end', [sent, unknown, none], true],
    ['is impossible after a create that told its code', [sent, created], false],
    ['is impossible after a create that was refused at once', [sent, failed], false],
    ['is possible after a create right behind one that was refused', [sent, failed, sent, unknown], true],
    ['stays possible when only the second create is refused', [sent, unknown, none, sent, failed], true],
    ['is impossible once a later create told its code', [sent, unknown, none, sent, created], false],
    ['is impossible once it was deleted', [sent, unknown, deleted('x', 'orphan')], false],
    ['stays possible when another code was deleted', [sent, unknown, deleted('x', 'replace')], true],
    ['stays possible when a deletion says nothing of why', [sent, unknown, deleted('x', null)], true],
    [
      'stays possible while its deletion was only sent',
      [sent, unknown, fact('delete-sent', { detail: { why: 'orphan' } })],
      true,
    ],
    [
      'becomes possible again with the next create',
      [sent, unknown, deleted('x', 'orphan'), sent, unknown],
      true,
    ],
  ])('%s', (_title, facts, expected) => {
    expect(of(...facts).mayHaveOrphan).toBe(expected);
  });
});

describe('patience', () => {
  it.each<[string, readonly Fact[], number]>([
    ['counts reads since the last write', [none, sent, unknown, none, none], 2],
    ['counts those of a reconcile too', [sent, none, fact('reconciled')], 2],
    ['counts all reads while nothing was written', [requested, none], 1],
    ['begins anew with each write', [sent, none, none, deleteSent, none], 1],
  ])('%s', (_title, facts, reads) => {
    expect(of(...facts).readsSinceWrite).toBe(reads);
  });

  it('knows each create, delete and extension that was sent', () => {
    const extendSent = fact('extend-sent');
    const { creates, deletes, extensions } = of(requested, deleteSent, sent, extendSent, none, sent);
    expect(creates).toEqual([sent, sent]);
    expect(deletes).toEqual([deleteSent]);
    expect(extensions).toEqual([extendSent]);
  });
});

describe('paper', () => {
  const enrol = fact('requested', { detail: { order: 'enrol' } });
  const slip = (made: Fact): Fact => ({ ...made, detail: { paper: 'pin-slip' } });

  it('may be out once a badge was rendered, and a person may deny it', () => {
    expect(of(sent, created, none)).toMatchObject({ mayBeOnPaper: false, personSaysNoPaper: false });
    expect(of(rendered, submitted)).toMatchObject({ mayBeOnPaper: true, personSaysNoPaper: false });
    expect(of(rendered, submitted, noPaper)).toMatchObject({ mayBeOnPaper: true, personSaysNoPaper: true });
  });

  it('of an enrolment is the badge: a PIN without a code opens nothing', () => {
    expect(of(enrol, slip(rendered), slip(submitted))).toMatchObject({ mayBeOnPaper: false });
    const badgeOut = [enrol, rendered, submitted, ended('printed')];
    expect(of(...badgeOut, slip(noPaper))).toMatchObject({ mayBeOnPaper: true, personSaysNoPaper: false });
  });

  it('of a reset PIN is its slip', () => {
    const resetPin = fact('requested', { detail: { order: 'reset-pin' } });
    expect(of(resetPin, slip(rendered))).toMatchObject({ mayBeOnPaper: true });
    expect(of(resetPin, rendered)).toMatchObject({ mayBeOnPaper: true });
  });

  it('of an order that prints nothing is never out', () => {
    expect(of(fact('requested', { detail: { order: 'extend' } }), none).mayBeOnPaper).toBe(false);
  });
});

describe('a change without a code', () => {
  const busy = fact('outcome-unknown', { outcome: 'busy' });
  const refused = fact('refused');

  it.each(['extend-sent', 'pin-reset-sent'] as const)('may have been applied once %s', (event) => {
    const change = fact(event);
    expect(of(requested, none).mayBeChanged).toBe(false);
    expect(of(requested, change).mayBeChanged).toBe(true);
    expect(of(requested, change, unknown).mayBeChanged).toBe(true);
    expect(of(requested, change, unknown, none, change, refused).mayBeChanged).toBe(true);
  });

  it.each(['extend-sent', 'pin-reset-sent'] as const)(
    'was not where %s met a refusal or no time',
    (event) => {
      const change = fact(event);
      expect(of(requested, change, refused).mayBeChanged).toBe(false);
      expect(of(requested, change, busy).mayBeChanged).toBe(false);
      expect(of(requested, change, busy, none, change, refused).mayBeChanged).toBe(false);
    },
  );

  it('was not where a code was made or deleted', () => {
    expect(of(requested, sent, created, deleteSent, unknown).mayBeChanged).toBe(false);
  });
});

it('what came before the reads of a running issuance is the last fact that is none', () => {
  const reconciled = fact('reconciled');
  expect(of(requested, noPaper, none, none).beforeReads).toBe(noPaper);
  expect(of(requested, reconciled, none).beforeReads).toBe(reconciled);
  expect(of(none).beforeReads).toBeNull();
});

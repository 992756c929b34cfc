/** What the facts add up to, question by question. */
import { describe, expect, it } from 'vitest';
import { type Fact, fact } from './events.ts';
import { type History, historyOf } from './history.ts';
import { mayBeOnPaper } from './on-paper.ts';

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

  it('knows each create and each delete that was sent', () => {
    const { creates, deletes } = of(requested, deleteSent, sent, none, sent);
    expect([creates.length, deletes.length]).toEqual([2, 1]);
  });
});

describe('a badge on paper', () => {
  it.each<[string, readonly Fact[], boolean]>([
    ['is impossible before a badge was rendered', [sent, created, none], false],
    ['is possible as soon as it was rendered', [rendered], true],
    ['is possible while it prints', [rendered, submitted], true],
    ['is possible after a job that ended well', [rendered, submitted, ended('printed')], true],
    ['is possible after a job whose end nobody knows', [rendered, submitted, ended('unknown')], true],
    ['is impossible after a job that certainly failed', [rendered, submitted, ended('not-printed')], false],
    ['is possible after a second badge', [rendered, ended('not-printed'), rendered, submitted], true],
    [
      'is impossible when both jobs failed',
      [rendered, ended('not-printed'), rendered, ended('not-printed')],
      false,
    ],
    ['is told by its own job, not by one before', [ended('not-printed'), rendered, none], true],
    ['is told by its own job, not by one after', [rendered, ended('sent'), ended('not-printed')], true],
  ])('%s', (_title, facts, expected) => {
    expect(mayBeOnPaper(facts)).toBe(expected);
    expect(of(...facts).mayBeOnPaper).toBe(expected);
  });

  it.each<[string, readonly Fact[], boolean]>([
    ['is denied by a person', [submitted, ended('printed'), noPaper], true],
    ['is denied although reads followed', [submitted, ended('printed'), noPaper, none], true],
    ['is not denied by silence', [submitted, ended('printed')], false],
    [
      'is denied although its job was called off then',
      [rendered, submitted, noPaper, ended('unknown')],
      true,
    ],
    ['is not denied any more once its job had printed', [rendered, submitted, noPaper, ended('sent')], false],
    ['is not denied any more once another was made', [rendered, submitted, noPaper, rendered], false],
    [
      'is not denied any more once it was printed again',
      [noPaper, rendered, submitted, ended('sent')],
      false,
    ],
    ['is denied still when the next one certainly failed', [noPaper, rendered, ended('not-printed')], true],
    ['is not denied any more once it was handed over', [submitted, noPaper, fact('handed-over')], false],
  ])('%s', (_title, facts, expected) => {
    expect(of(...facts).personSaysNoPaper).toBe(expected);
  });
});

it('what came before the reads of a running issuance is the last fact that is none', () => {
  const reconciled = fact('reconciled');
  expect(of(requested, noPaper, none, none).beforeReads).toBe(noPaper);
  expect(of(requested, reconciled, none).beforeReads).toBe(reconciled);
  expect(of(none).beforeReads).toBeNull();
});

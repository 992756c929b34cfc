/** When a create of ours is settled: by what its code's story says, never by what one hopes. */
import { describe, expect, it } from 'vitest';
import { unsettledCreate } from './accounts.ts';
import { type Fact, fact } from './events.ts';
import { settleMs } from './evidence.ts';

const nowMs = 1_800_000_000_000;
const laterMs = nowMs + settleMs;
const window = { startsAtMs: nowMs - 60_123, expiresAtMs: nowMs + 28_000_456 };

const requested = fact('requested');
const sent = fact('create-sent', { ...window, detail: { serverNowMs: nowMs } });
const created = fact('created', { codeId: 'ours', ...window, detail: { createdAtMs: nowMs } });
const lost = fact('outcome-unknown', { detail: { of: 'create' } });
const refused = fact('create-failed', { outcome: 'rejected' });
const orphan = fact('orphan-found', { codeId: 'orphan', ...window, detail: { createdAtMs: nowMs } });
const gone = (event: 'deleted' | 'revoked', codeId: string) => fact(event, { codeId });
const saw = (outcome: string, atMs: number, known: Partial<Fact> = {}) =>
  fact('state-read', { outcome, detail: { serverNowMs: atMs, createdAtMs: nowMs - 1 }, ...known });
const theirs = { codeId: 'theirs', startsAtMs: 1, expiresAtMs: 2 };
const younger = saw('live', nowMs + 1, {
  ...theirs,
  detail: { serverNowMs: nowMs + 1, createdAtMs: nowMs + 1 },
});
const itsTrace = saw('live', laterMs, {
  codeId: 'x',
  ...window,
  detail: { serverNowMs: laterMs, createdAtMs: nowMs },
});

describe('nothing is unsettled', () => {
  it.each<[string, readonly Fact[]]>([
    ['before any create', [requested, saw('none', nowMs)]],
    ['when the service refused at once', [sent, refused]],
    ['when our code was deleted', [sent, created, gone('deleted', 'ours')]],
    ['when our code was revoked', [sent, created, gone('revoked', 'ours')]],
    ['when its orphan was found and deleted', [sent, lost, orphan, gone('deleted', 'orphan')]],
    ['when a code made later took its place, however soon', [sent, created, younger]],
    ['when a late read shows none', [sent, lost, saw('none', laterMs)]],
    [
      'when a late read shows something past its end',
      [sent, created, saw('expired', laterMs, { codeId: 'ours' })],
    ],
    ['when a late read shows somebody else’s code', [sent, lost, saw('live', laterMs, theirs)]],
    [
      'when a late read shows a method without a code',
      [sent, lost, saw('live', laterMs, { detail: { serverNowMs: laterMs, createdAtMs: null } })],
    ],
    ['when a reconcile found the same', [sent, lost, { ...saw('none', laterMs), event: 'reconciled' }]],
  ])('%s', (_title, facts) => {
    expect(unsettledCreate(facts)).toBeNull();
  });
});

describe('a create is unsettled', () => {
  it.each<[string, readonly Fact[]]>([
    ['as soon as it was sent', [requested, sent]],
    ['while its end is not known', [sent, lost]],
    ['while its code lives', [sent, created]],
    ['when another code was deleted', [sent, created, gone('deleted', 'old')]],
    ['when another code was revoked', [sent, created, gone('revoked', 'old')]],
    ['when something was deleted and its own code is not known', [sent, lost, fact('deleted')]],
    ['when an orphan was found and not deleted yet', [sent, lost, orphan]],
    [
      'when the orphan that was deleted was another create’s',
      [sent, lost, { ...orphan, startsAtMs: 1 }, gone('deleted', 'orphan')],
    ],
    [
      'when only a later create of the same journey was accounted for',
      [sent, lost, sent, created, gone('deleted', 'ours')],
    ],
    ['when a read that shows none came too soon', [sent, lost, saw('none', laterMs - 1)]],
    [
      'when a read that shows a method without a code came too soon',
      [sent, created, saw('live', laterMs - 1, { detail: { serverNowMs: laterMs - 1, createdAtMs: null } })],
    ],
    ['when a late read could not be had', [sent, lost, saw('unreadable', laterMs)]],
    [
      'when a late read still shows our code',
      [sent, created, saw('live', laterMs, { codeId: 'ours', ...window, startsAtMs: 5 })],
    ],
    ['when a late read shows the trace of it', [sent, lost, itsTrace]],
    ['when a late read shows the trace of it beside a code of ours', [sent, created, itsTrace]],
    ['when a code in its place is older', [sent, created, saw('live', nowMs + 1, theirs)]],
    ['when a refusal came only after a second try', [sent, lost, refused]],
    [
      'when what shows nothing is not a read',
      [sent, lost, fact('print-ended', { outcome: 'none', detail: { serverNowMs: laterMs } })],
    ],
  ])('%s', (_title, facts) => {
    expect(unsettledCreate(facts)).toBe(facts.find((each) => each === sent));
  });

  it('and it is the last of several that is told', () => {
    const again = { ...sent, clientRequestId: 'again' };
    expect(unsettledCreate([sent, lost, again, lost])).toBe(again);
    expect(unsettledCreate([sent, lost, again, refused])).toBe(sent);
  });

  it('whose times the service cut to whole seconds is known again', () => {
    const cut = { ...orphan, startsAtMs: Math.floor(window.startsAtMs / 1_000) * 1_000 };
    expect(unsettledCreate([sent, lost, cut, gone('deleted', 'orphan')])).toBeNull();
    const seen = { ...itsTrace, startsAtMs: cut.startsAtMs };
    expect(unsettledCreate([sent, lost, seen])).toBe(sent);
  });
});

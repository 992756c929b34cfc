import { describe, expect, it } from 'vitest';
import { type Fact, fact } from './events.ts';
import { nextAction } from './next.ts';
import { mostCreates } from './next-code.ts';

const nowMs = 1_800_000_000_000;
const window = { startsAtMs: nowMs - 60_123, expiresAtMs: nowMs + 8 * 3_600_000 - 60_456 };
const begun = [fact('requested', { detail: { hours: 8, replaceCodeId: null } }), fact('preflight-passed')];
const none = (atMs = nowMs) => fact('state-read', { outcome: 'none', detail: { serverNowMs: atMs } });
const createSent = fact('create-sent', { ...window, detail: { serverNowMs: nowMs } });
const live = (known: Partial<Fact> = {}, event: 'state-read' | 'reconciled' = 'state-read') =>
  fact(event, {
    outcome: 'live',
    codeId: 'ours',
    ...window,
    detail: { serverNowMs: nowMs + 1_000, createdAtMs: nowMs + 500 },
    ...known,
  });
const created = fact('created', {
  codeId: 'ours',
  ...window,
  detail: { createdAtMs: nowMs + 500, serverNowMs: nowMs },
});
const refused = (outcome: string, retryAfterSeconds: number | null) =>
  fact('create-failed', { outcome, detail: { of: 'create', retryAfterSeconds } });
const running = (...facts: readonly Fact[]) => nextAction([...begun, ...facts], 'running');
const reconciling = (...facts: readonly Fact[]) => nextAction([...begun, ...facts], 'reconciling');
const look = (afterMs: number) => ({ do: 'read', purpose: 'decide', afterMs });

describe('a create that the service had no time for', () => {
  const busy = [none(), createSent, refused('busy', 2)];

  it('is sent again after the pause that was asked for and a look', () => {
    expect(running(...busy)).toEqual(look(2_000));
    expect(running(...busy, none())).toEqual({ do: 'create' });
  });
  it('is not sent again where a code stands meanwhile', () => {
    expect(running(...busy, live({ codeId: 'theirs', startsAtMs: 0 }))).toEqual({
      do: 'close',
      outcome: 'refused',
      reason: 'live-code-exists',
    });
  });
  it.each([
    ['for so long that nobody waits', 86_400],
    ['without a word how long', null],
  ])('%s ends the issuance', (_title, seconds) => {
    expect(running(none(), createSent, refused('busy', seconds))).toEqual({
      do: 'close',
      outcome: 'failed',
      reason: 'busy',
    });
  });
  it('is not tried more often than any other', () => {
    const rounds = Array.from({ length: mostCreates }, () => busy).flat();
    expect(running(...rounds)).toEqual({ do: 'close', outcome: 'failed', reason: 'busy' });
  });
  it('and refused for another reason as well ends it', () => {
    expect(running(none(), createSent, refused('rejected', 2))).toMatchObject({ reason: 'rejected' });
    expect(running(none(), createSent, fact('create-failed'))).toMatchObject({ reason: 'rejected' });
  });
});

describe('a delete that the service had no time for', () => {
  it('is looked after when the pause is over', () => {
    const sent = fact('delete-sent', { codeId: 'old', detail: { why: 'replace', serverNowMs: nowMs } });
    const busy = fact('outcome-unknown', { outcome: 'busy', detail: { of: 'delete', retryAfterSeconds: 7 } });
    expect(running(live({ codeId: 'old' }), sent, busy)).toEqual(look(7_000));
  });
});

describe('a reply that the service contradicts', () => {
  const made = [none(), createSent, created];

  it.each<[string, Partial<Fact>]>([
    ['another start', { startsAtMs: window.startsAtMs - 1_001 }],
    ['another end', { expiresAtMs: window.expiresAtMs + 120_000 }],
    ['another id', { codeId: 'x' }],
  ])('by %s goes on no badge: its code is deleted', (_title, known) => {
    expect(running(...made, live(known))).toEqual({ do: 'note-orphan', found: live(known) });
  });
  it.each<[string, Fact]>([
    [
      'cut to whole seconds',
      live({ startsAtMs: window.startsAtMs - 123, expiresAtMs: window.expiresAtMs - 544 }),
    ],
    ['without times', live({ startsAtMs: null, expiresAtMs: null })],
    ['that cannot be read', fact('state-read', { outcome: 'unreadable', detail: { kind: 'offline' } })],
    ['of an older code of somebody else', live({ codeId: 'x', startsAtMs: 0, detail: { createdAtMs: 1 } })],
  ])('not by a look %s', (_title, read) => {
    expect(running(...made, read)).toEqual({ do: 'render', paper: 'badge' });
  });
  it('whose own times are not known is taken as it is', () => {
    const bare = fact('created', { codeId: 'ours', detail: { serverNowMs: nowMs } });
    expect(running(none(), createSent, bare, live())).toEqual({ do: 'render', paper: 'badge' });
  });
});

describe('a restart', () => {
  const deleteSent = (why: string) =>
    fact('delete-sent', { codeId: 'ours', detail: { why, serverNowMs: nowMs } });
  const unknown = fact('outcome-unknown', { codeId: 'ours', outcome: 'rejected', detail: { of: 'delete' } });

  it('does not hammer a service that refuses the delete of our code', () => {
    const tried = [none(), createSent, created, deleteSent('revoke'), unknown];
    const seen = live({}, 'reconciled');
    expect(reconciling(...tried, seen)).toEqual({ do: 'park', reason: 'delete-not-applied' });
    expect(reconciling(...tried, seen, seen)).toEqual({ do: 'delete', codeId: 'ours', why: 'revoke' });
  });
  it('nor of our orphan', () => {
    const tried = [none(), createSent, deleteSent('orphan'), unknown];
    const seen = live({}, 'reconciled');
    expect(reconciling(...tried, seen)).toEqual({ do: 'park', reason: 'delete-not-applied' });
    expect(reconciling(...tried, seen, seen)).toEqual({ do: 'note-orphan', found: seen });
  });
  it('after a lost create is no reason to wait', () => {
    const lost = fact('outcome-unknown', { outcome: 'outcome-unknown', detail: { of: 'create' } });
    const seen = live({}, 'reconciled');
    expect(reconciling(none(), createSent, lost, seen)).toEqual({ do: 'note-orphan', found: seen });
  });
});

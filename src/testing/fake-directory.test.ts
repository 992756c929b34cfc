import { describe, expect, it } from 'vitest';
import { createFakeDirectory, worker } from './fake-directory.ts';

const nowMs = () => 1_795_000_000_000;
const { id } = worker(1);
const window = { startsAtMs: nowMs(), expiresAtMs: nowMs() + 3_600_000 };

describe('the fake directory', () => {
  it('keeps one temporary code a worker', async () => {
    const directory = createFakeDirectory({ nowMs });
    expect(await directory.createCode(id, 'temporary', window, 'c')).toMatchObject({ ok: true });
    expect(await directory.createCode(id, 'temporary', window, 'c')).toMatchObject({
      error: { kind: 'live-code-exists' },
    });
    expect(await directory.deleteCode(id, 'temporary', 'c')).toMatchObject({ value: { alreadyGone: false } });
    expect(await directory.deleteCode(id, 'temporary', 'c')).toMatchObject({ value: { alreadyGone: true } });
  });

  it('applies a create whose reply it loses', async () => {
    const directory = createFakeDirectory({ nowMs });
    directory.loseReply('create');
    expect(await directory.createCode(id, 'temporary', window, 'c')).toMatchObject({
      error: { kind: 'outcome-unknown' },
    });
    expect(directory.temporaryOf(id)).not.toBeNull();
  });

  it('shows the past to lagging reads only', async () => {
    const directory = createFakeDirectory({ nowMs });
    const foreign = directory.adoptForeignCode(id);
    directory.lagReads(1);
    expect(await directory.readMethod(id, 'c')).toMatchObject({ value: { temporary: null } });
    expect(await directory.readMethod(id, 'c')).toMatchObject({ value: { temporary: foreign } });
  });

  it('refuses lifetimes that the service refuses', async () => {
    const directory = createFakeDirectory({ nowMs });
    const tooLong = { ...window, expiresAtMs: nowMs() + 13 * 3_600_000 };
    expect(await directory.createCode(id, 'temporary', tooLong, 'c')).toMatchObject({
      error: { kind: 'rejected' },
    });
  });

  it('changes nothing while offline, throttled or without the role', async () => {
    const directory = createFakeDirectory({ nowMs });
    directory.goOffline();
    expect(await directory.createCode(id, 'temporary', window, 'c')).toMatchObject({
      error: { kind: 'offline' },
    });
    directory.goOnline();
    directory.throttle('create', 7);
    expect(await directory.createCode(id, 'temporary', window, 'c')).toMatchObject({
      error: { retryAfterSeconds: 7 },
    });
    directory.removeRole();
    expect(await directory.createCode(id, 'temporary', window, 'c')).toMatchObject({
      error: { kind: 'not-permitted' },
    });
    expect(directory.temporaryOf(id)).toBeNull();
  });
});

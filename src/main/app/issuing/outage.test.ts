/** An outage as the use-cases see it: cards from the station's own list, and a session that nothing but a person ends. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/result.ts';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, createAppStation, type Kept, self } from '../../../testing/app-station.ts';
import { createFakeNetwork, type FakeNetwork } from '../../../testing/fake-network.ts';
import { supervisor } from '../../../testing/fake-session.ts';
import { createListedPeople, fill } from '../../../testing/listed-people.ts';
import { createMemoryWorkerCache } from '../../../testing/memory-worker-cache.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';

/** The station's list is read again at the sign-in. */
const listedAtMs = createVirtualClock().nowMs();

interface Outage extends AppStation {
  readonly network: FakeNetwork;
  goOffline(): void;
  goOnline(): void;
}

async function station(known: Kept = {}): Promise<Outage> {
  const network = createFakeNetwork(async () => new Response(null, { status: 200 }));
  const list = createListedPeople([anna, self, { ...anna, id: 'da1a0000-0000-4000-8000-00000000000f' }]);
  const cache = createMemoryWorkerCache();
  await fill(cache, list, listedAtMs);
  const localWorkers = { list, cache, refreshMinutes: 240 };
  const made = createAppStation({ network, localWorkers, ...known });
  await made.signIn();
  return Object.assign(made, {
    network,
    goOffline() {
      made.directory.goOffline();
      network.goOffline();
    },
    goOnline() {
      made.directory.goOnline();
      network.goOnline();
    },
  });
}
const cardOf = (s: AppStation, workerId = anna.id) => s.call('workers.read', { workerId });
const again = (s: AppStation) => s.call('session.signInAgain', { method: 'browser-window' });
const view = (s: AppStation) => s.call('station.read', null);

describe('a card without a network', () => {
  it('says who it is and how old that is, and nothing about codes', async () => {
    const s = await station();
    s.directory.goOffline();
    expect(await cardOf(s)).toEqual(
      ok({
        worker: anna,
        codesLeft: null,
        photoDataUrl: null,
        temporary: { state: 'unknown', code: null },
        standard: { state: 'unknown', code: null },
        hasMethod: true,
        pinMustChange: false,
        offers: [],
        neverUsed: false,
        obstacle: null,
        offline: { asOfMs: listedAtMs, trouble: trouble('offline') },
      }),
    );
  });

  it('does not wait for another failure once the way is known to be shut', async () => {
    const s = await station();
    s.goOffline();
    const before = s.directory.calls.length;
    expect(await cardOf(s)).toMatchObject({ ok: true, value: { offline: { asOfMs: listedAtMs } } });
    expect(s.directory.calls).toHaveLength(before);
  });

  it.each(['no-answer', 'untrusted-server', 'proxy-refused'] as const)('names why: %s', async (kind) => {
    const s = await station();
    s.directory.failNext('worker', trouble(kind));
    expect(await cardOf(s)).toMatchObject({ ok: true, value: { offline: { trouble: { kind } } } });
  });

  it.each(['busy', 'server-error', 'captive-portal', 'signed-out'] as const)(
    'is none where the service or a login page spoke: %s',
    async (kind) => {
      const s = await station();
      s.directory.failNext('worker', trouble(kind));
      expect(await cardOf(s)).toMatchObject({ ok: false, error: { kind } });
    },
  );

  it('still knows whom nobody may issue to', async () => {
    const s = await station();
    s.goOffline();
    expect(await cardOf(s, self.id)).toMatchObject({ value: { obstacle: { kind: 'worker-is-self' } } });
  });

  it('is a plain trouble for somebody whom the list does not have, or without a list', async () => {
    const s = await station();
    s.goOffline();
    const unknown = '00000000-0000-4000-8000-0000000000ff';
    expect(await cardOf(s, unknown)).toMatchObject({ ok: false, error: { kind: 'offline' } });
    const bare = createAppStation();
    await bare.signIn();
    bare.directory.goOffline();
    expect(await cardOf(bare)).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });

  it('lets a code be asked for, which is issued when the network is back', async () => {
    const s = await station();
    s.goOffline();
    await s.call('queue.add', { workerId: anna.id, hours: 8, reason: 'lost-badge' });
    const [request] = (await view(s)).queue;
    if (request === undefined) throw new Error('nothing waits');
    s.goOnline();
    const started = await s.call('issuance.start', {
      workerId: anna.id,
      order: { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null },
      queueId: request.queueId,
    });
    if (!started.ok) throw new Error(started.error.kind);
    expect(await s.settle(started.value.issuanceId)).toMatchObject({ step: 'hand-over' });
  });
});

describe('a session through an outage', () => {
  it('stays, with everything of it, while there is no network', async () => {
    const s = await station();
    s.goOffline();
    s.session.fail(trouble('offline'));
    await s.clock.advance(50_000);
    await s.issue().catch(() => {});
    expect((await view(s)).session).toMatchObject({
      state: 'signed-in',
      supervisor: { name: supervisor.name },
    });
    expect((await view(s)).connection.state).toBe('offline');
    s.session.fail(null);
    s.goOnline();
    await s.clock.advance(1);
    expect((await view(s)).connection.state).toBe('online');
  });

  it('asks to sign in again once the network is back and the tokens did not outlive it, and not before', async () => {
    const s = await station();
    s.goOffline();
    s.session.expire();
    await s.clock.advance(1_000);
    expect((await view(s)).connection.state).toBe('offline');
    s.told.length = 0;
    s.goOnline();
    await s.clock.advance(1);
    const { connection, session } = await view(s);
    expect(connection.state).toBe('sign-in-needed');
    expect(session.state).toBe('signed-in');
    expect(s.told).toContainEqual({ changed: 'station' });
    expect(s.journal.all.map(({ event }) => event)).not.toContain('signed-out');
  });

  it('goes on after that with the badge that was waiting for an answer, its content still in memory', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    await s.settle(issuanceId);
    await s.call('session.setPin', { pin: '2468' });
    s.goOffline();
    s.session.expire();
    s.goOnline();
    await s.clock.advance(1);
    expect(await again(s)).toEqual({ ok: true, value: null });
    const after = await view(s);
    expect(after).toMatchObject({ issuanceId, connection: { state: 'online' } });
    expect(after.session).toMatchObject({ state: 'signed-in', hasPin: true });
    expect(await s.call('issuance.read', { issuanceId })).toMatchObject({
      ok: true,
      value: { answers: expect.arrayContaining(['reprint']) },
    });
    await s.call('issuance.answer', { issuanceId, answer: 'reprint' });
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'hand-over' });
    expect(s.badges).toHaveLength(2);
    expect(s.journal.all.map(({ event }) => event)).not.toContain('signed-out');
  });

  it('prints again from memory while there is no network', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.goOffline();
    s.session.fail(trouble('offline'));
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    await s.settle(issuanceId);
    await s.call('issuance.answer', { issuanceId, answer: 'reprint' });
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'hand-over' });
    expect(s.badges).toHaveLength(2);
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.clock.advance(1);
    expect(s.events().slice(-2)).toEqual(['handed-over', 'closed']);
  });

  it('is the one before when the new sign-in does not come to an end', async () => {
    const s = await station();
    s.session.expire();
    s.goOnline();
    await s.clock.advance(1);
    s.session.holdSignIn();
    const running = again(s);
    expect((await view(s)).session).toMatchObject({ state: 'signed-in', again: 'session-ended' });
    await s.call('session.cancelSignIn', null);
    expect(await running).toMatchObject({ error: { kind: 'sign-in-cancelled' } });
    expect((await view(s)).session).toMatchObject({ state: 'signed-in', again: null });
    expect((await view(s)).connection.state).toBe('sign-in-needed');
    await s.clock.advance(60_000);
    expect((await view(s)).session.state).toBe('locked');
  });

  it('keeps its tokens when the network breaks off between the sign-in and the roles', async () => {
    const s = await station();
    s.session.expire();
    s.directory.failNext('mayIssue', trouble('offline'));
    expect(await again(s)).toMatchObject({ error: { kind: 'offline' } });
    expect((await view(s)).session).toMatchObject({ state: 'signed-in', supervisor: { mayIssue: true } });
    expect(await s.session.token()).toMatchObject({ ok: true });
  });

  it('of somebody else drops what was open, as at any sign-in', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.session.arrive({ ...supervisor, id: 'another', name: 'Olga Other' });
    expect(await again(s)).toMatchObject({ error: { kind: 'signed-out' } });
    expect((await view(s)).session.supervisor).toMatchObject({ name: 'Olga Other' });
    expect((await view(s)).issuanceId).toBeNull();
    expect(await s.call('issuance.read', { issuanceId })).toMatchObject({ error: { kind: 'interrupted' } });
  });

  it('whose rights cannot be read is none for somebody else', async () => {
    const s = await station();
    s.session.arrive({ ...supervisor, id: 'another', name: 'Olga Other' });
    s.directory.failNext('mayIssue', trouble('offline'));
    expect(await again(s)).toMatchObject({ error: { kind: 'offline' } });
    expect((await view(s)).session.state).toBe('signed-out');
  });

  it('that came to its absolute limit during a sign-in is over', async () => {
    const s = await station();
    s.session.holdSignIn();
    await s.call('session.lock', null);
    const running = s.call('session.signIn', { method: 'browser-window' });
    await s.clock.advance(480 * 60_000);
    await s.call('session.cancelSignIn', null);
    await running;
    expect((await view(s)).session).toMatchObject({ state: 'signed-out', supervisor: null });
  });
});

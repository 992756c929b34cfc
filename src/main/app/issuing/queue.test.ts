/** Requests that wait for the network: every one ends once, whatever is killed, whoever is signed in, whatever the clock says. */
import { describe, expect, it } from 'vitest';
import { trouble } from '../../../core/trouble.ts';
import type { Input } from '../../../shared/api.ts';
import { type AppStation, anna, createAppStation, disabled, self } from '../../../testing/app-station.ts';
import { worker } from '../../../testing/fake-directory.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';
import { createMemoryJournal } from '../../../testing/memory-journal.ts';

const minuteMs = 60_000;
const marek = worker(7, { displayName: 'Marek Nowak' });
const kept = { more: [marek] };

async function station(): Promise<AppStation> {
  const made = createAppStation(kept);
  await made.signIn();
  return made;
}
const ask = (s: AppStation, known: Partial<Input<'queue.add'>> = {}) =>
  s.call('queue.add', { workerId: anna.id, hours: 8, reason: 'forgot-badge', ...known });
const queueOf = async (s: AppStation) => (await s.call('station.read', null)).queue;
const firstOf = async (s: AppStation) => {
  const [request] = await queueOf(s);
  if (request === undefined) throw new Error('nothing waits');
  return request;
};
const ends = (s: AppStation) =>
  s.journal.all.flatMap(({ event, outcome }) => (event === 'dequeued' ? [outcome] : []));
const start = (s: AppStation, queueId: string, known: Partial<Input<'issuance.start'>> = {}) =>
  s.call('issuance.start', { workerId: anna.id, order: issueOrder(8), queueId, ...known });

/** A new process on the same disk, as a kill leaves it, at the same tenant. */
async function restarted(before: AppStation): Promise<AppStation> {
  const { journal, directory, clock } = before;
  before.app.stop();
  const after = createAppStation({ journal, directory, clock });
  await after.signIn();
  return after;
}

describe('a request', () => {
  it('waits with worker, hours, reason, who asked and until when; nothing is made or printed', async () => {
    const s = await station();
    expect(await ask(s)).toEqual({ ok: true, value: null });
    const { nowMs } = await s.call('station.read', null);
    expect(await queueOf(s)).toEqual([
      {
        queueId: expect.any(String),
        worker: { id: anna.id, name: 'Anna Kowalska' },
        hours: 8,
        reason: 'forgot-badge',
        queuedBy: 'Sam Supervisor',
        state: 'waiting',
        untilMs: nowMs + 15 * minuteMs,
      },
    ]);
    expect(s.events()).toEqual(['queued']);
    expect(s.badges).toEqual([]);
    expect(s.directory.calls).not.toContain('create');
    expect(s.journal.open()).toEqual([]);
  });

  it('is told to nobody who is not there', async () => {
    const s = await station();
    await ask(s);
    await s.call('session.lock', null);
    expect(await queueOf(s)).toEqual([]);
  });

  it('expires at its time by itself, and is told until somebody has seen it', async () => {
    const s = await station();
    await ask(s);
    const { queueId } = await firstOf(s);
    await s.clock.advance(15 * minuteMs - 2);
    await s.signIn();
    expect(ends(s)).toEqual([]);
    await s.clock.advance(1);
    expect(ends(s)).toEqual(['expired']);
    expect(await queueOf(s)).toMatchObject([{ queueId, state: 'expired' }]);
    expect(await start(s, queueId)).toMatchObject({ ok: false, error: { kind: 'request-over' } });
    await s.call('queue.seen', { queueId });
    expect(await queueOf(s)).toEqual([]);
    expect(ends(s)).toEqual(['expired']);
  });

  it('does not live longer because somebody sets the clock back', async () => {
    const s = await station();
    await ask(s);
    s.clock.stepWallClock(-600 * minuteMs);
    await s.clock.advance(15 * minuteMs);
    expect(ends(s)).toEqual(['expired']);
  });

  it('is cancelled by whoever is there, once', async () => {
    const s = await station();
    await ask(s);
    const { queueId } = await firstOf(s);
    expect(await s.call('queue.cancel', { queueId })).toMatchObject({ ok: true });
    expect(await s.call('queue.cancel', { queueId })).toMatchObject({ error: { kind: 'request-over' } });
    expect(await start(s, queueId)).toMatchObject({ error: { kind: 'request-over' } });
    expect(ends(s)).toEqual(['cancelled']);
    expect(await queueOf(s)).toEqual([]);
  });

  it.each([
    ['the supervisor', self.id, 'worker-is-self'],
    ['somebody whose account is disabled', disabled.id, 'worker-disabled'],
    ['nobody that the directory knows', '00000000-0000-4000-8000-0000000000ff', 'no-such-worker'],
  ])('is not taken for %s', async (_whom, workerId, kind) => {
    const s = await station();
    expect(await ask(s, { workerId })).toMatchObject({ ok: false, error: { kind } });
    expect(s.events()).toEqual([]);
  });

  it('is not taken twice for one worker, nor for hours that this station does not offer', async () => {
    const s = await station();
    await ask(s);
    expect(await ask(s)).toMatchObject({ error: { kind: 'invalid-input', detail: 'queued' } });
    expect(await ask(s, { workerId: marek.id, hours: 5 })).toMatchObject({ error: { detail: 'hours' } });
    expect(await queueOf(s)).toHaveLength(1);
  });

  it('that the disk refuses is not said to wait', async () => {
    const s = await station();
    s.journal.fillDisk();
    expect(await ask(s)).toMatchObject({ error: { kind: 'disk' } });
    expect(await queueOf(s)).toEqual([]);
  });
});

describe('a request that is re-authorised', () => {
  it('becomes an issuance of whoever says so; who asked stays in its own row', async () => {
    const s = await station();
    await ask(s);
    const { queueId } = await firstOf(s);
    const started = await start(s, queueId);
    if (!started.ok) throw new Error(started.error.kind);
    const { issuanceId } = started.value;
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'hand-over' });
    const requested = s.journal.entries(issuanceId)[0];
    expect(requested).toMatchObject({ event: 'requested', detail: { queued: queueId, hours: 8 } });
    expect(s.journal.entries(queueId)).toMatchObject([
      { event: 'queued', actor: { name: 'Sam Supervisor' } },
      { event: 'dequeued', outcome: 'issued', detail: { issuance: issuanceId } },
    ]);
    expect(await queueOf(s)).toEqual([]);
    expect(s.badges).toHaveLength(1);
    expect(await start(s, queueId)).toMatchObject({ ok: false });
  });

  it('stays where the issuance could not even begin', async () => {
    const s = await station();
    await ask(s);
    const { queueId } = await firstOf(s);
    // Who it is was read just now: somebody else's card makes it be read again.
    await s.call('workers.read', { workerId: marek.id });
    s.directory.failNext('worker', trouble('offline'));
    expect(await start(s, queueId)).toMatchObject({ error: { kind: 'offline' } });
    expect(await queueOf(s)).toMatchObject([{ queueId, state: 'waiting' }]);
  });

  it.each<[string, Partial<Input<'issuance.start'>>]>([
    ['another worker', { workerId: marek.id }],
    ['other hours', { order: issueOrder(4) }],
    ['another start', { order: { is: 'issue', hours: 8, startsAtMs: 4e12, replaceCodeId: null } }],
    ['another order', { order: { is: 'reset-pin' } }],
  ])('covers nothing else: not %s', async (_what, known) => {
    const s = await station();
    await ask(s);
    const { queueId } = await firstOf(s);
    expect(await start(s, queueId, known)).toMatchObject({ ok: false });
    expect(s.events()).toEqual(['queued']);
  });

  it('does not wait on when its worker gets a code the ordinary way', async () => {
    const s = await station();
    await ask(s);
    const { queueId } = await firstOf(s);
    await s.issue();
    expect(s.journal.entries(queueId).at(-1)).toMatchObject({ event: 'dequeued', outcome: 'issued' });
    expect(await queueOf(s)).toEqual([]);
  });
});

describe('a restart', () => {
  it('finds what waits, with the time that is left', async () => {
    const before = await station();
    await ask(before);
    await ask(before, { workerId: marek.id });
    await before.clock.advance(10 * minuteMs);
    const after = await restarted(before);
    const { nowMs } = await after.call('station.read', null);
    expect(await queueOf(after)).toMatchObject([
      { worker: { id: anna.id }, untilMs: nowMs + 5 * minuteMs - 1 },
      { worker: { id: marek.id }, untilMs: nowMs + 5 * minuteMs - 1 },
    ]);
    await after.clock.advance(5 * minuteMs);
    expect(ends(after)).toEqual(['expired', 'expired']);
  });

  it('ends what expired meanwhile, before anybody signs in, and tells the next supervisor', async () => {
    const before = await station();
    await ask(before);
    before.app.stop();
    await before.clock.advance(16 * minuteMs);
    const { journal, directory, clock } = before;
    const after = createAppStation({ journal, directory, clock });
    expect(ends(after)).toEqual(['expired']);
    await after.signIn();
    expect(await queueOf(after)).toMatchObject([{ state: 'expired' }]);
  });

  it('with a clock that was set back lets nothing live on, and says why', async () => {
    const before = await station();
    await ask(before);
    before.app.stop();
    await before.clock.advance(20 * minuteMs);
    before.clock.stepWallClock(-60 * minuteMs);
    const { journal, directory, clock } = before;
    const after = createAppStation({ journal, directory, clock });
    expect(after.journal.all.at(-1)).toMatchObject({
      event: 'dequeued',
      outcome: 'expired',
      detail: { why: 'clock-set-back' },
    });
  });

  it('writes the missing end of a request that became an issuance, and never issues it twice', async () => {
    const before = await station();
    await ask(before);
    const { queueId } = await firstOf(before);
    // Killed right after `requested`: the disk takes that row and no other.
    before.journal.fillDisk(1);
    await start(before, queueId);
    await before.clock.advance(1_000);
    before.journal.freeDisk();
    expect(before.journal.all.map(({ event }) => event).slice(-2)).toEqual(['queued', 'requested']);
    const after = await restarted(before);
    await after.clock.advance(55_000);
    expect(after.journal.entries(queueId).at(-1)).toMatchObject({
      event: 'dequeued',
      outcome: 'issued',
      actor: { name: 'Sam Supervisor' },
      detail: { issuance: after.journal.all.find(({ event }) => event === 'requested')?.issuanceId },
    });
    expect(await queueOf(after)).toEqual([]);
    expect(await start(after, queueId)).toMatchObject({ error: { kind: 'request-over' } });
    expect(after.events().filter((event) => event === 'requested')).toHaveLength(1);
    expect(after.journal.open()).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4, 5])('at row %i of it leaves one end and at most one issuance', async (rows) => {
    const before = await station();
    await ask(before);
    const { queueId } = await firstOf(before);
    before.journal.fillDisk(rows);
    await start(before, queueId);
    await before.clock.advance(1_000);
    before.journal.freeDisk();
    const after = await restarted(before);
    await after.clock.advance(55_000);
    const began = after.events().filter((event) => event === 'requested').length;
    if (began === 0) expect(await firstOf(after)).toMatchObject({ queueId, state: 'waiting' });
    else expect(ends(after)).toEqual(['issued']);
    await after.clock.advance(15 * minuteMs);
    expect(ends(after)).toEqual([began === 0 ? 'expired' : 'issued']);
    expect(after.journal.open()).toEqual([]);
  });

  it('ends a row that names no worker, instead of carrying it along for ever', async () => {
    const before = await station();
    const journal = createMemoryJournal(before.clock);
    const request = before.journal;
    await ask(before);
    const row = request.all.at(-1);
    if (row === undefined) throw new Error('no row');
    journal.append({ ...row, worker: null });
    const after = createAppStation({ journal, clock: before.clock });
    expect(after.journal.queued()).toEqual([]);
    expect(after.journal.all.at(-1)).toMatchObject({ outcome: 'expired', detail: { why: 'unreadable' } });
  });
});

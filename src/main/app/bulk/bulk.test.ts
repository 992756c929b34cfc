/** Badges for a whole shift at a desk: what is checked, how it runs, and that every row is accounted for. */
import { describe, expect, it } from 'vitest';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, disabled, self, withoutMethod } from '../../../testing/app-station.ts';
import {
  bulkDesk,
  csvOf,
  enter,
  mostUnprintedEver,
  people,
  runOf,
  settled,
  startRun,
} from '../../../testing/bulk-desk.ts';

const kinds = async (s: AppStation) =>
  (await checked(s)).problems.map(({ line, kind, of }) => [line, kind, of]);

async function checked(s: AppStation) {
  const read = await s.call('bulk.read', null);
  if (!read.ok || read.value.check === null) throw new Error('no check');
  return read.value.check;
}

async function check(s: AppStation, text: string): Promise<void> {
  const begun = await s.call('bulk.check', { from: 'csv', text });
  if (!begun.ok) throw new Error(begun.error.kind);
  await settled(s, async () => !(await checked(s)).isChecking);
}

describe('the check of a file', () => {
  it('says of each row what is wrong, and changes nothing', async () => {
    const s = await bulkDesk();
    const rows = [
      anna.employeeId,
      '9999',
      anna.userPrincipalName,
      withoutMethod.employeeId,
      disabled.employeeId,
      self.employeeId,
    ];
    await check(
      s,
      `number;upn\n${rows.map((one) => (one?.includes('@') ? `;${one}` : `${one};`)).join('\n')}\n;\n17 8;\n`,
    );
    expect(await kinds(s)).toEqual([
      [3, 'no-such-worker', null],
      [4, 'duplicate', 2],
      [5, 'no-method', null],
      [6, 'worker-disabled', null],
      [7, 'worker-is-self', null],
      [9, 'bad-number', null],
    ]);
    expect(await checked(s)).toMatchObject({ fault: null, rows: 7, ready: 1, problemCount: 6 });
    expect(s.directory.calls.filter((call) => call === 'create' || call === 'delete')).toEqual([]);
    expect(s.events()).toEqual([]);
  });

  it('counts the live codes that would be replaced', async () => {
    const s = await bulkDesk();
    s.directory.adoptForeignCode(people[0]?.id ?? '');
    s.directory.adoptForeignStandard(people[1]?.id ?? '');
    await check(s, csvOf(people.slice(0, 3)));
    expect(await checked(s)).toMatchObject({ ready: 3, live: { temporary: 1, standard: 1 } });
  });

  it('names an administrator, whom nobody at a desk may give a code', async () => {
    const s = await bulkDesk();
    s.directory.failNext('read', trouble('not-permitted'));
    await check(s, csvOf(people.slice(0, 1)));
    expect(await kinds(s)).toEqual([[2, 'worker-privileged', null]]);
  });

  it('says so when the service cannot be reached, and has no rows then', async () => {
    const s = await bulkDesk();
    s.directory.goOffline();
    await check(s, csvOf(people.slice(0, 3)));
    expect(await checked(s)).toMatchObject({ fault: { kind: 'offline' }, ready: 0 });
    expect(await s.call('bulk.start', { is: 'temporary', hours: 8 })).toMatchObject({ ok: false });
  });

  it('asks again when the service has no time', async () => {
    const s = await bulkDesk();
    s.directory.throttle('find', 3);
    s.directory.throttle('read', 3);
    await check(s, csvOf(people.slice(0, 3)));
    expect(await checked(s)).toMatchObject({ fault: null, ready: 3 });
  });

  it('takes no hours that the station does not offer', async () => {
    const s = await bulkDesk();
    await check(s, 'number,hours\n1101,4\n1102,5\n');
    expect(await kinds(s)).toEqual([[3, 'bad-hours', null]]);
  });

  it('says what is wrong with a file as a whole', async () => {
    const s = await bulkDesk();
    await check(s, 'name\nAnna');
    expect((await checked(s)).fault).toEqual({ kind: 'no-column' });
  });
});

describe('a run', () => {
  it('gives a badge to every row, on both printers, and asks about each', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(await runOf(s)).toMatchObject({
      pausedBy: 'finished',
      counts: { ask: people.length, failed: 0, waiting: 0 },
    });
    expect(s.printer.history.length + s.spare.history.length).toBe(people.length);
    expect(Math.min(s.printer.history.length, s.spare.history.length)).toBeGreaterThan(people.length / 4);
    await s.call('bulk.answer', { place: null, answer: 'here' });
    await settled(s, async () => (await runOf(s)).state === 'ended');
    expect((await runOf(s)).counts['handed-over']).toBe(people.length);
    expect(s.journal.open()).toEqual([]);
    expect(s.events().filter((event) => event === 'closed')).toHaveLength(people.length);
    expect(s.journal.lastBatch()).toMatchObject({
      event: 'batch-ended',
      detail: { handedOver: people.length },
    });
    expect(s.incidents).toEqual([]);
  });

  it('never has more than two codes a printer that are made and not printed', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(mostUnprintedEver(s.journal.all)).toBe(2);
  });

  it('replaces the codes that were there at the check, and no other', async () => {
    const s = await bulkDesk();
    const [first, second] = people;
    if (first === undefined || second === undefined) throw new Error('people');
    const before = s.directory.adoptForeignCode(first.id);
    await startRun(s, people.slice(0, 2), () => void s.directory.adoptForeignCode(second.id));
    const foreign = s.directory.temporaryOf(second.id);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(s.directory.temporaryOf(first.id)?.id).not.toBe(before.id);
    expect(s.directory.temporaryOf(second.id)).toEqual(foreign);
    expect((await runOf(s)).list).toContainEqual(
      expect.objectContaining({
        name: second.displayName,
        state: 'failed',
        reason: 'live-code-exists',
        canTryAgain: false,
      }),
    );
  });

  it('wipes every content as soon as its job has ended', async () => {
    const s = await bulkDesk();
    await startRun(s, people.slice(0, 4));
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(s.badges).toHaveLength(4);
    expect(s.badges.filter(({ content }) => content.some((byte) => byte !== 0))).toEqual([]);
  });

  it('makes standard badges as well, with a lifetime of its own in a row of a file', async () => {
    const s = await bulkDesk();
    await check(
      s,
      `number\n${people
        .slice(0, 2)
        .map(({ employeeId }) => employeeId)
        .join('\n')}`,
    );
    expect(await s.call('bulk.start', { is: 'standard' })).toMatchObject({ ok: true });
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(people.slice(0, 2).map(({ id }) => s.directory.methodOf(id)?.standard ?? null)).not.toContain(
      null,
    );
    expect(s.directory.temporaryOf(people[0]?.id ?? '')).toBeNull();
  });

  it('is one at a time, and nobody’s business at a kiosk', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    const second = { ok: false, error: { kind: 'already-running' } };
    expect(await s.call('bulk.check', { from: 'csv', text: csvOf(people) })).toMatchObject(second);
    expect(await s.call('bulk.start', { is: 'standard' })).toMatchObject(second);
    const kiosk = await bulkDesk({ mode: 'kiosk' });
    expect(await kiosk.call('bulk.read', null)).toMatchObject({
      ok: false,
      error: { kind: 'not-permitted' },
    });
  });

  it('is told to whoever is at the desk until the run is at its end, and to nobody who is not signed in', async () => {
    const s = await bulkDesk();
    const told = async () => (await s.call('station.read', null)).bulkRun;
    expect(await told()).toBeNull();
    await startRun(s, people);
    await s.clock.advance(2_000);
    expect(await told()).toMatchObject({ state: 'running', pausedBy: null, rows: people.length });
    await s.call('session.signOut', null);
    expect(await told()).toBeNull();
    await s.clock.advance(5_000);
    await enter(s);
    expect(await told()).toMatchObject({ state: 'paused', pausedBy: 'interrupted', rows: people.length });
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
    expect(await told()).toMatchObject({ pausedBy: 'finished', printed: people.length });
    await s.call('bulk.answer', { place: null, answer: 'here' });
    await settled(s, async () => (await runOf(s)).state === 'ended');
    expect(await told()).toBeNull();
  });
});

describe('a badge that is missing', () => {
  it('is made anew when somebody says so, and its first code is dead', async () => {
    const s = await bulkDesk();
    await startRun(s, people.slice(0, 3));
    await settled(s, async () => (await runOf(s)).state === 'paused');
    const [row] = (await runOf(s)).list;
    const worker = people.find(({ displayName }) => displayName === row?.name);
    const lost = s.directory.temporaryOf(worker?.id ?? '');
    await s.call('bulk.answer', { place: row?.place ?? 0, answer: 'again' });
    await settled(s, async () => (await runOf(s)).counts.ask === 3);
    expect(s.directory.temporaryOf(worker?.id ?? '')?.id).not.toBe(lost?.id);
    expect(s.badges).toHaveLength(4);
    expect(
      s.journal.all.filter(({ event, codeId }) => event === 'revoked' && codeId === lost?.id),
    ).toHaveLength(1);
  });

  it('is removed for good when somebody says so', async () => {
    const s = await bulkDesk();
    await startRun(s, people.slice(0, 2));
    await settled(s, async () => (await runOf(s)).state === 'paused');
    await s.call('bulk.answer', { place: 1, answer: 'revoke' });
    await settled(s, async () => (await runOf(s)).counts.failed === 1);
    expect(s.directory.temporaryOf(people[0]?.id ?? '')).toBeNull();
    await s.call('bulk.answer', { place: null, answer: 'here' });
    await settled(s, async () => (await runOf(s)).state === 'ended');
    expect(s.badges).toHaveLength(2);
  });
});

describe('trouble on the way', () => {
  it('a printer that runs out takes no more rows, the other one prints all, and what it swallowed is made anew', async () => {
    const s = await bulkDesk();
    s.printer.runOutOfPaper();
    await startRun(s, people);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    const run = await runOf(s);
    expect(run).toMatchObject({ pausedBy: 'finished', counts: { ask: people.length } });
    expect(run.printers.map(({ name, stoppedBy }) => [name, stoppedBy])).toEqual([
      ['first', 'media-empty'],
      ['spare', null],
    ]);
    expect(s.spare.history).toHaveLength(people.length);
    expect(mostUnprintedEver(s.journal.all)).toBe(2);
    expect(s.directory.calls.filter((call) => call === 'create')).toHaveLength(people.length + 2);
  });

  it('with all printers stopped it comes to rest and says so, and goes on when paper is in', async () => {
    const s = await bulkDesk();
    s.printer.runOutOfPaper();
    s.spare.runOutOfPaper();
    await startRun(s, people);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(await runOf(s)).toMatchObject({ pausedBy: 'printers' });
    s.printer.refill();
    s.spare.refill();
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
    expect(live(s)).toBe(people.length);
  });

  it('a job of unknown end is asked about, and the printer rests', async () => {
    const s = await bulkDesk();
    await startRun(s, people.slice(0, 6), () => s.printer.killSpooler());
    await settled(s, async () => (await runOf(s)).state === 'paused');
    s.printer.startSpooler();
    const { printers, counts } = await runOf(s);
    expect(printers[0]?.stoppedBy).toBe('spooler-down');
    expect(counts.ask).toBe(6);
  });

  it('a service that refuses for lack of time slows all of it down and loses nothing', async () => {
    const s = await bulkDesk();
    for (let at = 0; at < 5; at += 1) s.directory.throttle('create', 4);
    s.directory.throttle('delete', 4);
    s.directory.throttle('read', 20);
    await startRun(s, people);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect((await runOf(s)).counts).toMatchObject({ ask: people.length, failed: 0 });
    expect(live(s)).toBe(people.length);
  });

  it('lost replies are settled by a look, and the row gets its badge all the same', async () => {
    const s = await bulkDesk();
    await startRun(s, people, () => {
      s.directory.loseReply('create');
      s.directory.loseReply('create');
    });
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect((await runOf(s)).counts.ask).toBe(people.length);
    expect(s.printer.history.length + s.spare.history.length).toBe(people.length);
  });

  it('without a network it rests, and goes on with what has not begun', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    await s.clock.advance(1_500);
    s.directory.goOffline();
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect((await runOf(s)).pausedBy).toBe('offline');
    s.directory.goOnline();
    await s.call('session.touch', null);
    await s.clock.advance(50_000);
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
    expect(live(s)).toBe(people.length);
  });

  it('a full disk stops it before anything is changed that no row tells', async () => {
    const s = await bulkDesk();
    await startRun(s, people, () => s.journal.fillDisk(40));
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect((await runOf(s)).pausedBy).toBe('disk');
    s.journal.freeDisk();
    await s.call('session.touch', null);
    await s.clock.advance(55_000);
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
    expect(live(s)).toBe(people.length);
  });
});

describe('a disk that is full at the start', () => {
  it('leaves no run, nothing open and nothing changed', async () => {
    const s = await bulkDesk();
    await check(s, csvOf(people));
    s.journal.fillDisk(7);
    await s.call('bulk.start', { is: 'temporary', hours: 8 });
    await settled(s, async () => (await checked(s)).fault !== null);
    expect(await checked(s)).toMatchObject({ fault: { kind: 'disk' }, ready: 0 });
    s.journal.freeDisk();
    await s.clock.advance(40_000);
    expect(s.journal.open()).toEqual([]);
    expect(s.directory.calls).not.toContain('create');
    await check(s, csvOf(people));
    expect((await checked(s)).ready).toBe(people.length);
  });
});

describe('a person in between', () => {
  it('pauses it: what has begun gets its paper, nothing else begins', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    await s.clock.advance(2_000);
    await s.call('bulk.pause', null);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    const { counts } = await runOf(s);
    expect(counts.waiting).toBeGreaterThan(0);
    expect(counts.ask + counts.waiting).toBe(people.length);
    const calls = s.directory.calls.length;
    await s.clock.advance(30_000);
    expect(s.directory.calls).toHaveLength(calls);
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
  });

  it('locks the station: the run rests until somebody is back', async () => {
    const s = await bulkDesk();
    await s.call('session.setPin', { pin: '2580' });
    await startRun(s, people);
    await s.clock.advance(2_000);
    await s.call('session.lock', null);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect((await runOf(s)).pausedBy).toBe('locked');
    await s.call('session.unlock', { pin: '2580' });
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
  });

  it('signs out in the middle: the next one finds the run and goes on with it', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    await s.clock.advance(2_000);
    await s.call('session.signOut', null);
    await s.clock.advance(5_000);
    await enter(s);
    expect(await runOf(s)).toMatchObject({ pausedBy: 'interrupted', rows: people.length });
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
    expect(live(s)).toBe(people.length);
  });

  it('calls the rest off: nothing of it is begun, and the run ends when the badges are told', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    await s.clock.advance(2_000);
    await s.call('bulk.finish', null);
    await settled(
      s,
      async () => (await runOf(s)).counts['called-off'] > 0 && (await runOf(s)).state === 'paused',
    );
    const { counts } = await runOf(s);
    await s.call('bulk.answer', { place: null, answer: 'here' });
    await settled(s, async () => (await runOf(s)).state === 'ended');
    expect(live(s)).toBe(counts.ask);
    expect(s.journal.open()).toEqual([]);
  });

  it('locks before the first row is begun: none is', async () => {
    const s = await bulkDesk();
    await check(s, csvOf(people));
    await s.call('bulk.start', { is: 'temporary', hours: 8 });
    await s.call('session.lock', null);
    await s.clock.advance(10_000);
    expect(await runOf(s)).toMatchObject({ pausedBy: 'locked', counts: { waiting: people.length } });
  });

  it('signs in once more for all codes beyond the hour’s worth, or the run rests', async () => {
    const s = await bulkDesk({ codesPerHour: 5 });
    const signIns = () => s.journal.all.filter(({ event }) => event === 'signed-in').length;
    s.session.fail(trouble('sign-in-cancelled'), 'sign-in');
    await startRun(s, people);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(await runOf(s)).toMatchObject({ pausedBy: 'rate-cap', counts: { waiting: people.length } });
    s.session.fail(null, 'sign-in');
    const before = signIns();
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
    expect(signIns()).toBe(before + 1);
  });

  it('is not locked out while rows are under way', async () => {
    const s = await bulkDesk({ roundTripMs: 8_000 });
    await startRun(s, people);
    await s.clock.advance(70_000);
    expect(s.app.supervision.view().state).toBe('signed-in');
  });
});

function live(s: AppStation): number {
  return people.filter(({ id }) => s.directory.temporaryOf(id) !== null).length;
}

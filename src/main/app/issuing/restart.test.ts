import { describe, expect, it } from 'vitest';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, createAppStation } from '../../../testing/app-station.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

/** The same tenant, disk and clock under a new process; the content of the old one is gone. */
async function restarted(before: AppStation): Promise<AppStation> {
  const { journal, directory, clock } = before;
  before.app.stop();
  const after = createAppStation({ journal, directory, clock });
  await after.signIn();
  await after.clock.advance(55_000);
  return after;
}

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

/** Stops the disk after so many rows of the issuance: as a power cut would, nothing later is written. */
async function cutAfter(rows: number): Promise<AppStation> {
  const s = await station();
  await s.call('workers.read', { workerId: anna.id });
  s.journal.fillDisk(rows);
  await s.issue().catch(() => {});
  await s.clock.advance(1_000);
  s.journal.freeDisk();
  return s;
}

describe('a restart', () => {
  it.each([1, 2, 3, 4])('after %i rows leaves no live code and no open issuance', async (rows) => {
    const after = await restarted(await cutAfter(rows));
    expect(after.directory.temporaryOf(anna.id)).toBeNull();
    expect(after.journal.open()).toEqual([]);
  });

  it('finds our code whose content is lost and deletes it, since nobody can hold it', async () => {
    const before = await station();
    await before.call('workers.read', { workerId: anna.id });
    before.journal.fillDisk(5);
    before.directory.failNext('delete', trouble('offline'));
    await before.issue().catch(() => {});
    await before.clock.advance(1_000);
    before.journal.freeDisk();
    expect(before.directory.temporaryOf(anna.id)).not.toBeNull();
    const after = await restarted(before);
    expect(after.directory.temporaryOf(anna.id)).toBeNull();
    expect(after.events().slice(-4)).toEqual(['reconciled', 'delete-sent', 'revoked', 'closed']);
  });

  it('asks about a badge that may be in a hand, and believes the answer', async () => {
    const before = await station();
    await before.issue();
    const after = await restarted(before);
    const [leftover] = (await after.call('station.read', null)).leftovers;
    expect(leftover).toMatchObject({
      state: 'ask-hand-over',
      worker: { name: 'Anna Kowalska' },
      requestedBy: 'Sam Supervisor',
    });
    await after.call('leftovers.answer', {
      issuanceId: leftover?.issuanceId ?? '',
      answer: 'badge-collected',
    });
    await after.clock.advance(1);
    expect(after.events().slice(-2)).toEqual(['handed-over', 'closed']);
    expect(after.directory.temporaryOf(anna.id)).not.toBeNull();
  });

  it('revokes the code when the person says that nobody has the badge', async () => {
    const before = await station();
    await before.issue();
    const after = await restarted(before);
    const [leftover] = (await after.call('station.read', null)).leftovers;
    await after.call('leftovers.answer', { issuanceId: leftover?.issuanceId ?? '', answer: 'revoke' });
    await after.clock.advance(1);
    expect(after.directory.temporaryOf(anna.id)).toBeNull();
    const [shown] = (await after.call('station.read', null)).leftovers;
    expect(shown?.state).toBe('revoked');
    await after.call('leftovers.answer', { issuanceId: leftover?.issuanceId ?? '', answer: 'seen' });
    expect((await after.call('station.read', null)).leftovers).toEqual([]);
  });

  it('leaves somebody else’s code alone', async () => {
    const before = await cutAfter(4);
    const theirs = before.directory.adoptForeignCode(anna.id);
    const after = await restarted(before);
    expect(after.directory.temporaryOf(anna.id)?.id).toBe(theirs.id);
    expect(after.journal.open()).toEqual([]);
  });

  it('reads the service no more than once for each issuance when the answer is clear', async () => {
    const before = await station();
    await before.issue();
    const calls = before.directory.calls.length;
    await restarted(before);
    expect(before.directory.calls.slice(calls)).toEqual(['mayIssue', 'read']);
  });

  it('keeps an issuance open while the service cannot be read, and settles it later', async () => {
    const before = await station();
    await before.issue();
    before.directory.failNext('read', trouble('offline'));
    const { journal, directory, clock } = before;
    const after = createAppStation({ journal, directory, clock });
    await after.signIn();
    expect((await after.call('station.read', null)).leftovers).toMatchObject([
      { state: 'waiting', trouble: { kind: 'offline' } },
    ]);
    await after.clock.advance(25_000);
    expect((await after.call('station.read', null)).leftovers).toMatchObject([{ state: 'ask-hand-over' }]);
  });
});

describe('signing out in the middle', () => {
  it('wipes the content and leaves the question to the next supervisor', async () => {
    const s = await station();
    const view = await s.issue();
    await s.call('session.signOut', null);
    expect(await s.call('issuance.read', { issuanceId: view.issuanceId })).toMatchObject({ ok: false });
    expect((await s.call('station.read', null)).leftovers).toEqual([]);
    await s.signIn();
    expect((await s.call('station.read', null)).leftovers).toMatchObject([{ state: 'ask-hand-over' }]);
  });
});

describe('a revoke', () => {
  it('never deletes a code that took the place of ours', async () => {
    const s = await station();
    const view = await s.issue();
    const theirs = s.directory.adoptForeignCode(anna.id);
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'nothing-came-out' });
    await s.settle(view.issuanceId);
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'revoke' });
    await s.clock.advance(1);
    expect(await s.settle(view.issuanceId)).toMatchObject({ step: 'closed', outcome: 'revoked' });
    expect(s.directory.temporaryOf(anna.id)?.id).toBe(theirs.id);
    expect(s.directory.calls).not.toContain('delete');
  });

  it('of a leftover does not either', async () => {
    const before = await station();
    await before.issue();
    const after = await restarted(before);
    const theirs = after.directory.adoptForeignCode(anna.id);
    const [leftover] = (await after.call('station.read', null)).leftovers;
    await after.call('leftovers.answer', { issuanceId: leftover?.issuanceId ?? '', answer: 'revoke' });
    await after.clock.advance(1);
    expect(after.directory.temporaryOf(anna.id)?.id).toBe(theirs.id);
    expect(after.journal.open()).toEqual([]);
  });

  it('does not take a lagging read for a code that is gone', async () => {
    const s = await station();
    s.printer.failNextJob();
    const view = await s.issue();
    s.directory.lagReads(1);
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'revoke' });
    expect(await s.settle(view.issuanceId)).toMatchObject({ step: 'closed', outcome: 'revoked' });
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
  });

  it('that cannot look first changes nothing and asks again', async () => {
    const s = await station();
    const view = await s.issue();
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'nothing-came-out' });
    await s.settle(view.issuanceId);
    s.directory.failNext('read', trouble('offline'));
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'revoke' });
    await s.clock.advance(1);
    const asked = await s.settle(view.issuanceId);
    expect(asked).toMatchObject({
      step: 'hand-over',
      answers: ['reprint', 'reprint-elsewhere', 'revoke', 'badge-collected'],
      trouble: { kind: 'offline' },
    });
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'revoke' });
    await s.clock.advance(1);
    expect(await s.settle(view.issuanceId)).toMatchObject({ outcome: 'revoked' });
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
  });

  it('that a person asked for before a crash is carried out after it', async () => {
    const before = await station();
    const view = await before.issue();
    await before.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'nothing-came-out' });
    const after = await restarted(before);
    expect(after.directory.temporaryOf(anna.id)).toBeNull();
    expect(after.journal.all.at(-1)).toMatchObject({ event: 'closed', outcome: 'revoked' });
  });
});

describe('a supervisor who leaves in the middle', () => {
  it('leaves no badge behind: no further step is begun', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    s.directory.loseReply('create');
    const started = await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    expect(started.ok).toBe(true);
    await s.call('session.signOut', null);
    await s.clock.advance(55_000);
    expect(s.printer.history).toEqual([]);
    await s.signIn();
    await s.clock.advance(40_000);
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
    expect(s.journal.open()).toEqual([]);
  });

  it('starts nothing when the answer about the worker comes too late', async () => {
    const s = await station();
    const starting = s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    await s.call('session.signOut', null);
    expect(await starting).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    expect(s.events()).toEqual([]);
  });
});

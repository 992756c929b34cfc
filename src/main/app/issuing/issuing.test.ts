import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../core/issuance/order.ts';
import { type AppStation, anna, createAppStation, withoutMethod } from '../../../testing/app-station.ts';
import { createFakePrinter } from '../../../testing/fake-printer.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

async function bug(): Promise<never> {
  throw new Error('a bug');
}

describe('a bug in the middle of an issuance', () => {
  it('ends the journey on the page, and a person is asked about the badge that may have come out', async () => {
    const s = await station();
    Object.assign(s.printer, { submit: bug });
    expect(await s.issue()).toMatchObject({
      step: 'closed',
      contentUntilMs: null,
      trouble: { kind: 'incident' },
    });
    await s.clock.advance(30_000);
    expect(s.incidents).toHaveLength(1);
    const [leftover] = (await s.call('station.read', null)).leftovers;
    expect(leftover).toMatchObject({ state: 'ask-hand-over' });
    await s.call('leftovers.answer', { issuanceId: leftover?.issuanceId ?? '', answer: 'revoke' });
    await s.clock.advance(1);
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
    expect(s.journal.open()).toEqual([]);
  });

  it('or of a reprint leaves the person a way out', async () => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId } = await s.issue();
    Object.assign(s.printer, { status: bug });
    s.printer.failNextJob();
    await s.call('issuance.answer', { issuanceId, answer: 'reprint' });
    expect(await s.settle(issuanceId)).toMatchObject({
      answers: ['reprint', 'revoke'],
      trouble: { kind: 'incident' },
    });
    await s.call('issuance.answer', { issuanceId, answer: 'revoke' });
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'closed', outcome: 'revoked' });
  });
});

describe('a disk that was full', () => {
  it('during an answer does not stop the next one', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.journal.fillDisk();
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    s.journal.freeDisk();
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    await s.settle(issuanceId);
    await s.call('issuance.answer', { issuanceId, answer: 'reprint' });
    expect(await s.settle(issuanceId)).toMatchObject({
      print: { outcome: 'sent' },
      answers: ['badge-collected', 'nothing-came-out'],
    });
  });

  it('ends the journey on the page, and what it left is settled once there is room', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    s.journal.fillDisk(6);
    expect(await s.issue()).toMatchObject({
      step: 'closed',
      contentUntilMs: null,
      trouble: { kind: 'disk' },
    });
    s.journal.freeDisk();
    await s.clock.advance(60_000);
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
    expect(s.journal.open()).toEqual([]);
  });
});

describe('a site that does not ask', () => {
  const handOvers = (s: AppStation) => s.journal.all.filter((row) => row.event === 'handed-over');
  async function withFolder(prints?: readonly Paper[]): Promise<AppStation> {
    const clock = createVirtualClock();
    const printer = createFakePrinter({ clock, name: 'folder', isFolder: true, prints });
    const s = createAppStation({ clock, printer, askHandOver: false });
    await s.signIn();
    return s;
  }

  it('takes a badge for handed over whose file it sees', async () => {
    const s = await withFolder();
    expect(await s.issue()).toMatchObject({ step: 'closed', outcome: 'handed-over' });
    expect(handOvers(s)).toMatchObject([{ detail: { by: 'not-asked' } }]);
  });

  it('still asks about one of which the spooler only says that it was delivered', async () => {
    const s = createAppStation({ askHandOver: false });
    await s.signIn();
    expect(await s.issue()).toMatchObject({
      print: { outcome: 'sent' },
      answers: ['badge-collected', 'nothing-came-out'],
    });
    expect(handOvers(s)).toEqual([]);
  });

  it('asks about both papers of an enrolment where it sees only one of them', async () => {
    const enrol = { is: 'enrol', startsAtMs: null } as const;
    const both = await (await withFolder()).order(enrol, withoutMethod);
    expect(both).toMatchObject({ step: 'closed', outcome: 'handed-over' });
    const s = await withFolder(['badge']);
    expect(await s.order(enrol, withoutMethod)).toMatchObject({
      print: { outcome: 'sent' },
      answers: expect.arrayContaining(['badge-collected']),
    });
    expect([s.printer.history.length, s.spare.history.length]).toEqual([1, 1]);
    expect(handOvers(s)).toEqual([]);
  });
});

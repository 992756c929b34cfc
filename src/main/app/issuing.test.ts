import { describe, expect, it } from 'vitest';
import { type AppStation, anna, createAppStation } from '../../testing/app-station.ts';

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
      print: { outcome: 'printed' },
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

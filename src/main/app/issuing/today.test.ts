/** Everything that this station issued today, removed at once: ordered as a whole, and finished whatever happens. */
import { describe, expect, it } from 'vitest';
import {
  type AppStation,
  anna,
  createAppStation,
  type Kept,
  withoutMethod,
} from '../../../testing/app-station.ts';
import { worker } from '../../../testing/fake-directory.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

const bruno = worker(7, { displayName: 'Bruno Lima' });
const third = worker(8, { displayName: 'Cora Wolf' });

async function desk(kept: Kept = {}): Promise<AppStation> {
  const made = createAppStation({ mode: 'desk', more: [bruno, third], ...kept });
  await made.signIn();
  return made;
}

async function issued(s: AppStation, ...to: readonly (typeof anna)[]): Promise<void> {
  for (const one of to) {
    const { issuanceId } = await s.order(issueOrder(), one);
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.settle(issuanceId);
  }
}

async function today(s: AppStation) {
  const read = await s.call('today.read', null);
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

const liveOnes = (s: AppStation) =>
  [anna, bruno, third].filter(({ id }) => s.directory.temporaryOf(id) !== null).map((one) => one.displayName);

describe('what was issued today', () => {
  it('counts the codes of this station that still live', async () => {
    const s = await desk();
    await issued(s, anna, bruno);
    s.directory.adoptForeignCode(third.id);
    expect(await today(s)).toEqual({ live: 2, waiting: 0, revoked: 0, failed: [], isRunning: false });
  });

  it('is removed with one order, and codes of other stations are not', async () => {
    const s = await desk();
    await issued(s, anna, bruno);
    s.directory.adoptForeignCode(third.id);
    await s.call('today.revoke', null);
    await s.clock.advance(5_000);
    expect(liveOnes(s)).toEqual([third.displayName]);
    expect(await today(s)).toEqual({ live: 0, waiting: 0, revoked: 2, failed: [], isRunning: false });
    expect((await s.call('station.read', null)).leftovers).toEqual([]);
  });

  it('does not count a code that somebody replaced since', async () => {
    const s = await desk();
    await issued(s, anna);
    const first = s.directory.temporaryOf(anna.id);
    const { issuanceId } = await s.order(issueOrder(8, first?.id ?? null));
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.settle(issuanceId);
    expect((await today(s)).live).toBe(1);
  });

  it('is written down as a whole before the first is sent, and finished after a restart', async () => {
    const before = await desk();
    await issued(before, anna, bruno, third);
    before.directory.goOffline();
    await before.call('today.revoke', null);
    await before.clock.advance(1_000);
    expect(before.journal.open()).toHaveLength(3);
    before.app.stop();
    const { journal, directory, clock } = before;
    directory.goOnline();
    const after = await desk({ journal, directory, clock });
    await clock.advance(10_000);
    expect(liveOnes(after)).toEqual([]);
    expect(await today(after)).toMatchObject({ live: 0, waiting: 0, revoked: 3 });
  });

  it('is ordered once, however often it is asked for', async () => {
    const s = await desk();
    await issued(s, anna, bruno);
    await Promise.all([s.call('today.revoke', null), s.call('today.revoke', null)]);
    await s.clock.advance(5_000);
    const ordered = s.journal.all.filter(({ detail }) => detail?.batch === 'today');
    expect(ordered).toHaveLength(2);
  });

  it('goes on asking while the service does not answer, and says how much is left', async () => {
    const s = await desk();
    await issued(s, anna, bruno);
    s.directory.goOffline();
    await s.call('today.revoke', null);
    await s.clock.advance(1_000);
    expect(await today(s)).toMatchObject({ live: 2, waiting: 2, revoked: 0 });
    s.directory.goOnline();
    await s.call('session.touch', null);
    await s.clock.advance(30_000);
    expect(await today(s)).toMatchObject({ live: 0, waiting: 0, revoked: 2 });
  });

  it('leaves a code alone about which somebody is just asked', async () => {
    const s = await desk();
    await issued(s, anna);
    const { issuanceId } = await s.order(issueOrder(), bruno);
    await s.call('today.revoke', null);
    await s.clock.advance(5_000);
    expect(liveOnes(s)).toEqual([bruno.displayName]);
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });
  });

  it('is nobody’s business at a kiosk', async () => {
    const s = createAppStation();
    await s.signIn();
    const refused = { ok: false, error: { kind: 'not-permitted', detail: 'kiosk' } };
    expect(await s.call('today.read', null)).toMatchObject(refused);
    expect(await s.call('today.revoke', null)).toMatchObject(refused);
  });

  it('is not begun when the disk is full', async () => {
    const s = await desk();
    await issued(s, anna);
    s.journal.fillDisk();
    expect(await s.call('today.revoke', null)).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(liveOnes(s)).toEqual([anna.displayName]);
  });

  it('leaves yesterday alone', async () => {
    const s = await desk();
    const { issuanceId } = await s.order({ is: 'enrol', startsAtMs: null }, withoutMethod);
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.settle(issuanceId);
    expect((await today(s)).live).toBe(1);
    await s.clock.advance(24 * 3_600_000);
    await s.signIn();
    expect((await today(s)).live).toBe(0);
    expect(s.directory.methodOf(withoutMethod.id)?.standard).not.toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Scan } from '../../../core/scan/reading.ts';
import type { IssuanceView } from '../../../shared/issuance.ts';
import { type AppStation, anna, createAppStation } from '../../../testing/app-station.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

/** What the journal holds of the newest code's content. */
function hashOf(s: AppStation): string {
  const created = s.journal.all.findLast((row) => row.event === 'created');
  return String(created?.detail?.contentSha256);
}

async function view(s: AppStation, issuanceId: string): Promise<IssuanceView> {
  const read = await s.call('issuance.read', { issuanceId });
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

/** As the catcher hands on a badge. */
const badge = (sha256: string): Scan => ({ sha256, reading: { is: 'other' } });

const handOvers = (s: AppStation) =>
  s.journal.all.filter((row) => row.event === 'handed-over').map((row) => row.detail);

describe('a scan of the badge under way', () => {
  it('proves the hand-over, and the issuance goes on to its end by itself', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.told.length = 0;
    s.app.scans.scanned(badge(hashOf(s)));
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'closed', outcome: 'handed-over' });
    expect(handOvers(s)).toEqual([{ by: 'scan' }]);
    expect(s.told).toContainEqual({ changed: 'issuance' });
    expect(s.journal.open()).toEqual([]);
    expect(s.app.scans.isAwaited()).toBe(false);
  });

  it('proves it also after the content was wiped', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    const hash = hashOf(s);
    for (let minute = 0; minute < 6; minute += 1) {
      await s.clock.advance(50_000);
      await s.call('session.touch', null);
    }
    await s.clock.advance(10_000);
    expect((await view(s, issuanceId)).contentUntilMs).toBeNull();
    s.app.scans.scanned(badge(hash));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });
  });

  it('proves it against the printer that said the job had failed, and against a hasty answer', async () => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId } = await s.issue();
    expect((await view(s, issuanceId)).answers).toEqual(['reprint', 'reprint-elsewhere', 'revoke']);
    s.app.scans.scanned(badge(hashOf(s)));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });

    const again = await station();
    const second = await again.issue();
    await again.call('issuance.answer', { issuanceId: second.issuanceId, answer: 'nothing-came-out' });
    await again.settle(second.issuanceId);
    again.app.scans.scanned(badge(hashOf(again)));
    expect(await again.settle(second.issuanceId)).toMatchObject({ outcome: 'handed-over' });
  });

  it('twice is one hand-over', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.app.scans.scanned(badge(hashOf(s)));
    s.app.scans.scanned(badge(hashOf(s)));
    await s.settle(issuanceId);
    s.app.scans.scanned(badge(hashOf(s)));
    expect(handOvers(s)).toHaveLength(1);
  });
});

describe('a scan of something else', () => {
  const foreign = 'ab'.repeat(32);

  it('is said for a while and journals nothing', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    expect((await view(s, issuanceId)).scan).toBe('unseen');
    const rows = s.journal.all.length;
    s.app.scans.scanned(badge(foreign));
    expect(await view(s, issuanceId)).toMatchObject({
      scan: 'other-badge',
      step: 'hand-over',
      answers: ['badge-collected', 'nothing-came-out'],
    });
    await s.clock.advance(8_000);
    expect((await view(s, issuanceId)).scan).toBe('ready');
    expect(s.journal.all).toHaveLength(rows);
  });

  it('is forgotten when the right badge follows', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.app.scans.scanned(badge(foreign));
    s.app.scans.scanned(badge(hashOf(s)));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over', scan: 'ready' });
  });

  it('is the badge of an earlier issuance too', async () => {
    const s = await station();
    const first = await s.issue();
    const old = hashOf(s);
    await s.call('issuance.answer', { issuanceId: first.issuanceId, answer: 'badge-collected' });
    await s.settle(first.issuanceId);
    const codeId = s.directory.temporaryOf(anna.id)?.id ?? null;
    const second = await s.issue(anna, codeId);
    s.app.scans.scanned(badge(old));
    expect(await view(s, second.issuanceId)).toMatchObject({ scan: 'other-badge', step: 'hand-over' });
  });
});

describe('a scan means nothing', () => {
  it('while the machine is at work', async () => {
    const s = await station();
    const started = await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    if (!started.ok) throw new Error(started.error.kind);
    const { issuanceId } = started.value;
    expect(s.app.scans.isAwaited()).toBe(true);
    s.app.scans.scanned(badge('ab'.repeat(32)));
    expect(handOvers(s)).toEqual([]);
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'hand-over', scan: 'ready' });
  });

  it('while the code is being removed, which a person has asked for', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    await s.settle(issuanceId);
    await s.call('issuance.answer', { issuanceId, answer: 'revoke' });
    s.app.scans.scanned(badge(hashOf(s)));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'revoked' });
    expect(handOvers(s)).toEqual([]);
  });

  it('when nobody is signed in, when nothing is under way, and behind the lock', async () => {
    const s = createAppStation();
    expect(s.app.scans.isAwaited()).toBe(false);
    await s.signIn();
    expect(s.app.scans.isAwaited()).toBe(false);
    await s.issue();
    expect(s.app.scans.isAwaited()).toBe(true);
    await s.call('session.setPin', { pin: '2468' });
    await s.call('session.lock', null);
    expect(s.app.scans.isAwaited()).toBe(false);
    s.app.scans.scanned(badge(hashOf(s)));
    expect(handOvers(s)).toEqual([]);
  });

  it('while the journal cannot be written: the person is asked on', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.journal.fillDisk();
    s.app.scans.scanned(badge(hashOf(s)));
    expect(await view(s, issuanceId)).toMatchObject({
      step: 'hand-over',
      answers: ['badge-collected', 'nothing-came-out'],
      trouble: { kind: 'disk' },
    });
    s.journal.freeDisk();
    s.app.scans.scanned(badge(hashOf(s)));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Reading, Scan } from '../../../core/scan/reading.ts';
import { trouble } from '../../../core/trouble.ts';
import type { ScanAnswer } from '../../../shared/scan.ts';
import { type AppStation, anna, createAppStation, type Kept } from '../../../testing/app-station.ts';
import { worker } from '../../../testing/fake-directory.ts';
import { createListedPeople, fill, person } from '../../../testing/listed-people.ts';
import { createMemoryWorkerCache } from '../../../testing/memory-worker-cache.ts';

const namesake = worker(5, { displayName: 'Anna Nowak', employeeId: anna.employeeId });

async function station(kept: Kept = {}): Promise<AppStation> {
  const made = createAppStation(kept);
  await made.signIn();
  return made;
}

let serial = 0;
const scanOf = (reading: Reading, sha256 = (++serial).toString(16).padStart(64, '0')): Scan => ({
  sha256,
  reading,
});
const number = (...numbers: readonly string[]) => scanOf({ is: 'number', numbers });
const badge = (sha256?: string) => scanOf({ is: 'other' }, sha256);

async function answer(s: AppStation): Promise<ScanAnswer | string> {
  const read = await s.call('scan.read', null);
  return read.ok ? read.value : read.error.kind;
}

async function scanned(s: AppStation, scan: Scan): Promise<ScanAnswer | string> {
  s.told.length = 0;
  s.app.scans.scanned(scan);
  expect(s.told).toContainEqual({ changed: 'scan' });
  return answer(s);
}

describe('a scan means', () => {
  it('the worker with this number or sign-in name', async () => {
    const s = await station();
    expect(await scanned(s, number(anna.employeeId ?? ''))).toEqual({
      is: 'worker',
      by: 'number',
      worker: anna,
    });
    const upn = anna.userPrincipalName.toUpperCase();
    expect(await scanned(s, scanOf({ is: 'upn', upn }))).toEqual({ is: 'worker', by: 'upn', worker: anna });
    expect(s.directory.calls.filter((call) => call === 'find')).toEqual([]);
  });

  it('one of several where several have it', async () => {
    const s = await station({ more: [namesake] });
    expect(await scanned(s, number(anna.employeeId ?? ''))).toEqual({
      is: 'several',
      workers: [anna, namesake],
      source: 'service',
      asOfMs: null,
    });
  });

  it('nobody where nobody has it, and nothing of it is told', async () => {
    const s = await station();
    expect(await scanned(s, number('04A1B2C3', '77705923'))).toEqual({ is: 'nobody', mayEnrol: true });
  });

  it('trouble where nobody could be asked', async () => {
    const s = await station();
    s.directory.failNext('exactly', trouble('not-permitted'));
    expect(await scanned(s, number('1'))).toBe('not-permitted');
    s.directory.goOffline();
    expect(await scanned(s, number('1'))).toBe('offline');
  });

  it('an unknown badge where it is none of ours', async () => {
    const s = await station();
    expect(await scanned(s, badge())).toEqual({ is: 'unknown-badge', mayEnrol: true });
    expect(s.directory.calls).not.toContain('exactly');
  });
});

describe('a badge of this station means its worker', () => {
  async function printed(s: AppStation): Promise<string> {
    const { issuanceId } = await s.issue();
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.settle(issuanceId);
    return String(s.journal.all.findLast((row) => row.event === 'created')?.detail?.contentSha256);
  }

  it('by the journal alone, also offline', async () => {
    const s = await station();
    const sha256 = await printed(s);
    s.directory.goOffline();
    const { id, displayName, userPrincipalName } = anna;
    expect(await scanned(s, badge(sha256))).toMatchObject({
      is: 'worker',
      by: 'badge',
      worker: { id, displayName, userPrincipalName },
    });
  });

  it('also where its text looks like a number', async () => {
    const s = await station();
    const sha256 = await printed(s);
    const odd = scanOf({ is: 'number', numbers: ['1002'] }, sha256);
    expect(await scanned(s, odd)).toMatchObject({ by: 'badge', worker: { id: anna.id } });
  });

  it('but not the moment it proved its hand-over, which scanners do twice', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    const sha256 = String(s.journal.all.findLast((row) => row.event === 'created')?.detail?.contentSha256);
    s.told.length = 0;
    s.app.scans.scanned(badge(sha256));
    s.app.scans.scanned(badge(sha256));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });
    expect(s.told).not.toContainEqual({ changed: 'scan' });
    await s.clock.advance(2_000);
    expect(await scanned(s, badge(sha256))).toMatchObject({ is: 'worker', by: 'badge' });
  });
});

describe('a scan beside which somebody typed', () => {
  it('means nobody, unless it is a badge to the last bit', async () => {
    const s = await station();
    s.told.length = 0;
    s.app.scans.scanned(scanOf({ is: 'mixed' }));
    expect(s.told).not.toContainEqual({ changed: 'scan' });
    const { issuanceId } = await s.issue();
    const sha256 = String(s.journal.all.findLast((row) => row.event === 'created')?.detail?.contentSha256);
    s.app.scans.scanned(scanOf({ is: 'mixed' }, sha256));
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });
  });
});

describe('a scan is heard', () => {
  it('once, and answered once', async () => {
    const s = await station();
    const scan = number('1001');
    expect(await scanned(s, scan)).toMatchObject({ is: 'worker' });
    s.told.length = 0;
    s.app.scans.scanned(scan);
    expect(s.told).not.toContainEqual({ changed: 'scan' });
    expect(await answer(s)).toEqual({ is: 'nothing' });
  });

  it('by nobody who is not signed in, behind the lock, or without the role', async () => {
    const out = createAppStation();
    out.app.scans.scanned(number('1001'));
    expect(out.told).not.toContainEqual({ changed: 'scan' });

    const locked = await station();
    await locked.call('session.setPin', { pin: '2468' });
    await locked.call('session.lock', null);
    locked.told.length = 0;
    locked.app.scans.scanned(number('1001'));
    expect(locked.told).not.toContainEqual({ changed: 'scan' });
    await locked.call('session.unlock', { pin: '2468' });
    expect(await answer(locked)).toEqual({ is: 'nothing' });

    const without = createAppStation();
    without.directory.removeRole();
    await without.signIn();
    without.told.length = 0;
    without.app.scans.scanned(number('1001'));
    expect(without.told).not.toContainEqual({ changed: 'scan' });
  });

  it('and forgotten with the supervisor', async () => {
    const s = await station();
    s.app.scans.scanned(number('1001'));
    await s.call('session.signOut', null);
    await s.signIn();
    expect(await answer(s)).toEqual({ is: 'nothing' });
  });
});

describe('the station’s own list', () => {
  const listed = person(1, 'Ewa', 'Lis', { employeeId: 'L-77' });

  async function withList(): Promise<AppStation> {
    const cache = createMemoryWorkerCache();
    await fill(cache, createListedPeople([listed]), 7);
    const list = { page: async () => ({ ok: false, error: trouble('offline') }) as const };
    return station({ localWorkers: { cache, list, refreshMinutes: 240 } });
  }

  it('answers without the service', async () => {
    const s = await withList();
    expect(await scanned(s, number('l-77'))).toMatchObject({
      is: 'worker',
      worker: { displayName: 'Ewa Lis' },
    });
    expect(s.directory.calls).not.toContain('exactly');
  });

  it('leaves whom it does not have to the service', async () => {
    const s = await withList();
    expect(await scanned(s, number('1001'))).toMatchObject({ is: 'worker', worker: { id: anna.id } });
  });
});

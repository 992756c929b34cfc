import { describe, expect, it } from 'vitest';
import { type Detail, fact } from '../issuance/events.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { leftAfterRestart, type QueuedRequest, queuedDetail, requestOf } from './request.ts';

const minuteMs = 60_000;
const askedAtMs = 1_000_000_000;
const worker = { id: 'w-1', upn: 'anna@example.com', name: 'Anna Kowalska' };

function row(detail: Detail | null, known: Partial<JournalEntry> = {}): JournalEntry {
  const place = { seq: 1, atMs: askedAtMs, station: 'Gate 3', prevHash: '0', hash: '1' };
  const actor = { id: 'a-1', name: 'Sofia Marin' };
  return { ...fact('queued', { detail }), ...place, issuanceId: 'q-1', actor, worker, ...known };
}
const asked = queuedDetail({ hours: 8, reason: 'lost-badge' }, 15, askedAtMs);

describe('a request in the journal', () => {
  it('says who needs what, who asked, and until when it counts', () => {
    expect(requestOf(row(asked))).toEqual({
      queueId: 'q-1',
      worker,
      queuedBy: { id: 'a-1', name: 'Sofia Marin' },
      hours: 8,
      reason: 'lost-badge',
      queuedAtMs: askedAtMs,
      untilMs: askedAtMs + 15 * minuteMs,
    });
  });

  it('keeps its end when it was carried into another chain later', () => {
    expect(requestOf(row(asked, { atMs: askedAtMs + 9 * minuteMs }))?.untilMs).toBe(
      askedAtMs + 15 * minuteMs,
    );
  });

  it('of a newer version has some reason', () => {
    expect(requestOf(row({ ...asked, reason: 'something-new' }))?.reason).toBe('other');
  });

  it.each<[string, JournalEntry]>([
    ['no details', row(null)],
    ['no hours', row({ ...asked, hours: null })],
    ['no time limit', row({ ...asked, minutes: null })],
    ['no end', row({ ...asked, untilMs: 'soon' })],
    ['no worker', row(asked, { worker: null })],
    ['no id', row(asked, { issuanceId: null })],
  ])('is none with %s', (_what, entry) => {
    expect(requestOf(entry)).toBeNull();
  });
});

describe('what is left after a restart', () => {
  const request = requestOf(row(asked)) as QueuedRequest;
  const left = (nowMs: number, lastKnownMs = askedAtMs) => leftAfterRestart(request, { nowMs, lastKnownMs });

  it.each([
    ['at once', 0, 15],
    ['after ten minutes', 10, 5],
    ['to the minute', 15, 0],
    ['long after', 900, 0],
  ])('is the rest of the time: %s', (_when, afterMinutes, minutes) => {
    expect(left(askedAtMs + afterMinutes * minuteMs)).toEqual({ ms: minutes * minuteMs, isClockBack: false });
  });

  it('is all of it by a clock that was set right by a minute, and nothing by more', () => {
    expect(left(askedAtMs - minuteMs)).toEqual({ ms: 15 * minuteMs, isClockBack: false });
    expect(left(askedAtMs - minuteMs - 1)).toEqual({ ms: 0, isClockBack: true });
  });

  it('is nothing by a clock that stands before the request', () => {
    expect(left(askedAtMs - 2 * minuteMs)).toEqual({ ms: 0, isClockBack: true });
  });

  it('is nothing by a clock that stands before the last row of the journal, though within the time', () => {
    const lastKnownMs = askedAtMs + 20 * minuteMs;
    expect(left(askedAtMs + 5 * minuteMs, lastKnownMs)).toEqual({ ms: 0, isClockBack: true });
  });

  it('is never more than was asked for where a clock was set right by some seconds', () => {
    expect(left(askedAtMs - 30_000)).toEqual({ ms: 15 * minuteMs, isClockBack: false });
  });
});

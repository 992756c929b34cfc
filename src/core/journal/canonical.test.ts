import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fact, journalEvents } from '../issuance/events.ts';
import { canonicalLine, firstPrevHash, parseLine, storable } from './canonical.ts';
import type { JournalEntry } from './entry.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const maybeText = fc.option(text);
const instant = fc.integer({ min: -8.64e15, max: 8.64e15 });
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

/** Any row that the store could be handed, in every column. */
const entry: fc.Arbitrary<JournalEntry> = fc
  .record({
    seq: fc.integer({ min: 1 }),
    atMs: instant,
    station: text,
    issuanceId: maybeText,
    event: fc.constantFrom(...journalEvents),
    actor: fc.option(fc.record({ id: text, name: text })),
    worker: fc.option(fc.record({ id: text, upn: text, name: text })),
    codeKind: fc.constantFrom('temporary' as const, 'standard' as const, null),
    codeId: maybeText,
    startsAtMs: fc.option(instant),
    expiresAtMs: fc.option(instant),
    printer: maybeText,
    jobId: maybeText,
    outcome: maybeText,
    detail: fc.option(fc.dictionary(text, value, { noNullPrototype: true })),
    clientRequestId: maybeText,
    requestId: maybeText,
    prevHash: fc.stringMatching(/^[0-9a-f]{64}$/),
    hash: fc.stringMatching(/^[0-9a-f]{64}$/),
  })
  .map((row) => ({ ...row, ...storable(row) }));

describe('a value of another type', () => {
  const row = {
    ...fact('created'),
    issuanceId: null,
    actor: null,
    worker: null,
    seq: 1,
    atMs: 0,
    station: 's',
  };
  const line = canonicalLine({ ...row, prevHash: firstPrevHash, hash: firstPrevHash });
  const text = [null, 'x'];
  const right: Readonly<Record<string, readonly unknown[]>> = {
    seq: [7],
    station: ['x'],
    prevHash: ['x'],
    hash: ['x'],
    issuanceId: text,
    codeId: text,
    printer: text,
    jobId: text,
    outcome: text,
    clientRequestId: text,
    requestId: text,
    at: [],
    event: [],
    actor: [null],
    worker: [null],
    codeKind: [null],
    startsAt: [null],
    expiresAt: [null],
    detail: [null],
  };
  const values = [7, true, null, ['x'], 'x'];
  it.each(Object.keys(JSON.parse(line)).flatMap((key) => values.map((value) => [key, value] as const)))(
    'in %s is refused, or is none: %j',
    (key, given) => {
      const changed = JSON.stringify({ ...JSON.parse(line), [key]: given });
      expect(parseLine(changed).ok).toBe(right[key]?.includes(given));
    },
  );
  it('does not hide in the hash before the first row', () => {
    expect(firstPrevHash).toMatch(/^0{64}$/);
  });
});

describe('a draft', () => {
  const draft = { ...fact('created'), issuanceId: null, actor: null, worker: null };
  it('is given whole milliseconds', () => {
    expect(storable({ ...draft, startsAtMs: 1.4, expiresAtMs: 1.5 })).toMatchObject({
      startsAtMs: 1,
      expiresAtMs: 2,
    });
    expect(storable(draft)).toMatchObject({ startsAtMs: null, expiresAtMs: null });
    expect(storable({ ...draft, startsAtMs: 8.64e15 }).startsAtMs).toBe(8.64e15);
  });
  it.each([8.64e15 + 1, -8.64e15 - 1])(
    'with the instant %d, which no calendar knows, is a bug',
    (expiresAtMs) => {
      expect(() => storable({ ...draft, expiresAtMs })).toThrow('an instant is a date');
    },
  );
});

describe('the canonical line', () => {
  it('and its reading are inverse, for any row that can be stored', () => {
    fc.assert(
      fc.property(entry, (row) => {
        const parsed = parseLine(canonicalLine(row));
        expect(parsed).toEqual({ ok: true, value: row });
      }),
      { numRuns: 500 },
    );
  });
  it('is one line', () => {
    fc.assert(
      fc.property(entry, (row) => {
        expect(canonicalLine(row)).not.toMatch(/[\r\n]/);
      }),
    );
  });
  it('is read in one form only: what stands for the same otherwise is refused', () => {
    fc.assert(
      fc.property(entry, (row) => {
        const line = canonicalLine(row);
        const others = [` ${line}`, line.replace(':', ': '), line.replace('"seq"', '"\\u0073eq"')];
        for (const other of others) expect(parseLine(other)).toEqual({ ok: false, error: 'not-canonical' });
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issuanceEvents, stationEvents } from '../issuance/events.ts';
import { canonicalLine, parseLine, storable } from './canonical.ts';
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
    event: fc.constantFrom(...issuanceEvents, ...stationEvents),
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

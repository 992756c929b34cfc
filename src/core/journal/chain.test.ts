import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fact, type JournalEvent } from '../issuance/events.ts';
import { firstPrevHash, hashOf, storable } from './canonical.ts';
import { checkChain } from './chain.ts';
import type { EntryDraft, JournalEntry } from './entry.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const draft = (event: JournalEvent, detail: EntryDraft['detail'] = null): EntryDraft => ({
  ...fact(event, { detail }),
  issuanceId: 'i-1',
  actor: null,
  worker: null,
});

function chained(drafts: readonly EntryDraft[], atMs: readonly number[] = []): readonly JournalEntry[] {
  let prevHash = firstPrevHash;
  return drafts.map((row, index) => {
    const unhashed = { ...storable(row), seq: index + 1, atMs: atMs[index] ?? index, station: 's', prevHash };
    prevHash = hashOf(unhashed, sha256);
    return { ...unhashed, hash: prevHash };
  });
}
const rows = chained(
  ['requested', 'created', 'handed-over', 'closed'].map((event) => draft(event as JournalEvent)),
);
const head = (seq: number) => rows[seq - 1]?.hash ?? '';

describe('a checkpoint', () => {
  const withCheckpoint = (detail: EntryDraft['detail']) => chained([...rows, draft('checkpoint', detail)]);
  const damagesOf = (entries: readonly JournalEntry[]) => {
    const check = checkChain(sha256);
    return entries.flatMap((entry) => check.take(entry));
  };

  it('that tells the rows and the head before it is whole', () => {
    expect(damagesOf(withCheckpoint({ rows: 4, head: head(4) }))).toEqual([]);
  });
  it.each<[EntryDraft['detail']]>([
    [{ rows: 3, head: head(4) }],
    [{ rows: 4, head: head(3) }],
    [{ rows: 4 }],
    [{}],
    [null],
  ])('that tells %j is damage although its own hash fits', (detail) => {
    expect(damagesOf(withCheckpoint(detail))).toEqual([{ seq: 5, kind: 'wrong-checkpoint' }]);
  });
});

describe('a part of a journal', () => {
  it('may start anywhere, and is checked from there on', () => {
    const check = checkChain(sha256, { startsAnywhere: true });
    expect(rows.slice(1).flatMap((entry) => check.take(entry))).toEqual([]);
    expect(check.head()).toEqual({ rows: 3, hash: head(4) });
  });
  it('has no other gap', () => {
    const check = checkChain(sha256, { startsAnywhere: true });
    const part = rows.filter((entry) => entry.seq === 2 || entry.seq === 4);
    expect(part.flatMap((entry) => check.take(entry)).map((damage) => damage.kind)).toEqual([
      'gap',
      'broken-link',
    ]);
  });
});

describe('a time', () => {
  it('before that of the row before is told, and is no damage', () => {
    const check = checkChain(sha256);
    const entries = chained(rows, [1_000, 2_000, 1_500, 1_500]);
    expect(entries.flatMap((entry) => check.take(entry))).toEqual([]);
    expect(check.clockSetBackAt()).toEqual([3]);
  });
  it.each(['atMs', 'startsAtMs', 'expiresAtMs'] as const)(
    'that no calendar knows in %s is damage, not a crash',
    (key) => {
      const check = checkChain(sha256);
      const damages = rows.flatMap((entry) =>
        check.take(entry.seq === 2 ? { ...entry, [key]: 9e18 } : entry),
      );
      expect(damages).toContainEqual({ seq: 2, kind: 'not-canonical' });
    },
  );
});

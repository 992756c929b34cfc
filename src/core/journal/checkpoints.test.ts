import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Detail, JournalEvent } from '../issuance/events.ts';
import { fact } from '../issuance/events.ts';
import { firstPrevHash, hashOf } from './canonical.ts';
import {
  checkCheckpoints,
  checkpointDraft,
  renamed,
  signedDetailOf,
  signedText,
  stationDraft,
  type Trust,
} from './checkpoints.ts';
import type { EntryDraft, JournalEntry } from './entry.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** Good enough for a signature where nobody attacks the mathematics. */
const signatureOf = (key: string, text: string) => sha256(`${key}${text}`);
const verifies = (key: string, text: string, signature: string) => signature === signatureOf(key, text);
const believesAll: Trust = { keys: [], kept: [] };

interface Written {
  readonly event?: JournalEvent;
  readonly detail?: Detail | null;
  /** A checkpoint signed with this key. */
  readonly key?: string;
  readonly every?: number;
  readonly station?: string;
}

function journal(rows: readonly Written[]): readonly JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const { event = 'locked', detail = null, key, every = 3, station = 'Gate 3' } of rows) {
    const last = entries.at(-1);
    const place = { seq: (last?.seq ?? 0) + 1, prevHash: last?.hash ?? firstPrevHash, atMs: 1_000, station };
    const facts = { rows: place.seq - 1, head: place.prevHash, every, publicKey: key ?? '' };
    const row: EntryDraft = { ...fact(event, { detail }), issuanceId: null, actor: null, worker: null };
    const unsigned = { ...(key === undefined ? row : checkpointDraft(facts)), ...place };
    const signed =
      key === undefined
        ? unsigned
        : { ...unsigned, detail: { ...facts, signature: signatureOf(key, signedText(unsigned)) } };
    entries.push({ ...signed, hash: hashOf(signed, sha256) });
  }
  return entries;
}
const plain: Written = {};
const signed: Written = { key: 'k' };

function checked(entries: readonly JournalEntry[], trust = believesAll) {
  const check = checkCheckpoints(verifies, trust);
  const damages = entries.flatMap((entry) => check.take(entry).map((kind) => `${entry.seq} ${kind}`));
  const end = check.end().map(({ seq, kind }) => `${seq} ${kind}`);
  return { damages: [...damages, ...end], last: check.last()?.seq ?? null, signers: check.signers() };
}
const damagesOf = (entries: readonly JournalEntry[], trust = believesAll) => checked(entries, trust).damages;
const edited = (entries: readonly JournalEntry[], seq: number, change: Partial<JournalEntry>) =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
const rowAt = (entries: readonly JournalEntry[], seq: number): JournalEntry => {
  const entry = entries[seq - 1];
  if (entry === undefined) throw new Error('no such row');
  return entry;
};

describe('what a checkpoint signs', () => {
  const [first] = journal([signed]);
  const row = first as JournalEntry;
  it('is the row under a heading of its own, without hash and signature', () => {
    const [heading, line, ...more] = signedText(row).split('\n');
    expect([heading, more]).toEqual(['daypass-checkpoint', []]);
    const { hash, ...unhashed } = JSON.parse(line ?? '');
    expect(hash).toBeUndefined();
    expect(unhashed).toMatchObject({ seq: 1, at: '1970-01-01T00:00:01.000Z', station: 'Gate 3' });
    expect(unhashed.detail).toEqual({ every: 3, head: firstPrevHash, publicKey: 'k', rows: 0 });
  });
  it.each<[string, Partial<JournalEntry>]>([
    ['its number', { seq: 2 }],
    ['its time', { atMs: 1_001 }],
    ['its station', { station: 'Gate 4' }],
    ['the hash before it', { prevHash: '1'.repeat(64) }],
    ['its promise', { detail: { ...row.detail, every: 9_999 } }],
    ['what it says of the rows', { detail: { ...row.detail, rows: 7 } }],
    ['an actor that it never had', { actor: { id: 'a', name: 'A' } }],
  ])('binds %s', (_title, change) => {
    expect(damagesOf(edited([row], 1, change))).toEqual([`${change.seq ?? 1} wrong-signature`]);
  });
  it('is nothing without a detail to sign', () => {
    expect(signedText({ ...row, detail: null })).toContain('"detail":{}');
  });
});

describe('a row is a signed checkpoint', () => {
  const [row] = journal([signed]);
  const detail = row?.detail ?? {};
  it('with all that belongs to one', () => {
    expect(signedDetailOf({ event: 'checkpoint', detail })).toEqual(detail);
  });
  it.each<[JournalEvent, Detail | null]>([
    ['locked', detail],
    ['checkpoint', null],
    ['checkpoint', { ...detail, rows: '0' }],
    ['checkpoint', { ...detail, head: null }],
    ['checkpoint', { ...detail, every: '3' }],
    ['checkpoint', { ...detail, publicKey: 7 }],
    ['checkpoint', { ...detail, signature: true }],
  ])('and not as %s with %j', (event, given) => {
    expect(signedDetailOf({ event, detail: given })).toBeNull();
  });
});

describe('a journal with its checkpoints', () => {
  it('is whole, and tells who signed and where last', () => {
    const entries = journal([signed, plain, plain, signed, plain]);
    expect(checked(entries)).toEqual({ damages: [], last: 4, signers: ['k'] });
    expect(damagesOf(entries, { keys: ['k'], kept: [rowAt(entries, 4)] })).toEqual([]);
  });
  it('of which nothing is signed is no damage by itself, but where a key is known', () => {
    const entries = journal([plain, plain]);
    expect(checked(entries)).toEqual({ damages: [], last: null, signers: [] });
    expect(damagesOf(entries, { keys: ['k'], kept: [] })).toEqual(['2 nothing-signed']);
    expect(damagesOf([], { keys: ['k'], kept: [] })).toEqual(['0 nothing-signed']);
    const kept = [rowAt(journal([signed]), 1)];
    expect(damagesOf(entries, { keys: [], kept })).toEqual(['1 not-the-kept-checkpoint', '2 nothing-signed']);
  });
  it('shows one without a signature', () => {
    expect(damagesOf(journal([signed, { event: 'checkpoint', detail: { rows: 1 } }]))).toEqual([
      '2 unsigned-checkpoint',
    ]);
  });
});

describe('a key', () => {
  const twoKeys = journal([{ key: 'a' }, plain, { key: 'b' }, { key: 'a' }]);
  it('is that of the first checkpoint where none is given, and no other', () => {
    expect(checked(twoKeys)).toEqual({ damages: ['3 unknown-key'], last: 4, signers: ['a'] });
  });
  it('is one of those that are given', () => {
    expect(checked(twoKeys, { keys: ['b', 'a'], kept: [] })).toMatchObject({
      damages: [],
      signers: ['a', 'b'],
    });
    expect(damagesOf(twoKeys, { keys: ['b'], kept: [] })).toEqual(['1 unknown-key', '4 unknown-key']);
    expect(damagesOf(twoKeys, { keys: ['c'], kept: [] })).toEqual([
      '1 unknown-key',
      '3 unknown-key',
      '4 unknown-key',
      '4 nothing-signed',
    ]);
  });
});

describe('a checkpoint that was promised', () => {
  it('may be one row late, because another may have taken its turn', () => {
    expect(damagesOf(journal([signed, plain, plain, plain, signed]))).toEqual([]);
    expect(damagesOf(journal([signed, plain, plain, plain, plain, plain, plain]))).toEqual([
      '6 checkpoint-missing',
    ]);
    expect(damagesOf(journal([signed, plain, plain, plain, plain, signed, plain]))).toEqual([
      '6 checkpoint-missing',
    ]);
  });
  it('is not that of a stranger', () => {
    const entries = journal([signed, plain, plain, { key: 'stranger' }, plain, plain]);
    expect(damagesOf(entries)).toEqual(['4 unknown-key', '6 checkpoint-missing']);
  });
});

describe('a checkpoint that was kept outside', () => {
  const entries = journal([signed, plain, signed, plain, signed]);
  it('is missed where the journal ends before it', () => {
    const trust = { keys: ['k'], kept: [rowAt(entries, 3), rowAt(entries, 5)] };
    expect(damagesOf(entries.slice(0, 4), trust)).toEqual(['5 kept-checkpoint-missing']);
    expect(damagesOf(entries.slice(0, 2), trust)).toEqual([
      '3 kept-checkpoint-missing',
      '5 kept-checkpoint-missing',
    ]);
  });
  it('is missed where another row stands in its place', () => {
    const other = journal([signed, { event: 'signed-in' }, signed]);
    expect(damagesOf(other, { keys: [], kept: [rowAt(entries, 3)] })).toEqual(['3 not-the-kept-checkpoint']);
  });
});

describe('the name of the station', () => {
  const renaming = stationDraft('settings-changed', { reason: renamed, previousStation: 'Gate 3' });
  it('changes in a row that says so', () => {
    const { event, detail } = renaming;
    expect(damagesOf(journal([plain, { event, detail, station: 'Gate 4' }, { station: 'Gate 4' }]))).toEqual(
      [],
    );
  });
  it.each<[string, Written]>([
    ['without a word', plain],
    ['in a row that says something else', { event: 'settings-changed', detail: { reason: 'other' } }],
    ['in a row that says nothing', { event: 'settings-changed' }],
    ['in a row of another kind', { event: 'locked', detail: renaming.detail }],
  ])('does not change %s', (_title, row) => {
    expect(damagesOf(journal([plain, { ...row, station: 'Gate 4' }, { station: 'Gate 4' }]))).toEqual([
      '2 other-station',
    ]);
  });
});

/** Which rows and ends a check of signed checkpoints complains about, and which it lets pass. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unhashedLine } from './canonical.ts';
import {
  type CheckpointFacts,
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
/** Stands in for Ed25519: whoever knows the key's name can sign, which is all that the check's logic needs. */
const sign = (publicKey: string, text: string) => sha256(`${publicKey} ${text}`);
const verifies = (publicKey: string, text: string, signature: string) => sign(publicKey, text) === signature;

const openTrust: Trust = { keys: [], kept: [] };

function entryOf(seq: number, draft: EntryDraft, station = 'Gate 3'): JournalEntry {
  return { ...draft, seq, atMs: 1_800_000_000_000 + seq, station, prevHash: 'p', hash: `hash-${seq}` };
}
const plain = (seq: number, station?: string) =>
  entryOf(seq, { ...stationDraft('settings-changed', { reason: 'other' }), event: 'locked' }, station);
const renaming = (seq: number, station: string) =>
  entryOf(seq, stationDraft('settings-changed', { reason: renamed }), station);
const unsigned = (seq: number) => entryOf(seq, stationDraft('checkpoint', { rows: seq - 1, head: 'p' }));

function signed(seq: number, publicKey = 'key', every = 3): JournalEntry {
  const facts: CheckpointFacts = { rows: seq - 1, head: 'p', every, publicKey };
  const signature = sign(publicKey, signedText(entryOf(seq, checkpointDraft(facts))));
  return entryOf(seq, checkpointDraft({ ...facts, signature }));
}

function checked(trust: Trust, entries: readonly JournalEntry[]) {
  const check = checkCheckpoints(verifies, trust);
  const found = entries.flatMap((entry) => check.take(entry).map((kind) => [entry.seq, kind]));
  return { found, end: check.end(), last: check.last()?.seq ?? null, signers: check.signers() };
}

const whole = { end: [], found: [] };
const rows = (...seqs: readonly number[]) => seqs.map((seq) => plain(seq));

describe('what is signed', () => {
  it('is the row without its hash and its signature, marked as a checkpoint', () => {
    const { hash, ...row } = signed(4);
    const { signature, ...detail } = row.detail ?? {};
    expect(signedText(row)).toBe(`daypass-checkpoint\n${unhashedLine({ ...row, detail })}`);
    expect(signedText({ ...row, detail: null })).toBe(
      `daypass-checkpoint\n${unhashedLine({ ...row, detail: {} })}`,
    );
  });

  it.each<[string, EntryDraft['detail']]>([
    ['rows', { head: 'p', every: 3, publicKey: 'key', signature: 's' }],
    ['head', { rows: 3, every: 3, publicKey: 'key', signature: 's' }],
    ['every', { rows: 3, head: 'p', publicKey: 'key', signature: 's' }],
    ['publicKey', { rows: 3, head: 'p', every: 3, signature: 's' }],
    ['signature', { rows: 3, head: 'p', every: 3, publicKey: 'key' }],
  ])('is nothing without %s', (_missing, detail) => {
    expect(signedDetailOf({ event: 'checkpoint', detail })).toBeNull();
  });

  it('is nothing in a row of another kind, or without details', () => {
    const { detail } = signed(4);
    expect(signedDetailOf({ event: 'locked', detail })).toBeNull();
    expect(signedDetailOf({ event: 'checkpoint', detail: null })).toBeNull();
    expect(signedDetailOf({ event: 'checkpoint', detail })).toEqual(detail);
  });

  it('belongs to a row of the station itself, about nobody', () => {
    expect(checkpointDraft({ rows: 1, head: 'p', every: 3, publicKey: 'key' })).toMatchObject({
      event: 'checkpoint',
      issuanceId: null,
      actor: null,
      worker: null,
      detail: { rows: 1, head: 'p', every: 3, publicKey: 'key' },
    });
  });
});

describe('a good journal', () => {
  it.each<[string, Trust, readonly JournalEntry[]]>([
    ['without keys and checkpoints', openTrust, rows(1, 2, 3)],
    [
      'with checkpoints as often as promised',
      openTrust,
      [signed(1), ...rows(2, 3, 4), signed(5), ...rows(6)],
    ],
    ['of a trusted key', { keys: ['other', 'key'], kept: [] }, [signed(1), plain(2)]],
    ['of two trusted keys', { keys: ['key', 'next'], kept: [] }, [signed(1), signed(2, 'next')]],
    ['with the checkpoint that was kept', { keys: [], kept: [signed(2)] }, [plain(1), signed(2)]],
    ['of a station that was renamed', openTrust, [plain(1), renaming(2, 'Gate 4'), plain(3, 'Gate 4')]],
  ])('%s passes', (_what, trust, entries) => {
    expect(checked(trust, entries)).toMatchObject(whole);
  });

  it('tells its last checkpoint and who signed, each once', () => {
    const entries = [signed(1), signed(2, 'next'), signed(3), plain(4)];
    expect(checked({ keys: ['key', 'next'], kept: [] }, entries)).toMatchObject({
      last: 3,
      signers: ['key', 'next'],
    });
    expect(checked(openTrust, rows(1))).toMatchObject({ last: null, signers: [] });
  });
});

describe('damage', () => {
  const forged = { ...signed(1), atMs: 5 };
  it.each<[string, Trust, readonly JournalEntry[], readonly unknown[]]>([
    ['a row changed after it was signed', openTrust, [forged], [[1, 'wrong-signature']]],
    ['a key that is not trusted', { keys: ['other'], kept: [] }, [signed(1)], [[1, 'unknown-key']]],
    [
      'a second key where none is trusted by name',
      openTrust,
      [signed(1), signed(2, 'next')],
      [[2, 'unknown-key']],
    ],
    [
      'a first checkpoint without a signature',
      openTrust,
      [unsigned(1), signed(2)],
      [[1, 'unsigned-checkpoint']],
    ],
    [
      'a checkpoint without a signature after one with it',
      openTrust,
      [signed(1), unsigned(2)],
      [[2, 'unsigned-checkpoint']],
    ],
    [
      'one row more than promised, told once',
      openTrust,
      [signed(1), ...rows(2, 3, 4, 5, 6, 7)],
      [[6, 'checkpoint-missing']],
    ],
    [
      'a late checkpoint',
      openTrust,
      [signed(1), ...rows(2, 3, 4, 5), signed(6)],
      [[6, 'checkpoint-missing']],
    ],
    [
      'rows after a late checkpoint, counted anew',
      openTrust,
      [signed(1), ...rows(5), signed(6), ...rows(7, 8, 9, 10)],
      [[6, 'checkpoint-missing']],
    ],
    [
      'another row where a kept checkpoint belongs',
      { keys: [], kept: [{ ...signed(2), hash: 'x' }] },
      [signed(1), signed(2)],
      [[2, 'not-the-kept-checkpoint']],
    ],
    [
      'a row of another station',
      openTrust,
      [plain(1), plain(2, 'Gate 4'), plain(3, 'Gate 4')],
      [[2, 'other-station']],
    ],
    [
      'another change of settings that renames',
      openTrust,
      [plain(1), entryOf(2, stationDraft('settings-changed', { reason: 'other' }), 'Gate 4')],
      [[2, 'other-station']],
    ],
    [
      'a rename told by a row of another kind',
      openTrust,
      [plain(1), { ...renaming(2, 'Gate 4'), event: 'locked' }],
      [[2, 'other-station']],
    ],
    [
      'a rename without details',
      openTrust,
      [plain(1), { ...renaming(2, 'Gate 4'), detail: null }],
      [[2, 'other-station']],
    ],
  ])('%s is told where it shows', (_what, trust, entries, found) => {
    expect(checked(trust, entries)).toMatchObject({ found });
  });

  it('in a signature makes the checkpoint none: neither the last nor a signer', () => {
    expect(checked(openTrust, [forged])).toMatchObject({ last: null, signers: [] });
  });
});

describe('the end of a journal', () => {
  const missing = (seq: number) => ({ seq, kind: 'kept-checkpoint-missing' });

  it('before a kept checkpoint was cut', () => {
    const trust = { keys: [], kept: [signed(2), signed(9)] };
    expect(checked(trust, [plain(1), signed(2)]).end).toEqual([missing(9)]);
  });

  it.each<[string, Trust, readonly JournalEntry[], readonly unknown[]]>([
    ['keys are known', { keys: ['key'], kept: [] }, rows(1, 2), [{ seq: 2, kind: 'nothing-signed' }]],
    [
      'one was kept',
      { keys: [], kept: [signed(9)] },
      rows(1),
      [missing(9), { seq: 1, kind: 'nothing-signed' }],
    ],
    ['there is no row at all', { keys: ['key'], kept: [] }, [], [{ seq: 0, kind: 'nothing-signed' }]],
    ['no key is known', openTrust, rows(1), []],
  ])('without any signature is judged by what is known: %s', (_what, trust, entries, end) => {
    expect(checked(trust, entries).end).toEqual(end);
  });
});

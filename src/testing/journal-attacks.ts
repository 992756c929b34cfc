/** Attacks on a journal's rows, drawn from a seed, by hands that hold the files but not the station's key. */
import { signedDetailOf } from '../core/journal/checkpoints.ts';
import type { JournalEntry } from '../core/journal/entry.ts';
import { type GeneratedJournal, generateJournal } from './generated-journal.ts';
import { type Effort, efforts, forgersKey, madeToFit } from './journal-forgery.ts';
import type { Random } from './simulation/random.ts';
import { memoryKey } from './station-key.ts';

export interface Attack {
  readonly rows: readonly JournalEntry[];
  /** The checkpoint that the auditor had kept outside before; null where the attack shows without. */
  readonly kept: JournalEntry | null;
  readonly how: string;
}

type Rows = readonly JournalEntry[];
type Make = (random: Random, journal: GeneratedJournal, round: number) => Attack;

const isSigned = (row: JournalEntry) => signedDetailOf(row) !== null;
const lastSigned = (rows: Rows) => rows.findLastIndex(isSigned);
const effortOf = (round: number): Effort => efforts[round % efforts.length] ?? 'none';
const shown = (rows: Rows, how: string): Attack => ({ rows, kept: null, how });

/** A row before the last checkpoint: what comes after it is the exposure window, where hashes can be made to fit. */
const placeIn = (random: Random, rows: Rows, margin = 0) => random.int(0, lastSigned(rows) - 1 - margin);
const at = (rows: Rows, index: number): JournalEntry => {
  const row = rows[index];
  if (row === undefined) throw new Error('no such row');
  return row;
};

const other = (text: string | null) => (text === null ? 'x' : `${text}x`);
const person = { id: 'x', upn: 'x@example.com', name: 'X' };

/** One change for every field of a row, and for every part of one. */
export const fieldEdits: readonly (readonly [string, (row: JournalEntry, random: Random) => JournalEntry])[] =
  [
    ['at', (row, random) => ({ ...row, atMs: row.atMs + random.int(1, 100_000) })],
    ['station', (row) => ({ ...row, station: other(row.station) })],
    ['issuanceId', (row) => ({ ...row, issuanceId: other(row.issuanceId) })],
    ['event', (row) => ({ ...row, event: row.event === 'revoked' ? 'closed' : 'revoked' })],
    ['actor', (row) => ({ ...row, actor: row.actor === null ? person : null })],
    ['actor.id', (row) => ({ ...row, actor: { name: '', ...row.actor, id: other(row.actor?.id ?? null) } })],
    [
      'actor.name',
      (row) => ({ ...row, actor: { id: '', ...row.actor, name: other(row.actor?.name ?? null) } }),
    ],
    ['worker', (row) => ({ ...row, worker: row.worker === null ? person : null })],
    ['worker.upn', (row) => ({ ...row, worker: { ...person, ...row.worker, upn: 'other@example.com' } })],
    ['worker.name', (row) => ({ ...row, worker: { ...person, ...row.worker, name: 'Somebody Else' } })],
    ['codeKind', (row) => ({ ...row, codeKind: row.codeKind === 'standard' ? 'temporary' : 'standard' })],
    ['codeId', (row) => ({ ...row, codeId: other(row.codeId) })],
    ['startsAt', (row) => ({ ...row, startsAtMs: (row.startsAtMs ?? 0) + 1 })],
    ['expiresAt', (row) => ({ ...row, expiresAtMs: (row.expiresAtMs ?? 0) + 3_600_000 })],
    ['printer', (row) => ({ ...row, printer: other(row.printer) })],
    ['jobId', (row) => ({ ...row, jobId: other(row.jobId) })],
    ['outcome', (row) => ({ ...row, outcome: other(row.outcome) })],
    ['detail', (row) => ({ ...row, detail: { ...row.detail, reason: 'forged' } })],
    ['clientRequestId', (row) => ({ ...row, clientRequestId: other(row.clientRequestId) })],
    ['requestId', (row) => ({ ...row, requestId: other(row.requestId) })],
  ];

/** Making a chain fit would put these right again, so they are only ever changed as they are. */
const chainEdits: typeof fieldEdits = [
  ['seq', (row, random) => ({ ...row, seq: row.seq + random.int(1, 9) })],
  ['prevHash', (row) => ({ ...row, prevHash: row.prevHash.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')) })],
  ['hash', (row) => ({ ...row, hash: row.hash.replace(/.$/, (c) => (c === 'a' ? 'b' : 'a')) })],
];

const edit: Make = (random, { entries }, round) => {
  const isOfChain = round % 10 === 9;
  const edits = isOfChain ? chainEdits : fieldEdits;
  const [field, change] = edits[round % edits.length] ?? at0(edits);
  const effort = isOfChain ? 'none' : effortOf(random.int(0, efforts.length - 1));
  const index = placeIn(random, entries);
  const changed = entries.with(index, change(at(entries, index), random));
  return shown(madeToFit(changed, index, effort), `${field} in row ${index + 1}, effort ${effort}`);
};
const at0 = (edits: typeof fieldEdits) => {
  const [first] = edits;
  if (first === undefined) throw new Error('no edits');
  return first;
};

const clock: Make = (random, { entries }, round) => {
  const index = round % 2 === 0 ? lastSigned(entries) : placeIn(random, entries);
  const row = at(entries, index);
  const changed = entries.with(index, { ...row, atMs: row.atMs - random.int(1, 90_000_000) });
  const effort = round < 2 ? 'none' : effortOf(2 + round);
  return shown(madeToFit(changed, index, effort), `clock of row ${index + 1}, effort ${effort}`);
};

const remove: Make = (random, { entries }, round) => {
  const count = random.int(1, 5);
  const index = round % 20 === 0 ? 0 : placeIn(random, entries, count);
  const left = entries.toSpliced(index, count);
  const effort = effortOf(round);
  return shown(madeToFit(left, index, effort), `${count} rows from ${index + 1} gone, effort ${effort}`);
};

const swap: Make = (random, { entries }, round) => {
  const first = placeIn(random, entries, 1);
  const second = round % 4 < 2 ? first + 1 : random.int(first + 1, lastSigned(entries) - 1);
  const [a, b] = [at(entries, first), at(entries, second)];
  // As lines of a file, or as rows of a table, which stand where their numbers put them.
  const [inA, inB] =
    round % 2 === 0
      ? [
          { ...b, seq: a.seq },
          { ...a, seq: b.seq },
        ]
      : [b, a];
  const swapped = entries.with(first, inA).with(second, inB);
  const effort = effortOf(round);
  return shown(madeToFit(swapped, first, effort), `rows ${first + 1} and ${second + 1}, effort ${effort}`);
};

const insert: Make = (random, { entries }, round) => {
  const index = placeIn(random, entries);
  const source = at(entries, placeIn(random, entries));
  const row = round % 2 === 0 ? source : { ...source, event: 'closed' as const, outcome: 'handed-over' };
  const effort = effortOf(round);
  const longer = entries.toSpliced(index, 0, { ...row, seq: index + 1 });
  return shown(madeToFit(longer, index, effort), `row ${source.seq} again at ${index + 1}, effort ${effort}`);
};

/** Ends cut off, and beginnings; every other end is grown again with invented rows to its old length. */
const truncate: Make = (random, { entries }, round) => {
  if (round % 5 === 4) {
    const first = random.int(1, lastSigned(entries) - 1);
    return shown(madeToFit(entries.slice(first), 0, effortOf(round)), `begins at row ${first + 1}`);
  }
  const kept = at(entries, lastSigned(entries));
  const checkpoints = entries.filter((row) => isSigned(row) && row.seq < kept.seq);
  // Right after an earlier checkpoint nothing in the file itself is amiss.
  const rows = round % 2 === 0 ? (checkpoints.at(-1)?.seq ?? 1) : random.int(1, kept.seq - 1);
  const left = entries.slice(0, rows);
  if (round % 3 !== 0) return { rows: left, kept, how: `ends at row ${rows}` };
  const invented = entries.slice(rows).map((row) => ({ ...row, outcome: 'invented' }));
  return {
    rows: madeToFit([...left, ...invented], rows, effortOf(round)),
    kept,
    how: `new from row ${rows}`,
  };
};

/** An older copy of the file put back: left as it is, or gone on with by the station and its true key. */
const rollBack: Make = (random, journal, round) => {
  const { entries } = journal;
  const kept = at(entries, lastSigned(entries));
  const rows = random.int(1, kept.seq - 1);
  if (round % 2 === 0) return { rows: entries.slice(0, rows), kept, how: `back to row ${rows}` };
  return { rows: journal.continuedFrom(rows, entries.length), kept, how: `back to row ${rows}, then on` };
};

const rewrite: Make = (random, { entries }, round) => {
  const whole = entries.map((row) => ({ ...row, outcome: 'invented' }));
  if (round % 4 === 0)
    return shown(generateJournal({ seed: random.int(1, 1e9), key: forgersKey }).entries, 'another key');
  if (round % 4 === 1) return shown(madeToFit(whole, 0, 'claimed-key'), 'the key only claimed');
  if (round % 4 === 2)
    return shown(
      madeToFit(
        whole.filter((row) => !isSigned(row)),
        0,
        'chain',
      ),
      'no checkpoints',
    );
  const unsigned = whole.map((row) =>
    row.event === 'checkpoint' ? { ...row, detail: { rows: row.seq - 1, head: row.prevHash } } : row,
  );
  return shown(madeToFit(unsigned, 0, 'chain'), 'no signatures');
};

/** A genuine checkpoint where it does not belong: from elsewhere in this journal, or from another station. */
const replay: Make = (random, { entries, key }, round) => {
  const signed = entries.filter(isSigned);
  const target = at(signed, random.int(1, signed.length - 1));
  const isOther = round % 2 === 0;
  // Every second other station was given a copy of the same key.
  const otherKey = round % 4 === 0 ? key : memoryKey('another station');
  const asked = { seed: random.int(1, 1e9), station: 'Gate 4', key: otherKey };
  const from = isOther ? generateJournal(asked).entries.filter(isSigned) : signed;
  const source = at(
    from.filter((row) => row.hash !== target.hash),
    random.int(0, from.length - 2),
  );
  const index = target.seq - 1;
  const effort = (['none', 'own-hash', 'chain'] as const)[round % 3] ?? 'none';
  // Or only its signature, in a checkpoint that tells the truth about the chain it stands in.
  const detail = { ...target.detail, signature: source.detail?.signature ?? '' };
  const row = round % 5 === 4 ? { ...target, detail } : source;
  return shown(madeToFit(entries.with(index, row), index, effort), `row ${source.seq} of ${source.station}`);
};

/** How many of each, and how each is made. */
export const attackKinds: readonly (readonly [kind: string, count: number, make: Make])[] = [
  ['edit', 100, edit],
  ['delete', 100, remove],
  ['swap', 50, swap],
  ['insert', 50, insert],
  ['truncate', 50, truncate],
  ['roll-back', 20, rollBack],
  ['re-write', 20, rewrite],
  ['replay', 20, replay],
  ['clock', 10, clock],
];

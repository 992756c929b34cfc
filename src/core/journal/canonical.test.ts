/** The one line of a row: what it says of each column, and which lines are not its. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fact } from '../issuance/events.ts';
import { canonicalLine, firstPrevHash, hashOf, parseLine, storable } from './canonical.ts';
import { checkChain } from './chain.ts';
import { csvLine } from './csv.ts';
import type { EntryDraft, JournalEntry } from './entry.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A row with a value in every column. */
const full: JournalEntry = {
  ...fact('created', {
    codeKind: 'temporary',
    codeId: 'code-1',
    startsAtMs: 1_800_000_000_000,
    expiresAtMs: 1_800_000_000_001,
    printer: 'Zebra-1',
    jobId: '7',
    outcome: 'live',
    detail: { b: 1, a: 'x', c: null },
    clientRequestId: 'client-1',
    requestId: 'request-1',
  }),
  seq: 1,
  atMs: 1_800_000_000_002,
  station: 'Gate 3',
  issuanceId: 'issuance-1',
  actor: { id: 'a', name: 'Sam' },
  worker: { id: 'w', upn: 'ana@example.com', name: 'Ana' },
  prevHash: firstPrevHash,
  hash: 'f'.repeat(64),
};
const none: EntryDraft = { ...fact('locked'), issuanceId: null, actor: null, worker: null };
const empty: JournalEntry = { ...full, ...none };

const fullLine =
  '{"seq":1,"at":"2027-01-15T08:00:00.002Z","station":"Gate 3","issuanceId":"issuance-1","event":"created",' +
  '"actor":{"id":"a","name":"Sam"},"worker":{"id":"w","upn":"ana@example.com","name":"Ana"},"codeKind":"temporary",' +
  '"codeId":"code-1","startsAt":"2027-01-15T08:00:00.000Z","expiresAt":"2027-01-15T08:00:00.001Z",' +
  '"printer":"Zebra-1","jobId":"7","outcome":"live","detail":{"a":"x","b":1,"c":null},"clientRequestId":"client-1",' +
  `"requestId":"request-1","prevHash":"${'0'.repeat(64)}","hash":"${'f'.repeat(64)}"}`;

describe('a line', () => {
  it('says all of a full row, letter by letter', () => {
    expect(canonicalLine(full)).toBe(fullLine);
  });

  it.each([
    ['a full row', full],
    ['an empty row', empty],
    ['a row about a standard code', { ...full, codeKind: 'standard' as const }],
  ])('reads back as %s', (_what, entry) => {
    expect(parseLine(canonicalLine(entry))).toEqual({ ok: true, value: entry });
  });

  it.each([
    ['"seq":1', '"seq":"1"'],
    ['"seq":1', '"seq":null'],
    ['"at":"2027-01-15T08:00:00.002Z"', '"at":null'],
    ['"at":"2027-01-15T08:00:00.002Z"', '"at":"soon"'],
    ['"at":"2027-01-15T08:00:00.002Z"', '"at":"2027-01-15T09:00:00.002+01:00"'],
    ['"station":"Gate 3"', '"station":3'],
    ['"issuanceId":"issuance-1"', '"issuanceId":1'],
    ['"event":"created"', '"event":"made-up"'],
    ['"event":"created"', '"event":["created"]'],
    ['"actor":{"id":"a","name":"Sam"}', '"actor":"Sam"'],
    ['"actor":{"id":"a","name":"Sam"}', '"actor":["a","Sam"]'],
    ['"actor":{"id":"a","name":"Sam"}', '"actor":{"id":"a","name":"Sam","more":1}'],
    ['"codeKind":"temporary"', '"codeKind":"other"'],
    ['"codeId":"code-1"', '"codeId":5'],
    ['"startsAt":"2027-01-15T08:00:00.000Z"', '"startsAt":1800000000000'],
    ['"detail":{"a":"x","b":1,"c":null}', '"detail":{"b":1,"a":"x","c":null}'],
    ['"detail":{"a":"x","b":1,"c":null}', '"detail":7'],
    [`"prevHash":"${'0'.repeat(64)}"`, '"prevHash":0'],
    [`"hash":"${'f'.repeat(64)}"`, '"hash":null'],
  ])('with %s changed to %s is none of ours', (before, after) => {
    const changed = fullLine.replace(before, after);
    expect(changed).not.toBe(fullLine);
    expect(parseLine(changed)).toEqual({ ok: false, error: 'not-canonical' });
  });
});

describe('a draft made storable', () => {
  it('is the same where nothing stands against it', () => {
    const { seq, atMs, station, prevHash, hash, ...draft } = full;
    expect(storable(draft)).toEqual(draft);
    expect(storable(none)).toEqual(none);
  });

  it('has whole milliseconds, its detail in order, and no half of a surrogate pair', () => {
    const detail = { z: 'a\ud800b', a: '\u{1f600}' };
    const draft = { ...none, startsAtMs: 1.4, expiresAtMs: 2.6, detail, printer: '\udfff' };
    const stored = storable(draft);
    expect(stored).toEqual({
      ...none,
      startsAtMs: 1,
      expiresAtMs: 3,
      detail: { a: '\u{1f600}', z: 'a\ufffdb' },
      printer: '\ufffd',
    });
    expect(Object.keys(stored.detail ?? {})).toEqual(['a', 'z']);
  });

  it.each([8.64e15, -8.64e15])('may hold the furthest instant there is: %d', (ms) => {
    expect(storable({ ...none, startsAtMs: ms }).startsAtMs).toBe(ms);
  });
  it.each([8.64e15 + 1, -8.64e15 - 1, Number.NaN, Number.POSITIVE_INFINITY])(
    'is a bug with the instant %d',
    (ms) => {
      expect(() => storable({ ...none, expiresAtMs: ms })).toThrow('an instant is a date');
    },
  );
});

describe('the chain', () => {
  const hashed = (entry: JournalEntry): JournalEntry => ({ ...entry, hash: hashOf(entry, sha256) });

  it('begins with 64 zeros', () => {
    expect(firstPrevHash).toMatch(/^0{64}$/);
  });

  it('goes on from what a row says, not from the hash it claims', () => {
    const first = { ...full, hash: 'e'.repeat(64) };
    const check = checkChain(sha256);
    expect(check.take(first)).toEqual([{ seq: 1, kind: 'hash-mismatch' }]);
    expect(check.head()).toEqual({ rows: 1, hash: hashOf(first, sha256) });
    expect(check.take(hashed({ ...empty, seq: 2, prevHash: first.hash }))).toEqual([
      { seq: 2, kind: 'broken-link' },
    ]);
  });

  it('goes on from the claimed hash after a row that cannot be written down', () => {
    const dateless = { ...full, atMs: Number.NaN };
    const check = checkChain(sha256);
    expect(check.take(dateless)).toEqual([{ seq: 1, kind: 'not-canonical' }]);
    expect(check.take(hashed({ ...empty, seq: 2, prevHash: dateless.hash }))).toEqual([]);
  });
});

describe('a row of a spreadsheet', () => {
  it('has the columns of the export, objects as JSON and nothing for what is not known', () => {
    expect(csvLine(full)).toBe(
      '1,2027-01-15T08:00:00.002Z,Gate 3,issuance-1,created,"{""id"":""a"",""name"":""Sam""}",' +
        '"{""id"":""w"",""upn"":""ana@example.com"",""name"":""Ana""}",temporary,code-1,2027-01-15T08:00:00.000Z,' +
        '2027-01-15T08:00:00.001Z,Zebra-1,7,live,"{""a"":""x"",""b"":1,""c"":null}",client-1,request-1,' +
        `${'0'.repeat(64)},${'f'.repeat(64)}`,
    );
    expect(csvLine(empty)).toBe(
      `1,2027-01-15T08:00:00.002Z,Gate 3,,locked,,,,,,,,,,,,,${'0'.repeat(64)},${'f'.repeat(64)}`,
    );
  });

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@A1', `"'@A1"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['1=1', '1=1'],
    ['a-b+c@d', 'a-b+c@d'],
    ['a,b', '"a,b"'],
    ['a"b"', '"a""b"""'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    ["it's", `"it's"`],
    ['plain', 'plain'],
  ])('writes the printer %j as %s', (printer, cell) => {
    expect(csvLine({ ...empty, printer })).toContain(`,locked,,,,,,,${cell},,,,,,`);
  });
});

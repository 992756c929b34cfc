import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, formulasIn } from '../../testing/spreadsheet.ts';
import { fact, issuanceEvents } from '../issuance/events.ts';
import { canonicalLine, firstPrevHash, hashOf, parseLine } from './canonical.ts';
import { checkChain, type Damage } from './chain.ts';
import { csvCell, csvHeader, csvLine } from './csv.ts';
import type { JournalEntry } from './entry.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const draft = fc.record({
  atMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  event: fc.constantFrom(...issuanceEvents),
  name: fc.string({ unit: 'grapheme', maxLength: 40 }),
  codeId: fc.option(fc.uuid()),
  outcome: fc.option(fc.constantFrom('none', 'live', 'printed')),
  detail: fc.option(
    fc.dictionary(fc.string({ maxLength: 6 }), fc.oneof(fc.integer(), fc.string(), fc.boolean()), {
      noNullPrototype: true,
    }),
  ),
});
type Draft = Parameters<typeof chained>[0][number];

function chained(
  drafts: readonly {
    atMs: number;
    event: (typeof issuanceEvents)[number];
    name: string;
    codeId: string | null;
    outcome: string | null;
    detail: Record<string, string | number | boolean> | null;
  }[],
): JournalEntry[] {
  let prevHash = firstPrevHash;
  return drafts.map(({ atMs, event, name, codeId, outcome, detail }, index) => {
    const unhashed = {
      ...fact(event, { codeId, outcome, detail }),
      seq: index + 1,
      atMs,
      station: 'Gate 3',
      issuanceId: 'i-1',
      actor: { id: 'a', name },
      worker: null,
      prevHash,
    };
    prevHash = hashOf(unhashed, sha256);
    return { ...unhashed, hash: prevHash };
  });
}

function damages(entries: readonly JournalEntry[]): readonly Damage[] {
  const check = checkChain(sha256);
  return entries.flatMap((entry) => check.take(entry));
}

const journal = fc.array(draft, { minLength: 3, maxLength: 8 }).map((drafts) => chained(drafts as Draft[]));
const place = (entries: readonly unknown[], at: number) => at % (entries.length - 1);

describe('a row as a line', () => {
  it('has the keys of the export in their order, all of them', () => {
    const [entry] = chained([
      { atMs: 0, event: 'requested', name: 'Ana', codeId: null, outcome: null, detail: { b: 1, a: 2 } },
    ]);
    const line = canonicalLine(entry as JournalEntry);
    expect(Object.keys(JSON.parse(line)).join(',')).toBe(csvHeader);
    expect(line).toContain('"at":"1970-01-01T00:00:00.000Z"');
    expect(line).toContain('"detail":{"a":2,"b":1}');
  });

  it('reads back to the same row, whatever is in it', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        for (const entry of entries) {
          const line = canonicalLine(entry);
          const parsed = parseLine(line);
          expect(parsed.ok && canonicalLine(parsed.value)).toBe(line);
        }
      }),
    );
  });

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['null', 'not-canonical'],
    ['[]', 'not-canonical'],
    ['{"seq":1}', 'not-canonical'],
  ])('is refused when it is %j', (line, error) => {
    expect(parseLine(line)).toEqual({ ok: false, error });
  });

  it('is refused when a key was added or moved', () => {
    const [entry] = chained([
      { atMs: 5, event: 'created', name: 'x', codeId: null, outcome: null, detail: null },
    ]);
    const line = canonicalLine(entry as JournalEntry);
    expect(parseLine(line.replace('{', '{"extra":1,')).ok).toBe(false);
    expect(parseLine(` ${line}`).ok).toBe(false);
  });
});

describe('the chain', () => {
  it('is whole when nothing was touched', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        expect(damages(entries)).toEqual([]);
      }),
    );
  });
  it('shows an edit of any field', () => {
    const edits: ((entry: JournalEntry) => JournalEntry)[] = [
      (e) => ({ ...e, atMs: e.atMs + 1 }),
      (e) => ({ ...e, station: `${e.station}!` }),
      (e) => ({ ...e, codeId: `${e.codeId}0` }),
      (e) => ({ ...e, outcome: 'forged' }),
      (e) => ({ ...e, actor: null }),
      (e) => ({ ...e, detail: { forged: true } }),
      (e) => ({ ...e, expiresAtMs: 1 }),
    ];
    fc.assert(
      fc.property(journal, fc.nat(), fc.constantFrom(...edits), (entries, at, edit) => {
        const index = place(entries, at);
        const forged = entries.map((entry, i) => (i === index ? edit(entry) : entry));
        expect(damages(forged)[0]?.seq).toBe(index + 1);
      }),
    );
  });
  it('shows an edit even when its own hash was made to fit', () => {
    fc.assert(
      fc.property(journal, fc.nat(), (entries, at) => {
        const index = place(entries, at);
        const forged = entries.map((entry, i) => {
          if (i !== index) return entry;
          const edited = { ...entry, outcome: 'forged' };
          return { ...edited, hash: hashOf(edited, sha256) };
        });
        expect(damages(forged)).toContainEqual({ seq: index + 2, kind: 'broken-link' });
      }),
    );
  });
  it('shows a deletion, a swap and an insertion', () => {
    fc.assert(
      fc.property(journal, fc.nat(), (entries, at) => {
        const index = place(entries, at);
        const without = entries.filter((_, i) => i !== index);
        expect(damages(without).length).toBeGreaterThan(0);
        const [a, b] = [entries[index], entries[index + 1]] as [JournalEntry, JournalEntry];
        expect(
          damages([...entries.slice(0, index), b, a, ...entries.slice(index + 2)]).length,
        ).toBeGreaterThan(0);
        expect(damages([...entries.slice(0, index), a, ...entries.slice(index)]).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a row for a spreadsheet', () => {
  const row = (name: string) => {
    const [entry] = chained([
      { atMs: 0, event: 'requested', name, codeId: '=1+1', outcome: null, detail: { text: name } },
    ]);
    return csvLine(entry as JournalEntry);
  };

  it('quotes what needs it and says of a formula that it is text', () => {
    expect(row('=HYPERLINK("x")')).toContain(`"'=1+1"`);
    expect(row('Anna; =1+1')).toContain(`""name"":""Anna;' =1+1""`);
  });

  it('leaves what is no formula as it is', () => {
    const entry = { name: 'Anna-Lena Müller+Söhne, a@x.example' };
    expect(csvCell(entry)).toBe(`"${JSON.stringify(entry).replaceAll('"', '""')}"`);
    expect(csvCell('Anna-Lena')).toBe('Anna-Lena');
  });

  it('has no cell that begins like a formula, whatever separates its cells', () => {
    const nasty = fc.constantFrom(...'=+-@＝;,|"\' \t\r\nx'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: nasty, maxLength: 12 }), (name) => {
        expect(formulasIn(row(name))).toEqual([]);
        expect(formulasIn(csvCell(name))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the text back to whoever reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a;,"\'\t\n é'.split('')), minLength: 1 }), (text) => {
        expect(cellsOf(csvCell(text), ',')).toEqual([text]);
      }),
    );
  });
});

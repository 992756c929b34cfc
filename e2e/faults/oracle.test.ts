/** That the printer faults' oracle sees what it is there to see. */
import { describe, expect, it } from 'vitest';
import { judge, type Row, type Sheet, storyOf } from './oracle.ts';

const at = (seconds: number) => `2026-11-23T08:00:${String(seconds).padStart(2, '0')}.000Z`;
const atMs = (seconds: number) => Date.parse(at(seconds));
const own = { issuanceId: 'i1', printer: null, jobId: null, outcome: null, detail: null };
const job = { printer: 'badge', jobId: '7' };
const journal: readonly Row[] = [
  { ...own, event: 'created', at: at(0), detail: { contentSha256: 'abc' } },
  { ...own, event: 'render-verified', at: at(1), printer: 'badge' },
  { ...own, ...job, event: 'print-submitted', at: at(2) },
  { ...own, ...job, event: 'print-ended', at: at(9), outcome: 'sent', detail: { reason: 'media-low' } },
  { ...own, event: 'not-handed-over', at: at(10), printer: 'badge', detail: { choice: 'reprint' } },
  { ...own, event: 'handed-over', at: at(11), detail: { by: 'supervisor' } },
];
const sheet: Sheet = { ...job, sha256: 'abc', pin: null, atMs: atMs(5) };
const slip: Sheet = { ...sheet, sha256: null, pin: '12345678' };
const ofSlip = journal.map((row) =>
  row.event === 'print-submitted' ? { ...row, detail: { paper: 'pin-slip' } } : row,
);
const clean = { unjournalled: [], handedOverWithoutPaper: [], late: [], denied: [] };
const without = (event: string) => journal.filter((row) => row.event !== event);

describe('journal and paper', () => {
  it('agree about a badge that came out while its job was followed', () => {
    expect(judge(journal, [sheet])).toEqual(clean);
  });

  it.each<[string, readonly Row[], readonly Sheet[], Partial<ReturnType<typeof judge>>]>([
    ['whose code nobody made', journal, [{ ...sheet, sha256: 'xyz' }], { unjournalled: ['badge-7'] }],
    ['whose job nobody submitted', without('print-submitted'), [sheet], { unjournalled: ['badge-7'] }],
    ['that came out late', journal, [{ ...sheet, atMs: atMs(10) }], { late: ['badge-7'] }],
    ['whose job has no end', without('print-ended'), [sheet], { late: ['badge-7'] }],
    ['that another printer made', journal, [sheet, { ...sheet, printer: 'spare' }], { late: ['spare-7'] }],
  ])('do not agree about a badge %s', (_title, rows, sheets, verdict) => {
    expect(judge(rows, sheets)).toMatchObject(verdict);
  });

  it('do not agree about a badge that is said to be not printed', () => {
    const rows = journal.map((row) =>
      row.event === 'print-ended' ? { ...row, outcome: 'not-printed' } : row,
    );
    expect(judge(rows, [sheet])).toMatchObject({ denied: ['badge-7'] });
  });

  it('agree about a PIN slip by its job, for nothing is written down of what is on it', () => {
    expect(judge(ofSlip, [slip])).toEqual(clean);
    expect(judge(journal, [slip])).toMatchObject({ unjournalled: ['badge-7'] });
    expect(judge(ofSlip, [{ ...slip, jobId: '8' }])).toMatchObject({
      unjournalled: ['badge-8'],
      handedOverWithoutPaper: ['i1'],
    });
  });

  it('do not agree about a hand-over without a badge', () => {
    expect(judge(journal, [])).toEqual({ ...clean, handedOverWithoutPaper: ['i1'] });
    expect(judge(journal, [{ ...sheet, sha256: null }]).handedOverWithoutPaper).toEqual(['i1']);
  });
});

it('tells an issuance from the rendering on, with printers, reasons and choices', () => {
  expect(storyOf(journal)).toEqual([
    'render badge',
    'submit badge',
    'sent:media-low badge',
    'says badge reprint',
    'handed-over',
  ]);
});

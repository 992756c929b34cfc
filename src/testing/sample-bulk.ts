/** A check and a run as a desk shows them, for the page's stand-in station. */
import type { BulkCheck, BulkRowState, BulkRowView, BulkRunView } from '../shared/bulk.ts';

export const sampleCheck: BulkCheck = {
  fault: null,
  isChecking: false,
  rows: 50,
  done: 50,
  ready: 45,
  live: { temporary: 12, standard: 40 },
  problems: [
    { line: 7, kind: 'no-such-worker', of: null, who: 'E99999' },
    { line: 12, kind: 'duplicate', of: 4, who: 'Marek Nowak' },
    { line: 19, kind: 'no-method', of: null, who: 'Inês Duarte' },
    { line: 23, kind: 'bad-hours', of: null, who: '' },
    { line: 31, kind: 'worker-disabled', of: null, who: 'Paul Gone' },
  ],
  problemCount: 5,
};

const names = [
  'Anna Kowalska',
  'Marek Nowak',
  'Leila Haddad',
  '欧阳明辉',
  'Jörg Müller-Lüdenscheidt',
  'José Núñez',
];
const states: readonly BulkRowState[] = [
  'failed',
  'ask',
  'ask',
  'working',
  'working',
  'waiting',
  'waiting',
  'waiting',
];

const list: readonly BulkRowView[] = states.map((state, at) => ({
  place: at + 1,
  line: at + 2,
  name: names[at % names.length] ?? '',
  state,
  reason: state === 'failed' ? 'live-code-exists' : null,
  print: state === 'ask' ? (at === 1 ? 'unknown' : 'sent') : null,
  printer: state === 'ask' ? 'Zebra-1' : null,
  canTryAgain: false,
}));

export const sampleRun: BulkRunView = {
  runId: '0b01c000-0000-4000-8000-000000000001',
  order: { is: 'temporary', hours: 8 },
  state: 'running',
  pausedBy: null,
  rows: 45,
  counts: { waiting: 20, working: 4, ask: 15, settling: 1, 'handed-over': 4, failed: 1, 'called-off': 0 },
  again: 0,
  leftMs: 190_000,
  printers: [
    { name: 'Zebra-1', unprinted: 2, printed: 14, stoppedBy: null },
    { name: 'Zebra-2', unprinted: 0, printed: 5, stoppedBy: 'media-empty' },
  ],
  list,
};

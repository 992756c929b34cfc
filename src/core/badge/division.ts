/** How each kind of card is divided between the code and the words: a table of shares. */
import { type BoxMm, isSheet, type Stock } from './stock.ts';

/** The things to read on a badge. */
export type BadgeField = keyof BadgeFields;

/** One box per thing to read. */
export interface BadgeFields {
  /** The weekday's colour and pattern, with its name on it. */
  readonly band: BoxMm;
  /** The word "Temporary". */
  readonly kind: BoxMm;
  readonly name: BoxMm;
  readonly validUntil: BoxMm;
  readonly time: BoxMm;
  readonly date: BoxMm;
  readonly start: BoxMm;
  readonly station: BoxMm;
  readonly howTo: BoxMm;
}

/** A row of the words' column: its share of the height, and its cells with their shares of the width. */
export interface Row {
  readonly share: number;
  readonly cells: readonly (readonly [field: BadgeField, share: number])[];
}

/** How one kind of card is divided: margins and gaps in millimetres. */
export interface Division {
  readonly codeAt: 'start' | 'bottom' | 'alone';
  readonly codeRoomMm: number;
  /** The least distance of words from the card's edges. */
  readonly marginXMm: number;
  readonly marginYMm: number;
  readonly gapMm: number;
  readonly rows: readonly Row[];
}

const row = (field: BadgeField, share: number): Row => ({ share, cells: [[field, 1]] });

/** White that keeps what belongs together apart from the rest. */
const space = (share: number): Row => ({ share, cells: [] });

const besideCode: readonly Row[] = [
  row('band', 6.6),
  row('kind', 3.8),
  space(0.6),
  row('name', 9.8),
  space(0.4),
  row('validUntil', 2.6),
  row('time', 8.8),
  row('date', 3.4),
  space(0.8),
  row('start', 2.5),
  row('station', 2.5),
  row('howTo', 4.6),
];

const aboveCode: readonly Row[] = [
  {
    share: 6.4,
    cells: [
      ['band', 0.64],
      ['kind', 0.36],
    ],
  },
  row('name', 8.8),
  row('validUntil', 2.7),
  {
    share: 8.6,
    cells: [
      ['time', 0.52],
      ['date', 0.48],
    ],
  },
  space(0.3),
  {
    share: 2.6,
    cells: [
      ['start', 0.52],
      ['station', 0.48],
    ],
  },
  row('howTo', 2.7),
];

const divisions = {
  'card-cr80': {
    codeAt: 'start',
    codeRoomMm: 53,
    marginXMm: 2.8,
    marginYMm: 2.8,
    gapMm: 0.7,
    rows: besideCode,
  },
  'label-62mm': {
    codeAt: 'bottom',
    // Roll printers for this label leave 1.5 mm free at the sides and 3 mm at the ends.
    codeRoomMm: 57,
    marginXMm: 2.6,
    marginYMm: 3.2,
    gapMm: 0.8,
    rows: aboveCode,
  },
  'label-4x3in': {
    codeAt: 'start',
    codeRoomMm: 58,
    marginXMm: 4,
    marginYMm: 4,
    gapMm: 1.1,
    rows: besideCode,
  },
  'receipt-80mm': {
    codeAt: 'bottom',
    codeRoomMm: 60,
    marginXMm: 5,
    marginYMm: 2.4,
    gapMm: 0.8,
    rows: aboveCode,
  },
  'label-2x2in': {
    codeAt: 'alone',
    codeRoomMm: 50.8,
    marginXMm: 0,
    marginYMm: 0,
    gapMm: 0,
    rows: [],
  },
} as const satisfies Record<string, Division>;

export function divisionOf(stock: Stock): Division {
  return isSheet(stock) ? divisions['card-cr80'] : divisions[stock as keyof typeof divisions];
}

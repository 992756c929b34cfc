/** Who a table of people names, row by row, and what is wrong with the rows that name nobody. */
import { temporaryHours } from '../issuance/limits.ts';
import { err, ok, type Result } from '../result.ts';
import { parseTable, type TableFault, type TableRow } from './csv.ts';

/** How a row names a worker: the station takes the address first, then the number. */
export interface NamedWorker {
  readonly line: number;
  readonly by: 'upn' | 'employee-id';
  readonly text: string;
  /** Of a temporary code; null: as chosen for the whole run. */
  readonly hours: number | null;
}

/** What is wrong with one row, before anybody was looked for. `of`: the line that said the same first. */
export interface RowFault {
  readonly line: number;
  readonly kind: 'empty' | 'wrong-columns' | 'bad-upn' | 'bad-number' | 'bad-hours' | 'duplicate';
  readonly of: number | null;
}

export interface NamedPeople {
  readonly named: readonly NamedWorker[];
  readonly faults: readonly RowFault[];
}

/** `no-column`: neither an address nor a number is among the headings. `same-column`: one is there twice. */
export type PeopleFault = TableFault | { readonly kind: 'no-column' | 'same-column' };

type Column = 'upn' | 'employee-id' | 'hours';

/** Headings as people write them, in the station's languages; compared without case, blanks and marks. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  upn: [
    ...['upn', 'userprincipalname', 'user', 'username', 'email', 'mail', 'emailaddress', 'signinname'],
    ...['benutzer', 'benutzername', 'anmeldename', 'usuario', 'correo', 'uzytkownik', 'nazwauzytkownika'],
    ...['المستخدم', 'اسمالمستخدم', 'البريدالالكتروني'],
  ],
  'employee-id': [
    ...['employeeid', 'employeenumber', 'employeeno', 'employee', 'number', 'id', 'personnelnumber'],
    ...['personalnummer', 'mitarbeiternummer', 'nummer', 'numerodeempleado', 'numero', 'numerpracownika'],
    ...['numer', 'رقمالموظف', 'الرقم'],
  ],
  hours: ['hours', 'lifetime', 'stunden', 'dauer', 'horas', 'godziny', 'ساعات', 'الساعات'],
};

function columnOf(heading: string): Column | null {
  const plain = heading
    .normalize('NFD')
    .replace(/[\p{M}\s._\-/#:()]/gu, '')
    .replaceAll('ł', 'l')
    .toLowerCase();
  const known = (Object.keys(headings) as readonly Column[]).find((column) =>
    headings[column].some((word) => word.normalize('NFD').replace(/\p{M}/gu, '') === plain),
  );
  return known ?? null;
}

export function readPeople(text: string): Result<NamedPeople, PeopleFault> {
  const table = parseTable(text);
  if (!table.ok) return table;
  const columns = table.value.header.cells.map(columnOf);
  const known = columns.filter((column) => column !== null);
  if (!known.includes('upn') && !known.includes('employee-id')) return err({ kind: 'no-column' });
  if (new Set(known).size < known.length) return err({ kind: 'same-column' });
  return ok(readRows(table.value.rows, columns));
}

function readRows(rows: readonly TableRow[], columns: readonly (Column | null)[]): NamedPeople {
  const named: NamedWorker[] = [];
  const faults: RowFault[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(row, columns);
    if (!read.ok) {
      faults.push({ line: row.line, kind: read.error, of: null });
      continue;
    }
    const key = `${read.value.by} ${read.value.text.toLowerCase()}`;
    const of = seen.get(key);
    if (of !== undefined) faults.push({ line: row.line, kind: 'duplicate', of });
    else {
      seen.set(key, row.line);
      named.push(read.value);
    }
  }
  return { named, faults };
}

function readRow(
  { line, cells }: TableRow,
  columns: readonly (Column | null)[],
): Result<NamedWorker, RowFault['kind']> {
  // Cells beyond the headings are empty in what spreadsheets write; anything else has slipped out of its column.
  if (cells.slice(columns.length).some((cell) => cell !== '')) return err('wrong-columns');
  const cellOf = (column: Column) => cells[columns.indexOf(column)] ?? '';
  const [upn, number] = [cellOf('upn'), cellOf('employee-id')];
  const hours = hoursOf(cellOf('hours'));
  if (upn === '' && number === '') return err('empty');
  if (hours === undefined) return err('bad-hours');
  if (upn !== '') {
    const isAddress = /^[\p{L}\p{N}._'#+-]{1,64}@[\p{L}\p{N}.-]{1,255}$/u.test(upn);
    return isAddress ? ok({ line, by: 'upn', text: upn, hours }) : err('bad-upn');
  }
  return /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,31}$/u.test(number)
    ? ok({ line, by: 'employee-id', text: number, hours })
    : err('bad-number');
}

/** Null when nothing is said; `undefined` when it is no number of hours that the service takes. */
function hoursOf(text: string): number | null | undefined {
  if (text === '') return null;
  const hours = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return hours >= temporaryHours.least && hours <= temporaryHours.most ? hours : undefined;
}

/** Reads a table of text (RFC 4180, and what spreadsheets make of it) into rows of cells: bounded, never executing a thing. */
import { err, ok, type Result } from '../result.ts';

/** A row and the line of the file on which it begins, counted from 1 as an editor does. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: TableRow;
  /** Without lines that are empty altogether. */
  readonly rows: readonly TableRow[];
}

/** `not-text`: not UTF-8, or no text at all. `open-quote`: a quote that begins on `line` never ends. */
export type TableFault =
  | { readonly kind: 'too-large' | 'too-many-rows' | 'empty' | 'not-text' }
  | { readonly kind: 'open-quote' | 'stray-quote' | 'cell-too-long'; readonly line: number };

/** Of the file, in characters. */
export const mostCharacters = 5_000_000;
export const mostRows = 5_000;
/** Longer than any name, number or address that a person has. */
const longestCell = 1_024;
const mostCells = 200;

export function parseTable(text: string): Result<Table, TableFault> {
  if (text.length > mostCharacters) return err({ kind: 'too-large' });
  const plain = text.startsWith('\u{FEFF}') ? text.slice(1) : text;
  // What decoding puts where bytes were no UTF-8, and what a picture or a spreadsheet's own file is full of.
  if (/[\0\u{FFFD}]/u.test(plain)) return err({ kind: 'not-text' });
  const [separator, body] = separatorOf(plain);
  const read = new Reader(body.text, separator, body.line).read();
  if (!read.ok) return read;
  const [header, ...rows] = read.value;
  return header === undefined ? err({ kind: 'empty' }) : ok({ header, rows });
}

const separators = [',', ';', '\t'] as const;

/** Excel may say it in a first line (`sep=;`); else the one that is most often in the header, outside quotes. */
function separatorOf(text: string): readonly [string, { readonly text: string; readonly line: number }] {
  const said = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(text);
  if (said !== null) return [said[1] ?? ',', { text: text.slice(said[0].length), line: 2 }];
  const header = /[^\r\n]+/.exec(text)?.[0].slice(0, 10_000) ?? '';
  const unquoted = header.replace(/"[^"]*"/g, '');
  const counts = separators.map((one) => unquoted.split(one).length);
  return [separators[counts.indexOf(Math.max(...counts))] ?? ',', { text, line: 1 }];
}

class Reader {
  private readonly rows: TableRow[] = [];
  private cells: string[] = [];
  private at = 0;
  private rowLine: number;

  constructor(
    private readonly text: string,
    private readonly separator: string,
    private line: number,
  ) {
    this.rowLine = line;
  }

  read(): Result<readonly TableRow[], TableFault> {
    while (this.at < this.text.length) {
      const cell = this.text[this.at] === '"' ? this.quoted() : this.plain();
      if (!cell.ok) return cell;
      if (cell.value.length > longestCell || this.cells.length >= mostCells)
        return err({ kind: 'cell-too-long', line: this.rowLine });
      this.cells.push(cell.value.trim());
      const isRowOver = this.endCell();
      // The header is none of them.
      if (isRowOver && this.rows.length > mostRows + 1) return err({ kind: 'too-many-rows' });
    }
    if (this.cells.length > 0) this.endRow();
    return this.rows.length > mostRows + 1 ? err({ kind: 'too-many-rows' }) : ok(this.rows);
  }

  /** Past the separator or the end of the line; whether the row is over. */
  private endCell(): boolean {
    const next = this.text[this.at];
    if (next === this.separator) {
      this.at += 1;
      // A separator at the very end of the file is followed by an empty cell.
      if (this.at === this.text.length) this.cells.push('');
      return false;
    }
    if (next === undefined) return false;
    this.at += next === '\r' && this.text[this.at + 1] === '\n' ? 2 : 1;
    this.line += 1;
    this.endRow();
    return true;
  }

  private endRow(): void {
    if (this.cells.some((cell) => cell !== '')) this.rows.push({ line: this.rowLine, cells: this.cells });
    this.cells = [];
    this.rowLine = this.line;
  }

  private plain(): Result<string, TableFault> {
    const from = this.at;
    while (this.at < this.text.length && !this.isCellEnd()) this.at += 1;
    return ok(this.text.slice(from, this.at));
  }

  private quoted(): Result<string, TableFault> {
    const openedOn = this.line;
    const parts: string[] = [];
    for (;;) {
      const end = this.text.indexOf('"', this.at + 1);
      if (end < 0) return err({ kind: 'open-quote', line: openedOn });
      const part = this.text.slice(this.at + 1, end);
      this.line += part.split(/\r\n|\n|\r/).length - 1;
      parts.push(part);
      this.at = end + 1;
      if (this.text[this.at] !== '"') break;
    }
    while (this.text[this.at] === ' ') this.at += 1;
    if (this.at < this.text.length && !this.isCellEnd()) return err({ kind: 'stray-quote', line: this.line });
    return ok(parts.join('"'));
  }

  private isCellEnd(): boolean {
    const next = this.text[this.at];
    return next === this.separator || next === '\n' || next === '\r';
  }
}

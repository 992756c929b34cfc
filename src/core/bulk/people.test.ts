/** What files of people look like in the wild, and what is said about each. */
import { describe, expect, it } from 'vitest';
import { mostCharacters, mostRows } from './csv.ts';
import { readPeople } from './people.ts';

const bom = '\u{FEFF}';

/** Lines that name somebody as `line:text` or `line:text/hours`, then faults as `line kind` or `line kind of`. */
function told(text: string): readonly string[] | string {
  const read = readPeople(text);
  if (!read.ok) return 'line' in read.error ? `${read.error.kind} ${read.error.line}` : read.error.kind;
  const { named, faults } = read.value;
  return [
    ...named.map(({ line, text: who, hours }) => `${line}:${who}${hours === null ? '' : `/${hours}`}`),
    ...faults.map(({ line, kind, of }) => `${line} ${kind}${of === null ? '' : ` ${of}`}`),
  ];
}

describe('a file of people', () => {
  it.each<readonly [string, string, readonly string[] | string]>([
    // what is right
    ['a column of addresses', 'upn\na@x.example', ['2:a@x.example']],
    ['a column of numbers', 'employeeId\nE10001\nE10002', ['2:E10001', '3:E10002']],
    ['a byte order mark', `${bom}upn\na@x.example`, ['2:a@x.example']],
    ['a byte order mark before a quote', `${bom}"upn"\n"a@x.example"`, ['2:a@x.example']],
    ['semicolons', 'number;hours\n17;8', ['2:17/8']],
    ['tabs', 'number\thours\n17\t8', ['2:17/8']],
    ['a first line that names the separator', 'sep=;\nnumber;hours\n17;8', ['3:17/8']],
    ['a first line that names the separator, in quotes', '"sep=,"\nnumber,hours\n17,8', ['3:17/8']],
    ['commas within quotes beside semicolons', '"Name, first";number\n"Nowak, Anna";17', ['2:17']],
    ['lines that end as on Windows', 'number\r\n17\r\n18\r\n', ['2:17', '3:18']],
    ['lines that end as on old Macs', 'number\r17\r18', ['2:17', '3:18']],
    ['no end to the last line', 'number\n17', ['2:17']],
    ['empty lines in between', 'number\n\n17\n\n\n18\n', ['3:17', '6:18']],
    ['lines of separators only', 'number,hours\n,\n17,\n', ['3:17']],
    ['quotes around everything', '"number","hours"\n"17","8"', ['2:17/8']],
    ['a quote within quotes', 'name,number\n"Anna ""Ann"" Nowak",17', ['2:17']],
    ['a line break within quotes', 'name,number\n"Anna\nNowak",17\nBo,18', ['2:17', '4:18']],
    ['a Windows line break within quotes', 'name,number\r\n"Anna\r\nNowak",17\r\nBo,18', ['2:17', '4:18']],
    ['blanks around cells', ' number , hours \n 17 , 8 ', ['2:17/8']],
    ['blanks after a closing quote', 'number,hours\n"17" ,8', ['2:17/8']],
    ['columns that nobody asked for', 'name,number,team\nAnna,17,A', ['2:17']],
    ['cells beyond the headings that are empty', 'number\n17,,,', ['2:17']],
    ['rows that are shorter than the headings', 'number,hours,team\n17', ['2:17']],
    ['an address and a number, of which the address counts', 'upn,number\na@x.example,17', ['2:a@x.example']],
    ['a number where the address is empty', 'upn,number\n,17', ['2:17']],
    ['headings in capitals', 'EMPLOYEE ID\n17', ['2:17']],
    ['headings with dashes', 'employee-id\n17', ['2:17']],
    ['the heading of an export', 'userPrincipalName\na@x.example', ['2:a@x.example']],
    ['a German heading', 'Personalnummer;Stunden\n17;8', ['2:17/8']],
    ['a Spanish heading', 'Número de empleado\n17', ['2:17']],
    ['a Polish heading', 'Numer pracownika;Godziny\n17;4', ['2:17/4']],
    ['a Polish heading of an address', 'Użytkownik\na@x.example', ['2:a@x.example']],
    ['an Arabic heading', 'رقم الموظف,ساعات\n17,8', ['2:17/8']],
    ['leading zeros', 'number\n00017', ['2:00017']],
    ['numbers with letters, dots and slashes', 'number\nE-10.2/b', ['2:E-10.2/b']],
    ['an address with letters of other scripts', 'upn\njörg@müller.example', ['2:jörg@müller.example']],
    ['an address of a guest', 'upn\nbo_x.example#EXT#@y.example', ['2:bo_x.example#EXT#@y.example']],
    ['a heading alone', 'upn', []],
    // rows of which something is wrong
    ['an empty cell', 'number,name\n,Anna', ['2 empty']],
    ['blanks for a number', 'number,name\n  ,Anna', ['2 empty']],
    ['the same number twice', 'number\n17\n17', ['2:17', '3 duplicate 2']],
    [
      'the same address twice, in other letters',
      'upn\na@x.example\nA@X.example',
      ['2:a@x.example', '3 duplicate 2'],
    ],
    ['three times the same', 'number\n17\n17\n17', ['2:17', '3 duplicate 2', '4 duplicate 2']],
    ['cells that slipped', 'number,hours\nNowak,Anna,17', ['2 wrong-columns']],
    [
      'no hours that the service knows',
      'number,hours\n17,0\n18,13\n19,99',
      ['2 bad-hours', '3 bad-hours', '4 bad-hours'],
    ],
    ['hours in words', 'number,hours\n17,eight', ['2 bad-hours']],
    ['hours with a fraction', 'number;hours\n17;1,5', ['2 bad-hours']],
    ['negative hours', 'number,hours\n17,-8', ['2 bad-hours']],
    ['a formula for a number', 'number\n=1+1', ['2 bad-number']],
    ['a formula that calls a program', `number\n"=cmd|' /C calc'!A0"`, ['2 bad-number']],
    ['a formula with a plus', 'number\n+17', ['2 bad-number']],
    ['a formula with an at', 'number\n@SUM(A1)', ['2 bad-number']],
    ['a number with a blank in it', 'number\n1 7', ['2 bad-number']],
    ['a number that is too long', `number\n${'9'.repeat(33)}`, ['2 bad-number']],
    ['a name for an address', 'upn\nAnna Nowak', ['2 bad-upn']],
    ['an address without a host', 'upn\nanna@', ['2 bad-upn']],
    ['two addresses in one cell', 'upn\na@x.example b@x.example', ['2 bad-upn']],
    ['an address that leads elsewhere', 'upn\n../groups/x@y.example', ['2 bad-upn']],
    ['a formula before an address', 'upn\n=a@x.example', ['2 bad-upn']],
    ['a direction mark in an address', 'upn\n\u202Ea@x.example', ['2 bad-upn']],
    ['markup', 'number\n<b>17</b>', ['2 bad-number']],
    // files of which everything is wrong
    ['nothing', '', 'empty'],
    ['a byte order mark alone', bom, 'empty'],
    ['blanks and ends of lines', ' \n\n \r\n', 'empty'],
    ['no heading', '17\n18', 'no-column'],
    ['headings that name nobody', 'name,team\nAnna,A', 'no-column'],
    ['the same heading twice', 'number,number\n17,18', 'same-column'],
    ['two headings for the same', 'number,employeeId\n17,18', 'same-column'],
    ['a quote that never ends', 'number\n"17\n18', 'open-quote 2'],
    ['a quote that never ends in the heading', '"number\n17', 'open-quote 1'],
    ['letters after a quote', 'number\n"17"x', 'stray-quote 2'],
    ['bytes that were no UTF-8', 'name,number\nJ\u{FFFD}rg,17', 'not-text'],
    ['UTF-16 taken for UTF-8', 'n\0u\0m\0', 'not-text'],
    ['a spreadsheet’s own file', 'PK\u0003\u0004\0\0', 'not-text'],
    ['a cell without end', `number\n${'9'.repeat(2_000)}`, 'cell-too-long 2'],
    ['columns without end', `number${',x'.repeat(300)}\n17`, 'cell-too-long 1'],
  ])('with %s', (_title, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('may have so many rows and no more', () => {
    const rows = (count: number) => `number\n${Array.from({ length: count }, (_, at) => at + 1).join('\n')}`;
    const read = readPeople(rows(mostRows));
    expect(read.ok && read.value.named.length).toBe(mostRows);
    expect(told(rows(mostRows + 1))).toBe('too-many-rows');
    expect(told(`${rows(mostRows)}\n`)).toHaveLength(mostRows);
  });

  it('is refused unread when it is too large', () => {
    expect(told(`number\n${' '.repeat(mostCharacters)}`)).toBe('too-large');
  });
});

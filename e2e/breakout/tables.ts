/** Group J, files for a run: what a spreadsheet, a virus scanner or an attacker can make of a table of people. */

export interface HostileFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the check must say: of the whole file, or how many rows can be issued and what is wrong with the others. */
  readonly finds: string;
}

/** @param number of a worker who gets a badge, so that whatever is beside it can be seen to harm nobody */
export function hostileFiles(number: string): readonly HostileFile[] {
  const text = (name: string, csv: string, finds: string) => ({ name, bytes: Buffer.from(csv), finds });
  const script = 'document.title=1';
  /** The good row, and each of these for a number. */
  const numbers = (name: string, hostile: readonly string[], finds: string) =>
    text(name, `number\r\n${[number, ...hostile.map(quoted)].join('\r\n')}\r\n`, `1 ready, ${finds}`);
  const bad = (kind: string, count: number) => Array.from({ length: count }, () => kind).join(' ');
  return [
    numbers('formulas', ["=cmd|' /C calc'!A0", '+1+1', '-1+1', '@SUM(1)', '\t=1+1'], bad('bad-number', 5)),
    text(
      'formulas for an address',
      `upn,number\r\n,${number}\r\n=a@x.example\r\n${quoted('+1@x.example,=cmd')}\r\n`,
      '1 ready, bad-upn bad-upn',
    ),
    text(
      'formulas in columns that nobody reads',
      `=1+1,number\r\n=1+1,${number}\r\n-1,E0\r\n`,
      '1 ready, no-such-worker',
    ),
    text('a quote that never ends', `number\r\n${number}\r\n"17`, 'open-quote'),
    text('a quote in the middle', `number\r\n${number}\r\n"1"7\r\n`, 'stray-quote'),
    numbers('quotes within quotes', ['""""', '"="1"'], bad('bad-number', 2)),
    text('a zero byte', `number\r\n${number}\r\n1\u00007\r\n`, 'not-text'),
    numbers('byte order marks in the middle', ['1\u{FEFF}7', '\u{FEFF}\u{FEFF}'], 'bad-number'),
    text('one line of 10 MB', `number\r\n${'9'.repeat(10_000_000)}`, 'too-large'),
    text('one line of 4 MB', `number\r\n${'9'.repeat(4_000_000)}`, 'cell-too-long'),
    text('4 MB of quotes', `number\r\n${'"'.repeat(4_000_000)}`, 'cell-too-long'),
    text('a million lines', `number\r\n${'1\r\n'.repeat(1_000_000)}`, 'too-many-rows'),
    text('3,000 columns', `number${',x'.repeat(3_000)}\r\n${number}\r\n`, 'cell-too-long'),
    numbers('text turned round', ['\u202e71', '1\u20667\u2069', '1\u200f7'], bad('bad-number', 3)),
    numbers(
      'markup',
      [`<script>${script}</script>`, `<img src=x onerror=${script}>`, '{{1}}', '&lt;'],
      bad('bad-number', 4),
    ),
    text(
      'markup for headings',
      `<script>${script}</script>,"<img src=x onerror=${script}>",number\r\nx,x,${number}\r\nx,x,\r\n`,
      '1 ready, empty',
    ),
    text(
      'the names of a prototype',
      `__proto__,constructor,number\r\nx,x,${number}\r\nx,x,__proto__\r\nx,x,constructor\r\nx,x,toString\r\n`,
      '1 ready, bad-number no-such-worker no-such-worker',
    ),
    numbers(
      'paths',
      ['../../etc/passwd', '/dev/zero', 'C:\\Windows', '1/../../me', '..'],
      'bad-number bad-number bad-number no-such-worker bad-number',
    ),
    text(
      'addresses that lead elsewhere',
      `upn,number\r\n,${number}\r\n../me/x@y.example\r\nx@y.example/../../me\r\nx@y.example?$select=*\r\nx@y.example#x\r\n`,
      '1 ready, bad-upn bad-upn bad-upn bad-upn',
    ),
    numbers('a query', ["1' or '1", '1 or startswith(id)', '"1" OR "2"', '1&$top=9'], bad('bad-number', 4)),
    {
      name: 'bytes that are no text',
      bytes: Buffer.from([...Buffer.from('number\r\n'), 0xc3, 0x28, 0xff]),
      finds: 'not-text',
    },
    {
      name: 'letters of two bytes',
      bytes: Buffer.from(`\ufeffnumber\r\n${number}\r\n`, 'utf16le'),
      finds: 'not-text',
    },
    {
      name: 'a spreadsheet’s own file',
      bytes: Buffer.from('PK\u0003\u0004\u0000\u0000\u0008\u0000'),
      finds: 'not-text',
    },
  ];
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** Each begins a formula in some spreadsheet: at the start of its cell, or where a semicolon or a quote begins another. */
export const formulaNames: readonly string[] = [
  '=HYPERLINK("https://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '+1+cmd|x',
  '-2+3',
  '@SUM(1+1)*cmd|x',
  'Anna;=1+1',
  'Anna;""=1+1',
  '"=1+1',
  '＝1+1',
  'Anna "Ann", =1+1',
];

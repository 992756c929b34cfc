/** How spreadsheets split a table, whatever they take for the separator, and which cells they would run. */

/** As lenient as they are: a quote counts at the start of a cell only, and what follows its end belongs to the cell. */
export function cellsOf(table: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  const isEnd = () => table[at] === separator || table[at] === '\n' || table[at] === '\r';
  while (at < table.length) {
    let cell = '';
    if (table[at] === '"')
      for (at += 1; at < table.length; at += 1) {
        if (table[at] === '"' && table[at + 1] !== '"') break;
        if (table[at] === '"') at += 1;
        cell += table[at];
      }
    if (table[at] === '"') at += 1;
    for (; at < table.length && !isEnd(); at += 1) cell += table[at];
    cells.push(cell);
    at += 1;
  }
  return cells;
}

/** With commas, with the semicolons of most of Europe, and with tabs. */
export function formulasIn(table: string): readonly string[] {
  return [',', ';', '\t'].flatMap((separator) =>
    cellsOf(table, separator).filter((cell) => /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell)),
  );
}

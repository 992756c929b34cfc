/** The canary's rows, one a scenario, as the table that docs/security.md shows. */

export interface CanaryRow {
  /** How many secrets the scenario made; left out in the last row, of what is left after the kill. */
  readonly made?: number;
  readonly bytes?: number;
  readonly core?: number;
  readonly coreBytes?: number;
  /** By place, and by place and form: how often. */
  readonly found: Readonly<Record<string, number>>;
}

export function canaryTable(rows: readonly CanaryRow[]): string {
  const played = rows.filter(({ made }) => made !== undefined);
  const last = rows.find(({ core }) => core !== undefined);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const places = [...new Set(rows.flatMap(({ found }) => Object.keys(found).map(placeOf)))].sort();
  const tracesOf = (place: string, { found }: CanaryRow) =>
    sum(Object.entries(found).map(([name, times]) => (placeOf(name) === place ? times : 0)));
  const line = (place: string) => {
    const traces = played.map((row) => tracesOf(place, row));
    const scenarios = traces.filter((count) => count > 0).length;
    return `| ${place} | ${sum(traces)} | ${scenarios} |`;
  };
  return [
    `${played.length} scenarios, ${sum(played.map(({ made = 0 }) => made))} secrets, ${Math.round(sum(played.map(({ bytes = 0 }) => bytes)) / 1e9)} GB of memory looked at`,
    '',
    '| place | traces | scenarios with any |',
    '|---|---|---|',
    ...places.map(line),
    ...(last === undefined
      ? []
      : [
          `| main process at its kill (${Math.round((last.coreBytes ?? 0) / 1e6)} MB), all secrets | ${last.core ?? 0} | |`,
          `| files after the kill, all secrets | ${sum(Object.values(last.found))} | |`,
        ]),
  ].join('\n');
}

function placeOf(name: string): string {
  return name.split(':')[0] ?? name;
}

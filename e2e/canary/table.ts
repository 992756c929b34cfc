/** The canary's rows, one a scenario, as the table that docs/security.md shows. */

export interface CanaryRow {
  /** How many secrets the scenario made; left out in a station's last row, of what is left after the kill. */
  readonly made?: number;
  /** How often the main process had one while it was needed, and how long after its end it still had any. */
  readonly held?: number;
  readonly goneAfterMs?: number;
  readonly bytes?: number;
  readonly core?: number;
  readonly coreBytes?: number;
  /** By place, and by place and form: how often. */
  readonly found: Readonly<Record<string, number>>;
}

export function canaryTable(rows: readonly CanaryRow[]): string {
  const played = rows.filter(({ made }) => made !== undefined);
  const lasts = rows.filter(({ core }) => core !== undefined);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const places = [...new Set(rows.flatMap(({ found }) => Object.keys(found).map(placeOf)))].sort();
  const tracesOf = (place: string, { found }: CanaryRow) =>
    sum(Object.entries(found).map(([name, times]) => (placeOf(name) === place ? times : 0)));
  const line = (place: string) => {
    const traces = played.map((row) => tracesOf(place, row));
    const scenarios = traces.filter((count) => count > 0).length;
    return `| ${place} | ${sum(traces)} | ${scenarios} |`;
  };
  const goneAfterMs = played.filter(({ held = 0 }) => held > 0).map((row) => row.goneAfterMs ?? 0);
  return [
    `${played.length} scenarios, ${lasts.length} stations killed, ${sum(played.map(({ made = 0 }) => made))} secrets, ${Math.round(sum(played.map(({ bytes = 0 }) => bytes)) / 1e9)} GB of memory looked at`,
    `found in the main process while needed: in ${goneAfterMs.length} scenarios; gone after ${medianOf(goneAfterMs)} ms (median), ${Math.max(0, ...goneAfterMs)} ms (most)`,
    '',
    '| place | traces | scenarios with any |',
    '|---|---|---|',
    ...places.map(line),
    `| main process at its kill (${Math.round(sum(lasts.map(({ coreBytes = 0 }) => coreBytes)) / 1e6)} MB), all secrets | ${sum(lasts.map(({ core = 0 }) => core))} | |`,
    `| files after the kill, all secrets | ${sum(lasts.flatMap(({ found }) => Object.values(found)))} | |`,
  ].join('\n');
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function placeOf(name: string): string {
  return name.split(':')[0] ?? name;
}

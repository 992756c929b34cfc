/** What became of the attempts, a line a group. */
import { type Group, groups, type Outcome } from './attempt.ts';

export function isBlocked({ wrong }: Outcome): boolean {
  return wrong.length === 0;
}

/** Fewer would mean that a table was lost: nothing else notices attempts that are no longer there. */
const leastAttempts = 200;
/** What a run must have tried: all of it, the test build alone, the package alone. */
const groupsOf = {
  all: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'],
  test: ['A', 'B', 'C', 'D', 'E', 'F', 'H', 'I', 'J'],
  package: ['A', 'B', 'C', 'G'],
} as const satisfies Readonly<Record<string, readonly Group[]>>;

/** What was not tried, a line each; empty: the run is whole. */
export function missingFrom(part: keyof typeof groupsOf, outcomes: readonly Outcome[]): readonly string[] {
  const tried = new Set(outcomes.map(({ group }) => group));
  return [
    ...groupsOf[part]
      .filter((group) => !tried.has(group))
      .map((group) => `${group} ${groups[group]}: nothing was tried`),
    ...(outcomes.length < leastAttempts
      ? [`only ${outcomes.length} attempts, at least ${leastAttempts} are asked for`]
      : []),
  ];
}

/** Milliseconds are from the end of a try to the answer to a tap. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const names = (Object.keys(groups) as Group[]).filter((group) =>
    outcomes.some((one) => one.group === group),
  );
  const rows = names.map((group) =>
    row(
      `${group} ${groups[group]}`,
      outcomes.filter((one) => one.group === group),
    ),
  );
  const all = row('all', outcomes);
  const head = ['group', 'tried', 'blocked', 'not blocked', 'journalled', 'median ms', 'most ms'];
  const lines = [head, ...rows, ...(names.length > 1 ? [all] : [])].map(
    ([name = '', ...cells]) => `${name.padEnd(36)}${cells.map((cell) => cell.padStart(12)).join('')}`,
  );
  const failed = outcomes.filter((one) => !isBlocked(one));
  return [...lines, ...failed.map(({ group, name, wrong }) => `${group} ${name}: ${wrong.join('; ')}`)].join(
    '\n',
  );
}

function row(name: string, outcomes: readonly Outcome[]): readonly string[] {
  const blocked = outcomes.filter(isBlocked);
  const times = outcomes
    .flatMap(({ usableAfterMs }) => usableAfterMs ?? [])
    .sort((one, other) => one - other);
  return [
    name,
    String(outcomes.length),
    String(blocked.length),
    String(outcomes.length - blocked.length),
    String(blocked.filter(({ noticed }) => noticed !== null).length),
    String(times[Math.floor(times.length / 2)] ?? '-'),
    String(times.at(-1) ?? '-'),
  ];
}

/** What became of the attempts, a line a group. */
import { type Group, groups, type Outcome } from './attempt.ts';

export function isBlocked({ wrong }: Outcome): boolean {
  return wrong.length === 0;
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

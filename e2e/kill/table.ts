/** What the kills led to, one line a point. */
import type { Account } from './oracle.ts';

/** The service's reads may lag its writes by half a minute; a dead station is back before or after that. */
export type Back = 'at once' | 'later';

export interface Aftermath extends Account {
  readonly order: string;
  readonly point: string;
  /** The point of an earlier death that was being settled; null: the order was under way. */
  readonly settling: string | null;
  readonly back: Back;
  /** The journal's word for the end of the issuance. */
  readonly ended: string;
  /** From the journal's `signed-in` to the last issuance closed or asked about, by this machine's clock. */
  readonly reconcileMs: number;
}

const head = ['runs', 'lost', 'duplicate', 'unaccounted', 'max ms later', 'max ms at once', 'ended'] as const;

/** A table for each order. */
export function tablesOf(found: readonly Aftermath[]): string {
  const orders = [...new Set(found.map(({ order }) => order))];
  const tables = orders.map((order) => `${order}\n${tableOf(found.filter((one) => one.order === order))}`);
  return tables.join('\n\n');
}

/** Milliseconds are the slowest reconcile's; `later` is a station that was down for longer than reads lag. */
export function tableOf(found: readonly Aftermath[]): string {
  const settled = new Set(found.map(({ settling }) => settling));
  const sections = [...settled].sort((one, other) => (one ?? '').localeCompare(other ?? ''));
  const told = sections.flatMap((settling) =>
    sectionOf(
      settling === null ? 'killed' : `killed again, settling "${settling}"`,
      found.filter((one) => one.settling === settling),
    ),
  );
  return [...told, line('all', cells(found)), medians(found)].join('\n');
}

export function isClean({ lost, duplicate, unaccounted }: Account): boolean {
  return lost + duplicate + unaccounted === 0;
}

function sectionOf(title: string, found: readonly Aftermath[]): readonly string[] {
  const names = new Set(found.map(({ point }) => point.replace(/^(before|after) /, '')));
  const points = [...names].flatMap((name) => [`before ${name}`, `after ${name}`]);
  const runsOf = (point: string) => found.filter((one) => one.point === point);
  const lines = points.filter((point) => runsOf(point).length > 0);
  return [line(title, head), ...lines.map((point) => line(point, cells(runsOf(point)))), ''];
}

function cells(runs: readonly Aftermath[]): readonly string[] {
  const sum = (of: (one: Aftermath) => number) => `${runs.reduce((total, one) => total + of(one), 0)}`;
  return [
    `${runs.length}`,
    sum((one) => one.lost),
    sum((one) => one.duplicate),
    sum((one) => one.unaccounted),
    `${quantile(runs, 'later', 1) ?? '-'}`,
    `${quantile(runs, 'at once', 1) ?? '-'}`,
    [...new Set(runs.map(({ ended }) => ended))].join(', '),
  ];
}

function medians(found: readonly Aftermath[]): string {
  const told = (['later', 'at once'] as const).map((back) => {
    const [p50, p95] = [quantile(found, back, 0.5), quantile(found, back, 0.95)];
    return p50 === null ? null : `back ${back}: p50 ${p50} ms, p95 ${p95} ms`;
  });
  return `reconciled, ${told.filter((text) => text !== null).join('; ')}`;
}

/** The nearest-rank quantile in milliseconds; null without runs. */
function quantile(runs: readonly Aftermath[], back: Back, share: number): number | null {
  const sorted = runs
    .filter((one) => one.back === back)
    .map(({ reconcileMs }) => reconcileMs)
    .sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function line(name: string, values: readonly string[]): string {
  return `${name.padEnd(60)}${values.map((value, at) => value.padStart(head[at]?.length ?? 0)).join('  ')}`;
}

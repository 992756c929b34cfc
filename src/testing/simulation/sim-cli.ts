/** `npm run sim`: many seeds on all cores, or one seed with everything it did. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Counts, noCounts, type Outcome, runSchedule, sumOf } from './schedule.ts';

const usage = `usage:
  npm run sim -- --seeds N [--seed S]   N schedules, from seed S on (1 unless told)
  npm run sim -- --seed S               one schedule, with all that its stations wrote`;

interface Share {
  readonly counts: Counts;
  readonly broken: readonly { readonly seed: number; readonly rule: string; readonly about: string }[];
}

/** @returns the exit code: 0 when every promise held, 1 when one was broken, 2 when not understood */
export async function main(argv: readonly string[]): Promise<number> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...argv], options: { seeds: option, seed: option, share: option } });
  const first = Number(values.seed ?? 1);
  if (values.seeds === undefined && values.seed === undefined) {
    say(usage);
    return 2;
  }
  if (values.seeds === undefined) return replay(first);
  const seeds = Number(values.seeds);
  if (!Number.isInteger(first) || !Number.isInteger(seeds) || seeds < 1) {
    say(usage);
    return 2;
  }
  if (values.share !== undefined) {
    process.send?.(await runShare(first, seeds));
    return 0;
  }
  return report(seeds, await inShares(first, seeds));
}

async function runShare(first: number, seeds: number): Promise<Share> {
  let counts = noCounts;
  const broken = [];
  for (let seed = first; seed < first + seeds; seed += 1) {
    const outcome = await runSchedule(seed);
    counts = sumOf(counts, outcome.counts);
    const [violation] = outcome.violations;
    if (violation !== undefined) broken.push({ seed, rule: violation.rule, about: violation.about });
  }
  return { counts, broken };
}

async function inShares(first: number, seeds: number): Promise<readonly Share[]> {
  const cores = Math.min(availableParallelism(), Math.ceil(seeds / 500));
  const size = Math.ceil(seeds / cores);
  const starts = Array.from({ length: cores }, (_, index) => index * size).filter((start) => start < seeds);
  return Promise.all(starts.map((start) => inChild(first + start, Math.min(size, seeds - start))));
}

function inChild(first: number, seeds: number): Promise<Share> {
  // Schedules make much and keep nothing: with room for the young, the collector runs a tenth as often.
  const execArgv = [...process.execArgv, '--max-semi-space-size=64'];
  const args = ['--seed', `${first}`, '--seeds', `${seeds}`, '--share', '1'];
  const child = fork(process.argv[1] ?? '', args, { execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (share) => resolve(share as Share));
    child.once('exit', (code) => reject(new Error(`a share of the simulation ended with ${code}`)));
  });
}

const startedAtMs = performance.now();

function report(seeds: number, shares: readonly Share[]): number {
  const { issuances, handedOver, kills, orphans, strays } = shares
    .map(({ counts }) => counts)
    .reduce(sumOf, noCounts);
  const broken = shares.flatMap((share) => share.broken);
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  say(
    `${seeds} schedules in ${seconds} s: ${issuances} issuances, ${handedOver} handed over, ${kills} kills,`,
  );
  say(`${orphans} orphans found, ${strays} deletes that met another code; ${broken.length} broken promises`);
  for (const { seed, rule, about } of broken.slice(0, 10)) say(`  seed ${seed}: ${rule} (${about})`);
  const [one] = broken;
  if (one !== undefined) say(`replay with: npm run sim -- --seed ${one.seed}`);
  return broken.length === 0 ? 0 : 1;
}

async function replay(seed: number): Promise<number> {
  const outcome = await runSchedule(seed);
  for (const line of storyOf(outcome)) say(line);
  for (const { atMs, rule, about } of outcome.violations) say(`BROKEN at ${atMs} ms: ${rule} (${about})`);
  say(`seed ${seed}: ${outcome.violations.length} broken promises`);
  return outcome.violations.length === 0 ? 0 : 1;
}

/** All rows of all stations, in the order of their own clocks. */
function storyOf({ stations }: Outcome): readonly string[] {
  return stations.flatMap(({ name, disk }) =>
    disk.all.map((row) => {
      const at = new Date(row.atMs).toISOString().slice(11, 23);
      const words = [
        at,
        name,
        row.issuanceId,
        row.event,
        row.codeId,
        row.outcome,
        JSON.stringify(row.detail),
      ];
      return words.filter((word) => word !== null && word !== 'null').join(' ');
    }),
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

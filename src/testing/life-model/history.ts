/** Random histories by fast-check's commands: many lives, the shortest that breaks a promise, and how to play it again. */
import fc from 'fast-check';
import { type Deed, deeds } from './deeds.ts';
import { Life } from './life.ts';
import type { Sabotage } from './service.ts';

/** The model and the station are told apart in `Life`, which plays both. */
class Step implements fc.AsyncCommand<Life, Life> {
  constructor(private readonly deed: Deed) {}

  check(life: Readonly<Life>): boolean {
    return life.fits(this.deed);
  }

  async run(life: Life): Promise<void> {
    const broken = await life.play(this.deed);
    if (broken.length > 0) throw new Error(broken.join('; '));
  }

  toString(): string {
    return JSON.stringify(this.deed);
  }
}

export interface Play {
  readonly runs: number;
  readonly seed: number;
  readonly sabotage?: Sabotage;
  /** Of a failure that was printed: plays this one only. */
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
}

const longest = 14;

export interface Played {
  /** Fast-check's report of the shortest history that breaks something, with what plays it again; null when none does. */
  readonly report: string | null;
  /** How orders ended, and how often. */
  readonly met: ReadonlyMap<string, number>;
}

export async function playHistories({ runs, seed, sabotage = {}, path, replayPath }: Play): Promise<Played> {
  const met = new Map<string, number>();
  const steps = fc.commands([deeds.map((deed) => new Step(deed))], {
    maxCommands: longest,
    size: 'max',
    ...(replayPath === undefined ? {} : { replayPath }),
  });
  const life = fc.asyncProperty(steps, async (history) => {
    const begun = await Life.begin(sabotage);
    await fc.asyncModelRun(() => ({ model: begun, real: begun }), history);
    for (const end of begun.met) met.set(end, (met.get(end) ?? 0) + 1);
  });
  const told = await fc.check(life, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) });
  if (!told.failed) return { report: null, met };
  const why = told.errorInstance instanceof Error ? told.errorInstance.message : String(told.errorInstance);
  return { report: `${why}\n${fc.defaultReportMessage(told)}`, met };
}

/** The same for one history, told step by step: what is broken after the first step that breaks anything. */
export async function playOne(history: readonly Deed[], sabotage: Sabotage = {}): Promise<readonly string[]> {
  const life = await Life.begin(sabotage);
  for (const deed of history) {
    const broken = life.fits(deed) ? await life.play(deed) : [`does not fit: ${JSON.stringify(deed)}`];
    if (broken.length > 0) return broken;
  }
  return [];
}

/** How much trouble one simulated shift has, and when: drawn from its seed before it begins. */
import type { Random } from './random.ts';
import type { SimWorld } from './station.ts';

/** After the trouble: enough for every station to be up, signed in and done with what was left. */
const quietMs = 240_000;
const oneDayMs = 86_400_000;

export interface Plan {
  readonly troubleMs: number;
  readonly troubleRate: number;
  readonly diskTroubleRate: number;
  readonly mostLagMs: number;
  readonly keepsMilliseconds: boolean;
  readonly kills: number;
  readonly killRate: number;
  readonly issuances: number;
  /** One of the two workers has no method at first. */
  readonly isSecondUnenrolled: boolean;
  readonly leaving: number;
  /** One for each station. */
  readonly wallAheadMs: readonly number[];
  /** When the stations' wall clocks are set anew, and by how much. */
  readonly stepsAtMs: number;
  readonly stepMs: number;
}

export function planOf(random: Random): Plan {
  const offset = () => random.pick([0, 0, 3_600_000, -3_600_000, oneDayMs, -oneDayMs] as const);
  return {
    troubleMs: random.int(20_000, 90_000),
    troubleRate: random.pick([0, 0.1, 0.3, 0.5] as const),
    diskTroubleRate: random.pick([0, 0, 0.02, 0.1] as const),
    mostLagMs: random.pick([0, 2_000, 30_000] as const),
    keepsMilliseconds: random.chance(0.8),
    kills: random.int(0, 3),
    killRate: random.pick([0.005, 0.02, 0.06] as const),
    issuances: random.int(1, 3),
    isSecondUnenrolled: random.chance(0.3),
    leaving: random.pick([0, 0, 0.1] as const),
    wallAheadMs: random.chance(0.5) ? [offset()] : [offset(), offset()],
    stepsAtMs: random.int(0, 90_000),
    stepMs: random.pick([0, 0, 3_600_000, -3_600_000, 26 * 3_600_000] as const),
  };
}

/** The trouble as it happens. */
export class Troubles {
  kills = 0;
  private lastBootAtMs = 0;

  constructor(
    private readonly plan: Plan,
    private readonly random: Random,
    private readonly nowMs: () => number,
  ) {}

  /** When the shift is over, as far as it can be told now. */
  endMs(): number {
    return Math.max(this.plan.troubleMs, this.lastBootAtMs) + quietMs;
  }

  steppedMs(): number {
    return this.nowMs() > this.plan.stepsAtMs ? this.plan.stepMs : 0;
  }

  asWorld(): Pick<SimWorld, 'troubleRate' | 'isFatal' | 'isDiskFull' | 'downForMs'> {
    const { plan, random } = this;
    const isQuiet = () => this.nowMs() > plan.troubleMs;
    return {
      troubleRate: () => (isQuiet() ? 0 : plan.troubleRate),
      isDiskFull: () => !isQuiet() && random.chance(plan.diskTroubleRate),
      isFatal: () => {
        if (isQuiet() || this.kills === plan.kills || !random.chance(plan.killRate)) return false;
        this.kills += 1;
        return true;
      },
      downForMs: () => {
        // Most stations are up again at once, some after the codes of the shift have run out.
        const ms = random.chance(0.03) ? 9 * 3_600_000 : random.int(500, 60_000);
        this.lastBootAtMs = Math.max(this.lastBootAtMs, this.nowMs() + ms);
        return ms;
      },
    };
  }
}

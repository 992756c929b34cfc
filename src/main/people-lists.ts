/** The lists of people that a config names for bulk runs: a group or an administrative unit each. */
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { WorkerSummary } from '../shared/workers.ts';

export interface PeopleLists {
  /** In the config's order. */
  readonly names: readonly string[];
  /** Everybody on one of them, at most 2,000. */
  members(place: number): Promise<Result<readonly WorkerSummary[], Trouble | 'too-many-people'>>;
}

/** What a list holds at most: more is not one shift. */
export const mostMembers = 2_000;

export const noLists: PeopleLists = { names: [], members: async () => ({ ok: true, value: [] }) };

/** The seams of bulk runs to the world: lists of people that the config names, and a place for reports. */
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { WorkerSummary } from '../shared/workers.ts';

/** A group or an administrative unit each. */
export interface PeopleLists {
  /** In the config's order. */
  readonly names: readonly string[];
  /** Everybody on one of them, at most 2,000. */
  members(place: number): Promise<Result<readonly WorkerSummary[], Trouble | 'too-many-people'>>;
}

/** What a list holds at most: more is not one shift. */
export const mostMembers = 2_000;

export const noLists: PeopleLists = { names: [], members: async () => ({ ok: true, value: [] }) };

/** Keeps a report where an administrator finds it; answers with the file's path, or with `disk`. */
export type SaveReport = (text: string) => Result<string, Trouble>;

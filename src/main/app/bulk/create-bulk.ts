/** Puts bulk issuing together with what settles its leftovers: at a desk only. */
import { runOf } from '../../../core/bulk/stand.ts';
import { noLists, type PeopleLists } from '../../bulk-ports.ts';
import type { WorkerCache } from '../../ports.ts';
import type { IssuingPorts } from '../issuing/journey.ts';
import { createLeftovers, type LeftoverShare } from '../issuing/leftovers.ts';
import type { OrderRules } from '../issuing/order-rules.ts';
import type { Bulk, BulkEvents } from './bulk.ts';
import type { CheckPorts } from './bulk-check.ts';
import { BulkIssuing } from './bulk-issuing.ts';

/** At a desk, what a bulk run left open is the run's own to settle. */
export const notOfBulk: LeftoverShare = { isOurs: (entries) => runOf(entries) === null, atOnce: 3 };

export function createBulk(
  ports: IssuingPorts & {
    readonly peopleLists?: PeopleLists;
    readonly localWorkers?: { readonly cache: WorkerCache };
  },
  rules: OrderRules,
  events: BulkEvents & { readonly currentId: () => string | null; readonly released: () => void },
  atWork: Set<string>,
): Bulk {
  const { lifetimesHours } = rules;
  const known: Pick<CheckPorts, 'lists' | 'cache' | 'lifetimesHours'> = {
    lists: ports.peopleLists ?? noLists,
    cache: ports.localWorkers?.cache ?? null,
    lifetimesHours,
  };
  const bulk = new BulkIssuing({ ...ports, ...known }, rules, events, atWork);
  bulk.settledBy(createLeftovers(ports, { ...events, announce: () => bulk.heard() }, atWork, bulk.share));
  return bulk;
}

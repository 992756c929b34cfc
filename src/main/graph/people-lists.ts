/** Everybody in a group or an administrative unit, for a bulk run: read page by page, and no more than one shift. */
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import { mostMembers, type PeopleLists } from '../bulk-ports.ts';
import { readListedPage } from './listed-page.ts';
import { createGraph, type GraphPorts } from './transport.ts';
import { createWorkerList } from './worker-list.ts';

export interface NamedList {
  readonly name: string;
  readonly from: 'administrativeUnit' | 'group';
  readonly id: string;
}

export function createPeopleLists(ports: GraphPorts, lists: readonly NamedList[]): PeopleLists {
  const graph = createGraph(ports);
  return {
    names: lists.map(({ name }) => name),
    async members(place) {
      const list = lists[place];
      if (list === undefined) return err(trouble('invalid-input', { detail: 'list' }));
      const { page } = createWorkerList(graph, list, null);
      const found = new Map<string, WorkerSummary>();
      let link: string | null = null;
      do {
        const read: Result<Uint8Array | 'start-over', Trouble> = await page(link);
        if (!read.ok) return read;
        const listed: ReturnType<typeof readListedPage> =
          read.value === 'start-over' ? null : readListedPage(read.value);
        if (listed === null) return err(trouble('bad-answer', { detail: 'no page of people' }));
        for (const known of listed.workers) found.set(known.id, summaryOf(known));
        if (found.size > mostMembers) return err('too-many-people');
        link = listed.onward.is === 'next' ? listed.onward.link : null;
      } while (link !== null);
      return ok([...found.values()]);
    },
  };
}

type Listed = NonNullable<ReturnType<typeof readListedPage>>['workers'][number];

function summaryOf(known: Listed): WorkerSummary {
  return {
    id: known.id,
    displayName: known.displayName ?? known.userPrincipalName ?? '',
    userPrincipalName: known.userPrincipalName ?? '',
    employeeId: known.employeeId ?? null,
    department: known.department ?? null,
    jobTitle: known.jobTitle ?? null,
    accountEnabled: known.accountEnabled !== false,
  };
}

/** Everybody whom the station serves, page by page: by delta where the tenant grants it, else as a plain list. */
import { err, ok, type Result } from '../../core/result.ts';
import type { ExtensionAttribute } from '../../core/scan/reading.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { WorkerList } from '../ports.ts';
import { queryString } from './search-query.ts';
import type { Graph } from './transport.ts';
import type { WorkersFrom } from './workers.ts';

/** What is shown of a worker, and the surname, by which one is looked for first. */
const basicProperties = 'id,displayName,surname,userPrincipalName';
const allProperties = `${basicProperties},employeeId,department,jobTitle,accountEnabled`;
/** The most that Graph gives. */
const pageSize = '999';
/** Nobody waits for a page. */
const timeoutMs = 30_000;

/**
 * `/users/delta` needs `User.Read.All`, and so do employee numbers in a list; with `User.ReadBasic.All` names remain
 * (learn.microsoft.com, "user: delta", "List users"). Units and groups have no delta of their members.
 */
function beginnings(from: WorkersFrom, cardNumber: ExtensionAttribute | null): readonly string[] {
  // The fifteen come as one object: single ones cannot be selected.
  const all = cardNumber === null ? allProperties : `${allProperties},onPremisesExtensionAttributes`;
  const list = (path: string) =>
    [all, basicProperties].map(($select) => `${path}${queryString({ $select, $top: pageSize })}`);
  if (from.from === 'tenant') return [`/users/delta${queryString({ $select: all })}`, ...list('/users')];
  const owner = from.from === 'group' ? '/groups' : '/directory/administrativeUnits';
  return list(`${owner}/${encodeURIComponent(from.id)}/members/microsoft.graph.user`);
}

/** @param cardNumber the attribute that is listed besides what is shown */
export function createWorkerList(
  graph: Graph,
  from: WorkersFrom,
  cardNumber: ExtensionAttribute | null,
): WorkerList {
  return {
    async page(link) {
      if (link !== null) {
        const path = graph.pathOfLink(link);
        if (path === null) return err(trouble('bad-answer', { detail: 'a link to elsewhere' }));
        const page = await ask(graph, path);
        return !page.ok && isForgotten(page.error) ? ok('start-over') : page;
      }
      let page: Result<Uint8Array, Trouble> | null = null;
      for (const path of beginnings(from, cardNumber)) {
        if (page === null || (!page.ok && isRefused(page.error))) page = await ask(graph, path);
      }
      return page ?? err(trouble('rejected'));
    },
  };
}

async function ask(graph: Graph, path: string): Promise<Result<Uint8Array, Trouble>> {
  const answer = await graph.call({
    kind: 'read',
    surface: 'directory',
    notFound: 'rejected',
    path,
    headers: {
      ConsistencyLevel: 'eventual',
      prefer: `odata.maxpagesize=${pageSize}`,
      // A person who waits for an answer goes first.
      'x-ms-throttle-priority': 'low',
    },
    clientRequestId: graph.newRequestId(),
    timeoutMs,
    parse: (reply) => (reply.body.length === 0 ? err('an empty page') : ok(reply.body)),
  });
  return answer.ok ? ok(answer.value.value) : answer;
}

/** 403 for want of a scope; 400 or 501 where a property or option is not served. */
function isRefused({ kind, detail }: Trouble): boolean {
  return (
    kind === 'not-permitted' || kind === 'rejected' || (kind === 'server-error' && /^501/.test(detail ?? ''))
  );
}

/** 410 with any code (`syncStateNotFound`, `resyncRequired`), and what a list says of an old page link. */
function isForgotten({ kind, detail }: Trouble): boolean {
  return kind === 'rejected' && /^410|^4\d\d \w*(resync|syncState|PageToken)/i.test(detail ?? '');
}

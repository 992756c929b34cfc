/** Finds workers in the tenant, an administrative unit or a group, with as little privilege as the tenant grants. */
import { z } from 'zod';
import { err, ok, type Result } from '../../core/result.ts';
import type { ExtensionAttribute } from '../../core/scan/reading.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import type { Exactly, Reply } from '../ports.ts';
import {
  cleanQuery,
  equalsClause,
  foldAccents,
  looksLikeEmployeeId,
  queryString,
  searchClause,
  startsWithClause,
} from './search-query.ts';
import type { Graph, GraphReply } from './transport.ts';
import { jsonOf } from './verdict.ts';
import { cleanText, lowerCaseNames, objectId, optionalText } from './wire.ts';

/** Whose workers the station serves, as the config names it. */
export type WorkersFrom =
  | { readonly from: 'tenant' }
  | { readonly from: 'administrativeUnit' | 'group'; readonly id: string };

export interface Workers {
  findWorkers(text: string, limit: number): Promise<Result<readonly WorkerSummary[], Trouble>>;
  worker(workerId: string): Promise<Result<WorkerSummary, Trouble>>;
  exactly(wanted: Exactly): Promise<Result<readonly WorkerSummary[], Trouble>>;
}

const basicProperties = 'id,displayName,userPrincipalName';
const allProperties = `${basicProperties},employeeId,department,jobTitle,accountEnabled`;
const mostResults = 50;
const mostExact = 25;

const user = z
  .object({
    id: objectId,
    displayname: optionalText(256),
    userprincipalname: z.string().transform((upn) => cleanText(upn, 320)),
    employeeid: optionalText(32),
    department: optionalText(128),
    jobtitle: optionalText(128),
    accountenabled: z.unknown(),
  })
  .partial({ displayname: true, employeeid: true, department: true, jobtitle: true, accountenabled: true });

/** An account counts as enabled unless Graph says otherwise: the property may be withheld from a small scope. */
function summary(json: unknown): WorkerSummary | null {
  const parsed = user.safeParse(json);
  if (!parsed.success) return null;
  const { id, displayname, userprincipalname, employeeid, department, jobtitle, accountenabled } =
    parsed.data;
  return {
    id,
    displayName: displayname ?? userprincipalname,
    userPrincipalName: userprincipalname,
    employeeId: employeeid ?? null,
    department: department ?? null,
    jobTitle: jobtitle ?? null,
    accountEnabled: accountenabled !== false,
  };
}

const page = z.object({ value: z.array(z.unknown()) });

/** Rows that are no users (a group's devices) or cannot be read are left out; the rest still counts. */
function parseList(reply: Reply): Result<readonly WorkerSummary[], string> {
  const parsed = page.safeParse(lowerCaseNames(jsonOf(reply)));
  if (!parsed.success) return err('not a list of users');
  return ok(parsed.data.value.map(summary).filter((worker) => worker !== null));
}

function parseOne(workerId: string): (reply: Reply) => Result<WorkerSummary, string> {
  return (reply) => {
    const worker = summary(lowerCaseNames(jsonOf(reply)));
    if (worker === null) return err('not a user');
    const asked = workerId.toLowerCase();
    const isAsked = worker.id.toLowerCase() === asked || worker.userPrincipalName.toLowerCase() === asked;
    return isAsked ? ok(worker) : err('another user');
  };
}

/** Safe as one path segment; `..` and slashes are not. */
export function isWorkerId(workerId: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z@._'#-]{0,127}$/.test(workerId);
}

/** @param cardNumber the attribute in which numbers are looked for besides `employeeId` */
export function createWorkers(
  graph: Graph,
  from: WorkersFrom,
  cardNumber: ExtensionAttribute | null,
): Workers {
  const card = cardNumber === null ? [] : [`onPremisesExtensionAttributes/${cardNumber}`];
  return new GraphWorkers(graph, from, ['employeeId', ...card]);
}

class GraphWorkers implements Workers {
  private readonly graph: Graph;
  private readonly from: WorkersFrom;
  private readonly numberProperties: readonly string[];
  /** Shrinks for good once Graph refuses the larger set (scope `User.ReadBasic.All`). */
  private properties = allProperties;

  constructor(graph: Graph, from: WorkersFrom, numberProperties: readonly string[]) {
    this.graph = graph;
    this.from = from;
    this.numberProperties = numberProperties;
  }

  /**
   * `$search` for the words as typed and without accents, and `$filter` for what looks like an employee id, at once.
   * Only the first must succeed: the others may need more than the tenant granted.
   */
  async findWorkers(text: string, limit: number): Promise<Result<readonly WorkerSummary[], Trouble>> {
    const query = cleanQuery(text);
    if (query === '') return ok([]);
    const top = Math.min(Math.max(Math.trunc(limit) || 1, 1), mostResults);
    const folded = foldAccents(query);
    const none = Promise.resolve(ok<readonly WorkerSummary[]>([]));
    const [typed, plain, numbered] = await Promise.all([
      this.search(query, top),
      folded === query.toLowerCase() ? none : this.search(folded, top),
      this.byFilter(query, top),
    ]);
    if (!typed.ok) return typed;
    const found = [numbered, typed, plain].flatMap((leg) => (leg.ok ? leg.value : []));
    return ok([...new Map(found.map((worker) => [worker.id, worker])).values()].slice(0, top));
  }

  async worker(workerId: string): Promise<Result<WorkerSummary, Trouble>> {
    if (!isWorkerId(workerId)) return err(trouble('invalid-input', { detail: 'workerId' }));
    const path = `/users/${encodeURIComponent(workerId)}`;
    return this.ask({}, parseOne(workerId), path, 'no-such-worker');
  }

  /** Without `User.Read.All` Graph refuses to filter by a number: then nobody can be found by one. */
  exactly(wanted: Exactly): Promise<Result<readonly WorkerSummary[], Trouble>> {
    const filter =
      'upn' in wanted
        ? equalsClause(['userPrincipalName'], [wanted.upn])
        : equalsClause(this.numberProperties, wanted.numbers);
    return this.list({ $filter: filter, $top: String(mostExact) });
  }

  /** The words at the start of names; where `$search` is refused, names that start with them. */
  private async search(query: string, top: number): Promise<Result<readonly WorkerSummary[], Trouble>> {
    const names = this.from.from === 'tenant' ? ['displayName', 'userPrincipalName'] : ['displayName'];
    const found = await this.list({ $search: searchClause(names, query), $top: String(top) });
    if (found.ok || !isRefused(found.error)) return found;
    const starts = startsWithClause(['displayName', 'givenName', 'surname', 'userPrincipalName'], query);
    return this.list({ $filter: starts, $top: String(top) });
  }

  /** What `$search` does not look at: employee ids, and sign-in names inside a unit or a group. */
  private byFilter(query: string, top: number): Promise<Result<readonly WorkerSummary[], Trouble>> {
    const properties = [
      ...(looksLikeEmployeeId(query) ? ['employeeId'] : []),
      ...(this.from.from === 'tenant' || query.includes(' ') ? [] : ['userPrincipalName']),
    ];
    if (properties.length === 0) return Promise.resolve(ok([]));
    return this.list({ $filter: startsWithClause(properties, query), $top: String(top) });
  }

  private list(
    options: Readonly<Record<string, string>>,
  ): Promise<Result<readonly WorkerSummary[], Trouble>> {
    return this.ask({ ...options, $count: 'true' }, parseList, this.listPath(), 'rejected');
  }

  private listPath(): string {
    if (this.from.from === 'tenant') return '/users';
    const owner = this.from.from === 'group' ? '/groups' : '/directory/administrativeUnits';
    return `${owner}/${encodeURIComponent(this.from.id)}/members/microsoft.graph.user`;
  }

  private async ask<T>(
    options: Readonly<Record<string, string>>,
    parse: (reply: Reply) => Result<T, string>,
    path: string,
    notFound: 'no-such-worker' | 'rejected',
  ): Promise<Result<T, Trouble>> {
    const asked = this.properties;
    const send = (properties: string): Promise<Result<GraphReply<T>, Trouble>> =>
      this.graph.call({
        kind: 'read',
        surface: 'directory',
        notFound,
        path: `${path}${queryString({ $select: properties, ...options })}`,
        headers: { ConsistencyLevel: 'eventual' },
        clientRequestId: this.graph.newRequestId(),
        parse,
      });
    let answer = await send(asked);
    if (!answer.ok && answer.error.kind === 'not-permitted' && asked !== basicProperties) {
      const smaller = await send(basicProperties);
      if (smaller.ok) this.properties = basicProperties;
      if (smaller.ok || smaller.error.kind !== 'not-permitted') answer = smaller;
    }
    return answer.ok ? ok(answer.value.value) : answer;
  }
}

/** Graph answers 400 or 501 to a query option that an endpoint does not support. */
function isRefused(found: Trouble): boolean {
  return (
    found.kind === 'rejected' || (found.kind === 'server-error' && found.detail?.startsWith('501') === true)
  );
}

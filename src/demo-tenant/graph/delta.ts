/** `/users/delta`: everybody once, in pages, then what changed since; a stale token must be started over. */
import type { TenantManners } from '../manners.ts';
import type { State } from '../state.ts';
import { type GraphContext, graphError, json } from './reply.ts';
import { selected, unsupportedSelect, userJson } from './users.ts';

/** What a link remembers: `$select` counts only in the first call. */
interface Mark {
  /** Tokens of an older generation are stale. */
  readonly generation: number;
  /** Changes up to this number are known to the caller. */
  readonly seen: number;
  readonly skip: number;
  readonly fields: readonly string[];
}

/** How everybody is told: who they are, and how many a page. */
interface Parts {
  readonly state: State;
  readonly manners: Pick<TenantManners, 'usersInPage'>;
}

export function deltaUsers(context: GraphContext, url: URL, parts: Parts): Response {
  const { state } = parts;
  const token = url.searchParams.get('$deltatoken') ?? url.searchParams.get('$skiptoken');
  if (token === null) {
    const fields = selected(url);
    if (fields === null) return unsupportedSelect(context);
    const { generation } = state.changes;
    return everybody(context, url, parts, { generation, seen: state.changes.count, skip: 0, fields });
  }
  const mark = markOf(token);
  if (mark === null || mark.generation !== state.changes.generation)
    return graphError(
      context,
      410,
      'syncStateNotFound',
      'The sync state generation is not found. Start over.',
    );
  return url.searchParams.has('$deltatoken')
    ? changed(context, url, state, mark)
    : everybody(context, url, parts, mark);
}

function everybody(context: GraphContext, url: URL, { state, manners }: Parts, mark: Mark): Response {
  const { skip } = mark;
  const pageSize = manners.usersInPage;
  const part = state.people.slice(skip, skip + pageSize);
  const isLast = skip + pageSize >= state.people.length;
  const next = isLast
    ? { '@odata.deltaLink': link(url, '$deltatoken', { ...mark, skip: 0 }) }
    : { '@odata.nextLink': link(url, '$skiptoken', { ...mark, skip: skip + pageSize }) };
  return json(context, 200, { ...next, value: part.map((person) => userJson(person, withId(mark))) });
}

function changed(context: GraphContext, url: URL, state: State, mark: Mark): Response {
  const value = state.changes.since(mark.seen).map(({ id, removed }) => {
    if (removed !== null) return { id, '@removed': { reason: removed } };
    const person = state.person(id);
    return person === null ? { id } : userJson(person, withId(mark));
  });
  const deltaLink = link(url, '$deltatoken', { ...mark, seen: state.changes.count });
  return json(context, 200, { '@odata.deltaLink': deltaLink, value });
}

function withId({ fields }: Mark): readonly string[] {
  return ['id', ...fields];
}

function link(url: URL, name: '$deltatoken' | '$skiptoken', mark: Mark): string {
  const linked = new URL(url);
  linked.search = '';
  linked.searchParams.set(name, btoa(JSON.stringify(mark)));
  return linked.href;
}

function markOf(token: string): Mark | null {
  try {
    const mark: Partial<Mark> | null = JSON.parse(atob(token));
    const { generation, seen, skip, fields } = mark ?? {};
    const isWhole =
      [generation, seen, skip].every((number) => typeof number === 'number') && Array.isArray(fields);
    return isWhole ? (mark as Mark) : null;
  } catch (malformed) {
    if (malformed instanceof SyntaxError || malformed instanceof DOMException) return null;
    throw malformed;
  }
}

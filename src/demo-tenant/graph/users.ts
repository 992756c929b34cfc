/** `/users`, `/users/delta`, one user, members and photos, as far as a badge station asks. */
import type { State } from '../state.ts';
import type { Person } from '../workers.ts';
import { parseFilter, parseSearch } from './filter.ts';
import { portrait } from './portrait.ts';
import { commonHeaders, type GraphContext, graphError, json } from './reply.ts';

/** What Graph gives without `$select`; the rest must be asked for. */
const defaults = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'userPrincipalName',
  'officeLocation',
];
const selectable = [...defaults, 'mail', 'employeeId', 'department', 'accountEnabled'];

export interface ListCall {
  readonly context: GraphContext;
  readonly url: URL;
  readonly consistency: string | null;
}

export function listUsers(call: ListCall, people: readonly Person[]): Response {
  const { context, url } = call;
  const search = url.searchParams.get('$search');
  const filter = url.searchParams.get('$filter');
  if (search !== null && call.consistency?.toLowerCase() !== 'eventual')
    return graphError(
      context,
      400,
      'Request_UnsupportedQuery',
      'Request with $search query parameter only works with ConsistencyLevel header.',
    );
  const tests = [search === null ? null : parseSearch(search), filter === null ? null : parseFilter(filter)];
  if ((search !== null && tests[0] === null) || (filter !== null && tests[1] === null))
    return graphError(context, 400, 'Request_BadRequest', 'Invalid search or filter clause.');
  const found = people.filter((person) => tests.every((test) => test === null || test?.(person)));
  return page(call, found);
}

function page({ context, url }: ListCall, found: readonly Person[]): Response {
  const fields = selected(url);
  if (fields === null)
    return graphError(context, 501, 'Request_UnsupportedQuery', 'Unsupported property in $select.');
  const top = Math.min(999, Math.max(1, Number(url.searchParams.get('$top') ?? 100) || 100));
  const skip = Number(url.searchParams.get('$skiptoken') ?? 0) || 0;
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(skip + top));
  return json(context, 200, {
    '@odata.context': `https://${url.host}/${context.version}/$metadata#users`,
    ...(url.searchParams.get('$count') === 'true' ? { '@odata.count': found.length } : {}),
    ...(skip + top < found.length ? { '@odata.nextLink': next.href } : {}),
    value: found.slice(skip, skip + top).map((person) => userJson(person, fields)),
  });
}

function selected(url: URL): readonly string[] | null {
  const asked = url.searchParams.get('$select');
  if (asked === null) return defaults;
  const names = asked
    .split(',')
    .map((name) => selectable.find((known) => known.toLowerCase() === name.trim().toLowerCase()));
  return names.every((name) => name !== undefined) ? names : null;
}

function userJson(person: Person, fields: readonly string[]): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, unknown>> = { ...person, mail: person.userPrincipalName };
  return Object.fromEntries(fields.map((name) => [name, known[name] ?? null]));
}

export function oneUser(call: ListCall, person: Person): Response {
  const fields = selected(call.url);
  if (fields === null)
    return graphError(call.context, 501, 'Request_UnsupportedQuery', 'Unsupported property in $select.');
  return json(call.context, 200, userJson(person, fields));
}

/** All users once, then nothing new: the demo's people do not change. A token that is not ours must be started over. */
export function deltaUsers(call: ListCall, state: State): Response {
  const { context, url } = call;
  const token = url.searchParams.get('$deltatoken');
  if (token !== null && token !== 'demo')
    return graphError(context, 410, 'syncStateNotFound', 'The sync state generation is not found.');
  const fields = selected(url) ?? defaults;
  const skip = Number(url.searchParams.get('$skiptoken') ?? 0) || 0;
  const size = 200;
  const link = new URL(url);
  link.search = '';
  const isLast = token !== null || skip + size >= state.people.length;
  link.searchParams.set(isLast ? '$deltatoken' : '$skiptoken', isLast ? 'demo' : String(skip + size));
  const part = token !== null ? [] : state.people.slice(skip, skip + size);
  return json(context, 200, {
    [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link.href,
    value: part.map((person) => userJson(person, ['id', ...fields])),
  });
}

export async function photo(context: GraphContext, person: Person): Promise<Response> {
  if (!person.hasPhoto) return graphError(context, 404, 'ImageNotFound', "The photo wasn't found.");
  const picture = await portrait(person.id);
  return new Response(picture, {
    status: 200,
    headers: { ...commonHeaders(context), 'content-type': 'image/png' },
  });
}

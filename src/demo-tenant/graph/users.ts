/** Lists of users, one user and photos, as far as a badge station asks: their options, defaults, limits and refusals. */
import type { Person } from '../workers.ts';
import { parseFilter } from './filter.ts';
import { portrait } from './portrait.ts';
import { commonHeaders, type GraphContext, graphError, json } from './reply.ts';
import { parseSearch } from './search.ts';

/** What Graph gives without `$select`; the rest must be asked for. */
const defaults = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];
const selectable = [
  ...defaults,
  'employeeId',
  'department',
  'accountEnabled',
  'onPremisesExtensionAttributes',
];
const options = ['$select', '$filter', '$search', '$count', '$top', '$orderby', '$skiptoken'];

export interface ListCall {
  readonly context: GraphContext;
  readonly url: URL;
  /** Whether the header ConsistencyLevel: eventual came along. */
  readonly isEventual: boolean;
}

export interface ListRules {
  readonly searchable: readonly string[];
  /** Members are searched and filtered only as an advanced query: with the header and `$count=true`. */
  readonly isAdvancedOnly: boolean;
  /** Members are of several kinds, so each says what it is. */
  readonly isMixed: boolean;
}

export const userRules: ListRules = {
  searchable: ['displayName', 'givenName', 'surname', 'userPrincipalName', 'mail'],
  isAdvancedOnly: false,
  isMixed: false,
};

/** An object that is no user, such as a device in an administrative unit. */
export type Other = Readonly<Record<string, unknown>>;

export function listUsers(
  call: ListCall,
  people: readonly Person[],
  rules: ListRules,
  others: readonly Other[] = [],
): Response {
  const { context, url } = call;
  const refused = refusedOptions(call, rules);
  if (refused !== null) return graphError(context, 400, 'Request_UnsupportedQuery', refused);
  const { searchParams } = url;
  const search = searchParams.get('$search');
  const filter = searchParams.get('$filter');
  const searched = search === null ? always : parseSearch(search, rules.searchable);
  const filtered = filter === null ? always : parseFilter(filter);
  if (searched === null || filtered === null)
    return graphError(context, 400, 'Request_BadRequest', 'Invalid search or filter clause.');
  const order = orderOf(searchParams.get('$orderby'));
  const fields = selected(url);
  if (order === null) return graphError(context, 400, 'Request_BadRequest', 'Unsupported $orderby.');
  if (fields === null) return unsupportedSelect(context);
  const found = people.filter((person) => searched(person) && filtered(person));
  const kind = rules.isMixed ? { '@odata.type': '#microsoft.graph.user' } : {};
  const users = order(found).map((person) => ({ ...kind, ...userJson(person, fields) }));
  return page(call, search === null && filter === null ? [...users, ...others] : users);
}

function always(): boolean {
  return true;
}

function refusedOptions({ url, isEventual }: ListCall, rules: ListRules): string | null {
  const { searchParams } = url;
  const unknown = [...searchParams.keys()].find((name) => name.startsWith('$') && !options.includes(name));
  if (unknown !== undefined) return `'${unknown}' is not supported by the service.`;
  const isAdvanced = isEventual && searchParams.get('$count') === 'true';
  const has = (name: string) => searchParams.has(name);
  if (has('$search') && !isEventual)
    return 'Request with $search query parameter only works through MSGraph with a special request header: ConsistencyLevel: eventual';
  const needsAdvanced =
    (rules.isAdvancedOnly && (has('$search') || has('$filter'))) || (has('$orderby') && has('$filter'));
  return needsAdvanced && !isAdvanced ? 'ConsistencyLevel: eventual and $count=true are required.' : null;
}

function orderOf(orderby: string | null): ((people: readonly Person[]) => readonly Person[]) | null {
  if (orderby === null) return (people) => people;
  const found = /^displayName(?: (asc|desc))?$/i.exec(orderby.trim());
  if (found === null) return null;
  const sign = found[1]?.toLowerCase() === 'desc' ? -1 : 1;
  return (people) => people.toSorted((a, b) => sign * a.displayName.localeCompare(b.displayName));
}

function page({ context, url, isEventual }: ListCall, found: readonly Other[]): Response {
  const top = Number(url.searchParams.get('$top') ?? 100);
  if (!Number.isInteger(top) || top < 1 || top > 999)
    return graphError(context, 400, 'Request_BadRequest', 'Invalid page size specified.');
  const skip = skipOf(url.searchParams.get('$skiptoken'));
  if (skip === null)
    return graphError(context, 400, 'Directory_ExpiredPageToken', 'The specified page token is invalid.');
  const next = new URL(url);
  next.searchParams.set('$skiptoken', `m~${btoa(`skip:${skip + top}`)}`);
  const isCounted = isEventual && url.searchParams.get('$count') === 'true';
  return json(context, 200, {
    '@odata.context': `https://${url.host}/${context.version}/$metadata#users`,
    ...(isCounted ? { '@odata.count': found.length } : {}),
    ...(skip + top < found.length ? { '@odata.nextLink': next.href } : {}),
    value: found.slice(skip, skip + top),
  });
}

function skipOf(token: string | null): number | null {
  if (token === null) return 0;
  const text = /^m~[A-Za-z0-9+/]+=*$/.test(token) ? atob(token.slice(2).replace(/=+$/, '')) : '';
  const found = /^skip:(\d{1,6})$/.exec(text);
  return found === null ? null : Number(found[1]);
}

/** The properties that `$select` names; null when one is not known. */
export function selected(url: URL): readonly string[] | null {
  const asked = url.searchParams.get('$select');
  if (asked === null) return defaults;
  const names = asked
    .split(',')
    .map((name) => selectable.find((known) => known.toLowerCase() === name.trim().toLowerCase()));
  return names.every((name) => name !== undefined) ? names : null;
}

export function unsupportedSelect(context: GraphContext): Response {
  return graphError(context, 501, 'NotImplemented', 'A property in $select is not supported.');
}

/** Graph tells all fifteen, filled or not. */
const attributeNames = Array.from({ length: 15 }, (_none, index) => `extensionAttribute${index + 1}`);

export function userJson(person: Person, fields: readonly string[]): Other {
  const known: Other = {
    ...person,
    mail: person.userPrincipalName,
    businessPhones: [],
    onPremisesExtensionAttributes: Object.fromEntries(
      attributeNames.map((name) => [name, person.extensionAttributes[name] ?? null]),
    ),
  };
  return Object.fromEntries(fields.map((name) => [name, known[name] ?? null]));
}

export function oneUser(context: GraphContext, url: URL, person: Person): Response {
  const fields = selected(url);
  return fields === null ? unsupportedSelect(context) : json(context, 200, userJson(person, fields));
}

const photoSides: Readonly<Record<string, number>> = {
  'photo/$value': 120,
  'photos/48x48/$value': 48,
  'photos/64x64/$value': 64,
  'photos/96x96/$value': 96,
  'photos/120x120/$value': 120,
};

/** `part` is the path below the user, lower-case. */
export async function photo(context: GraphContext, person: Person, part: string): Promise<Response> {
  const side = photoSides[part];
  if (!person.hasPhoto || side === undefined)
    return graphError(context, 404, 'ImageNotFound', "The photo wasn't found.");
  const picture = await portrait(person.id, side);
  return new Response(picture, {
    status: 200,
    headers: { ...commonHeaders(context), 'content-type': 'image/png' },
  });
}

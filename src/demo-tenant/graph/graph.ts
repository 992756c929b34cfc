/** Graph's front door: who calls, in which version, and which route it is. */
import type { Grant, Tokens } from '../entra/tokens.ts';
import type { TenantManners } from '../manners.ts';
import type { State } from '../state.ts';
import { collections, type Person, roles, type Supervisor } from '../workers.ts';
import { deltaUsers } from './delta.ts';
import { answerMethodCall, listMethods } from './methods.ts';
import type { Quota } from './quota.ts';
import { type GraphContext, graphError, json, notAllowed } from './reply.ts';
import { listUsers, oneUser, photo, userRules } from './users.ts';

export interface GraphParts {
  readonly state: State;
  readonly tokens: Tokens;
  readonly manners: TenantManners;
  readonly nowMs: () => number;
  readonly quota: Quota;
  /** `https://host[:port]/tenant` */
  readonly authority: string;
}

interface Call {
  readonly context: GraphContext;
  readonly url: URL;
  readonly request: Request;
  /** Below the version, percent-decoded, as it was written. */
  readonly path: readonly string[];
  readonly grant: Grant;
}

export async function answerGraph(parts: GraphParts, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = decodedPath(url);
  const context: GraphContext = {
    version: path?.[0]?.toLowerCase() === 'beta' ? 'beta' : 'v1.0',
    requestId: crypto.randomUUID(),
    clientRequestId: request.headers.get('client-request-id'),
    nowMs: parts.nowMs(),
  };
  if (path === null) return graphError(context, 400, 'BadRequest', 'The path cannot be decoded.');
  const grant = parts.tokens.check(request.headers.get('authorization'));
  if (grant === null) return unauthenticated(context);
  const { requiredClaims } = parts.manners;
  if (requiredClaims !== null && grant.isContinuous && grant.claims !== requiredClaims)
    return claimsChallenge(context, parts.authority, requiredClaims);
  if (!parts.tokens.isEnabled(grant.oid))
    return claimsChallenge(context, parts.authority, endedSession(parts.nowMs()));
  const waitSeconds = parts.quota.take(request.method);
  if (waitSeconds !== null) return tooMany(context, waitSeconds);
  return route(parts, { context, url, request, path: path.slice(1), grant });
}

function tooMany(context: GraphContext, seconds: number): Response {
  const refused = graphError(context, 429, 'TooManyRequests', 'Too many requests.');
  refused.headers.set('retry-after', String(seconds));
  return refused;
}

function decodedPath(url: URL): readonly string[] | null {
  try {
    return url.pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch (malformed) {
    if (malformed instanceof URIError) return null;
    throw malformed;
  }
}

function unauthenticated(context: GraphContext): Response {
  const headers = { 'www-authenticate': 'Bearer realm="", error="invalid_token"' };
  const message = 'Access token is missing, expired or revoked.';
  return graphError(context, 401, 'InvalidAuthenticationToken', message, headers);
}

/** Of continuous access evaluation: only a token that is younger than this will do. */
function endedSession(nowMs: number): string {
  const value = String(Math.floor(nowMs / 1_000));
  return JSON.stringify({ access_token: { nbf: { essential: true, value } } });
}

/** Only clients that declared the capability cp1 are asked; the header is as Graph's, padding of the base64 and all. */
function claimsChallenge(context: GraphContext, authority: string, claims: string): Response {
  const uri = `${authority}/oauth2/v2.0/authorize`;
  const challenge = `Bearer realm="", authorization_uri="${uri}", error="insufficient_claims", claims="${btoa(claims)}"`;
  const message = 'Continuous access evaluation resulted in challenge with result: InteractionRequired.';
  return graphError(context, 401, 'InvalidAuthenticationToken', message, { 'www-authenticate': challenge });
}

async function route(parts: GraphParts, call: Call): Promise<Response> {
  const [first, second, third] = call.path.map((part) => part.toLowerCase());
  const { context, url } = call;
  const { state } = parts;
  if (first === 'users' && third === 'authentication' && second !== undefined)
    return aboutMethod(parts, call, second);
  if (call.request.method !== 'GET') return notAllowed(context);
  if (first === 'me') return aboutMe(parts, call);
  if (first === 'users' && second === undefined) return listUsers(listCall(call), state.people, userRules);
  if (first === 'users' && second === 'delta') return deltaUsers(context, url, parts);
  if (first === 'users' && second !== undefined) return aboutUser(parts, call, second);
  return members(parts, call);
}

function listCall({ context, url, request }: Call) {
  const isEventual = request.headers.get('consistencylevel')?.toLowerCase() === 'eventual';
  return { context, url, isEventual };
}

function noSegment({ context, path }: Call, at: number): Response {
  return graphError(context, 400, 'BadRequest', `Resource not found for the segment '${path[at] ?? ''}'.`);
}

function notFound(context: GraphContext, what: string): Response {
  const message = `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`;
  return graphError(context, 404, 'Request_ResourceNotFound', message);
}

function aboutMe(parts: GraphParts, call: Call): Response {
  const { context, path } = call;
  const supervisor = callerOf(parts, call);
  if (supervisor === undefined) return notFound(context, 'me');
  const { id, displayName, userPrincipalName, jobTitle, roleTemplateIds } = supervisor;
  const [, second, cast] = path.map((part) => part.toLowerCase());
  if (second === undefined) return json(context, 200, { id, displayName, userPrincipalName, jobTitle });
  if (second !== 'memberof' && second !== 'transitivememberof') return noSegment(call, 1);
  if (cast !== undefined && cast !== 'microsoft.graph.directoryrole') return noSegment(call, 2);
  const directoryRoles = roleTemplateIds.map((roleTemplateId) => ({
    '@odata.type': '#microsoft.graph.directoryRole',
    id: `0b1e${roleTemplateId.slice(4)}`,
    displayName: 'Authentication Administrator',
    roleTemplateId,
  }));
  const group = { '@odata.type': '#microsoft.graph.group', id: collections.group.id, displayName: 'Plant 7' };
  return json(context, 200, { value: cast === undefined ? [group, ...directoryRoles] : directoryRoles });
}

function callerOf({ state }: GraphParts, { grant }: Call): Supervisor | undefined {
  return state.supervisors.find((candidate) => candidate.id === grant.oid);
}

async function aboutUser(parts: GraphParts, call: Call, idOrUpn: string): Promise<Response> {
  const { context, path, url } = call;
  const person = parts.state.person(idOrUpn);
  if (person === null) return notFound(context, idOrUpn);
  const rest = path.slice(2).map((part) => part.toLowerCase());
  if (rest.length === 0) return oneUser(context, url, person);
  const isPhoto = rest.at(-1) === '$value' && (rest[0] === 'photo' || rest[0] === 'photos');
  return isPhoto ? photo(context, person, rest.join('/')) : noSegment(call, 2);
}

const device = {
  '@odata.type': '#microsoft.graph.device',
  id: 'da1a0000-0000-4000-8000-0000c0000001',
  displayName: 'PLANT7-GATE3',
};
/** Members are searched by these two alone; the demo's users have no description. */
const memberRules = { searchable: ['displayName'], isAdvancedOnly: true, isMixed: true };

/** `/groups/{id}/members` and `/directory/administrativeUnits/{id}/members`, each with the cast to users or without. */
function members({ state }: GraphParts, call: Call): Response {
  const lower = call.path.map((part) => part.toLowerCase());
  const isUnit = lower[0] === 'directory' && lower[1] === 'administrativeunits';
  if (!isUnit && lower[0] !== 'groups') return noSegment(call, 0);
  const [id = '', segment, cast] = lower.slice(isUnit ? 2 : 1);
  const collection = isUnit ? collections.administrativeUnit : collections.group;
  if (id !== collection.id) return notFound(call.context, id);
  if (segment !== 'members') return noSegment(call, isUnit ? 3 : 2);
  if (cast !== undefined && cast !== 'microsoft.graph.user') return noSegment(call, isUnit ? 4 : 3);
  const people = state.people.slice(0, collection.workerCount);
  const isMixed = cast === undefined;
  return listUsers(listCall(call), people, { ...memberRules, isMixed }, isMixed ? [device] : []);
}

async function aboutMethod(parts: GraphParts, call: Call, idOrUpn: string): Promise<Response> {
  const { context, request } = call;
  const { manners, state } = parts;
  const rest = call.path.slice(3).map((part) => part.toLowerCase());
  const isList = rest[0] === 'methods' && rest.length === 1;
  if (rest[0] !== 'qrcodepinmethod' && !isList) return noSegment(call, 3);
  if (context.version === 'v1.0' && !manners.graphV1HasQrCode && !isList)
    return graphError(context, 400, 'BadRequest', "Resource not found for the segment 'qrCodePinMethod'.");
  const person = state.person(idOrUpn);
  if (person === null) return notFound(context, idOrUpn);
  if (!mayManage(callerOf(parts, call), call, person))
    return graphError(context, 403, 'accessDenied', 'Request Authorization failed');
  if (isList)
    return request.method === 'GET' ? listMethods({ context, state, person, manners }) : notAllowed(context);
  const body = await bodyOf(request);
  if (body === undefined)
    return graphError(context, 400, 'BadRequest', 'Unable to read JSON request payload.');
  const part = rest.slice(1).join('/');
  return answerMethodCall({ context, state, person, manners, httpMethod: request.method, part, body });
}

/** It takes the role and the scope, and nobody with that role may touch an administrator. */
function mayManage(supervisor: Supervisor | undefined, { grant, request }: Call, person: Person): boolean {
  const needed =
    request.method === 'GET'
      ? /^User(AuthMethod-QR|AuthenticationMethod)\.Read(Write)?\.All$/i
      : /^User(AuthMethod-QR|AuthenticationMethod)\.ReadWrite\.All$/i;
  const hasRole = supervisor?.roleTemplateIds.includes(roles.authenticationAdministrator) ?? false;
  return hasRole && !person.isPrivileged && grant.scopes.some((scope) => needed.test(scope));
}

/** Undefined: not JSON. */
async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (malformed) {
    if (malformed instanceof SyntaxError) return undefined;
    throw malformed;
  }
}

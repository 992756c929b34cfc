/** Graph's front door: who calls, in which version, and which route it is. */
import type { TenantControl } from '../control.ts';
import type { Grant, Tokens } from '../entra/tokens.ts';
import type { State } from '../state.ts';
import { type Person, roles } from '../workers.ts';
import { answerMethodCall, listMethods } from './methods.ts';
import { type GraphContext, graphError, json, notAllowed } from './reply.ts';
import { deltaUsers, listUsers, oneUser, photo } from './users.ts';

export interface GraphParts {
  readonly state: State;
  readonly tokens: Tokens;
  readonly control: TenantControl;
  readonly nowMs: () => number;
}

interface Call {
  readonly context: GraphContext;
  readonly url: URL;
  readonly request: Request;
  /** Below the version, percent-decoded. */
  readonly path: readonly string[];
  readonly grant: Grant;
}

export async function answerGraph(parts: GraphParts, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [version, ...path] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const context: GraphContext = {
    version: version === 'beta' ? 'beta' : 'v1.0',
    requestId: crypto.randomUUID(),
    clientRequestId: request.headers.get('client-request-id'),
    nowMs: parts.nowMs(),
  };
  const grant = parts.tokens.check(request.headers.get('authorization'));
  if (grant === null) return unauthenticated(context);
  const { requiredClaims } = parts.control;
  if (requiredClaims !== null && grant.claims !== requiredClaims)
    return claimsChallenge(context, requiredClaims);
  return route(parts, { context, url, request, path, grant });
}

function unauthenticated(context: GraphContext): Response {
  const headers = { 'www-authenticate': 'Bearer realm="", error="invalid_token"' };
  return graphError(
    context,
    401,
    'InvalidAuthenticationToken',
    'Access token is missing, expired or revoked.',
    headers,
  );
}

function claimsChallenge(context: GraphContext, claims: string): Response {
  const challenge = `Bearer realm="", authorization_uri="https://login.daypass.example/common/oauth2/authorize", error="insufficient_claims", claims="${btoa(claims)}"`;
  return graphError(
    context,
    401,
    'InvalidAuthenticationToken',
    'Continuous access evaluation resulted in challenge.',
    {
      'www-authenticate': challenge,
    },
  );
}

async function route(parts: GraphParts, call: Call): Promise<Response> {
  const [first, second, third] = call.path.map((part) => part.toLowerCase());
  const { context } = call;
  const list = { context, url: call.url, consistency: call.request.headers.get('consistencylevel') };
  if (first === 'me') return aboutMe(parts, call);
  if (first === 'users' && second === undefined) return listUsers(list, parts.state.people);
  if (first === 'users' && second === 'delta') return deltaUsers(list, parts.state);
  if (first === 'users' && second !== undefined) return aboutUser(parts, call, second);
  const isMembers =
    (first === 'groups' && third === 'members') ||
    (first === 'directory' && call.path[3]?.toLowerCase() === 'members');
  if (isMembers) return listUsers(list, parts.state.people.slice(0, 60));
  return graphError(
    context,
    400,
    'BadRequest',
    `Resource not found for the segment '${call.path[0] ?? ''}'.`,
  );
}

function aboutMe({ state }: GraphParts, { context, path, grant }: Call): Response {
  const supervisor = state.supervisors.find((candidate) => candidate.id === grant.oid);
  if (supervisor === undefined) return graphError(context, 404, 'Request_ResourceNotFound', 'You are gone.');
  const { id, displayName, userPrincipalName, jobTitle, roleTemplateIds } = supervisor;
  if (path.length === 1) return json(context, 200, { id, displayName, userPrincipalName, jobTitle });
  if (!['memberof', 'transitivememberof'].includes(path[1]?.toLowerCase() ?? ''))
    return graphError(context, 400, 'BadRequest', `Resource not found for the segment '${path[1]}'.`);
  const value = roleTemplateIds.map((roleTemplateId) => ({
    '@odata.type': '#microsoft.graph.directoryRole',
    id: `0b1e${roleTemplateId.slice(4)}`,
    displayName: 'Authentication Administrator',
    roleTemplateId,
  }));
  return json(context, 200, { value });
}

async function aboutUser(parts: GraphParts, call: Call, idOrUpn: string): Promise<Response> {
  const { context, path } = call;
  const person = parts.state.person(idOrUpn);
  if (person === null)
    return graphError(
      context,
      404,
      'Request_ResourceNotFound',
      `Resource '${idOrUpn}' does not exist or one of its queried reference-property objects are not present.`,
    );
  const rest = path.slice(2).map((part) => part.toLowerCase());
  if (rest.length === 0) return oneUser({ context, url: call.url, consistency: null }, person);
  if (rest.at(-1) === '$value' && (rest[0] === 'photo' || rest[0] === 'photos'))
    return photo(context, person);
  const isMethods = rest[1] === 'qrcodepinmethod' || (rest[1] === 'methods' && rest.length === 2);
  if (rest[0] === 'authentication' && isMethods) return aboutMethod(parts, call, person, rest.slice(1));
  return graphError(context, 400, 'BadRequest', `Resource not found for the segment '${path[2] ?? ''}'.`);
}

async function aboutMethod(
  parts: GraphParts,
  call: Call,
  person: Person,
  rest: readonly string[],
): Promise<Response> {
  const { context, request } = call;
  const { control, state } = parts;
  if (context.version === 'v1.0' && !control.graphV1HasQrCode && rest[0] === 'qrcodepinmethod')
    return graphError(context, 400, 'BadRequest', "Resource not found for the segment 'qrCodePinMethod'.");
  const supervisor = state.supervisors.find((candidate) => candidate.id === call.grant.oid);
  const mayManage = supervisor?.roleTemplateIds.includes(roles.authenticationAdministrator) ?? false;
  if (!mayManage || person.isPrivileged)
    return graphError(context, 403, 'accessDenied', 'Request Authorization failed');
  if (rest[0] === 'methods')
    return request.method === 'GET' ? listMethods({ context, state, person, control }) : notAllowed(context);
  const body = await bodyOf(request);
  if (body === undefined)
    return graphError(context, 400, 'BadRequest', 'Unable to read JSON request payload.');
  const part = rest.slice(1).join('/');
  return answerMethodCall({ context, state, person, control, httpMethod: request.method, part, body });
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

/** Graph's ways of answering: bodies with their annotations, errors with their request ids, times with seven digits. */

export interface GraphContext {
  readonly version: 'v1.0' | 'beta';
  readonly requestId: string;
  readonly clientRequestId: string | null;
  readonly nowMs: number;
}

export function json(context: GraphContext, status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...commonHeaders(context),
      'content-type': 'application/json; odata.metadata=minimal; charset=utf-8',
    },
  });
}

export function noContent(context: GraphContext): Response {
  return new Response(null, { status: 204, headers: commonHeaders(context) });
}

export function graphError(
  context: GraphContext,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const innerError = {
    date: new Date(context.nowMs).toISOString().slice(0, 19),
    'request-id': context.requestId,
    'client-request-id': context.clientRequestId ?? context.requestId,
  };
  const reply = json(context, status, { error: { code, message, innerError } });
  for (const [name, value] of Object.entries(headers)) reply.headers.set(name, value);
  return reply;
}

export function notAllowed(context: GraphContext): Response {
  const message = 'Specified HTTP method is not allowed for the request target.';
  return graphError(context, 405, 'Request_BadRequest', message);
}

export function commonHeaders(context: GraphContext): Record<string, string> {
  return {
    'request-id': context.requestId,
    'client-request-id': context.clientRequestId ?? context.requestId,
    date: new Date(context.nowMs).toUTCString(),
    'cache-control': 'no-cache',
  };
}

/** `2025-03-04T21:27:46.9770000Z` */
export function graphTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '0000Z');
}

/** What Graph says for "never". */
export const neverUsed = '0001-01-01T00:00:00Z';

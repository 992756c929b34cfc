/** How Entra's endpoints answer programs: JSON that is never cached, errors as OAuth has them. */

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** `description` begins with its AADSTS number, which is also told apart, as Entra does; `suberror` where it has one. */
export function oauthError(
  error: string,
  description: string,
  suberror: string | null = null,
  claims: string | null = null,
): Response {
  const number = /^AADSTS(\d+)/.exec(description)?.[1];
  return json(400, {
    error,
    error_description: description,
    error_codes: number === undefined ? [] : [Number(number)],
    ...(suberror === null ? {} : { suberror }),
    ...(claims === null ? {} : { claims }),
    trace_id: crypto.randomUUID(),
    correlation_id: crypto.randomUUID(),
  });
}

/** Ends MSAL's wait for the redirect: its loopback server has no other way to be told that nobody will come. */
import { request } from 'node:http';

/** The loopback address that `authorizeUrl` will send the browser back to, or null. */
export function redirectOf(authorizeUrl: string): URL | null {
  const redirect = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
  if (!URL.canParse(redirect)) return null;
  const url = new URL(redirect);
  const isLoopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  return url.protocol === 'http:' && isLoopback && url.port !== '' ? url : null;
}

/**
 * Posts `error=access_denied` with the request's own state to the loopback server of msal-node 7, which rejects the
 * pending request and closes. A server that is gone already is what we want, so failures are let go.
 */
export function refuseAtLoopback(authorizeUrl: string): void {
  const redirect = redirectOf(authorizeUrl);
  const state = new URL(authorizeUrl).searchParams.get('state');
  if (redirect === null || state === null) return;
  const body = new URLSearchParams({
    error: 'access_denied',
    error_description: 'sign-in ended',
    state,
  }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
  };
  const post = request({
    host: '127.0.0.1',
    port: redirect.port,
    method: 'POST',
    path: '/',
    headers,
    agent: false,
  });
  post.on('response', (response) => response.resume());
  post.on('error', () => undefined);
  post.end(body);
}

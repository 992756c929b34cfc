/** MSAL's HTTP over the Network port: every failure is named and kept, for MSAL itself drops the reason. */
import {
  AuthError,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Clock, HttpRequest, Network, Reply } from '../ports.ts';

export interface MsalNetwork {
  readonly client: INetworkModule;
  /** Starts to listen for what goes wrong from now on; the function returned tells the latest, or null. */
  watch(): () => Trouble | null;
  /** A new device code starts without the slowness the last one was told to keep. */
  resetPolling(): void;
}

const timeoutMs = 15_000;
/** RFC 8628 section 3.5: what `slow_down` adds to the interval for the rest of the flow. */
const slowDownMs = 5_000;
const deviceCodeGrant = 'device_code';

type Json = Readonly<Record<string, unknown>>;

/**
 * Replies 429 and 5xx become failures here: passed on, they would make MSAL refuse the same call unasked for a minute.
 * While a device code is polled, a failure on the way means "ask again": the code stays good.
 */
export function createMsalNetwork(network: Network, clock: Clock): MsalNetwork {
  let latest: { readonly found: Trouble } | null = null;
  let pollPauseMs = 0;
  const exchange = async (request: HttpRequest): Promise<NetworkResponse<Json>> => {
    const sent = await network.send(request);
    const reply = sent.ok ? readReply(sent.value) : trouble(sent.error.kind, { detail: sent.error.detail });
    if ('body' in reply) return reply;
    latest = { found: reply };
    throw new AuthError('network_error', '', reply.kind);
  };
  const poll = async (request: HttpRequest): Promise<NetworkResponse<Json>> => {
    const answer = await exchange(request).catch((failure: unknown) => {
      if (failure instanceof AuthError) return pending;
      throw failure;
    });
    if (answer.body.error === 'slow_down') pollPauseMs += slowDownMs;
    else if (answer.body.error !== 'authorization_pending') return answer;
    if (pollPauseMs > 0) await new Promise<void>((resume) => clock.after(pollPauseMs, resume));
    return pending;
  };
  const send = async <T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    const body = method === 'POST' ? (options?.body ?? '') : null;
    const isPoll = new URLSearchParams(body ?? '').get('grant_type')?.endsWith(deviceCodeGrant) === true;
    const request = { method, url, headers: options?.headers ?? {}, body, timeoutMs };
    const answer = await (isPoll ? poll : exchange)(request);
    // MSAL names the type it hopes for; what is really there was checked to be a JSON object and no more.
    return answer as NetworkResponse<T>;
  };
  return {
    client: {
      sendGetRequestAsync: (url, options) => send('GET', url, options),
      sendPostRequestAsync: (url, options) => send('POST', url, options),
    },
    watch() {
      const before = latest;
      return () => (latest === before ? null : (latest?.found ?? null));
    },
    resetPolling() {
      pollPauseMs = 0;
    },
  };
}

const pending: NetworkResponse<Json> = { status: 400, headers: {}, body: { error: 'authorization_pending' } };

function readReply(reply: Reply): NetworkResponse<Json> | Trouble {
  const { status, headers } = reply;
  if (status === 429 || status === 503) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    const retryAfterSeconds = Number.isInteger(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) : null;
    return trouble('busy', { retryAfterSeconds, detail: String(status) });
  }
  if (status >= 500) return trouble('server-error', { detail: String(status) });
  if (status === 407) return trouble('proxy-refused', { detail: '407' });
  const text = new TextDecoder().decode(reply.body);
  const isHtml =
    /^(?:text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '') ||
    /^[\ufeff\s]*</.test(text);
  if (isHtml || (status >= 300 && status < 400))
    return trouble('captive-portal', { detail: `${status} not-entra` });
  const body = jsonObject(text);
  return body === null
    ? trouble('bad-answer', { detail: `${status}` })
    : { status, headers: Object.fromEntries(headers), body };
}

function jsonObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? soundDeviceCode(value as Json)
      : null;
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return null;
    throw notJson;
  }
}

/** MSAL polls as often as it is told: a missing or silly interval would make it poll without a pause. */
function soundDeviceCode(body: Json): Json {
  if (!('device_code' in body)) return body;
  const seconds = (value: unknown, least: number, most: number, otherwise: number): number =>
    typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
  const { interval, expires_in: expiresIn } = body;
  return { ...body, interval: seconds(interval, 1, 60, 5), expires_in: seconds(expiresIn, 1, 3_600, 900) };
}

/** Entra's endpoints and the supervisor's window, scripted: what tests of the MSAL session sign in with. */
import { request as post } from 'node:http';
import type { SignInPage, SignInWindow } from '../main/auth/sign-in-window.ts';
import { jsonReply } from './fake-network.ts';

const tenant = '7e0a0000-0000-4000-8000-000000000000';
export const authority = `https://login.example.com/${tenant}`;
export const objectId = '5a1e0000-0000-4000-8000-000000000001';

export interface FakeEntra {
  readonly handle: (request: Request) => Promise<Response>;
  /** The bodies of the token requests. */
  readonly tokenRequests: readonly URLSearchParams[];
  /** Answers the next token request with this. */
  answerToken(answer: Response): void;
}

export function oauthError(error: string, known: Readonly<Record<string, unknown>> = {}): Response {
  return jsonReply(400, { error, error_description: 'AADSTS: about sam@example.com', ...known });
}

/** `expiresIn` is the lifetime of access tokens in seconds. */
export function createFakeEntra({ expiresIn = 3_600 }: { readonly expiresIn?: number } = {}): FakeEntra {
  const answers: Response[] = [];
  const tokenRequests: URLSearchParams[] = [];
  return {
    tokenRequests,
    answerToken: (answer) => answers.push(answer),
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/.well-known/openid-configuration')) return jsonReply(200, discovery);
      if (pathname.endsWith('/devicecode')) return jsonReply(200, deviceCode);
      if (!pathname.endsWith('/token')) return jsonReply(404, {});
      tokenRequests.push(new URLSearchParams(await request.text()));
      return answers.shift() ?? jsonReply(200, tokens(tokenRequests.length, expiresIn));
    },
  };
}

const discovery = {
  issuer: `${authority}/v2.0`,
  authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
  token_endpoint: `${authority}/oauth2/v2.0/token`,
  device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
  jwks_uri: `${authority}/keys`,
};

const deviceCode = {
  user_code: 'ABCD1234',
  device_code: 'device-code-1',
  verification_uri: 'https://login.example.com/device',
  expires_in: 900,
  interval: 5,
  message: 'not shown',
};

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function tokens(serial: number, expiresIn: number) {
  const claims = {
    oid: objectId,
    tid: tenant,
    sub: 'sub',
    name: 'Sam Supervisor',
    preferred_username: 'sam@example.com',
    wids: ['c4e39bd9-1100-46d3-8c65-fb160da0071f'],
    iss: `${authority}/v2.0`,
  };
  return {
    token_type: 'Bearer',
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: `access-${serial}`,
    refresh_token: `refresh-${serial}`,
    id_token: `${base64url({ alg: 'none' })}.${base64url(claims)}.`,
    client_info: base64url({ uid: objectId, utid: tenant }),
    scope: 'openid profile offline_access UserAuthMethod-QR.ReadWrite.All',
  };
}

export interface FakeWindow extends SignInWindow {
  readonly url: URL | null;
  readonly page: SignInPage | null;
  readonly isOpen: boolean;
  /** How often data were cleared. */
  readonly clearings: number;
  /** Settles once a page is being shown. */
  readonly shown: Promise<void>;
  /** The person signs in: the page posts a code, or whatever `answer` says, to the redirect. Gives the status. */
  submit(answer?: Readonly<Record<string, string>>): Promise<number>;
}

export function createFakeWindow(): FakeWindow {
  let url: URL | null = null;
  let page: SignInPage | null = null;
  let isOpen = false;
  let clearings = 0;
  let show: () => void = () => undefined;
  const shown = new Promise<void>((resolve) => {
    show = resolve;
  });
  return {
    shown,
    get url() {
      return url;
    },
    get page() {
      return page;
    },
    get isOpen() {
      return isOpen;
    },
    get clearings() {
      return clearings;
    },
    async open(asked, opened) {
      url = new URL(asked);
      page = opened;
      isOpen = true;
      show();
    },
    close() {
      isOpen = false;
    },
    async clearData() {
      clearings += 1;
    },
    submit(answer = { code: 'auth-code-1' }) {
      const query = url?.searchParams;
      const body = new URLSearchParams({ state: query?.get('state') ?? '', ...answer });
      return postForm(new URL(query?.get('redirect_uri') ?? ''), body);
    },
  };
}

/** Posts a form as the sign-in page would; `localhost` is the loopback address of version 4. */
export function postForm(target: URL, body: URLSearchParams): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = post({
      host: '127.0.0.1',
      port: target.port,
      path: '/',
      method: 'POST',
      headers,
      agent: false,
    });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body.toString());
  });
}

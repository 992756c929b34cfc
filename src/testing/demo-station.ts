/** Session and Directory as in the product, on the demo tenant in process: a supervisor signs in by its pages. */
import { createDemoTenant, type DemoTenant } from '../demo-tenant/tenant.ts';
import { createMsalSession, type MsalSession } from '../main/auth/msal-session.ts';
import type { SignInWindow } from '../main/auth/sign-in-window.ts';
import { createDirectory, type DirectoryConfig } from '../main/graph/directory.ts';
import type { Directory, Network } from '../main/ports.ts';
import { createNetwork, type Fetch } from '../main/shell/network.ts';
import { postForm } from './fake-sign-in.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** Which button of the account page the person presses. */
export type Choice = 'authentication-administrator' | 'no-role' | 'cancel';

export interface DemoStation {
  readonly tenant: DemoTenant;
  readonly clock: VirtualClock;
  readonly network: Network;
  readonly session: MsalSession;
  readonly directory: Directory;
  /** What the person will press from now on. */
  choose(choice: Choice): void;
}

const host = 'login.daypass.example';
const graphHost = 'graph.daypass.example';
const tenantId = '7e0a0000-0000-4000-8000-00000000d390';

const config: DirectoryConfig = {
  graphBaseUrl: `https://${graphHost}`,
  graphVersion: 'auto',
  workers: { from: 'tenant' },
  cardNumber: 'extensionAttribute3',
};

/** @param between stands between the station and the tenant: where a test lets the network misbehave */
export function createDemoStation(
  between: (tenant: Fetch, clock: VirtualClock) => Fetch = (tenant) => tenant,
  workerCount = 60,
): DemoStation {
  const clock = createVirtualClock();
  const tenant = createDemoTenant({
    authorityHost: host,
    graphHost,
    tenantId,
    nowMs: clock.trueMs,
    workerCount,
  });
  const network = createNetwork(
    between((request) => tenant.handle(request), clock),
    clock,
  );
  let choice: Choice = 'authentication-administrator';
  const session = createMsalSession({
    secrets: null,
    config: {
      clientId: 'da1fa550-0000-4000-8000-000000000000',
      authority: `https://${host}/${tenantId}`,
      knownAuthorities: [host],
      scopes: ['UserAuthMethod-QR.ReadWrite.All', 'User.ReadBasic.All'],
    },
    network,
    clock,
    window: windowOf(tenant, () => choice),
    log: () => undefined,
  });
  let serial = 0;
  const uuid = (): string => {
    serial += 1;
    return `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
  };
  const directory = createDirectory({
    network,
    session,
    clock,
    ids: { uuid },
    random: () => 0,
    claimedRoles: () => session.claimedRoles(),
    config,
  });
  const choose = (next: Choice): void => {
    choice = next;
  };
  return { tenant, clock, network, session, directory, choose };
}

/** Plays browser and person: reads the page's form, presses a button, and posts where the answer says. */
export function windowOf(tenant: DemoTenant, choice: () => Choice): SignInWindow {
  return {
    async open(url) {
      const accounts = await (await tenant.handle(new Request(url))).text();
      const { action, fields } = formOf(accounts);
      fields.set('account', choice());
      const answer = await tenant.handle(new Request(action, { method: 'POST', body: fields }));
      const { action: redirect, fields: answered } = formOf(await answer.text());
      await postForm(new URL(redirect), answered);
    },
    close: () => undefined,
    clearData: () => Promise.resolve(),
  };
}

function formOf(html: string): { readonly action: string; readonly fields: URLSearchParams } {
  const action = /<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? '';
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const fields = inputs.map(([, name = '', value = '']) => [plainText(name), plainText(value)]);
  return { action: plainText(action), fields: new URLSearchParams(fields) };
}

function plainText(text: string): string {
  const marks: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
  return text.replace(/&(?:amp|lt|gt|quot);/g, (mark) => marks[mark] ?? mark);
}

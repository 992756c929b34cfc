/** The `Session` port over msal-node: one supervisor at a time, tokens in memory only, every sign-in comes to an end. */
import type {
  AccountInfo,
  AuthenticationResult,
  DeviceCodeRequest,
  PublicClientApplication,
} from '@azure/msal-node';
import { err, ok, type Result } from '../../core/result.ts';
import { needsSignIn, type Trouble, trouble } from '../../core/trouble.ts';
import type { Account, Clock, DeviceCode, Network, Session } from '../ports.ts';
import { presentDeviceCode } from './device-code.ts';
import { refuseAtLoopback } from './loopback.ts';
import { allowedHosts, createClient, type MsalConfig } from './msal-client.ts';
import { claimsOf, troubleOfMsal } from './msal-errors.ts';
import { createMsalNetwork, type MsalNetwork } from './msal-network.ts';
import { SignInAttempt } from './sign-in-attempt.ts';
import type { SignInWindow } from './sign-in-window.ts';

export interface MsalSessionPorts {
  readonly config: MsalConfig;
  readonly network: Network;
  readonly clock: Clock;
  readonly window: SignInWindow;
  /** Warnings and errors of MSAL; lines that may hold personal data are dropped before. */
  readonly log: (line: string) => void;
}

export interface MsalSession extends Session {
  /** The `wids` claim of the sign-in: role template ids, or null where the tenant does not send it. */
  claimedRoles(): readonly string[] | null;
}

const signInTimeoutMs = 300_000;
/** What the loopback server shows for the moment until the window closes: nothing to read, in no language. */
const blankPage = '<!doctype html><title></title>';

export function createMsalSession(ports: MsalSessionPorts): MsalSession {
  return new SupervisorSession(ports);
}

class SupervisorSession implements MsalSession {
  private readonly ports: MsalSessionPorts;
  private readonly network: MsalNetwork;
  private readonly client: PublicClientApplication;
  private attempt: SignInAttempt | null = null;
  private account: AccountInfo | null = null;
  private roles: readonly string[] | null = null;
  /** A claims challenge that only a person can answer: goes into the next sign-in. */
  private owedClaims: string | null = null;
  private needsPerson = false;
  private readonly listeners = new Set<(needsPerson: boolean) => void>();

  constructor(ports: MsalSessionPorts) {
    this.ports = ports;
    this.network = createMsalNetwork(ports.network, ports.clock);
    this.client = createClient(ports.config, this.network, ports.log);
  }

  claimedRoles(): readonly string[] | null {
    return this.roles;
  }

  async signIn(
    method: 'browser-window' | 'device-code',
    onDeviceCode: (code: DeviceCode) => void,
  ): Promise<Result<Account, Trouble>> {
    if (this.attempt !== null) return err(trouble('already-running'));
    const attempt = new SignInAttempt(this.ports.clock);
    this.attempt = attempt;
    const networkTrouble = this.network.watch();
    const running =
      method === 'browser-window' ? this.interactive(attempt) : this.byDeviceCode(attempt, onDeviceCode);
    const settled = running.then(
      (result) => (result === null ? err(trouble('bad-answer')) : ok(result)),
      (error: unknown) => err(troubleOfMsal(error, method, networkTrouble())),
    );
    try {
      const first = await Promise.race([settled, attempt.ended.then((found) => err(found))]);
      if (first.ok) return await this.keep(first.value);
      if (attempt.hasEnded) this.forgetLate(settled);
      return first;
    } finally {
      attempt.finish();
      this.attempt = null;
      this.ports.window.close();
    }
  }

  /** Ended from outside, MSAL may still come by tokens (the code was on its way), which nobody asked for any more. */
  private forgetLate(settled: Promise<Result<AuthenticationResult, Trouble>>): void {
    const done = settled.then((late) => {
      const isWanted = late.ok && late.value.account?.homeAccountId === this.account?.homeAccountId;
      return late.ok && !isWanted ? this.forget(late.value.account) : undefined;
    });
    done.catch((failure: unknown) => this.ports.log(`late end of a sign-in: ${String(failure)}`));
  }

  cancelSignIn(): void {
    this.attempt?.end(trouble('sign-in-cancelled'));
  }

  async token(how: { readonly claims?: string; readonly fresh?: boolean } = {}) {
    const { account } = this;
    if (account === null) {
      this.tell(true);
      return err(trouble('signed-out'));
    }
    const networkTrouble = this.network.watch();
    const { claims, fresh = false } = how;
    try {
      const result = await this.client.acquireTokenSilent({
        account,
        scopes: [...this.ports.config.scopes],
        forceRefresh: fresh,
        ...(claims === undefined ? {} : { claims }),
      });
      if (this.account !== account) return err(trouble('signed-out'));
      this.tell(false);
      this.roles = rolesIn(result.idTokenClaims) ?? this.roles;
      return ok({ secret: result.accessToken, expiresAtMs: result.expiresOn?.getTime() ?? 0 });
    } catch (error) {
      // AuthErrors are named here; anything else is thrown on as a bug
      const found = troubleOfMsal(error, 'silent', networkTrouble());
      if (needsSignIn(found.kind) && this.account === account) {
        this.owedClaims = claimsOf(error) ?? claims ?? null;
        this.tell(true);
      }
      return err(found);
    }
  }

  onNeedsPerson(listener: (needsPerson: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(needsPerson: boolean): void {
    if (needsPerson === this.needsPerson) return;
    this.needsPerson = needsPerson;
    for (const listener of this.listeners) listener(needsPerson);
  }

  async signOut(): Promise<void> {
    this.cancelSignIn();
    this.account = null;
    this.tell(false);
    this.roles = null;
    this.owedClaims = null;
    this.ports.window.close();
    for (const account of await this.client.getAllAccounts()) await this.forget(account);
    await this.ports.window.clearData();
  }

  private interactive(attempt: SignInAttempt): Promise<AuthenticationResult> {
    attempt.endAfter(signInTimeoutMs, trouble('sign-in-timeout'));
    return this.client.acquireTokenInteractive({
      scopes: [...this.ports.config.scopes],
      // A station is shared: whoever was signed in to the machine or the browser before is nobody here.
      prompt: 'login',
      successTemplate: blankPage,
      errorTemplate: blankPage,
      ...(this.owedClaims === null ? {} : { claims: this.owedClaims }),
      openBrowser: (url) => this.openWindow(url, attempt),
    });
  }

  private async openWindow(url: string, attempt: SignInAttempt): Promise<void> {
    attempt.onEnd(() => refuseAtLoopback(url));
    if (attempt.hasEnded) return;
    await this.ports.window.open(url, {
      allowedHosts: allowedHosts(this.ports.config, url),
      onClosed: () => attempt.end(trouble('sign-in-cancelled')),
      onFailed: (kind, detail) => attempt.end(trouble(kind, { detail })),
    });
  }

  private byDeviceCode(
    attempt: SignInAttempt,
    onDeviceCode: (code: DeviceCode) => void,
  ): Promise<AuthenticationResult | null> {
    this.network.resetPolling();
    const request: DeviceCodeRequest = {
      scopes: [...this.ports.config.scopes],
      ...(this.owedClaims === null ? {} : { claims: this.owedClaims }),
      deviceCodeCallback: (reply) => {
        attempt.endAfter(reply.expiresIn * 1000, trouble('device-code-expired'));
        void presentDeviceCode(reply).then((code) => {
          if (code === null) attempt.end(trouble('bad-answer', { detail: 'device code' }));
          else if (!attempt.hasEnded) onDeviceCode(code);
        });
      },
    };
    attempt.onEnd(() => {
      request.cancel = true;
    });
    return this.client.acquireTokenByDeviceCode(request);
  }

  private async keep(result: AuthenticationResult): Promise<Result<Account, Trouble>> {
    const { account } = result;
    if (account === null) return err(trouble('bad-answer', { detail: 'no account' }));
    for (const other of await this.client.getAllAccounts()) {
      if (other.homeAccountId !== account.homeAccountId) await this.forget(other);
    }
    this.account = account;
    this.tell(false);
    this.owedClaims = null;
    this.roles = rolesIn(result.idTokenClaims);
    const upn = shown(account.username);
    return ok({ id: account.localAccountId, name: shown(account.name ?? '') || upn, upn });
  }

  private async forget(account: AccountInfo | null): Promise<void> {
    if (account !== null) await this.client.signOut({ account });
  }
}

function rolesIn(claims: object): readonly string[] | null {
  const wids: unknown = 'wids' in claims ? claims.wids : null;
  return Array.isArray(wids) ? wids.filter((id) => typeof id === 'string') : null;
}

function shown(text: string): string {
  return text
    .slice(0, 256)
    .replace(/\p{Cc}/gu, ' ')
    .trim();
}

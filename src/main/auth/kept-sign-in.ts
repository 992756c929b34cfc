/** The sign-in that outlives the process: MSAL's cache in the `SecretStore`, from a finished sign-in to the sign-out. */
import {
  type AccountInfo,
  AuthError,
  type AuthenticationResult,
  type PublicClientApplication,
} from '@azure/msal-node';
import { z } from 'zod';
import type { SecretStore } from '../ports.ts';

/** Whose it is: with another tenant or app in the config, tokens of the one before must go nowhere. */
export interface KeptFor {
  readonly authority: string;
  readonly clientId: string;
}

const section = z.record(z.string(), z.record(z.string(), z.unknown()));
const cacheSchema = z.strictObject({
  Account: section,
  IdToken: section,
  AccessToken: section,
  RefreshToken: section,
  AppMetadata: section,
});
const keptSchema = z.strictObject({ authority: z.string(), clientId: z.string(), cache: cacheSchema });

/**
 * MSAL's memory stays the truth. With an `ICachePlugin` it would empty it before each token and read the store again
 * (msal-node 7.2, `overwriteCache`): a full disk would sign the supervisor out.
 */
export class KeptSignIn {
  /** @param store null: nothing is ever kept */
  constructor(
    private readonly store: SecretStore | null,
    private readonly owner: KeptFor,
    private readonly client: PublicClientApplication,
    private readonly log: (line: string) => void,
  ) {}

  /** While a supervisor is signed in: what came since the last time is kept as well. */
  save(): void {
    const tokens = this.client.getTokenCache();
    if (this.store === null || !tokens.hasChanged()) return;
    const { authority, clientId } = this.owner;
    const cache: unknown = JSON.parse(tokens.serialize());
    if (!this.store.write(JSON.stringify({ authority, clientId, cache })).ok)
      this.log('the sign-in could not be kept');
  }

  drop(): void {
    const cleared = this.store?.clear();
    if (cleared?.ok === false) this.log(`the kept sign-in could not be removed: ${cleared.error.detail}`);
  }

  /** Gives MSAL what is kept. Null, with nothing left of it, unless it is this station's and of exactly one person. */
  async load(): Promise<AccountInfo | null> {
    const cache = this.read();
    if (cache !== null) {
      const account = await onlyAccount(this.client, cache);
      if (account !== null) return account;
      this.client.clearCache();
    }
    this.drop();
    return null;
  }

  /** Fresh tokens for what was loaded. Null: the service answered for somebody else, or MSAL stumbled over it. Throws AuthErrors. */
  async renew(account: AccountInfo, scopes: readonly string[]): Promise<AuthenticationResult | null> {
    try {
      const result = await this.client.acquireTokenSilent({
        account,
        scopes: [...scopes],
        forceRefresh: true,
      });
      return result.account?.homeAccountId === account.homeAccountId ? result : null;
    } catch (error) {
      if (error instanceof AuthError) throw error;
      this.log(`the kept sign-in is damaged: ${error instanceof Error ? error.name : typeof error}`);
      return null;
    }
  }

  private read(): string | null {
    const parsed = keptSchema.safeParse(jsonOrNull(this.store?.read() ?? null));
    if (!parsed.success) return null;
    const { authority, clientId, cache } = parsed.data;
    const isOurs = authority === this.owner.authority && clientId === this.owner.clientId;
    return isOurs ? JSON.stringify(cache) : null;
  }
}

async function onlyAccount(client: PublicClientApplication, cache: string): Promise<AccountInfo | null> {
  try {
    const tokens = client.getTokenCache();
    tokens.deserialize(cache);
    // Or MSAL holds on to the text, tokens that were signed out since included.
    tokens.deserialize('');
    const [account, ...others] = await client.getAllAccounts();
    return account !== undefined && others.length === 0 ? account : null;
  } catch (damaged) {
    if (damaged instanceof Error) return null;
    throw damaged;
  }
}

function jsonOrNull(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch (damaged) {
    if (damaged instanceof SyntaxError) return null;
    throw damaged;
  }
}

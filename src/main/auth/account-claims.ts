/** What a sign-in's own claims say of the supervisor. */
import type { AccountInfo } from '@azure/msal-node';
import type { Account } from '../ports.ts';

export function accountOf(account: AccountInfo): Account {
  const upn = shown(account.username);
  return { id: account.localAccountId, name: shown(account.name ?? '') || upn, upn };
}

/** The `wids` claim: role template ids, or null where the tenant does not send it. */
export function rolesIn(claims: object): readonly string[] | null {
  const wids: unknown = 'wids' in claims ? claims.wids : null;
  return Array.isArray(wids) ? wids.filter((id) => typeof id === 'string') : null;
}

function shown(text: string): string {
  return text
    .slice(0, 256)
    .replace(/\p{Cc}/gu, ' ')
    .trim();
}

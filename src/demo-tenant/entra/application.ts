/** The one application that the demo's Entra knows, and what its endpoints share. */
import type { State } from '../state.ts';
import type { Tokens } from './tokens.ts';

export interface EntraParts {
  readonly state: State;
  readonly tokens: Tokens;
  readonly nowMs: () => number;
  /** `https://host[:port]/tenant` as seen from outside. */
  readonly authority: string;
  readonly tenantId: string;
  /** The only application that is known; null takes any. */
  readonly clientId: string | null;
}

/** Whether a request names that application. */
export function isKnown({ clientId }: Pick<EntraParts, 'clientId'>, fields: URLSearchParams): boolean {
  const asked = fields.get('client_id') ?? '';
  return asked !== '' && (clientId === null || asked.toLowerCase() === clientId.toLowerCase());
}

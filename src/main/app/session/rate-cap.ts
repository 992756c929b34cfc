/** How many codes one supervisor makes in an hour before being asked to sign in once more: counted from the journal alone. */
import type { Actor } from '../../../core/journal/entry.ts';
import { ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { Clock, Journal } from '../../ports.ts';
import type { Authority } from './authority.ts';

export interface RateCap {
  /** Codes that the supervisor may still make this hour; null while that is no matter to speak of. */
  left(actorId: string): number | null;
  /**
   * Before codes are made: asks for a second sign-in where these are more than are left, which opens another hour's worth.
   * One is enough for a whole run of many. `rate-cap` when it was not done.
   */
  allow(actor: Actor, codes: number): Promise<Result<null, Trouble>>;
}

const hourMs = 3_600_000;
/** From this part of the limit on the card says how many are left. */
const warnFrom = 0.8;

export function createRateCap(ports: {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'codesMadeBy'>;
  readonly authority: Pick<Authority, 'renew'>;
  readonly settings: { readonly codesPerHour: number };
}): RateCap {
  const { codesPerHour } = ports.settings;
  const made = (actorId: string) => ports.journal.codesMadeBy(actorId, ports.clock.nowMs() - hourMs);
  return {
    left(actorId) {
      const count = made(actorId);
      return count >= codesPerHour * warnFrom ? Math.max(0, codesPerHour - count) : null;
    },
    async allow({ id }, codes) {
      if (made(id) + codes <= codesPerHour) return ok(null);
      const again = await ports.authority.renew('rate-cap');
      return again.ok ? again : { ok: false, error: trouble('rate-cap', { detail: again.error.kind }) };
    },
  };
}

/** Whether the supervisor may still write: the role is read again before it is a minute old, and no answer permits nothing. */
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { SecondSignIn } from '../../../shared/api.ts';
import type { Clock, Directory } from '../../ports.ts';

export interface Authority {
  /** Reads now: with a sign-in, whoever it was before. */
  read(): Promise<Result<boolean, Trouble>>;
  /** ok when a read that is at most this old (milliseconds) says so. `no-role`, or why the role could not be read. */
  confirm(atMostMs: number): Promise<Result<null, Trouble>>;
  /** Asks the person to sign in once more, now: ok when the same supervisor did. */
  renew(why: SecondSignIn): Promise<Result<null, Trouble>>;
}

/** No write is sent on an older word than this. */
export const roleIsGoodForMs = 60_000;
/** Before an issuance: so that no read falls between its delete and its create, where it could only do harm. */
export const roleIsFreshForMs = 30_000;

export function createAuthority(
  { clock, directory }: { readonly clock: Clock; readonly directory: Pick<Directory, 'mayIssue'> },
  supervision: {
    /** The supervisor held the role and holds it no more. */
    readonly loseRole: () => void;
    readonly signInAgain: Authority['renew'];
  },
): Authority {
  /** Of a read: when it was begun, by the monotonic clock. */
  let known: { readonly atMs: number; readonly holds: boolean } | null = null;
  let reading: Promise<Result<boolean, Trouble>> | null = null;

  const read = async (): Promise<Result<boolean, Trouble>> => {
    const atMs = clock.monotonicMs();
    const role = await directory.mayIssue();
    if (role.ok) known = { atMs, holds: role.value };
    return role;
  };
  /** Several issuances are settled at once: one read answers for all. */
  const readOnce = () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
  return {
    read,
    renew: (why) => supervision.signInAgain(why),
    async confirm(atMostMs) {
      const isRecent = known !== null && clock.monotonicMs() - known.atMs < atMostMs;
      // Once gone it stays gone until the next sign-in: a reconcile must not ask for it again and again.
      if (known?.holds === false) return err(trouble('no-role'));
      if (isRecent) return ok(null);
      const role = await readOnce();
      if (!role.ok) return role;
      if (role.value) return ok(null);
      supervision.loseRole();
      return err(trouble('no-role'));
    },
  };
}

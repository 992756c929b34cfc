/** Whether a session that the end of the program cut off goes on: the journal is asked first, then the service. */
import type { JournalEntry } from '../../../core/journal/entry.ts';
import { ok, type Result } from '../../../core/result.ts';
import { needsSignIn, type Trouble } from '../../../core/trouble.ts';
import type { SupervisorView } from '../../../shared/api.ts';
import type { SupervisionPorts } from './supervision-ports.ts';

export interface Resumed {
  readonly supervisor: SupervisorView;
  /** Until the absolute limit, which a restart does not move. */
  readonly leftMs: number;
}

/** More than a day's. */
const mostRows = 10_000;
/** Clocks are set to the second all the time; what is longer is a clock that was turned back. */
const slackMs = 5_000;

/** Null, or the trouble that kept the service from being asked: then nothing is kept any more. */
export async function resumable(ports: SupervisionPorts): Promise<Result<Resumed | null, Trouble>> {
  let found: Result<Resumed | null, Trouble> = ok(null);
  try {
    found = await ask(ports);
  } finally {
    if (!found.ok || found.value === null) await ports.session.signOut();
  }
  // That somebody has to sign in, the screen says anyway.
  return found.ok || !needsSignIn(found.error.kind) ? found : ok(null);
}

async function ask(ports: SupervisionPorts): Promise<Result<Resumed | null, Trouble>> {
  const { clock, session, authority, journal, settings } = ports;
  const cut = cutOff(journal.recent(mostRows), clock.nowMs(), settings.absoluteMinutes * 60_000);
  if (cut === null) return ok(null);
  const endsAtMs = clock.monotonicMs() + cut.leftMs;
  const account = await session.resume();
  if (!account.ok) return account;
  if (account.value === null || account.value.id !== cut.actorId) return ok(null);
  const role = await authority.read();
  if (!role.ok) return role;
  const leftMs = endsAtMs - clock.monotonicMs();
  return ok(leftMs > 0 ? { supervisor: { ...account.value, mayIssue: role.value }, leftMs } : null);
}

const inOrOut: readonly string[] = ['signed-in', 'signed-out'];
const lockedOrNot: readonly string[] = ['locked', 'unlocked'];

/** The supervisor who neither left nor locked without an unlock, within the absolute limit since a person last signed in. */
function cutOff(
  newestFirst: readonly JournalEntry[],
  nowMs: number,
  absoluteMs: number,
): { readonly actorId: string; readonly leftMs: number } | null {
  const enteredAt = newestFirst.findIndex(({ event }) => inOrOut.includes(event));
  const entered = newestFirst[enteredAt];
  if (entered?.event !== 'signed-in' || entered.actor === null) return null;
  const actorId = entered.actor.id;
  const since = newestFirst.slice(0, enteredAt).find(({ event }) => lockedOrNot.includes(event));
  if (since !== undefined && (since.event === 'locked' || since.actor?.id !== actorId)) return null;
  const isBySomebody = ({ event, actor, detail }: JournalEntry) =>
    event === 'signed-in' && actor?.id === actorId && detail?.reason !== 'resumed';
  const begunAt = newestFirst.findIndex(isBySomebody);
  if (begunAt === -1) return null;
  const instants = [nowMs, ...newestFirst.slice(0, begunAt + 1).map(({ atMs }) => atMs)];
  const isTurnedBack = instants.some((atMs, index) => atMs < (instants[index + 1] ?? 0) - slackMs);
  const goneMs = Math.max(0, nowMs - (instants.at(-1) ?? nowMs));
  return isTurnedBack || goneMs >= absoluteMs ? null : { actorId, leftMs: absoluteMs - goneMs };
}

/** What this station issued today, for the desk: how much of it stands, and the removal of all of it. */
import { type CodeKind, fact } from '../../../core/issuance/events.ts';
import { detailOf, type Order } from '../../../core/issuance/order.ts';
import type { Actor, JournalEntry } from '../../../core/journal/entry.ts';
import { startOfDay } from '../../../core/local-day.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { TodayView } from '../../../shared/issuance.ts';
import type { Clock, Ids, Journal } from '../../ports.ts';
import type { PageClock } from '../page-clock.ts';
import type { Leftovers } from './leftovers.ts';

export interface Today {
  view(): TodayView;
  /**
   * Orders the removal of every code that stands, all written down before the first is sent: what a restart finds of
   * them it goes on with. Returns once they are ordered.
   */
  revoke(actor: Actor): Result<null, Trouble>;
}

export function createToday(
  ports: {
    readonly clock: Clock;
    readonly pageClock: PageClock;
    readonly ids: Ids;
    readonly journal: Journal;
    readonly settings: { readonly timeZone: string };
  },
  leftovers: Leftovers,
  incident: (bug: unknown) => unknown,
): Today {
  const standing = () => {
    const midnightMs = startOfDay(ports.clock.nowMs(), ports.settings.timeZone);
    // Whoever is asked about a badge at this moment decides about its code.
    const underWay = new Set(ports.journal.open());
    const isOver = ({ issuanceId }: JournalEntry) => issuanceId === null || !underWay.has(issuanceId);
    const isLive = ({ expiresAtMs }: JournalEntry) => (expiresAtMs ?? 0) > ports.pageClock.nowMs();
    return ports.journal.standingSince(midnightMs).filter((made) => isLive(made) && isOver(made));
  };
  return {
    view: () => ({ live: standing().length, ...leftovers.batch() }),
    revoke(actor) {
      const ordered = orderedCodes(ports.journal);
      for (const made of standing()) {
        if (ordered.has(made.codeId)) continue;
        const written = ports.journal.append({
          issuanceId: ports.ids.uuid(),
          actor,
          worker: made.worker,
          ...fact('requested', {
            codeKind: made.codeKind,
            detail: { ...detailOf(revocationOf(made)), batch: 'today' },
          }),
        });
        if (!written.ok) return written;
      }
      leftovers.reconcile(actor).catch(incident);
      return ok(null);
    },
  };
}

function revocationOf({ codeKind, codeId, detail, atMs }: JournalEntry): Order {
  const createdAtMs = typeof detail?.createdAtMs === 'number' ? detail.createdAtMs : atMs;
  const target: CodeKind = codeKind ?? 'temporary';
  return { is: 'revoke', target, codeId, createdAtMs };
}

/** The codes whose removal is ordered already and not at its end. */
function orderedCodes(journal: Journal): ReadonlySet<unknown> {
  const firsts = journal.open().flatMap((issuanceId) => journal.entries(issuanceId)[0] ?? []);
  return new Set(firsts.map(({ detail }) => detail?.codeId));
}

/** The orders of a history: as the worker's card offers them, or aimed at what is gone, somebody else's or not there. */
import { type Order, papersOf } from '../../core/issuance/order.ts';
import type { Directory } from '../../main/ports.ts';
import type { CodeState, WorkerCard } from '../../shared/workers.ts';
import type { Aim, OrderKind } from './deeds.ts';
import type { LifeService } from './service.ts';
import { type Carried, carriedOut, type Held } from './service-model.ts';
import type { LifeStation } from './station.ts';

const hourMs = 3_600_000;

/** Codes that an order can be aimed at besides those on the card. */
export interface Known {
  readonly gone: string;
  readonly foreign: string;
}

const nobodys = 'ffffffff-0000-4000-8000-000000000000';

export function orderFor(
  asked: OrderKind | number,
  card: WorkerCard,
  how: { readonly aim: Aim; readonly isLater: boolean; readonly nowMs: number },
  known: Known,
): Order {
  const what = typeof asked === 'number' ? offered(card, asked) : asked;
  const startsAtMs = how.isLater ? Math.round(how.nowMs) + 20 * hourMs : null;
  const aimed = (shown: CodeState) => aimedAt(shown, how.aim, known);
  const revoke = (
    target: 'temporary' | 'standard',
    { codeId, createdAtMs }: ReturnType<typeof aimed>,
  ): Order => ({
    is: 'revoke',
    target,
    codeId: codeId ?? nobodys,
    createdAtMs,
  });
  switch (what) {
    case 'issue':
      return { is: 'issue', hours: 8, startsAtMs, replaceCodeId: liveIn(card.temporary, aimed) };
    case 'enrol':
      return { is: 'enrol', startsAtMs };
    case 'replace':
      return { is: 'replace', replaceCodeId: liveIn(card.standard, aimed) };
    case 'extend':
      return { is: 'extend', codeId: aimed(card.standard).codeId ?? nobodys };
    case 'reset-pin':
      return { is: 'reset-pin' };
    case 'revoke-temporary':
      return revoke('temporary', aimed(card.temporary));
    case 'revoke-standard':
      return revoke('standard', aimed(card.standard));
    default:
      return { is: 'revoke', target: 'method', ...aimed(card.standard) };
  }
}

function offered({ offers }: WorkerCard, at: number): OrderKind {
  const { kind = 'reset-pin' } = offers[at % Math.max(1, offers.length)] ?? {};
  if (kind === 'replace-standard') return 'replace';
  return kind === 'extend-standard' ? 'extend' : kind;
}

function aimedAt({ code }: CodeState, aim: Aim, { gone, foreign }: Known) {
  if (aim === 'none') return { codeId: null, createdAtMs: null };
  if (aim === 'gone') return { codeId: gone, createdAtMs: null };
  if (aim === 'foreign') return { codeId: foreign, createdAtMs: null };
  return { codeId: code?.id ?? null, createdAtMs: code?.createdAtMs ?? null };
}

/** The page asks to replace only what lives. */
function liveIn(shown: CodeState, aimed: (shown: CodeState) => { readonly codeId: string | null }) {
  return shown.state === 'expired' ? null : aimed(shown).codeId;
}

/** True when the worker has another PIN afterwards. Codes that were made are known as foreign. */
export async function actElsewhere(
  service: LifeService,
  workerId: string,
  what: OrderKind,
): Promise<boolean> {
  const pin = service.heldBy(workerId)?.pin;
  const work = doneElsewhere(service.elsewhere, workerId, what, service.clock.nowMs());
  const [made] = await Promise.all([work, service.settled()]);
  if (made !== null) service.foreign.add(made);
  return service.heldBy(workerId)?.pin !== pin;
}

/** Another station does it at once, whatever is there. True when a code was made: its id. */
async function doneElsewhere(
  directory: Directory,
  workerId: string,
  what: OrderKind,
  nowMs: number,
): Promise<string | null> {
  const id = 'c1c1c1c1-0000-4000-8000-000000000000';
  const made = async (target: 'temporary' | 'standard' | 'method', hours: number) => {
    if (target !== 'method') await directory.deleteCode(workerId, target, id);
    const window = { startsAtMs: nowMs - 60_000, expiresAtMs: nowMs + hours * hourMs };
    const code = await directory.createCode(workerId, target, window, id);
    return code.ok ? code.value.code.id : null;
  };
  switch (what) {
    case 'issue':
      return made('temporary', 4);
    case 'enrol':
      return made('method', 24 * 30);
    case 'replace':
      return made('standard', 24 * 30);
    case 'extend': {
      const read = await directory.readMethod(workerId, id);
      const untilMs = nowMs + 24 * 60 * hourMs;
      const isLonger = read.ok && (read.value.standard?.expiresAtMs ?? untilMs) < untilMs;
      if (isLonger) await directory.extendStandardCode(workerId, untilMs, id);
      return null;
    }
    case 'reset-pin':
      await directory.resetPin(workerId, id);
      return null;
    default:
      await directory.deleteCode(workerId, targets[what], id);
      return null;
  }
}

const targets = {
  'revoke-temporary': 'temporary',
  'revoke-standard': 'standard',
  'revoke-method': 'method',
} as const;

/** With no printer in order nothing is begun. */
export async function expectedOf(
  { printers, service }: LifeStation,
  held: Held | null,
  order: Order,
): Promise<Carried> {
  const states = await Promise.all(printers.map((printer) => printer.status()));
  const isStuck = papersOf(order).length > 0 && states.every(({ state }) => state === 'offline');
  return isStuck
    ? { ends: 'failed printer-not-ready', held }
    : carriedOut(held, order, service.clock.nowMs());
}

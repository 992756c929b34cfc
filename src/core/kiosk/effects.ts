/** What a state waits for: the calls that must be under way while it lasts, each with the attempt it answers with. */
import type { Order } from '../issuance/order.ts';
import type { FlowData, GivenAnswer, KioskState, Method, Search, Watch } from './state.ts';

export type Effect =
  | { readonly do: 'read-station' | 'read-scan'; readonly attempt: number }
  | { readonly do: 'sign-in'; readonly attempt: number; readonly method: Method }
  | { readonly do: 'sign-out' | 'cancel-sign-in' | 'lock'; readonly attempt: number }
  | {
      readonly do: 'search';
      readonly attempt: number;
      readonly text: string;
      /** `list-first`: and from the service at once where the list has nobody. */
      readonly from: 'list' | 'list-first' | 'service';
    }
  | { readonly do: 'read-card'; readonly attempt: number; readonly workerId: string }
  | {
      readonly do: 'start';
      readonly attempt: number;
      readonly workerId: string;
      readonly order: Order;
      readonly queueId: string | null;
    }
  | { readonly do: 'read-view'; readonly attempt: number; readonly issuanceId: string }
  | (GivenAnswer & { readonly do: 'answer'; readonly attempt: number; readonly issuanceId: string });

/** The same effect (same `do` and `attempt`) in two states in a row is one call, not two. */
export function effectsOf<D extends FlowData>(state: KioskState<D>): readonly Effect[] {
  const { attempt } = state;
  switch (state.screen) {
    case 'starting':
      return [{ do: 'read-station', attempt }];
    case 'sign-in':
      return state.leaving === null ? [] : [{ do: state.leaving, attempt }];
    case 'signing-in':
      return state.method === null ? [] : [{ do: 'sign-in', attempt, method: state.method }];
    case 'search':
      return state.found.is === 'looking' ? [searchOf(state, state.found.asks)] : [];
    case 'identify':
      return [{ do: 'read-scan', attempt }];
    case 'worker':
      return state.card === null ? [{ do: 'read-card', attempt, workerId: state.workerId }] : [];
    case 'issuing':
      return state.run.is === 'asked' ? [startOf(attempt, state.run)] : watchEffects(state.run.watch);
    case 'printing':
    case 'collect':
      return watchEffects(state.watch);
    case 'locked':
      return state.isLeaving ? [{ do: 'lock', attempt }] : [];
    default:
      return [];
  }
}

function searchOf<D extends FlowData>({ attempt, text, ahead }: Search<D>, asks: 'list' | 'service'): Effect {
  if (ahead !== null) return { do: 'search', attempt, text: ahead.text.trim(), from: 'list' };
  return { do: 'search', attempt, text: text.trim(), from: asks === 'list' ? 'list-first' : asks };
}

function startOf(
  attempt: number,
  run: {
    readonly card: { readonly worker: { readonly id: string } };
    readonly order: Order;
    readonly queueId: string | null;
  },
): Effect {
  return { do: 'start', attempt, workerId: run.card.worker.id, order: run.order, queueId: run.queueId };
}

function watchEffects<D extends FlowData>(watch: Watch<D>): readonly Effect[] {
  const { issuanceId, reading, answering } = watch;
  const effects: Effect[] = [];
  if (reading !== null) effects.push({ do: 'read-view', attempt: reading, issuanceId });
  if (answering !== null) effects.push({ do: 'answer', issuanceId, ...answering });
  return effects;
}

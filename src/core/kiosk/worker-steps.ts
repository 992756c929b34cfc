/** From a name typed to an issuance asked for: search, the worker's card, and the question about a live code. */
import type { Order } from '../issuance/order.ts';
import type { KioskEvent } from './event.ts';
import { isEnough, toProblem, toWorker } from './make.ts';
import type { Confirm, FlowData, Found, Issuing, KioskState, WorkerScreen } from './state.ts';

type WorkerEvent<D extends FlowData> = Extract<
  KioskEvent<D>,
  {
    type:
      | 'text-typed'
      | 'search-ended'
      | 'worker-chosen'
      | 'request-chosen'
      | 'card-read'
      | 'hours-chosen'
      | 'start-chosen'
      | 'issue-asked'
      | 'order-asked'
      | 'order-confirmed';
  }
>;

export function onWorker<D extends FlowData>(state: KioskState<D>, event: WorkerEvent<D>): KioskState<D> {
  switch (state.screen) {
    case 'search':
      return onSearch(state, event);
    case 'worker':
      return onCard(state, event);
    case 'confirm':
      return onConfirm(state, event);
    default:
      return state;
  }
}

function onSearch<D extends FlowData>(
  state: Extract<KioskState<D>, { screen: 'search' }>,
  event: WorkerEvent<D>,
): KioskState<D> {
  switch (event.type) {
    case 'text-typed':
      return {
        ...state,
        attempt: state.attempt + 1,
        text: event.text,
        found: isEnough(event.text)
          ? { is: 'looking', asks: 'list', before: listed(state.found) }
          : { is: 'nothing-asked' },
        scan: null,
      };
    case 'search-ended':
      if (state.found.is !== 'looking' || event.attempt !== state.attempt) return state;
      if (event.result.ok && event.result.value.goesOn) {
        const { workers } = event.result.value;
        return {
          ...state,
          attempt: state.attempt + 1,
          found: { is: 'looking', asks: 'service', before: workers },
        };
      }
      return { ...state, found: foundOf(event.result) };
    case 'worker-chosen': {
      const { worker, hours } = event;
      return toWorker(state, { workerId: worker.id, summary: worker, hours, text: state.text });
    }
    case 'request-chosen': {
      const { queueId, workerId, hours } = event;
      return toWorker(state, { queueId, workerId, hours });
    }
    default:
      return state;
  }
}

function foundOf<D extends FlowData>(
  result: Extract<KioskEvent<D>, { type: 'search-ended' }>['result'],
): Found<D['worker']> {
  return result.ok ? { is: 'found', ...result.value } : { is: 'trouble', trouble: result.error };
}

/** The list on the screen. */
export function listed<W>(found: Found<W>): readonly W[] {
  if (found.is === 'found') return found.workers;
  return found.is === 'looking' ? found.before : [];
}

function onCard<D extends FlowData>(state: WorkerScreen<D>, event: WorkerEvent<D>): KioskState<D> {
  switch (event.type) {
    case 'card-read':
      if (state.card !== null || event.attempt !== state.attempt) return state;
      return event.result.ok ? withCard(state, event.result.value) : cardTrouble(state, event.result.error);
    case 'hours-chosen':
      return {
        ...state,
        // Other hours are not what the request was for.
        queueId: null,
        attempt: state.card === null ? state.attempt : state.attempt + 1,
        hours: event.hours,
      };
    case 'start-chosen':
      if (state.card === null) return state;
      return { ...state, queueId: null, attempt: state.attempt + 1, startsAtMs: event.startsAtMs };
    case 'issue-asked':
      return issueFromCard(state);
    case 'order-asked':
      return state.card === null ? state : toConfirm(state, state.card, event.order);
    default:
      return state;
  }
}

function withCard<D extends FlowData>(state: WorkerScreen<D>, card: D['card']): KioskState<D> {
  const read = { ...state, attempt: state.attempt + 1, card, asksToReplace: false };
  if (card.offline !== null) return { ...read, queueId: null };
  if (state.asksToReplace && liveCodeId(card) !== null) return toConfirm(state, card, issueOf(state, card));
  if (state.queueId !== null && !state.asksToReplace) return issueFromCard(read);
  return read;
}

function cardTrouble<D extends FlowData>(
  state: WorkerScreen<D>,
  error: Parameters<typeof toProblem>[1],
): KioskState<D> {
  const { workerId, hours, notice } = state;
  const fate = notice === 'offline' ? 'nothing-changed' : null;
  return toProblem(state, error, { retry: { to: 'worker', workerId, hours }, fate });
}

/** Starts at once, unless a live code would have to go: then a person says so first. */
function issueFromCard<D extends FlowData>(state: WorkerScreen<D>): KioskState<D> {
  const { card } = state;
  if (card === null || card.obstacle !== null || card.offline !== null) return state;
  const question = toConfirm(state, card, issueOf(state, card));
  return liveCodeId(card) === null ? started(question) : question;
}

function issueOf<D extends FlowData>({ hours, startsAtMs }: WorkerScreen<D>, card: D['card']): Order {
  return { is: 'issue', hours, startsAtMs, replaceCodeId: liveCodeId(card) };
}

function toConfirm<D extends FlowData>(state: WorkerScreen<D>, card: D['card'], order: Order): Confirm<D> {
  const { hours, text } = state;
  const queueId = order.is === 'issue' ? state.queueId : null;
  return { screen: 'confirm', attempt: state.attempt + 1, card, order, hours, text, queueId };
}

function onConfirm<D extends FlowData>(state: Confirm<D>, event: WorkerEvent<D>): KioskState<D> {
  if (event.type === 'order-confirmed') return started(state);
  if (event.type !== 'start-chosen' || state.order.is !== 'enrol') return state;
  const order = { ...state.order, startsAtMs: event.startsAtMs };
  return { ...state, attempt: state.attempt + 1, order };
}

function started<D extends FlowData>({ attempt, card, order, hours, queueId }: Confirm<D>): Issuing<D> {
  return { screen: 'issuing', attempt: attempt + 1, run: { is: 'asked', card, order, hours, queueId } };
}

/** A code that works now or will work later; an expired one needs no question. */
export function liveCodeId(card: FlowData['card']): string | null {
  const { state, code } = card.temporary;
  return state === 'active' || state === 'not-yet-active' ? (code?.id ?? null) : null;
}

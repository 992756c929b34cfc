/** From a name typed to an issuance asked for: search, the worker's card, and the question about a live code. */
import type { Order } from '../issuance/order.ts';
import type { KioskEvent } from './event.ts';
import { isEnough, toProblem, toWorker } from './make.ts';
import type { Ahead, Confirm, FlowData, Found, Issuing, KioskState, Search, WorkerScreen } from './state.ts';

type WorkerEvent<D extends FlowData> = Extract<
  KioskEvent<D>,
  {
    type:
      | 'key-held'
      | 'key-gone'
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

function onSearch<D extends FlowData>(state: Search<D>, event: WorkerEvent<D>): KioskState<D> {
  switch (event.type) {
    case 'key-held':
    case 'key-gone':
    case 'text-typed':
      return onKeys(state, event);
    case 'search-ended':
      if (state.found.is !== 'looking' || event.attempt !== state.attempt) return state;
      return ended(state, event.result);
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

function onKeys<D extends FlowData>(
  state: Search<D>,
  event: Extract<WorkerEvent<D>, { type: 'key-held' | 'key-gone' | 'text-typed' }>,
): Search<D> {
  switch (event.type) {
    case 'key-held':
      return isEnough(event.text) ? aheadOf(state, event.text) : state;
    case 'key-gone':
      return state.ahead === null ? state : { ...looking(state, state.text), scan: state.scan };
    case 'text-typed':
      return event.text === state.ahead?.text ? caughtUp(state, state.ahead) : looking(state, event.text);
  }
}

function looking<D extends FlowData>(state: Search<D>, text: string): Search<D> {
  const found = isEnough(text) ? inList(listed(state.found)) : ({ is: 'nothing-asked' } as const);
  return { ...state, attempt: state.attempt + 1, text, ahead: null, found, scan: null };
}

function aheadOf<D extends FlowData>(state: Search<D>, text: string): Search<D> {
  const ahead = { text, goesOn: false };
  return { ...state, attempt: state.attempt + 1, ahead, found: inList(listed(state.found)) };
}

/** The key was a person's and is in the field now: what was looked for ahead of it is what is wanted. */
function caughtUp<D extends FlowData>(state: Search<D>, { text, goesOn }: Ahead): Search<D> {
  const typed = { ...state, text, ahead: null, scan: null };
  return goesOn ? inService(typed, listed(state.found)) : typed;
}

function inList<W>(before: readonly W[]): Found<W> {
  return { is: 'looking', asks: 'list', before };
}

function inService<D extends FlowData>(state: Search<D>, before: readonly D['worker'][]): Search<D> {
  return { ...state, attempt: state.attempt + 1, found: { is: 'looking', asks: 'service', before } };
}

function ended<D extends FlowData>(state: Search<D>, result: SearchResult<D>): Search<D> {
  if (!result.ok || !result.value.goesOn) return { ...state, found: foundOf(result) };
  const { workers } = result.value;
  const before = workers.length > 0 ? workers : listed(state.found);
  if (state.ahead === null) return inService(state, before);
  return { ...state, ahead: { ...state.ahead, goesOn: true }, found: inList(before) };
}

type SearchResult<D extends FlowData> = Extract<KioskEvent<D>, { type: 'search-ended' }>['result'];

function foundOf<D extends FlowData>(result: SearchResult<D>): Found<D['worker']> {
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

/** From a name typed to an issuance asked for: search, the worker's card, and the question about a live code. */
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
      | 'card-read'
      | 'hours-chosen'
      | 'issue-asked'
      | 'replace-confirmed';
  }
>;

export function onWorker<D extends FlowData>(state: KioskState<D>, event: WorkerEvent<D>): KioskState<D> {
  switch (state.screen) {
    case 'search':
      return onSearch(state, event);
    case 'worker':
      return onCard(state, event);
    case 'confirm':
      return event.type === 'replace-confirmed' ? issue(state, liveCodeId(state.card)) : state;
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
          ? { is: 'looking', before: listed(state.found) }
          : { is: 'nothing-asked' },
      };
    case 'search-ended':
      if (state.found.is !== 'looking' || event.attempt !== state.attempt) return state;
      return { ...state, found: foundOf(event.result) };
    case 'worker-chosen': {
      const { worker, hours } = event;
      return toWorker(state, { workerId: worker.id, summary: worker, hours, text: state.text });
    }
    default:
      return state;
  }
}

function foundOf<D extends FlowData>(
  result: Extract<KioskEvent<D>, { type: 'search-ended' }>['result'],
): Found<D['worker']> {
  return result.ok ? { is: 'found', workers: result.value } : { is: 'trouble', trouble: result.error };
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
        attempt: state.card === null ? state.attempt : state.attempt + 1,
        hours: event.hours,
      };
    case 'issue-asked':
      return issueFromCard(state);
    default:
      return state;
  }
}

function withCard<D extends FlowData>(state: WorkerScreen<D>, card: D['card']): KioskState<D> {
  const { attempt, hours, text } = state;
  if (state.asksToReplace && liveCodeId(card) !== null)
    return { screen: 'confirm', attempt: attempt + 1, card, hours, text };
  return { ...state, attempt: attempt + 1, card, asksToReplace: false };
}

function cardTrouble<D extends FlowData>(
  state: WorkerScreen<D>,
  error: Parameters<typeof toProblem>[1],
): KioskState<D> {
  const { workerId, hours } = state;
  return toProblem(state, error, { retry: { to: 'worker', workerId, hours } });
}

/** Starts at once, unless a live code would have to go: then a person says so first. */
function issueFromCard<D extends FlowData>(state: WorkerScreen<D>): KioskState<D> {
  const { card, hours, text } = state;
  if (card === null || card.obstacle !== null) return state;
  const source: Confirm<D> = { screen: 'confirm', attempt: state.attempt + 1, card, hours, text };
  return liveCodeId(card) === null ? issue(source, null) : source;
}

function issue<D extends FlowData>(state: Confirm<D>, replaceCodeId: string | null): Issuing<D> {
  const { card, hours } = state;
  return { screen: 'issuing', attempt: state.attempt + 1, run: { is: 'asked', card, hours, replaceCodeId } };
}

/** A code that works now or will work later; an expired one needs no question. */
export function liveCodeId(card: FlowData['card']): string | null {
  const { state, code } = card.temporary;
  return state === 'active' || state === 'not-yet-active' ? (code?.id ?? null) : null;
}

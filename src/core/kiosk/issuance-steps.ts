/** An issuance on the screen: main drives it, the flow reads it again on each change and shows where it stands. */
import type { Order } from '../issuance/order.ts';
import { type Trouble, type TroubleKind, trouble } from '../trouble.ts';
import type { KioskEvent } from './event.ts';
import { noAnswer, toIssuance, toProblem, toWorker } from './make.ts';
import type { Fate, FlowData, Issuing, KioskState, Watch } from './state.ts';

type IssuanceEvent<D extends FlowData> = Extract<
  KioskEvent<D>,
  {
    type:
      | 'start-ended'
      | 'issuance-changed'
      | 'view-read'
      | 'answer-given'
      | 'answer-ended'
      | 'resume-asked'
      | 'again-asked';
  }
>;

export function onIssuance<D extends FlowData>(state: KioskState<D>, event: IssuanceEvent<D>): KioskState<D> {
  switch (state.screen) {
    case 'issuing':
      if (state.run.is === 'asked') return event.type === 'start-ended' ? onStarted(state, event) : state;
      return onWatch(state, state.run.watch, event);
    case 'printing':
    case 'collect':
      return onWatch(state, state.watch, event);
    case 'search':
      return event.type === 'resume-asked' ? toIssuance(state, event.issuanceId) : state;
    case 'done':
      return event.type === 'again-asked' ? reread(state, state.view, false) : state;
    default:
      return state;
  }
}

function onStarted<D extends FlowData>(
  state: Issuing<D>,
  event: Extract<KioskEvent<D>, { type: 'start-ended' }>,
): KioskState<D> {
  if (state.run.is !== 'asked' || event.attempt !== state.attempt) return state;
  if (event.result.ok) return toIssuance(state, event.result.value.issuanceId);
  const { error } = event.result;
  const { order, hours, card, queueId } = state.run;
  return refusedOrder(state, error, { order, hours, worker: card.worker, queueId }, 'nothing-changed');
}

interface Ordered {
  readonly worker: { readonly id: string };
  readonly order: Order;
  readonly hours: number;
  /** The request that it answers, while that still waits. */
  readonly queueId?: string | null;
}

/**
 * Somebody else was quicker: the card is read again, and asks about the live code or says so. Without a network the card says
 * what can be done meanwhile. Else it is a problem.
 */
function refusedOrder<D extends FlowData>(
  state: KioskState<D>,
  met: Trouble,
  ordered: Ordered,
  fate: Fate | null,
): KioskState<D> {
  if (met.kind === 'live-code-exists' && ordered.order.is === 'issue') return reread(state, ordered, true);
  if (met.kind === 'live-code-exists' || met.kind === 'already-enrolled')
    return reread(state, ordered, false, met.kind);
  const isCutOff = met.kind === 'offline' || met.kind === 'no-answer';
  if (isCutOff && fate === 'nothing-changed' && ordered.order.is === 'issue')
    return reread(state, { ...ordered, queueId: null }, false, 'offline');
  const retry = { to: 'worker', workerId: ordered.worker.id, hours: ordered.hours } as const;
  return toProblem(state, met, { retry, fate });
}

/** Back to the card, which is read again: what it said is no longer true. */
function reread<D extends FlowData>(
  state: { readonly attempt: number },
  { worker, hours, queueId = null }: Pick<Ordered, 'worker' | 'hours' | 'queueId'>,
  asksToReplace: boolean,
  notice: TroubleKind | null = null,
): KioskState<D> {
  return toWorker(state, { workerId: worker.id, hours, asksToReplace, notice, queueId });
}

function onWatch<D extends FlowData>(
  state: KioskState<D>,
  watch: Watch<D>,
  event: IssuanceEvent<D>,
): KioskState<D> {
  const attempt = state.attempt + 1;
  switch (event.type) {
    case 'issuance-changed':
      return shown(
        state,
        watch.reading === null ? { ...watch, reading: attempt } : { ...watch, readAgain: true },
      );
    case 'view-read':
      return watch.reading === event.attempt ? onView(state, watch, event.result) : state;
    case 'answer-given':
      if (state.screen !== 'collect' || watch.answering !== null) return state;
      return shown(state, {
        ...watch,
        answering: { attempt, answer: event.answer, printer: event.printer },
      });
    case 'answer-ended':
      if (watch.answering?.attempt !== event.attempt) return state;
      return onAnswered(state, watch, event.trouble);
    default:
      return state;
  }
}

function onAnswered<D extends FlowData>(
  state: KioskState<D>,
  watch: Watch<D>,
  met: Trouble | null,
): KioskState<D> {
  if (met !== null) return toProblem(state, met, { retry: { to: 'issuance', issuanceId: watch.issuanceId } });
  const next = { ...watch, answering: null };
  return shown(
    state,
    watch.reading === null ? { ...next, reading: state.attempt + 1 } : { ...next, readAgain: true },
  );
}

function onView<D extends FlowData>(
  state: KioskState<D>,
  watch: Watch<D>,
  result: Extract<KioskEvent<D>, { type: 'view-read' }>['result'],
): KioskState<D> {
  if (!result.ok) return toProblem(state, result.error, { fate: 'settling' });
  const view = result.value;
  if (view.outcome !== null) return closed(state, view, view.outcome);
  if (watch.readAgain) return shown(state, { ...watch, view, reading: state.attempt + 1, readAgain: false });
  if (watch.mayBeParked)
    return toProblem(state, view.trouble ?? trouble('interrupted'), { fate: 'settling' });
  return shown(state, { ...watch, view, reading: null });
}

/** An issuance that the station no longer lists is at its end or set aside: one more read tells which. */
export function onOpenIssuance<D extends FlowData>(
  state: KioskState<D>,
  openId: string | null,
): KioskState<D> {
  const watch = watchOf(state);
  if (watch === null) return state;
  const mayBeParked = openId !== watch.issuanceId;
  if (mayBeParked === watch.mayBeParked) return state;
  if (!mayBeParked) return shown(state, { ...watch, mayBeParked });
  if (watch.reading !== null) return shown(state, { ...watch, mayBeParked, readAgain: true });
  return shown(state, { ...watch, mayBeParked, reading: state.attempt + 1 });
}

/** The issuance on the screen, if one is under way. */
export function watchOf<D extends FlowData>(state: KioskState<D>): Watch<D> | null {
  if (state.screen === 'printing' || state.screen === 'collect') return state.watch;
  return state.screen === 'issuing' && state.run.is === 'watched' ? state.run.watch : null;
}

/** Where the issuance stands decides the screen. */
function shown<D extends FlowData>(state: KioskState<D>, watch: Watch<D>): KioskState<D> {
  const attempt = Math.max(state.attempt, watch.reading ?? 0, watch.answering?.attempt ?? 0);
  const { view } = watch;
  if (view?.step === 'print') return { screen: 'printing', attempt, watch: { ...watch, view } };
  if (view?.step === 'hand-over') return { screen: 'collect', attempt, watch: { ...watch, view } };
  return { screen: 'issuing', attempt, run: { is: 'watched', watch } };
}

function closed<D extends FlowData>(
  state: KioskState<D>,
  view: D['issuance'],
  outcome: NonNullable<D['issuance']['outcome']>,
): KioskState<D> {
  if (outcome !== 'refused' && outcome !== 'failed')
    return { screen: 'done', attempt: state.attempt + 1, outcome, view };
  // A refusal without a trouble of its own is a live code that the first read met.
  const met = view.trouble ?? trouble(outcome === 'refused' ? 'live-code-exists' : 'code-superseded');
  return refusedOrder(state, met, view, fateOf(view));
}

function fateOf(view: FlowData['issuance']): Fate | null {
  if (view.done.includes('create') || view.done.includes('reset-pin')) return null;
  return view.done.includes('delete') ? 'old-code-removed' : 'nothing-changed';
}

/** Nothing was heard for too long. Main goes on; the issuance can be looked at again. */
export function issuanceTimedOut<D extends FlowData>(
  state: Extract<KioskState<D>, { screen: 'issuing' | 'printing' }>,
): KioskState<D> {
  const watch =
    state.screen === 'printing' ? state.watch : state.run.is === 'watched' ? state.run.watch : null;
  if (watch !== null) {
    const retry = { to: 'issuance', issuanceId: watch.issuanceId } as const;
    return toProblem(state, noAnswer, { retry, fate: 'settling' });
  }
  return toProblem(state, noAnswer, { fate: 'settling' });
}

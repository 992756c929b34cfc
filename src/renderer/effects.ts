/** Runs what the flow's state waits for: starts each call once, and answers with the attempt it was started for. */
import { type Effect, effectsOf } from '../core/kiosk/effects.ts';
import { timeoutOf } from '../core/kiosk/timeouts.ts';
import { err, type Result } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { Bridge } from '../shared/api.ts';
import type { Event, State, Time } from './page-data.ts';

export interface Effects {
  /** Told of each state: starts what is new, calls off what is no longer waited for, arms the time limit. */
  follow(state: State): void;
  stop(): void;
}

export interface EffectDeps {
  readonly bridge: Bridge;
  readonly time: Time;
  readonly send: (event: Event) => void;
  /** Reads the station again and sends it. */
  readonly readStation: () => void;
}

/** A call that did not even come back is a bug of ours: shown as an incident, never left hanging. */
export function settled<T>(call: Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> {
  return call.catch((bug: unknown) => err(trouble('incident', { detail: textOf(bug) })));
}

function textOf(bug: unknown): string {
  return bug instanceof Error ? bug.message.slice(0, 200) : 'unknown';
}

export function createEffects(deps: EffectDeps): Effects {
  const running = new Map<string, () => void>();
  let limit = { key: '', callOff: () => {} };

  return {
    follow(state) {
      const wanted = effectsOf(state);
      const keys = new Set(wanted.map(keyOf));
      for (const [key, callOff] of running) {
        if (keys.has(key)) continue;
        running.delete(key);
        callOff();
      }
      for (const effect of wanted) {
        const key = keyOf(effect);
        if (!running.has(key)) running.set(key, start(deps, effect));
      }
      limit = armed(deps, state, limit);
    },
    stop() {
      limit.callOff();
      for (const callOff of running.values()) callOff();
      running.clear();
    },
  };
}

function keyOf(effect: Effect): string {
  return `${effect.do}:${effect.attempt}`;
}

interface Limit {
  readonly key: string;
  readonly callOff: () => void;
}

function armed({ time, send }: EffectDeps, state: State, before: Limit): Limit {
  const ms = timeoutOf(state);
  const { screen, attempt } = state;
  const key = `${screen}:${attempt}:${ms}`;
  if (key === before.key) return before;
  before.callOff();
  return {
    key,
    callOff: ms === null ? () => {} : time.after(ms, () => send({ type: 'timed-out', attempt })),
  };
}

const nothing = () => {};

/** Starts the call; returns what calls it off while that is still possible. */
function start(deps: EffectDeps, effect: Effect): () => void {
  const { bridge, send } = deps;
  const { attempt } = effect;
  switch (effect.do) {
    case 'read-station':
      deps.readStation();
      return nothing;
    case 'search': {
      const { text, from } = effect;
      const asked = from === 'list-first' ? { text } : { text, from };
      void settled(bridge['workers.search'](asked)).then((result) =>
        send({ type: 'search-ended', attempt, result }),
      );
      return nothing;
    }
    case 'read-scan':
      void settled(bridge['scan.read'](null)).then((result) => send({ type: 'scan-read', attempt, result }));
      return nothing;
    case 'read-card':
      void settled(bridge['workers.read']({ workerId: effect.workerId })).then((result) =>
        send({ type: 'card-read', attempt, result }),
      );
      return nothing;
    default:
      startSessionOrIssuance(deps, effect);
      return nothing;
  }
}

function startSessionOrIssuance(
  deps: EffectDeps,
  effect: Exclude<Effect, { do: 'read-station' | 'read-scan' | 'search' | 'read-card' }>,
): void {
  const { bridge, send } = deps;
  const { attempt } = effect;
  switch (effect.do) {
    case 'start': {
      const { workerId, order, queueId } = effect;
      const asked = { workerId, order, ...(queueId === null ? {} : { queueId }) };
      void settled(bridge['issuance.start'](asked)).then((result) =>
        send({ type: 'start-ended', attempt, result }),
      );
      return;
    }
    case 'read-view':
      void settled(bridge['issuance.read']({ issuanceId: effect.issuanceId })).then((result) =>
        send({ type: 'view-read', attempt, result }),
      );
      return;
    case 'answer': {
      const { issuanceId, answer, printer } = effect;
      void settled(bridge['issuance.answer']({ issuanceId, answer, printer })).then((result) =>
        send({ type: 'answer-ended', attempt, trouble: result.ok ? null : result.error }),
      );
      return;
    }
    default:
      startSession(deps, effect);
  }
}

function startSession(
  { bridge, send, readStation }: EffectDeps,
  effect: Extract<Effect, { do: 'sign-in' | 'sign-out' | 'cancel-sign-in' | 'lock' }>,
): void {
  const { attempt } = effect;
  if (effect.do === 'sign-in') {
    void settled(bridge['session.signIn']({ method: effect.method })).then((result) => {
      send({ type: 'sign-in-ended', attempt, trouble: result.ok ? null : result.error });
      readStation();
    });
    return;
  }
  const method = (
    { 'sign-out': 'session.signOut', 'cancel-sign-in': 'session.cancelSignIn', lock: 'session.lock' } as const
  )[effect.do];
  // Whether it worked is told by the station, which is read again either way.
  const left = () => {
    send({ type: 'left', attempt });
    readStation();
  };
  void bridge[method](null).then(left, left);
}

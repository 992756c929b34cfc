/** What can happen to the kiosk's flow: taps, answers of effects (with their attempt), news of main, and time. */
import type { Order } from '../issuance/order.ts';
import type { Result } from '../result.ts';
import type { Trouble } from '../trouble.ts';
import type { Answered, FlowData, GivenAnswer, Method, Scanned } from './state.ts';

/** What the flow follows of the station: main decides who is signed in, the page only shows it. */
export interface StationFacts {
  /** The config file is wrong: nothing else in the station means anything. */
  readonly isBroken: boolean;
  readonly session: 'signed-out' | 'signing-in' | 'signed-in' | 'locked';
  readonly mayIssue: boolean;
  readonly issuanceId: string | null;
  readonly isOnline: boolean;
}

export type KioskEvent<D extends FlowData> =
  // news of main
  | { readonly type: 'station-read'; readonly facts: StationFacts }
  | { readonly type: 'station-failed' }
  | { readonly type: 'issuance-changed' }
  /** A scanner read something. `hours`: the lifetime to offer on a card. */
  | { readonly type: 'scan-heard'; readonly hours: number }
  /** A key is held back until it is known whether a person pressed it: what the field would say with it. */
  | { readonly type: 'key-held'; readonly text: string }
  /** It did not reach the field, or not in time. */
  | { readonly type: 'key-gone' }
  // answers of effects
  | { readonly type: 'sign-in-ended'; readonly attempt: number; readonly trouble: Trouble | null }
  | { readonly type: 'left'; readonly attempt: number }
  | {
      readonly type: 'search-ended';
      readonly attempt: number;
      /** `goesOn`: the service is still to be asked. */
      readonly result: Result<Answered<D['worker']> & { readonly goesOn?: true }, Trouble>;
    }
  | {
      readonly type: 'scan-read';
      readonly attempt: number;
      readonly result: Result<Scanned<D['worker']>, Trouble>;
    }
  | { readonly type: 'card-read'; readonly attempt: number; readonly result: Result<D['card'], Trouble> }
  | {
      readonly type: 'start-ended';
      readonly attempt: number;
      readonly result: Result<{ readonly issuanceId: string }, Trouble>;
    }
  | { readonly type: 'view-read'; readonly attempt: number; readonly result: Result<D['issuance'], Trouble> }
  | { readonly type: 'answer-ended'; readonly attempt: number; readonly trouble: Trouble | null }
  | { readonly type: 'unlock-ended'; readonly attempt: number; readonly trouble: Trouble | null }
  // a person
  | { readonly type: 'sign-in-asked'; readonly method: Method }
  | { readonly type: 'sign-out-asked' }
  | { readonly type: 'lock-asked' }
  | { readonly type: 'unlock-asked' }
  | { readonly type: 'text-typed'; readonly text: string }
  /** What to do about a scan that nobody has. */
  | { readonly type: 'scan-answered'; readonly to: 'search' | 'enrol' }
  | { readonly type: 'worker-chosen'; readonly worker: D['worker']; readonly hours: number }
  /** A request that waited for the network is re-authorised. */
  | {
      readonly type: 'request-chosen';
      readonly queueId: string;
      readonly workerId: string;
      readonly hours: number;
    }
  | { readonly type: 'hours-chosen'; readonly hours: number }
  /** When the code is to begin: of a temporary one on its card, of an enrolment where it is confirmed. */
  | { readonly type: 'start-chosen'; readonly startsAtMs: number | null }
  | { readonly type: 'issue-asked' }
  /** Any order but a temporary code: it is confirmed first. */
  | { readonly type: 'order-asked'; readonly order: Order }
  | { readonly type: 'order-confirmed' }
  | { readonly type: 'resume-asked'; readonly issuanceId: string }
  | (GivenAnswer & { readonly type: 'answer-given' })
  | { readonly type: 'again-asked' }
  | { readonly type: 'retry-asked' }
  | { readonly type: 'cancel-asked' }
  /** Something outside the flow (a leftover's answer) met trouble. */
  | { readonly type: 'trouble-met'; readonly trouble: Trouble }
  // time
  | { readonly type: 'timed-out'; readonly attempt: number };

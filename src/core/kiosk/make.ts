/** How each screen is entered: every entry takes the next attempt number, which makes older answers late. */
import { type Trouble, trouble } from '../trouble.ts';
import type {
  Fate,
  FlowData,
  Issuing,
  Locked,
  Problem,
  Retry,
  Search,
  SignIn,
  Starting,
  Watch,
  WorkerScreen,
} from './state.ts';

interface Numbered {
  readonly attempt: number;
}

export function toStarting({ attempt }: Numbered): Starting {
  return { screen: 'starting', attempt: attempt + 1 };
}

export function toSignIn(
  { attempt }: Numbered,
  leaving: SignIn['leaving'] = null,
  met: Trouble | null = null,
): SignIn {
  return { screen: 'sign-in', attempt: attempt + 1, trouble: met, leaving };
}

/** Everything about a worker is dropped; the PIN or a new sign-in brings the supervisor back. */
export function toLocked({ attempt }: Numbered, isLeaving: boolean): Locked {
  return { screen: 'locked', attempt: attempt + 1, isLeaving, isUnlocking: false, trouble: null };
}

export function toSearch<D extends FlowData>(
  { attempt }: Numbered,
  text = '',
  scan: Search<D>['scan'] = null,
): Search<D> {
  const found = isEnough(text)
    ? ({ is: 'looking', asks: 'list', before: [] } as const)
    : ({ is: 'nothing-asked' } as const);
  return { screen: 'search', attempt: attempt + 1, text, ahead: null, found, scan };
}

/** Two letters, or one where a single character is already much of a name. */
export function isEnough(text: string): boolean {
  const asked = text.trim();
  return asked.length >= 2 || (/\p{L}/u.test(asked) && !/\p{Script=Latin}/u.test(asked));
}

export function toWorker<D extends FlowData>(
  { attempt }: Numbered,
  known: Pick<WorkerScreen<D>, 'workerId' | 'hours'> & Partial<WorkerScreen<D>>,
): WorkerScreen<D> {
  return {
    summary: null,
    card: null,
    text: '',
    startsAtMs: null,
    notice: null,
    asksToReplace: false,
    queueId: null,
    ...known,
    screen: 'worker',
    attempt: attempt + 1,
  };
}

/** Goes to an issuance by reading it; where it stands decides the screen. */
export function toIssuance<D extends FlowData>({ attempt }: Numbered, issuanceId: string): Issuing<D> {
  const reading = attempt + 1;
  const watch: Watch<D> = {
    issuanceId,
    view: null,
    reading,
    readAgain: false,
    answering: null,
    mayBeParked: false,
  };
  return { screen: 'issuing', attempt: reading, run: { is: 'watched', watch } };
}

export function toProblem(
  { attempt }: Numbered,
  met: Trouble,
  known: { readonly retry?: Retry | null; readonly fate?: Fate | null } = {},
): Problem {
  const { retry = null, fate = null } = known;
  return { screen: 'problem', attempt: attempt + 1, trouble: met, retry, fate };
}

export const noAnswer = trouble('no-answer');

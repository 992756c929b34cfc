/** What can happen in a history, as plain data that prints itself: orders, answers, and all that the world does in between. */
import fc from 'fast-check';
import type { IssuanceAnswer } from '../../core/issuance/answer.ts';
import { people } from './service.ts';

export const orderKinds = [
  'issue',
  'enrol',
  'replace',
  'extend',
  'reset-pin',
  'revoke-temporary',
  'revoke-standard',
  'revoke-method',
] as const;
export type OrderKind = (typeof orderKinds)[number];

/** `shown`: the code that the card shows. `gone`: one that was there once. `foreign`: another worker's. `none`: no code. */
export type Aim = 'shown' | 'gone' | 'foreign' | 'none';

export type Deed =
  | {
      readonly do: 'order';
      readonly worker: number;
      /** A number: one of those that the card offers. */
      readonly what: OrderKind | number;
      readonly aim: Aim;
      readonly isLater: boolean;
      readonly taps: 1 | 2;
      /** The station dies with this request of the order. */
      readonly dyingIn: number | null;
    }
  /** A number: one of those that the screen offers. */
  | { readonly do: 'answer'; readonly answer: IssuanceAnswer | number; readonly taps: 1 | 2 }
  | { readonly do: 'leftover'; readonly answer: 'badge-collected' | 'revoke' }
  | { readonly do: 'elsewhere'; readonly worker: number; readonly what: OrderKind }
  | { readonly do: 'printer'; readonly which: 0 | 1; readonly fault: PrinterFault }
  | { readonly do: 'lose'; readonly replies: 1 | 2 }
  | { readonly do: 'lag'; readonly ms: number }
  | { readonly do: 'pass'; readonly minutes: number }
  | { readonly do: 'sleep'; readonly hours: number }
  | { readonly do: 'sign-out' | 'restart' | 'today' };

/** What takes a supervisor. */
export const needsSomebody: ReadonlySet<Deed['do']> = new Set([
  'order',
  'answer',
  'leftover',
  'today',
  'sign-out',
]);

export type PrinterFault = 'out-of-paper' | 'pause' | 'abort' | 'spooler-down' | 'lose' | 'mend';

const answers = [
  'badge-collected',
  'nothing-came-out',
  'slip-missing',
  'reprint',
  'reprint-elsewhere',
  'new-pin',
  'give-up',
  'revoke',
] as const satisfies readonly IssuanceAnswer[];

const worker = fc.nat(people.length - 1);
const what = fc.constantFrom(...orderKinds);
const taps = fc.constantFrom<(1 | 2)[]>(1, 1, 1, 2);

const order = fc.record({
  do: fc.constant('order' as const),
  worker,
  what: fc.oneof({ arbitrary: fc.nat(11), weight: 3 }, { arbitrary: what, weight: 1 }),
  aim: fc.constantFrom<Aim[]>(
    ...Array.from({ length: 9 }, () => 'shown' as const),
    'gone',
    'foreign',
    'none',
  ),
  isLater: fc.constantFrom(false, false, false, true),
  taps,
  dyingIn: fc.constantFrom<(number | null)[]>(...Array.from({ length: 20 }, () => null), 1, 2, 3, 4),
});
const answer = fc.record({
  do: fc.constant('answer' as const),
  answer: fc.oneof(
    { arbitrary: fc.nat(5), weight: 4 },
    { arbitrary: fc.constantFrom(...answers), weight: 1 },
  ),
  taps,
});

/** One after the other at random; what people do most is most of it. */
export const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { arbitrary: order, weight: 12 },
  { arbitrary: answer, weight: 14 },
  {
    arbitrary: fc.record({
      do: fc.constant('leftover' as const),
      answer: fc.constantFrom<('badge-collected' | 'revoke')[]>('badge-collected', 'revoke'),
    }),
    weight: 4,
  },
  { arbitrary: fc.record({ do: fc.constant('elsewhere' as const), worker, what }), weight: 4 },
  {
    arbitrary: fc.record({
      do: fc.constant('printer' as const),
      which: fc.constantFrom<(0 | 1)[]>(0, 0, 1),
      fault: fc.constantFrom<PrinterFault[]>(
        'out-of-paper',
        'pause',
        'abort',
        'spooler-down',
        'lose',
        'mend',
      ),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({ do: fc.constant('lose' as const), replies: fc.constantFrom<(1 | 2)[]>(1, 1, 2) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ do: fc.constant('lag' as const), ms: fc.constantFrom(0, 5_000, 30_000) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 6) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ do: fc.constant('sleep' as const), hours: fc.constantFrom(3, 9, 40, 24 * 200) }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constantFrom<('sign-out' | 'restart' | 'today')[]>('sign-out', 'restart', 'today'),
    }),
    weight: 4,
  },
);

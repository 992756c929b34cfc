/** The printer's faults: what is done to the printer, and what a supervisor sees and answers until the journey is over. */
import type { PrinterReason } from '../../src/shared/printers.ts';
import type { Fault, PrivateCups } from '../harness/cups.ts';

/** The first printer of the config, and the next one of its list. */
export const first = { name: 'badge', ppd: 'cr80-driver' } as const;
export const spare = { name: 'spare', ppd: 'label' } as const;

/** Of a PIN slip, which cannot be revoked, `give-up` and `new-pin` stand in for `revoke`: see columns.ts. */
export type Tap = 'collected' | 'nothing' | 'reprint' | 'elsewhere' | 'revoke' | 'new-pin' | 'give-up';

/** One look at the screen that asks, and one answer to it. */
export interface Ask {
  readonly outcome: 'sent' | 'not-printed' | 'unknown';
  readonly reason?: PrinterReason;
  /** Every answer that must be there, and no other. */
  readonly offers: readonly Tap[];
  /** How the printer of the last try is said to stand. */
  readonly now?: 'ready' | 'attention' | 'offline';
  /** Why it cannot be printed again. */
  readonly whyNot?: 'loose' | 'noPrinter';
  /** Done to the printer before the answer, while the screen stands: somebody puts it right, perhaps. */
  readonly meanwhile?: (cups: PrivateCups) => Promise<void>;
  /** What is offered after that. */
  readonly later?: readonly Tap[];
  readonly tap: Tap;
}

export interface FaultRow {
  readonly fault: string;
  readonly before?: (cups: PrivateCups) => Promise<void>;
  /** The header's word before anything is issued. */
  readonly header?: 'attention' | 'offline';
  /** Done once the job is with the spooler. */
  readonly during?: (cups: PrivateCups) => Promise<void>;
  /** The journey is refused before anything is made; else the questions, in order. */
  readonly refused?: PrinterReason;
  readonly asks?: readonly Ask[];
  /** What is seen instead where CUPS has forgotten the job before the station looks at it once more. */
  readonly lost?: Pick<FaultRow, 'asks' | 'story'>;
  /** Puts the printer in good order again: whatever waits in it would come out now. */
  readonly clear?: (cups: PrivateCups) => Promise<void>;
  /** The journal from the badge's rendering on. */
  readonly story: readonly string[];
  readonly end: 'handed-over' | 'revoked' | 'failed';
  /** How many badges came out of the first and of the spare printer. */
  readonly paper: readonly [number, number];
}

const set = (fault: Fault | null) => (cups: PrivateCups) => cups.setFault(first.name, fault);
const command =
  (name: string, ...args: readonly string[]) =>
  async (cups: PrivateCups) =>
    void (await cups.command(name, ...args));
const remove = (cups: PrivateCups) => cups.lpadmin('-x', first.name);
const add = (cups: PrivateCups) => cups.addQueue(first);
const inOrder = async (cups: PrivateCups) => {
  await cups.setFault(first.name, null);
  await cups.command('cupsenable', first.name);
};

const good: Ask = { outcome: 'sent', offers: ['collected', 'nothing'], tap: 'collected' };
const onPaper = (printer: string, end = 'sent') => [
  `render ${printer}`,
  `submit ${printer}`,
  `${end} ${printer}`,
];
const choice = { reprint: 'badge reprint', elsewhere: 'spare reprint-elsewhere', revoke: 'revoke' } as const;
const all: readonly Tap[] = ['reprint', 'elsewhere', 'revoke'];

/** A job that certainly failed, and the way that a person chose then. */
function failed(
  fault: Fault,
  reason: PrinterReason,
  tap: 'reprint' | 'elsewhere' | 'revoke',
  known: Partial<Pick<Ask, 'now' | 'offers'>> = {},
): Omit<FaultRow, 'fault'> {
  const { offers = all, ...rest } = known;
  const isAgain = tap === 'reprint';
  // Whoever prints again on the same printer has put it right; else it is put right when the journey is over.
  const later = offers.includes('reprint') ? {} : { later: all };
  const ask: Ask = { outcome: 'not-printed', reason, offers, ...rest, ...(isAgain ? later : {}), tap };
  const story = [...onPaper('badge', `not-printed:${reason}`), `says ${choice[tap]}`];
  const common = { before: set(fault), clear: inOrder };
  if (tap === 'revoke')
    return { ...common, asks: [ask], story: [...story, 'revoked'], end: 'revoked', paper: [0, 0] };
  return {
    ...common,
    asks: [isAgain ? { ...ask, meanwhile: inOrder } : ask, good],
    story: [...story, ...onPaper(isAgain ? 'badge' : 'spare'), 'handed-over'],
    end: 'handed-over',
    paper: isAgain ? [1, 0] : [0, 1],
  };
}

/** Before the create the next printer of the list is taken without a question. */
const onSpare = {
  header: 'attention',
  asks: [good],
  story: [...onPaper('spare'), 'handed-over'],
  end: 'handed-over',
  paper: [0, 1],
} as const satisfies Partial<FaultRow>;
const nothingMade = { header: 'offline', story: [], end: 'failed', paper: [0, 0] } as const;
/** It printed, and what it warned of is said beside the question. */
const warned = (fault: Fault, reason: PrinterReason): Omit<FaultRow, 'fault'> => ({
  before: set(fault),
  clear: inOrder,
  asks: [{ ...good, reason }],
  story: [...onPaper('badge', `sent:${reason}`), 'handed-over'],
  end: 'handed-over',
  paper: [1, 0],
});

export const preflightRows: readonly FaultRow[] = [
  {
    fault: 'no fault',
    asks: [good],
    story: [...onPaper('badge'), 'handed-over'],
    end: 'handed-over',
    paper: [1, 0],
  },
  { fault: 'absent at preflight', before: remove, clear: add, ...onSpare },
  { fault: 'paused', before: command('cupsdisable', 'badge'), clear: inOrder, ...onSpare },
  {
    fault: 'rejecting jobs',
    before: command('cupsreject', 'badge'),
    clear: command('cupsaccept', 'badge'),
    ...onSpare,
  },
  {
    fault: 'no such medium in the driver',
    before: (cups) => cups.addQueue({ name: 'badge', ppd: 'office' }),
    clear: add,
    ...onSpare,
  },
  {
    fault: 'every printer paused',
    before: command('cupsdisable', 'badge', 'spare'),
    clear: command('cupsenable', 'badge', 'spare'),
    refused: 'paused',
    ...nothingMade,
  },
  {
    fault: 'spooler dead at preflight',
    before: (cups) => cups.kill(),
    clear: (cups) => cups.restart(),
    refused: 'spooler-down',
    ...nothingMade,
  },
  { fault: 'media low', ...warned('low', 'media-low') },
  { fault: 'toner low', ...warned('toner', 'toner-low') },
  {
    fault: 'blank paper',
    asks: [
      { ...good, tap: 'nothing' },
      {
        outcome: 'sent',
        offers: ['reprint', 'elsewhere', 'revoke', 'collected'],
        now: 'ready',
        tap: 'reprint',
      },
      good,
    ],
    story: [
      ...onPaper('badge'),
      'says badge nothing-came-out',
      'says badge reprint',
      ...onPaper('badge'),
      'handed-over',
    ],
    end: 'handed-over',
    paper: [2, 0],
  },
  { fault: 'offline', ...failed('offline', 'offline', 'elsewhere') },
  { fault: 'paper out before', ...failed('paper', 'media-empty', 'reprint', { now: 'attention' }) },
  { fault: 'jam', ...failed('jam', 'media-jam', 'revoke', { now: 'attention' }) },
  { fault: 'cover open', ...failed('cover', 'cover-open', 'elsewhere') },
  { fault: 'wrong stock type', ...failed('type', 'wrong-media', 'revoke') },
  {
    fault: 'backend stops the queue',
    ...failed('stop', 'paused', 'reprint', { now: 'offline', offers: ['elsewhere', 'revoke'] }),
  },
];

const early = ['render badge', 'submit badge'];
const noPaper: readonly Tap[] = ['revoke', 'collected'];

export const jobRows: readonly FaultRow[] = [
  { fault: 'paper out in the middle', ...failed('mid', 'media-empty', 'reprint', { now: 'attention' }) },
  { fault: 'ribbon used up', ...failed('ribbon', 'toner-empty', 'elsewhere') },
  { fault: 'wrong media size', ...failed('size', 'wrong-media', 'elsewhere') },
  { fault: 'too hot', ...failed('heat', 'other', 'revoke') },
  { fault: 'stuck for ever', ...failed('hang', 'timeout', 'reprint') },
  { fault: 'held', ...failed('hold', 'held', 'revoke') },
  { fault: 'authentication required', ...failed('auth', 'auth-required', 'elsewhere') },
  { fault: 'aborted', ...failed('fail', 'aborted', 'reprint') },
  { fault: 'cancelled at the printer', ...failed('cancel', 'canceled-at-printer', 'reprint') },
  {
    fault: 'cancelled by an operator',
    before: set('hang'),
    during: command('cancel', '-a', 'badge'),
    clear: inOrder,
    asks: [
      {
        outcome: 'not-printed',
        reason: 'canceled-in-queue',
        offers: all,
        meanwhile: inOrder,
        tap: 'reprint',
      },
      good,
    ],
    story: [
      ...onPaper('badge', 'not-printed:canceled-in-queue'),
      'says badge reprint',
      ...onPaper('badge'),
      'handed-over',
    ],
    end: 'handed-over',
    paper: [1, 0],
  },
  {
    fault: 'driver fails',
    before: set('driver'),
    clear: inOrder,
    asks: [
      { outcome: 'unknown', reason: 'filter-error', offers: ['collected', 'nothing'], tap: 'nothing' },
      { outcome: 'unknown', reason: 'filter-error', offers: [...all, 'collected'], tap: 'elsewhere' },
      good,
    ],
    story: [
      ...onPaper('badge', 'unknown:filter-error'),
      'says badge nothing-came-out',
      'says spare reprint-elsewhere',
      ...onPaper('spare'),
      'handed-over',
    ],
    end: 'handed-over',
    paper: [0, 1],
  },
  {
    fault: 'driver fails when all is printed',
    before: set('driver-late'),
    clear: inOrder,
    asks: [
      { outcome: 'unknown', reason: 'filter-error', offers: ['collected', 'nothing'], tap: 'collected' },
    ],
    story: [...onPaper('badge', 'unknown:filter-error'), 'handed-over'],
    end: 'handed-over',
    paper: [1, 0],
  },
  {
    fault: 'queue deleted after the submit',
    before: set('paper'),
    during: remove,
    clear: async (cups) => {
      await cups.setFault('badge', null);
      await add(cups);
    },
    asks: [
      {
        outcome: 'not-printed',
        reason: 'canceled-in-queue',
        offers: ['elsewhere', 'revoke'],
        now: 'offline',
        tap: 'elsewhere',
      },
      good,
    ],
    story: [
      ...onPaper('badge', 'not-printed:canceled-in-queue'),
      'says spare reprint-elsewhere',
      ...onPaper('spare'),
      'handed-over',
    ],
    lost: {
      asks: [
        { outcome: 'unknown', reason: 'job-lost', offers: ['collected', 'nothing'], tap: 'nothing' },
        {
          outcome: 'unknown',
          reason: 'job-lost',
          offers: ['elsewhere', 'revoke', 'collected'],
          now: 'offline',
          tap: 'elsewhere',
        },
        good,
      ],
      story: [
        ...onPaper('badge', 'unknown:job-lost'),
        'says badge nothing-came-out',
        'says spare reprint-elsewhere',
        ...onPaper('spare'),
        'handed-over',
      ],
    },
    end: 'handed-over',
    paper: [0, 1],
  },
  {
    fault: 'spooler dead after the submit, back, printed again',
    before: set('paper'),
    during: (cups) => cups.kill(),
    asks: [
      { outcome: 'unknown', reason: 'spooler-down', offers: ['collected', 'nothing'], tap: 'nothing' },
      {
        outcome: 'unknown',
        reason: 'spooler-down',
        offers: noPaper,
        now: 'offline',
        whyNot: 'loose',
        // The station calls the job off before there is paper again.
        meanwhile: backWithoutJob,
        later: [...all, 'collected'],
        tap: 'reprint',
      },
      good,
    ],
    story: [
      ...early,
      'unknown:spooler-down badge',
      'says badge nothing-came-out',
      'unknown:spooler-down badge',
      'not-printed:timeout badge',
      'says badge reprint',
      ...onPaper('badge'),
      'handed-over',
    ],
    end: 'handed-over',
    paper: [1, 0],
  },
  {
    fault: 'spooler dead after the submit, back when the code is gone',
    before: set('paper'),
    during: (cups) => cups.kill(),
    asks: [
      { outcome: 'unknown', reason: 'spooler-down', offers: ['collected', 'nothing'], tap: 'nothing' },
      {
        outcome: 'unknown',
        reason: 'spooler-down',
        offers: noPaper,
        now: 'offline',
        whyNot: 'loose',
        tap: 'revoke',
      },
    ],
    clear: backWithoutJob,
    story: [
      ...early,
      'unknown:spooler-down badge',
      'says badge nothing-came-out',
      'unknown:spooler-down badge',
      'says revoke',
      'revoked',
    ],
    end: 'revoked',
    paper: [0, 0],
  },
];

/** The spooler is back, with the job that it kept; paper comes only once the station has called that off. */
async function backWithoutJob(cups: PrivateCups): Promise<void> {
  await cups.restart();
  await untilIdle(cups);
  await inOrder(cups);
}

/** No job is left that could still print. */
export async function untilIdle(cups: PrivateCups): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    if ((await cups.command('lpstat', '-o')).trim() === '') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('a job is left in a queue');
}

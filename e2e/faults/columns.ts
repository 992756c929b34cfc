/** What is printed while a fault is there: the columns of the table. Each row says what a temporary code would see. */
import type { Page } from '@playwright/test';
import { confirm, issue } from '../harness/kiosk.ts';
import type { Ask, FaultRow, Tap } from './table.ts';

export interface Column {
  readonly name: string;
  /** From the worker's card to the job. */
  readonly start: (page: Page) => Promise<void>;
  /** The row as this kind of paper lives through it. */
  readonly as: (row: FaultRow) => FaultRow;
}

const same = (row: FaultRow) => row;

const temporary: Column = { name: 'temporary code', start: (page) => issue(page), as: same };

/** Replaced: the worker has a badge, and the old one dies first. */
const standard: Column = {
  name: 'standard code',
  start: async (page) => {
    await page.getByTestId('replace-standard').click();
    await confirm(page, 'confirm-replace');
  },
  as: same,
};

const pinSlip: Column = {
  name: 'PIN slip',
  start: async (page) => {
    await page.getByTestId('reset-pin').click();
    await confirm(page, 'confirm-reset-pin');
  },
  as: (row) => ({
    ...row,
    ...ofSlip(row),
    ...(row.lost === undefined ? {} : { lost: ofSlip(row.lost) }),
    end: row.end === 'revoked' ? 'failed' : row.end,
  }),
};

export const columns: readonly Column[] = [temporary, standard, pinSlip];

function ofSlip({ asks = [], story }: Pick<FaultRow, 'asks' | 'story'>): Pick<FaultRow, 'asks' | 'story'> {
  return {
    asks: asks.map(askAboutSlip),
    story: story.flatMap((word) => (word === 'revoked' ? [] : word.replace('says revoke', 'says give-up'))),
  };
}

/** A PIN is not taken away but replaced, now or later. */
function askAboutSlip(ask: Ask): Ask {
  const offers = (taps: readonly Tap[]) =>
    taps.flatMap((tap): readonly Tap[] => (tap === 'revoke' ? ['new-pin', 'give-up'] : [tap]));
  const later = ask.later === undefined ? {} : { later: offers(ask.later) };
  return { ...ask, offers: offers(ask.offers), ...later, tap: ask.tap === 'revoke' ? 'give-up' : ask.tap };
}

/** The orders whose issuance is killed: whom each is for, what is tapped, by what it is judged. */
import type { Page } from '@playwright/test';
import type { TenantControl } from '../../src/demo-tenant/control.ts';
import { fixtures, type Person } from '../../src/demo-tenant/workers.ts';
import { confirm, expectScreen, findWorker, issue } from '../harness/kiosk.ts';
import type { Station } from '../harness/station.ts';
import type { PointName } from './crash-points.ts';
import type { Rules } from './oracle.ts';
import { extendedLives, nothingMore, pinIsKnown, revokedIsDead, wholeOrNone } from './promises.ts';

/** A worker, and how the tenant is made ready for an order, as another station would have left it. */
interface Before {
  readonly worker: Person;
  readonly makeReady: (control: TenantControl) => void;
}

export interface KillOrder extends Rules, Before {
  readonly name: string;
  /** On the worker's card. */
  readonly give: (page: Page) => Promise<void>;
  /** The yes to the question that follows. */
  readonly yes: string;
  /** Fewer points than this are not all of an order of this kind. */
  readonly leastPoints: number;
  /** Deaths that leave a reconcile the most to do. */
  readonly leavesMuch: readonly PointName[];
}

const { annaKowalska: anna, withTemporary: marek, withoutMethod: ines } = fixtures;
/** An extension of a code that was made today would not be worth its name. */
const enrolledDaysAgo = 40;

const withTemporary: Before = {
  worker: marek,
  makeReady: (control) => {
    if (control.codesOf(marek.id)?.temporary === null) control.issueElsewhere(marek.id, 8);
  },
};
const enrolled: Before = {
  worker: anna,
  makeReady: (control) => control.enrolElsewhere(anna.id, enrolledDaysAgo),
};
const withoutMethod: Before = {
  worker: ines,
  makeReady: (control) => control.removeElsewhere(ines.id),
};

const offer = (testId: string) => (page: Page) => page.getByTestId(testId).click();

export const killOrders: readonly KillOrder[] = [
  {
    name: 'temporary',
    ...withTemporary,
    give: (page) => issue(page),
    yes: 'confirm-replace',
    once: 'PATCH temporaryQRCode',
    touches: ['temporary'],
    papers: ['badge'],
    promise: nothingMore,
    leastPoints: 26,
    // An orphan to delete, and a person's answer that revokes.
    leavesMuch: ['after call PATCH temporaryQRCode', 'before call Send-Document'],
  },
  {
    name: 'enrolment',
    ...withoutMethod,
    give: offer('enrol'),
    yes: 'confirm-enrol',
    once: 'PUT qrCodePinMethod',
    touches: ['standard', 'pin'],
    papers: ['badge', 'pin-slip'],
    promise: wholeOrNone,
    leastPoints: 30,
    // A method whose secrets nobody has, and one whose badge came out without its slip.
    leavesMuch: ['after call PUT qrCodePinMethod', 'before call Send-Document #2'],
  },
  {
    name: 'replacement',
    ...enrolled,
    give: offer('replace-standard'),
    yes: 'confirm-replace',
    once: 'PATCH standardQRCode',
    touches: ['standard'],
    papers: ['badge'],
    promise: nothingMore,
    leastPoints: 26,
    leavesMuch: ['after call PATCH standardQRCode', 'before call Send-Document'],
  },
  {
    name: 'pin-reset',
    ...enrolled,
    give: offer('reset-pin'),
    yes: 'confirm-reset-pin',
    once: 'PATCH pin',
    touches: ['pin'],
    papers: ['pin-slip'],
    promise: pinIsKnown,
    leastPoints: 20,
    leavesMuch: ['after call PATCH pin', 'before call Send-Document'],
  },
  {
    name: 'revocation',
    ...withTemporary,
    give: offer('revoke-temporary'),
    yes: 'confirm-revoke',
    once: null,
    touches: ['temporary'],
    papers: [],
    promise: revokedIsDead,
    leastPoints: 10,
    // A delete that the next station sends, and one that it must find done.
    leavesMuch: ['before call DELETE temporaryQRCode', 'after call DELETE temporaryQRCode'],
  },
  {
    name: 'extension',
    ...enrolled,
    give: offer('extend-standard'),
    yes: 'confirm-extend',
    once: 'PATCH standardQRCode',
    touches: ['standard'],
    papers: [],
    promise: extendedLives,
    leastPoints: 10,
    leavesMuch: ['before call PATCH standardQRCode', 'after call PATCH standardQRCode'],
  },
];

export function orderNamed(wanted: string): KillOrder {
  const order = killOrders.find(({ name }) => name === wanted);
  if (order === undefined) throw new Error(`there is no order ${wanted}`);
  return order;
}

/** From the search to the end of the order: with paper, to the word that it is in the worker's hand. */
export async function playOrder({ worker, give, yes, papers }: KillOrder, { page }: Station): Promise<void> {
  await findWorker(page, `${worker.givenName} ${worker.surname}`, worker.id);
  await give(page);
  await confirm(page, yes);
  if (papers.length === 0) return;
  await expectScreen(page, 'collect');
  await page.getByTestId('badge-collected').click();
}

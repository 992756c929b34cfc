/** The orders whose issuance is killed: how the tenant is made ready, how each is played, by what it is judged. */
import type { TenantControl } from '../../src/demo-tenant/control.ts';
import { fixtures, type Person } from '../../src/demo-tenant/workers.ts';
import { confirm, expectScreen, findWorker, issue } from '../harness/kiosk.ts';
import type { Station } from '../harness/station.ts';
import type { PointName } from './crash-points.ts';
import type { Rules } from './oracle.ts';
import { extendedLives, nothingMore, pinIsKnown, revokedIsDead, wholeOrNone } from './promises.ts';

export interface KillOrder extends Rules {
  readonly name: string;
  readonly worker: Person;
  /** Makes the worker such as this order is given for, as another station would have. */
  readonly makeReady: (control: TenantControl) => void;
  /** From the worker's card to the end: with paper, to the word that it is in the worker's hand. */
  readonly play: (station: Station) => Promise<void>;
  /** Fewer points than this are not all of an order of this kind. */
  readonly leastPoints: number;
  /** Deaths that leave a reconcile the most to do. */
  readonly leavesMuch: readonly PointName[];
}

const { annaKowalska: anna, withTemporary: marek, withoutMethod: ines } = fixtures;
/** An extension of a code that was made today would not be worth its name. */
const enrolledDaysAgo = 40;

const temporary: KillOrder = {
  name: 'temporary',
  worker: marek,
  makeReady: letHaveTemporary,
  play: async (station) => {
    await issue(station.page);
    await confirm(station.page, 'confirm-replace');
    await takePapers(station);
  },
  once: 'PATCH temporaryQRCode',
  touches: ['temporary'],
  papers: ['badge'],
  promise: nothingMore,
  leastPoints: 26,
  // An orphan to delete, and a person's answer that revokes.
  leavesMuch: ['after call PATCH temporaryQRCode', 'before call Send-Document'],
};

const enrolment: KillOrder = {
  name: 'enrolment',
  worker: ines,
  makeReady: (control) => control.removeElsewhere(ines.id),
  play: async (station) => {
    await give(station, 'enrol', 'confirm-enrol');
    await takePapers(station);
  },
  once: 'PUT qrCodePinMethod',
  touches: ['standard', 'pin'],
  papers: ['badge', 'pin-slip'],
  promise: wholeOrNone,
  leastPoints: 30,
  // A method whose secrets nobody has, and one whose badge came out without its slip.
  leavesMuch: ['after call PUT qrCodePinMethod', 'before call Send-Document #2'],
};

const replacement: KillOrder = {
  name: 'replacement',
  worker: anna,
  makeReady: letBeEnrolled,
  play: async (station) => {
    await give(station, 'replace-standard', 'confirm-replace');
    await takePapers(station);
  },
  once: 'PATCH standardQRCode',
  touches: ['standard'],
  papers: ['badge'],
  promise: nothingMore,
  leastPoints: 26,
  leavesMuch: ['after call PATCH standardQRCode', 'before call Send-Document'],
};

const pinReset: KillOrder = {
  name: 'pin-reset',
  worker: anna,
  makeReady: letBeEnrolled,
  play: async (station) => {
    await give(station, 'reset-pin', 'confirm-reset-pin');
    await takePapers(station);
  },
  once: 'PATCH pin',
  touches: ['pin'],
  papers: ['pin-slip'],
  promise: pinIsKnown,
  leastPoints: 20,
  leavesMuch: ['after call PATCH pin', 'before call Send-Document'],
};

const revocation: KillOrder = {
  name: 'revocation',
  worker: marek,
  makeReady: letHaveTemporary,
  play: (station) => give(station, 'revoke-temporary', 'confirm-revoke'),
  once: null,
  touches: ['temporary'],
  papers: [],
  promise: revokedIsDead,
  leastPoints: 10,
  // A delete that the next station sends, and one that it must find done.
  leavesMuch: ['before call DELETE temporaryQRCode', 'after call DELETE temporaryQRCode'],
};

const extension: KillOrder = {
  name: 'extension',
  worker: anna,
  makeReady: letBeEnrolled,
  play: (station) => give(station, 'extend-standard', 'confirm-extend'),
  once: 'PATCH standardQRCode',
  touches: ['standard'],
  papers: [],
  promise: extendedLives,
  leastPoints: 10,
  leavesMuch: ['before call PATCH standardQRCode', 'after call PATCH standardQRCode'],
};

export const killOrders = {
  temporary,
  enrolment,
  replacement,
  'pin-reset': pinReset,
  revocation,
  extension,
} as const;

/** From the search to the end of the order. */
export async function playOrder(order: KillOrder, station: Station): Promise<void> {
  const { givenName, surname, id } = order.worker;
  await findWorker(station.page, `${givenName} ${surname}`, id);
  await order.play(station);
}

function letHaveTemporary(control: TenantControl): void {
  if (control.codesOf(marek.id)?.temporary === null) control.issueElsewhere(marek.id, 8);
}

function letBeEnrolled(control: TenantControl): void {
  control.enrolElsewhere(anna.id, enrolledDaysAgo);
}

/** Taps an offer of the card and says yes to the question. */
async function give({ page }: Station, offer: string, answer: string): Promise<void> {
  await page.getByTestId(offer).click();
  await confirm(page, answer);
}

async function takePapers({ page }: Station): Promise<void> {
  await expectScreen(page, 'collect');
  await page.getByTestId('badge-collected').click();
}

/** Every order played through the page's store over a station in memory: asked, confirmed, done, and what it does to the card. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OfferKind } from '../../core/issuance/offers.ts';
import { FakeStation } from '../../testing/fake-bridge.ts';
import { type Kiosk, startKiosk } from '../kiosk.ts';
import { type Event, pageTime } from '../page-data.ts';
import { type OtherOffer, orderFor } from './orders.ts';

let kiosk: Kiosk;
let station: FakeStation;

const flow = () => kiosk.current().flow;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const tap = async (...events: readonly Event[]) => {
  for (const event of events) {
    kiosk.send(event);
    await pass(1);
  }
};

async function toCard(name: string) {
  await tap({ type: 'text-typed', text: name });
  await pass(200);
  const now = flow();
  const worker = now.screen === 'search' && now.found.is === 'found' ? now.found.workers[0] : undefined;
  if (worker === undefined) throw new Error('nobody was found');
  await tap({ type: 'worker-chosen', worker, hours: 8 });
  return card();
}

function card() {
  const now = flow();
  if (now.screen !== 'worker' || now.card === null) throw new Error(`no card on ${now.screen}`);
  return now.card;
}

async function order(kind: OtherOffer): Promise<void> {
  const asked = orderFor(kind, card());
  if (asked === null) throw new Error('nothing to order');
  await tap({ type: 'order-asked', order: asked });
  expect(flow().screen).toBe('confirm');
  await tap({ type: 'order-confirmed' });
  await pass(6_000);
}

const offered = (): readonly OfferKind[] => card().offers.map(({ kind }) => kind);
const answers = () => {
  const now = flow();
  return now.screen === 'collect' ? now.watch.view.answers : [];
};

beforeEach(async () => {
  vi.useFakeTimers();
  station = new FakeStation();
  kiosk = startKiosk(station.bridge, pageTime);
  await pass(1);
  await tap({ type: 'sign-in-asked', method: 'browser-window' });
  await pass(1_000);
});

afterEach(() => {
  kiosk.stop();
  vi.useRealTimers();
});

describe('an order', () => {
  it('to enrol asks for both papers, and makes a worker who can get codes', async () => {
    await toCard('Angela');
    expect(offered()).toEqual(['enrol']);
    await order('enrol');
    expect(flow()).toMatchObject({ screen: 'collect', watch: { view: { papers: ['badge', 'pin-slip'] } } });
    expect(answers()).toEqual(['badge-collected', 'nothing-came-out', 'slip-missing']);
    await tap({ type: 'answer-given', answer: 'badge-collected' });
    expect(flow()).toMatchObject({ screen: 'done', outcome: 'handed-over' });
    await tap({ type: 'cancel-asked' });
    await toCard('Angela');
    expect(card()).toMatchObject({ hasMethod: true, pinMustChange: true, obstacle: null });
  });

  it('to enrol can be undone where a paper is missing', async () => {
    await toCard('Angela');
    await order('enrol');
    await tap({ type: 'answer-given', answer: 'slip-missing' });
    expect(flow()).toMatchObject({ screen: 'collect', watch: { view: { paper: 'pin-slip' } } });
    await tap({ type: 'answer-given', answer: 'revoke' });
    await pass(1_000);
    expect(flow()).toMatchObject({ screen: 'done', outcome: 'revoked' });
    await tap({ type: 'again-asked' });
    expect(card().hasMethod).toBe(false);
  });

  it('to enrol prints again only the paper that is missing', async () => {
    await toCard('Angela');
    await order('enrol');
    await tap({ type: 'answer-given', answer: 'slip-missing' }, { type: 'answer-given', answer: 'reprint' });
    await pass(400);
    expect(flow()).toMatchObject({ screen: 'printing', watch: { view: { paper: 'pin-slip' } } });
    await pass(400);
    expect(answers()).toEqual(['badge-collected', 'nothing-came-out', 'slip-missing']);
  });

  it('to extend prints nothing and ends by itself', async () => {
    const before = (await toCard('Ana R')).standard.code?.expiresAtMs ?? 0;
    await order('extend-standard');
    expect(flow()).toMatchObject({ screen: 'done', outcome: 'extended', view: { papers: [] } });
    await tap({ type: 'cancel-asked' });
    await toCard('Ana R');
    expect(card().standard.code?.expiresAtMs).toBeGreaterThan(before);
  });

  it('to reset a PIN offers another PIN, and says so when nobody has one', async () => {
    await toCard('Ana R');
    await order('reset-pin');
    await tap({ type: 'answer-given', answer: 'nothing-came-out' });
    expect(answers()).toEqual(['reprint', 'reprint-elsewhere', 'new-pin', 'give-up', 'badge-collected']);
    await tap({ type: 'answer-given', answer: 'give-up' });
    expect(flow()).toMatchObject({ screen: 'problem', trouble: { kind: 'pin-lost' }, fate: null });
  });

  it.each(['revoke-temporary', 'revoke-standard', 'revoke-method'] as const)(
    'to %s is no longer offered once it is done',
    async (kind) => {
      await toCard('Anke');
      expect(offered()).toContain(kind);
      await order(kind);
      expect(flow()).toMatchObject({ screen: 'done', outcome: 'revoked' });
      await tap({ type: 'again-asked' });
      expect(offered()).not.toContain(kind);
    },
  );

  it('to replace a badge makes another code', async () => {
    const before = (await toCard('Ana R')).standard.code?.id;
    await order('replace-standard');
    expect(flow()).toMatchObject({ screen: 'collect', watch: { view: { isReplacement: true } } });
    await tap({ type: 'answer-given', answer: 'badge-collected' }, { type: 'cancel-asked' });
    await toCard('Ana R');
    expect(card().standard.code?.id).not.toBe(before);
  });

  it('that somebody else was quicker with ends on the card as it is now, with a word about it', async () => {
    await toCard('Angela');
    const { id } = card().worker;
    const meanwhile = orderFor('enrol', card());
    if (meanwhile === null) throw new Error('nothing to order');
    station.cards.write(id, 'create', meanwhile, 'Somebody else');
    await order('enrol');
    expect(flow()).toMatchObject({ screen: 'worker', notice: 'already-enrolled', card: { hasMethod: true } });
  });
});

it('makes a code that begins later, and says from when', async () => {
  await toCard('Ana R');
  const startsAtMs = Date.now() + 86_400_000;
  await tap({ type: 'start-chosen', startsAtMs }, { type: 'issue-asked' });
  await pass(5_000);
  expect(flow()).toMatchObject({ screen: 'collect', watch: { view: { startsAtMs } } });
});

/** The page's store over a station in memory: whole visits, news at awkward moments, and calls that never come back. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../core/result.ts';
import { trouble } from '../core/trouble.ts';
import type { Bridge, Input, Method } from '../shared/api.ts';
import { FakeStation } from '../testing/fake-bridge.ts';
import { type Kiosk, startKiosk } from './kiosk.ts';
import { type Event, pageTime } from './page-data.ts';

let kiosk: Kiosk;
let station: FakeStation;
/** Every call the page made, by name. */
let calls: Method[];

function start(change: (bridge: Bridge) => Partial<Bridge> = () => ({})): void {
  station = new FakeStation();
  calls = [];
  const counted = Object.fromEntries(
    Object.entries({ ...station.bridge, ...change(station.bridge) }).map(([name, call]) => [
      name,
      (input: never) => {
        if (name !== 'onChange') calls.push(name as Method);
        return (call as (given: never) => unknown)(input);
      },
    ]),
  );
  field.isElsewhere = false;
  kiosk = startKiosk(counted as unknown as Bridge, pageTime, typedInto);
}

const field = { isElsewhere: false };
const typedInto = (letter: string) => {
  const { flow } = kiosk.current();
  return flow.screen === 'search' && !field.isElsewhere ? `${flow.text}${letter}` : null;
};

const screen = () => kiosk.current().flow.screen;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const tap = async (...events: readonly Event[]) => {
  for (const event of events) {
    kiosk.send(event);
    await pass(1);
  }
};
const made = (method: Method) => calls.filter((name) => name === method).length;

async function signIn(): Promise<void> {
  await pass(1);
  await tap({ type: 'sign-in-asked', method: 'browser-window' });
  await pass(1_000);
  expect(screen()).toBe('search');
}

async function toCard(name: string): Promise<void> {
  await signIn();
  await tap({ type: 'text-typed', text: name });
  await pass(200);
  const { flow } = kiosk.current();
  if (flow.screen !== 'search' || flow.found.is !== 'found') throw new Error('nobody was found');
  const [worker] = flow.found.workers;
  if (worker === undefined) throw new Error('nobody was found');
  await tap({ type: 'worker-chosen', worker, hours: 8 });
  expect(screen()).toBe('worker');
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  kiosk.stop();
  vi.useRealTimers();
});

describe('a visit', () => {
  it('takes a result, a lifetime and issue to a badge in hand, and comes back by itself', async () => {
    start();
    await toCard('Ana R');
    await tap({ type: 'hours-chosen', hours: 4 }, { type: 'issue-asked' });
    await pass(5_000);
    expect(screen()).toBe('collect');
    await tap({ type: 'answer-given', answer: 'badge-collected' });
    expect(kiosk.current().flow).toMatchObject({ screen: 'done', outcome: 'handed-over' });
    await pass(10_000);
    expect(kiosk.current().flow).toMatchObject({ screen: 'search', text: '' });
    expect(made('issuance.start')).toBe(1);
  });

  it('asks before it replaces a live code, and starts once however often it is confirmed', async () => {
    start();
    await toCard('عبد');
    await tap({ type: 'issue-asked' });
    expect(screen()).toBe('confirm');
    expect(made('issuance.start')).toBe(0);
    await tap({ type: 'order-confirmed' }, { type: 'order-confirmed' });
    await pass(5_000);
    expect(screen()).toBe('collect');
    expect(made('issuance.start')).toBe(1);
  });

  it('asks before another printer is taken, and names to main the one that the screen named', async () => {
    const answers: Input<'issuance.answer'>[] = [];
    start((bridge) => ({
      'issuance.answer': async (input) => {
        answers.push(input);
        // As over IPC, main's news come after the call.
        await Promise.resolve();
        return bridge['issuance.answer'](input);
      },
    }));
    station.knobs.print = { outcome: 'not-printed', reason: 'media-empty' };
    await toCard('Ana R');
    await tap({ type: 'issue-asked' });
    await pass(5_000);
    const { flow } = kiosk.current();
    if (flow.screen !== 'collect') throw new Error(flow.screen);
    expect(flow.watch.view.answers).toEqual(['reprint', 'reprint-elsewhere', 'revoke']);
    const printer = flow.watch.view.printers?.elsewhere?.name;
    await tap({ type: 'answer-given', answer: 'reprint-elsewhere', printer });
    expect(answers).toMatchObject([{ answer: 'reprint-elsewhere', printer: 'Zebra-2' }]);
  });

  it('returns to an issuance that main has under way when the page restarts', async () => {
    start();
    await toCard('Ana R');
    await tap({ type: 'issue-asked' });
    await pass(5_000);
    kiosk.stop();
    kiosk = startKiosk(station.bridge, pageTime);
    await pass(1);
    expect(screen()).toBe('collect');
  });

  it('drops the worker and the search the moment the supervisor locks', async () => {
    start();
    await toCard('Ana R');
    kiosk.send({ type: 'lock-asked' });
    expect(JSON.stringify(kiosk.current().flow)).not.toContain('Ana');
    await pass(1);
    expect(screen()).toBe('locked');
    expect(made('session.lock')).toBe(1);
  });
});

describe('a key that is held back', () => {
  const texts: unknown[] = [];
  const begin = async () => {
    texts.length = 0;
    start((bridge) => ({
      'workers.search': (asked) => {
        texts.push(asked);
        return bridge['workers.search'](asked);
      },
    }));
    await signIn();
    await tap({ type: 'text-typed', text: 'An' });
    await pass(300);
  };
  const list = () => {
    const { flow } = kiosk.current();
    if (flow.screen !== 'search' || flow.found.is !== 'found') return flow.screen;
    return [flow.text, flow.ahead?.text ?? null, flow.found.workers.length];
  };

  it('is looked for in the own list at once, and once only', async () => {
    await begin();
    const [, , count] = list();
    station.key('a');
    await pass(300);
    expect(texts).toEqual([{ text: 'An' }, { text: 'Ana', from: 'list' }, { text: 'An' }]);
    expect(list()).toEqual(['An', null, count]);
    station.key('a');
    await pass(40);
    kiosk.send({ type: 'text-typed', text: 'Ana' });
    await pass(300);
    expect(texts.slice(3)).toEqual([{ text: 'Ana', from: 'list' }]);
    expect(list()).toEqual(['Ana', null, expect.any(Number)]);
  });

  it('is forgotten the moment another key follows it: they are a scanner’s', async () => {
    await begin();
    station.key('a');
    station.key(null);
    await pass(300);
    expect(texts).toEqual([{ text: 'An' }, { text: 'Ana', from: 'list' }, { text: 'An' }]);
    expect(list()).toEqual(['An', null, expect.any(Number)]);
  });

  it('means nothing where the field would not get it', async () => {
    await begin();
    field.isElsewhere = true;
    station.key('a');
    await pass(10);
    expect(texts).toEqual([{ text: 'An' }]);
  });
});

describe('a scan', () => {
  it('opens the worker’s card, from another card too', async () => {
    start();
    await toCard('Ana R');
    const worker = station.cards.all().find((card) => card.worker.displayName === 'Annika Schäfer')?.worker;
    if (worker === undefined) throw new Error('no Annika');
    station.scan({ is: 'worker', by: 'number', worker });
    expect(screen()).toBe('identify');
    await pass(1);
    expect(kiosk.current().flow).toMatchObject({ screen: 'worker', workerId: worker.id, hours: 8 });
    expect(kiosk.current().isScanIgnored).toBe(false);
  });

  it('in the middle of an order is told to be ignored for five seconds, and is not even read', async () => {
    start();
    await toCard('عبد');
    await tap({ type: 'issue-asked' });
    expect(screen()).toBe('confirm');
    station.scan({ is: 'unknown-badge', mayEnrol: true });
    expect(kiosk.current().isScanIgnored).toBe(true);
    await pass(3_000);
    station.scan({ is: 'unknown-badge', mayEnrol: true });
    await pass(4_900);
    expect(kiosk.current().isScanIgnored).toBe(true);
    await pass(200);
    expect(kiosk.current()).toMatchObject({ isScanIgnored: false, flow: { screen: 'confirm' } });
    expect(made('scan.read')).toBe(0);
  });
});

describe('searching', () => {
  it('asks at each letter, without a pause, and shows the answer to the last text', async () => {
    start();
    await signIn();
    for (const text of ['an', 'ana', 'ana r']) await tap({ type: 'text-typed', text });
    expect(made('workers.search')).toBe(3);
    expect(kiosk.current().flow).toMatchObject({ found: { is: 'found' }, text: 'ana r' });
  });

  it('asks on from the service where the list alone is not enough, and shows what it has meanwhile', async () => {
    const asked: unknown[] = [];
    let answerService = () => {};
    start((bridge) => ({
      'workers.search': async (input) => {
        asked.push(input);
        const found = await bridge['workers.search'](input);
        if (input.from === undefined) return found.ok ? ok({ ...found.value, goesOn: true }) : found;
        return new Promise((resolve) => {
          answerService = () => resolve(found);
        });
      },
    }));
    await signIn();
    await tap({ type: 'text-typed', text: 'ana r' });
    expect(asked).toEqual([{ text: 'ana r' }, { text: 'ana r', from: 'service' }]);
    const { flow } = kiosk.current();
    expect(flow).toMatchObject({ found: { is: 'looking', before: [expect.anything()] } });
    answerService();
    await pass(1);
    expect(kiosk.current().flow).toMatchObject({ found: { is: 'found' } });
  });

  it('ignores an answer to a text that is no longer there', async () => {
    const answers: (() => void)[] = [];
    start((bridge) => ({
      'workers.search': (input) =>
        new Promise((resolve) => {
          answers.push(() => resolve(bridge['workers.search'](input)));
        }),
    }));
    await signIn();
    await tap({ type: 'text-typed', text: 'ana' });
    await pass(200);
    await tap({ type: 'text-typed', text: 'anton' });
    answers[0]?.();
    await pass(1);
    expect(kiosk.current().flow).toMatchObject({ found: { is: 'looking', before: [] } });
  });
});

describe('when main misbehaves', () => {
  it('shows an incident when a call is rejected', async () => {
    start(() => ({ 'workers.read': () => Promise.reject(new Error('no handler')) }));
    await signIn();
    await tap({ type: 'text-typed', text: 'Ana R' });
    await pass(200);
    const { flow } = kiosk.current();
    if (flow.screen !== 'search' || flow.found.is !== 'found' || flow.found.workers[0] === undefined)
      throw new Error('nobody was found');
    await tap({ type: 'worker-chosen', worker: flow.found.workers[0], hours: 8 });
    expect(kiosk.current().flow).toMatchObject({ screen: 'problem', trouble: { kind: 'incident' } });
  });

  it('does not wait for ever for a station that never answers', async () => {
    start(() => ({ 'station.read': () => new Promise(() => {}) }));
    await pass(11_000);
    expect(kiosk.current().flow).toMatchObject({ screen: 'problem', retry: { to: 'start' } });
  });

  it('reads the station one at a time, and once more when news came meanwhile', async () => {
    start();
    await pass(1);
    const before = made('station.read');
    for (let news = 0; news < 5; news += 1) station.show({});
    expect(made('station.read')).toBe(before + 1);
    await pass(1);
    expect(made('station.read')).toBe(before + 2);
  });

  it('says why an issuance failed and what became of the codes', async () => {
    start();
    station.knobs.trouble = trouble('printer-not-ready', { detail: 'media-empty' });
    await toCard('Ana R');
    await tap({ type: 'issue-asked' });
    await pass(5_000);
    expect(kiosk.current().flow).toMatchObject({
      screen: 'problem',
      trouble: { kind: 'printer-not-ready', detail: 'media-empty' },
      fate: 'nothing-changed',
    });
  });
});

describe('the session', () => {
  it('unlocks with the PIN, which is never part of the state', async () => {
    start();
    await signIn();
    await station.bridge['session.setPin']({ pin: '97531' });
    await tap({ type: 'lock-asked' });
    kiosk.unlock('11111');
    kiosk.unlock('97531');
    expect(JSON.stringify(kiosk.current())).not.toMatch(/97531|11111/);
    await pass(1);
    expect(kiosk.current().flow).toMatchObject({ screen: 'locked', trouble: { kind: 'wrong-pin' } });
    kiosk.unlock('97531');
    await pass(1);
    expect(screen()).toBe('search');
    expect(made('session.unlock')).toBe(2);
  });

  it('puts the idle lock off at most once in five seconds', async () => {
    start();
    kiosk.touch();
    await signIn();
    for (let count = 0; count < 20; count += 1) kiosk.touch();
    expect(made('session.touch')).toBe(1);
    await pass(5_001);
    kiosk.touch();
    expect(made('session.touch')).toBe(2);
  });

  it('puts the idle lock off at once while the warning is up', async () => {
    start();
    station.knobs.idleLockSeconds = 21;
    await signIn();
    kiosk.touch();
    await pass(2_000);
    kiosk.touch();
    expect(made('session.touch')).toBe(2);
  });

  it('stops a sign-in that the person cancels', async () => {
    start();
    station.knobs.signIn = 'never';
    await pass(1);
    await tap({ type: 'sign-in-asked', method: 'device-code' }, { type: 'cancel-asked' });
    await pass(1);
    expect(screen()).toBe('sign-in');
    expect(made('session.cancelSignIn')).toBe(1);
  });
});

describe('requests that waited for the network', () => {
  const people = () =>
    station.cards.all().filter(({ worker }) => /^(Ana R|Andrzej|Anand)/.test(worker.displayName));

  async function queueThree(): Promise<void> {
    start();
    await signIn();
    for (const { worker } of people())
      await station.bridge['queue.add']({ workerId: worker.id, hours: 4, reason: 'forgot-badge' });
    await pass(1);
    expect(kiosk.current().station?.queue).toHaveLength(3);
  }

  it('are issued all, each with its own journey, the next when the one before is handed over', async () => {
    await queueThree();
    kiosk.issueAll(kiosk.current().station?.queue ?? []);
    for (const left of [2, 1, 0]) {
      await pass(5_000);
      expect(screen()).toBe('collect');
      expect(kiosk.current().station?.queue).toHaveLength(left);
      await tap({ type: 'answer-given', answer: 'badge-collected' });
      expect(screen()).toBe('done');
      await pass(7_000);
    }
    expect(screen()).toBe('search');
    expect(made('issuance.start')).toBe(3);
  });

  it('wait for a person after a trouble, and after a badge that was left without an answer', async () => {
    await queueThree();
    station.knobs.trouble = trouble('printer-not-ready');
    kiosk.issueAll(kiosk.current().station?.queue ?? []);
    await pass(5_000);
    expect(screen()).toBe('problem');
    await tap({ type: 'cancel-asked' });
    await pass(5_000);
    expect(screen()).toBe('search');
    expect(made('issuance.start')).toBe(1);
  });
});

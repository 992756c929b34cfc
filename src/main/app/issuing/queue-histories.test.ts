/** Whatever people, clocks, disks and kills do to requests that wait: each ends once, and is issued at most once, in time. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../core/journal/entry.ts';
import { type AppStation, createAppStation } from '../../../testing/app-station.ts';
import { worker } from '../../../testing/fake-directory.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

const minuteMs = 60_000;
const people = [worker(11), worker(12), worker(13)];

type Act =
  | { readonly do: 'ask' | 'issue' | 'issue-unasked' | 'cancel'; readonly whom: number }
  | { readonly do: 'wait' | 'set-clock'; readonly minutes: number }
  | { readonly do: 'kill' }
  /** The disk takes so many rows more, and after the next act all again. */
  | { readonly do: 'fill-disk'; readonly rows: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constantFrom('ask' as const, 'issue' as const, 'issue-unasked' as const, 'cancel' as const),
    whom: fc.nat(people.length - 1),
  }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant('set-clock' as const), minutes: fc.integer({ min: -90, max: 90 }) }),
  fc.constant({ do: 'kill' } as const),
  fc.record({ do: fc.constant('fill-disk' as const), rows: fc.nat(3) }),
);

class History {
  station: AppStation = createAppStation({ more: people });

  async play(one: Act): Promise<void> {
    switch (one.do) {
      case 'ask':
        await this.#present();
        await this.station.call('queue.add', { workerId: idOf(one.whom), hours: 8, reason: 'other' });
        return;
      case 'issue':
      case 'issue-unasked':
        return this.#issue(one.whom, one.do === 'issue');
      case 'cancel': {
        const request = await this.#requestOf(one.whom);
        if (request !== undefined) await this.station.call('queue.cancel', { queueId: request.queueId });
        return;
      }
      case 'wait':
        return this.station.clock.advance(one.minutes * minuteMs);
      case 'set-clock':
        this.station.clock.stepWallClock(one.minutes * minuteMs);
        return;
      case 'kill':
        return this.restart();
      default:
        this.station.journal.fillDisk(one.rows);
    }
  }

  async restart(): Promise<void> {
    const { journal, directory, clock, app } = this.station;
    app.stop();
    this.station = createAppStation({ journal, directory, clock, more: people });
    await this.#present();
  }

  async #present(): Promise<void> {
    if (this.station.app.supervision.present() !== null) return;
    await this.station.call('session.signIn', { method: 'browser-window' });
  }

  async #requestOf(whom: number) {
    await this.#present();
    const { queue } = await this.station.call('station.read', null);
    return queue.find((each) => each.worker.id === idOf(whom) && each.state === 'waiting');
  }

  async #issue(whom: number, isInItsName: boolean): Promise<void> {
    const request = isInItsName ? await this.#requestOf(whom) : undefined;
    if (isInItsName && request === undefined) return;
    await this.#present();
    const codeId = this.station.directory.temporaryOf(idOf(whom))?.id ?? null;
    const named = request === undefined ? {} : { queueId: request.queueId };
    const order = issueOrder(8, codeId);
    const started = await this.station.call('issuance.start', { workerId: idOf(whom), order, ...named });
    if (!started.ok) return;
    const { issuanceId } = started.value;
    // With a full disk it comes to no rest that the page hears of.
    const rest = await this.station.settle(issuanceId).catch(() => null);
    if (rest === null) return;
    await this.station.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await this.station.clock.advance(1_000);
  }
}

const idOf = (whom: number) => people[whom]?.id ?? '';

function endsOf(all: readonly JournalEntry[], { issuanceId }: JournalEntry) {
  const ends = all.filter(({ event, issuanceId: id }) => event === 'dequeued' && id === issuanceId);
  const began = all.filter(({ event, detail }) => event === 'requested' && detail?.queued === issuanceId);
  return { ends, began };
}

it('each request ends once, is issued at most once, and only what was issued says so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      const history = new History();
      for (const [at, one] of acts.entries()) {
        await history.play(one);
        if (acts[at - 1]?.do === 'fill-disk') history.station.journal.freeDisk();
      }
      history.station.journal.freeDisk();
      await history.restart();
      await history.station.clock.advance(20 * minuteMs);
      const { all } = history.station.journal;
      for (const queued of all.filter(({ event }) => event === 'queued')) {
        const { ends, began } = endsOf(all, queued);
        expect(ends).toHaveLength(1);
        expect(began.length).toBeLessThanOrEqual(1);
        expect(ends[0]?.outcome === 'issued').toBe(began.length === 1);
        if (began.length === 1) expect(ends[0]?.detail).toEqual({ issuance: began[0]?.issuanceId });
      }
      expect(history.station.incidents).toEqual([]);
      history.station.app.stop();
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** What the model knows of every worker, and what it cannot know until somebody has settled it. */
import { startOfDay } from '../../core/local-day.ts';
import { issuingSettings } from '../issuing-settings.ts';
import type { MemoryJournal } from '../memory-journal.ts';
import { differences } from './promises.ts';
import { type LifeService, people } from './service.ts';
import { type Held, live, withoutCodes } from './service-model.ts';

const nobodys = 'eeeeeeee-0000-4000-8000-000000000000';

export class Books {
  readonly held = new Map<string, Held | null>();
  /** What became of these is not for the model to say: a station died or was left in the middle. */
  readonly open = new Set<string>();
  /** The last code of each worker that is no more. */
  readonly #gone = new Map<string, string>();

  constructor(private readonly service: LifeService) {
    this.adoptAll();
  }

  /** Takes the tenant's truth over. */
  adopt(workerId: string): void {
    const before = this.held.get(workerId) ?? null;
    const truth = this.service.heldBy(workerId);
    for (const name of ['temporary', 'standard'] as const) {
      const old = before?.[name]?.id ?? null;
      if (old !== null && truth?.[name]?.id !== old) this.#gone.set(workerId, old);
    }
    this.held.set(workerId, truth);
  }

  adoptAll(): void {
    for (const { id } of people) this.adopt(id);
    this.open.clear();
  }

  /** Codes that an order can be aimed at besides those on the card. */
  known(workerId: string): { readonly gone: string; readonly foreign: string } {
    const at = people.findIndex(({ id }) => id === workerId);
    const other = this.held.get(people[(at + 1) % people.length]?.id ?? '') ?? null;
    return {
      gone: this.#gone.get(workerId) ?? nobodys,
      foreign: other?.temporary?.id ?? other?.standard?.id ?? nobodys,
    };
  }

  /** Where the tenant's truth is another. */
  differences(): readonly string[] {
    const nowMs = this.service.clock.nowMs();
    return [...this.held].flatMap(([workerId, held]) =>
      this.open.has(workerId) ? [] : differences(held, this.service.heldBy(workerId), held, nowMs),
    );
  }

  /** Where a code of today lives on, or anything else is gone. While reads lag only the first is certain. */
  afterToday(ids: ReadonlySet<string | null>, isHazy: boolean): readonly string[] {
    const nowMs = this.service.clock.nowMs();
    return [...this.held].flatMap(([workerId, held]) => {
      const truth = this.service.heldBy(workerId);
      const standing = [truth?.temporary, truth?.standard].flatMap((slot) => live(slot ?? null, nowMs) ?? []);
      const kept = held === null ? null : withoutCodes(held, ids);
      return [
        ...(standing.some(({ id }) => ids.has(id)) ? ['a code of today lives on'] : []),
        ...(isHazy ? [] : differences(kept, truth, held, nowMs)),
      ];
    });
  }
}

/** The codes that this station made today, but for those about which somebody is still asked. */
export function madeToday(
  journal: Pick<MemoryJournal, 'all' | 'open'>,
  nowMs: number,
): ReadonlySet<string | null> {
  const fromMs = startOfDay(nowMs, issuingSettings.timeZone);
  const asked = new Set(journal.open());
  const made = journal.all.filter(
    ({ event, atMs, issuanceId }) => event === 'created' && atMs >= fromMs && !asked.has(issuanceId ?? ''),
  );
  return new Set(made.map(({ codeId }) => codeId));
}

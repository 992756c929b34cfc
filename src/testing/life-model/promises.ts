/** What must be true after each step of a history: the tenant, the journal, the paper and the page held against each other. */
import type { JournalEntry } from '../../core/journal/entry.ts';
import type { LeftoverView } from '../../shared/issuance.ts';
import type { WorkerCard } from '../../shared/workers.ts';
import { people } from './service.ts';
import { type Held, live, type Slot } from './service-model.ts';
import type { LifeStation } from './station.ts';

/** Promises of a station about what it did, in words where they are broken. */
export class Promises {
  #rowsSeen = 0;

  constructor(private readonly station: LifeStation) {}

  broken(): readonly string[] {
    const { incidents } = this.station;
    const { all } = this.station.journal;
    const rows = all.slice(this.#rowsSeen);
    this.#rowsSeen = all.length;
    return [
      ...incidents.map((bug) => `a bug: ${String(bug)}`),
      ...this.#liveCodes(all),
      ...all.filter(({ event }) => event === 'closed').flatMap((end) => this.#claims(end)),
      ...this.#secrets(rows),
    ];
  }

  /** Each live code of this station's making is in a hand, or its issuance is open. */
  #liveCodes(all: readonly JournalEntry[]): readonly string[] {
    const { foreign, clock } = this.station.service;
    const open = new Set(this.station.journal.open());
    return people.flatMap(({ id: workerId }) =>
      this.#slots(workerId).flatMap((slot) => {
        if (live(slot, clock.nowMs()) === null || foreign.has(slot.id ?? '')) return [];
        const made = all.find(({ event, codeId }) => event === 'created' && codeId === slot.id);
        const end = all.find((row) => row.event === 'closed' && row.issuanceId === made?.issuanceId);
        const isBeingResolved = all.some(
          (row) => row.worker?.id === workerId && open.has(row.issuanceId ?? ''),
        );
        return end?.outcome === 'handed-over' || isBeingResolved
          ? []
          : [`a live code that nobody answers for: ${slot.id} ${end?.outcome}`];
      }),
    );
  }

  /** What the journal calls revoked is dead, and what it calls extended lives until then. */
  #claims({ issuanceId, outcome, worker, codeId, expiresAtMs }: JournalEntry): readonly string[] {
    const nowMs = this.station.service.clock.nowMs();
    const standing = this.#slots(worker?.id ?? '').filter((slot) => live(slot, nowMs) !== null);
    if (outcome === 'extended') {
      const slot = this.#slots(worker?.id ?? '').find(({ id }) => id === codeId);
      const isShort = slot !== undefined && slot.untilMs < (expiresAtMs ?? 0) - 1_000;
      return isShort ? ['extended, and is not'] : [];
    }
    if (outcome === 'handed-over') return [];
    const rows = this.station.journal.entries(issuanceId ?? '');
    const ordered =
      outcome === 'revoked' && rows[0]?.detail?.order === 'revoke' ? rows[0].detail.codeId : null;
    const made = rows.flatMap((row) =>
      row.event === 'created' || row.event === 'orphan-found' ? [row.codeId] : [],
    );
    return standing
      .filter(({ id }) => id === ordered || made.includes(id))
      .map(({ id }) => `closed as ${outcome}, and lives: ${id}`);
  }

  /** Neither journal nor page know a content or a PIN. */
  #secrets(rows: readonly JournalEntry[]): readonly string[] {
    const text = `${rows.map((row) => JSON.stringify(row)).join('\n')}\n${this.station.told.join('\n')}`;
    this.station.told = [];
    const known = this.station.service.tenant.control.secrets();
    return known.some((secret) => isIn(secret, text)) ? ['a secret where none belongs'] : [];
  }

  #slots(workerId: string): readonly Slot[] {
    const held = this.station.service.heldBy(workerId);
    return [held?.temporary, held?.standard].flatMap((slot) => slot ?? []);
  }
}

/** A PIN's eight digits may stand by chance in a longer number or a hash. */
function isIn(secret: string, text: string): boolean {
  if (!text.includes(secret)) return false;
  return secret.length > 20 || new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`, 'i').test(text);
}

/** Where a truth is not what it was told to be. */
export function differences(
  expected: Held | null,
  truth: Held | null,
  before: Held | null,
  nowMs: number,
): readonly string[] {
  if (expected === null || truth === null)
    return expected === truth ? [] : [`method: expected ${expected !== null}, is ${truth !== null}`];
  const slot = (name: 'temporary' | 'standard') => {
    const [wanted, found] = [live(expected[name], nowMs), live(truth[name], nowMs)];
    if (wanted === null || found === null)
      return wanted === found ? [] : [`${name}: ${told(wanted)}, is ${told(found)}`];
    const isSame = wanted.id === null ? found.id !== before?.[name]?.id : found.id === wanted.id;
    const isUntil = Math.abs(found.untilMs - wanted.untilMs) <= 180_000;
    return isSame && isUntil ? [] : [`${name}: ${told(wanted)}, is ${told(found)}`];
  };
  const isPin = expected.pin === null ? truth.pin !== before?.pin : truth.pin === expected.pin;
  return [...slot('temporary'), ...slot('standard'), ...(isPin ? [] : ['the PIN'])];
}

function told(slot: Slot | null): string {
  return slot === null ? 'none' : `${slot.id ?? 'a new one'} until ${new Date(slot.untilMs).toISOString()}`;
}

/** Where a card does not tell the truth. */
export function liesOf(card: WorkerCard, truth: Held | null, nowMs: number): readonly string[] {
  const told = (name: 'temporary' | 'standard') => {
    const slot = truth?.[name] ?? null;
    const state =
      slot === null
        ? 'none'
        : live(slot, nowMs) === null
          ? 'expired'
          : slot.startMs > nowMs
            ? 'not-yet-active'
            : 'active';
    const { state: shown, code } = card[name];
    return shown === state && (code?.id ?? null) === (slot?.id ?? null)
      ? []
      : [`the card: ${name} ${shown}, is ${state}`];
  };
  const isMethod = card.hasMethod === (truth !== null);
  return [...told('temporary'), ...told('standard'), ...(isMethod ? [] : ['the card: the method'])];
}

/** Whether the slips that came out for a worker carry a PIN that is not valid. Without one the person was lying. */
export function isSlipWorthless(
  { journal, service, papers }: LifeStation,
  { issuanceId, workerId }: { readonly issuanceId: string; readonly workerId: string },
): boolean {
  const name = journal.entries(issuanceId)[0]?.worker?.name ?? '';
  const slips = papers().filter((paper) => paper.startsWith(`${name} `));
  const pin = service.tenant.control.pinOf(workerId);
  return slips.length > 0 && pin !== null && !slips.includes(`${name} ${pin}`);
}

/** Once all is settled, whatever is open is asked about. */
export function unasked(
  journal: LifeStation['journal'],
  leftovers: readonly LeftoverView[],
  currentId: string | null,
): readonly string[] {
  const asked = new Set([currentId, ...leftovers.map(({ issuanceId }) => issuanceId)]);
  const lost = journal.open().filter((issuanceId) => !asked.has(issuanceId));
  return lost.map((issuanceId) => `open, and nobody is asked: ${issuanceId}`);
}

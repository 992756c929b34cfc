/** Sees what nobody in the product can see - tenant, disks, paper and people at once - and says where a promise breaks. */

import type { Target } from '../../core/issuance/order.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import type { Origin, SimCode, SimTenant } from './tenant.ts';

export interface Violation {
  readonly atMs: number;
  readonly rule: string;
  readonly about: string;
}

/** What each station has written, as its disk has it. */
export type Disks = ReadonlyMap<string, { readonly all: readonly JournalEntry[] }>;

export class Oracle {
  readonly violations: Violation[] = [];
  /** A delete that met another code than the one it was sent for: the service cannot be told which code is meant. */
  readonly strays: { readonly victim: SimCode; readonly by: Origin }[] = [];
  /** Codes that nobody here made. */
  readonly foreign = new Set<string>();
  /** Issuances that a person called collected. */
  readonly collected = new Set<string>();
  readonly contents: { readonly isHeld: () => boolean; readonly bytes: Uint8Array }[] = [];
  private readonly rows = new Map<string, JournalEntry[]>();
  private readonly issuanceOf = new Map<string, string>();

  constructor(
    private readonly nowMs: () => number,
    private readonly tenant: () => SimTenant,
  ) {}

  /** Called with each row that became durable. */
  appended(entry: JournalEntry): void {
    const { issuanceId, clientRequestId, event } = entry;
    if (issuanceId === null) return;
    const before = this.rows.get(issuanceId) ?? [];
    if (before.at(-1)?.event === 'closed') this.report('nothing follows the end of an issuance', `${event}`);
    if (event === 'handed-over') this.checkHandOver(issuanceId, before);
    this.rows.set(issuanceId, [...before, entry]);
    if (clientRequestId !== null) this.issuanceOf.set(clientRequestId, issuanceId);
    if (event === 'created') this.checkSingleClaim(entry);
    this.checkOrderDone(entry, before[0]);
  }

  createArrives(workerId: string, origin: Origin): void {
    const rows = this.rowsOf(origin);
    const sentAt = rows.findIndex((row) => isSentBy(row, 'create-sent', origin));
    const before = rows.slice(0, Math.max(0, sentAt));
    if (sentAt < 0) this.report('a create is journalled before it is sent', workerId);
    if (!before.some(({ event }) => event === 'preflight-passed'))
      this.report('no create without a passed preflight', workerId);
    if (!isCleared(before)) this.report('no create without a look that shows none, or a decision', workerId);
    const since = before.slice(before.findLastIndex(({ event }) => event === 'create-sent') + 1);
    if (since.length < before.length && !since.some(({ event }) => event === 'state-read'))
      this.report('no second create without a look between', workerId);
  }

  deleteArrives(workerId: string, target: Target, by: Origin): void {
    const rows = this.rowsOf(by);
    // Of a method the standard code is the one that is meant; a temporary one goes with it.
    const live = this.tenant().liveCode(workerId, target === 'method' ? 'standard' : target);
    const sent = rows.find((row) => isSentBy(row, 'delete-sent', by));
    if (sent === undefined && !this.hasUnrecorded(workerId, by.station))
      this.report('a delete is journalled before it is sent', workerId);
    // A code that is only to go leaves nobody without one by failing to make another.
    const isOrdered = rows[0]?.detail?.order === 'revoke';
    if (sent !== undefined && !isOrdered && !rows.some(({ event }) => event === 'preflight-passed'))
      this.report('no delete without a passed preflight', workerId);
    const isMeant = sent === undefined ? live?.origin.station === by.station : live?.id === sent.codeId;
    if (live !== null && !isMeant) this.strays.push({ victim: live, by });
  }

  changeArrives(workerId: string, event: 'extend-sent' | 'pin-reset-sent', by: Origin): void {
    const rows = this.rowsOf(by);
    if (!rows.some((row) => row.event === event && row.clientRequestId === by.clientRequestId))
      this.report('a change is journalled before it is sent', workerId);
    if (!rows.some((row) => row.event === 'preflight-passed'))
      this.report('no change without a passed preflight', workerId);
  }

  /** A person at the screen says that the badge is in the worker's hand. */
  saysCollected(issuanceId: string): void {
    this.collected.add(issuanceId);
  }

  /** @param isHeld whether the process that got it still runs */
  secretGiven(bytes: Uint8Array, isHeld: () => boolean): void {
    this.contents.push({ isHeld, bytes });
  }

  /** The promise itself, checked after each event: no live code that is not in a hand or being resolved. */
  checkAccounts(): void {
    for (const workerId of this.tenant().workerIds())
      for (const live of this.tenant().liveCodes(workerId)) this.checkAccount(live);
  }

  private checkAccount(live: SimCode): void {
    if (this.foreign.has(live.id)) return;
    const end = this.rowsOf(live.origin).findLast(({ event }) => event === 'closed');
    const isKnown = this.issuanceOf.has(live.origin.clientRequestId);
    if (!isKnown || (end !== undefined && end.outcome !== 'handed-over'))
      this.report('every live code is in a hand, being resolved, or revoked', `${live.id} ${end?.outcome}`);
  }

  /** What a supervisor is told of an order that prints nothing is so at that moment, as far as one station can know. */
  private checkOrderDone(
    { event, outcome, worker, codeId }: JournalEntry,
    first: JournalEntry | undefined,
  ): void {
    if (event !== 'closed' || worker === null) return;
    const live = this.tenant().liveCodes(worker.id);
    const ordered = first?.detail?.order === 'revoke' ? first.detail.codeId : null;
    if (outcome === 'revoked' && ordered !== null && live.some(({ id }) => id === ordered))
      this.report('a code that is called revoked is dead', String(ordered));
    if (outcome === 'extended' && !this.tenant().wasExtended(codeId))
      this.report('a code that is called extended lives longer', String(codeId));
  }

  /** After everything came to rest. */
  checkRest(): void {
    for (const [issuanceId, rows] of this.rows)
      if (rows.at(-1)?.event !== 'closed') this.report('nothing stays open for ever', issuanceId);
    for (const { isHeld, bytes } of this.contents)
      if (isHeld() && bytes.some((byte) => byte !== 0)) this.report('a content is wiped in the end', '');
  }

  report(rule: string, about: string): void {
    this.violations.push({ atMs: this.nowMs(), rule, about });
  }

  rowsOf({ clientRequestId }: Origin): readonly JournalEntry[] {
    const issuanceId = this.issuanceOf.get(clientRequestId);
    return issuanceId === undefined ? [] : (this.rows.get(issuanceId) ?? []);
  }

  /** The one delete without a row: a full disk could not take the row of a code that was just made. */
  private hasUnrecorded(workerId: string, station: string): boolean {
    const own = this.tenant().made.filter(
      (code) => code.workerId === workerId && code.origin.station === station,
    );
    return own.some(
      ({ id, origin }) => !this.rowsOf(origin).some((row) => row.event === 'created' && row.codeId === id),
    );
  }

  private checkHandOver(issuanceId: string, rows: readonly JournalEntry[]): void {
    if (!this.collected.has(issuanceId)) this.report('no hand-over without a person’s word', issuanceId);
    // Of two papers the badge: a person may keep it and have the PIN reset.
    const isSlipOnly = rows[0]?.detail?.order === 'reset-pin';
    const about = rows.filter(({ detail }) => isSlipOnly || detail?.paper !== 'pin-slip');
    const rendered = about.findLastIndex(({ event }) => event === 'render-verified');
    const ends = about.filter(({ event }) => event === 'print-ended');
    const lastEnd = about.slice(rendered).find(({ event }) => event === 'print-ended');
    const mayBeOut = ends.some(({ outcome }) => outcome !== 'not-printed') || lastEnd === undefined;
    if (rendered < 0 || !mayBeOut)
      this.report('no hand-over without a job that may have printed', issuanceId);
  }

  /** A new code of ours for a worker: a look or a delete has told that the one before is gone. */
  private checkSingleClaim({ worker, issuanceId, codeId, codeKind }: JournalEntry): void {
    const claims = [...this.rows.values()].flat().filter((row) => row.worker?.id === worker?.id);
    const station = (row: JournalEntry) => row.station;
    const own = claims.filter(
      (row) => station(row) === this.stationOf(issuanceId) && (isEnd(row) || row.codeKind === codeKind),
    );
    const gone = new Set(own.flatMap((row) => (isEnd(row) ? [row.codeId] : [])));
    const looks = (this.rows.get(issuanceId ?? '') ?? []).filter(({ event }) => event === 'state-read');
    const others = own.filter(
      (row) => row.event === 'created' && row.codeId !== codeId && !gone.has(row.codeId),
    );
    const lastClaim = others.at(-1);
    if (lastClaim !== undefined && looks.every((look) => look.codeId === lastClaim.codeId))
      this.report('never two codes claimed live', `${lastClaim.codeId} and ${codeId}`);
  }

  private stationOf(issuanceId: string | null): string | null {
    return this.rows.get(issuanceId ?? '')?.[0]?.station ?? null;
  }
}

function isSentBy(row: JournalEntry, event: 'create-sent' | 'delete-sent', origin: Origin): boolean {
  return row.event === event && row.clientRequestId === origin.clientRequestId;
}

function isEnd({ event }: JournalEntry): boolean {
  return event === 'deleted' || event === 'revoked';
}

/** The last look or delete before a create leaves nothing in the way that is not known to be gone. */
function isCleared(before: readonly JournalEntry[]): boolean {
  const last = before.findLast(({ event }) => event === 'state-read' || event === 'deleted');
  if (last === undefined) return false;
  const gone = new Set(before.flatMap((row) => (isEnd(row) ? [row.codeId] : [])));
  return last.event === 'deleted' || last.outcome === 'none' || gone.has(last.codeId);
}

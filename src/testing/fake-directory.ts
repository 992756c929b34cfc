/** An in-memory tenant behind the `Directory` port: keeps the service's rules, and fails the ways the service does. */
import { err, ok, type Result } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { CodeFacts, Directory, MethodFacts } from '../main/ports.ts';
import type { WorkerSummary } from '../shared/workers.ts';

export type DirectoryCall = 'mayIssue' | 'find' | 'worker' | 'read' | 'create' | 'delete';

export interface FakeDirectory extends Directory {
  readonly workers: readonly WorkerSummary[];
  /** The calls that arrived, in order. */
  readonly calls: readonly DirectoryCall[];
  /** The worker's temporary code as it is now, whatever reads say. */
  temporaryOf(workerId: string): CodeFacts | null;
  goOffline(): void;
  goOnline(): void;
  /** The next such call is applied and its reply lost: `outcome-unknown` for a write, `no-answer` for a read. */
  loseReply(call: DirectoryCall): void;
  /** The next such call answers this and does nothing. */
  failNext(call: DirectoryCall, found: Trouble): void;
  /** The next such call is answered `busy`. */
  throttle(call: DirectoryCall, retryAfterSeconds?: number): void;
  /** The supervisor may no longer manage codes: writes and method reads are `not-permitted`. */
  removeRole(): void;
  /** Another station makes a code for this worker. */
  adoptForeignCode(workerId: string, createdAtMs?: number): CodeFacts;
  /** The next `reads` reads of a method show the state before the latest write. */
  lagReads(reads: number): void;
  /** The service's clock against the station's. */
  skewClock(ms: number): void;
}

interface Member {
  readonly summary: WorkerSummary;
  hasMethod: boolean;
  temporary: CodeFacts | null;
  /** What lagging reads still show. */
  before: CodeFacts | null;
}

const twelveHoursMs = 12 * 3_600_000;

export function worker(serial: number, known: Partial<WorkerSummary> = {}): WorkerSummary {
  return {
    id: `0a4f1c1e-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    displayName: `Worker ${serial}`,
    userPrincipalName: `worker${serial}@example.com`,
    employeeId: String(1000 + serial),
    department: 'Assembly',
    jobTitle: 'Welder',
    accountEnabled: true,
    ...known,
  };
}

export interface FakeDirectoryOptions {
  readonly nowMs: () => number;
  readonly workers?: readonly WorkerSummary[];
  /** Of these workers, those who have no method. */
  readonly withoutMethod?: readonly string[];
}

export function createFakeDirectory(options: FakeDirectoryOptions): FakeDirectory {
  return new MemoryDirectory(options);
}

class MemoryDirectory implements FakeDirectory {
  readonly calls: DirectoryCall[] = [];
  private readonly members: ReadonlyMap<string, Member>;
  private readonly stationNowMs: () => number;
  private readonly faults: {
    readonly call: DirectoryCall;
    readonly found: Trouble;
    readonly isApplied: boolean;
  }[] = [];
  private isOnline = true;
  private hasRole = true;
  private laggingReads = 0;
  private skewMs = 0;
  private serial = 0;

  constructor({ nowMs, workers = [worker(1), worker(2)], withoutMethod = [] }: FakeDirectoryOptions) {
    this.stationNowMs = nowMs;
    this.members = new Map(
      workers.map((summary) => [
        summary.id,
        { summary, hasMethod: !withoutMethod.includes(summary.id), temporary: null, before: null },
      ]),
    );
  }

  get workers(): readonly WorkerSummary[] {
    return [...this.members.values()].map(({ summary }) => summary);
  }

  temporaryOf(workerId: string): CodeFacts | null {
    return this.members.get(workerId)?.temporary ?? null;
  }
  goOffline(): void {
    this.isOnline = false;
  }
  goOnline(): void {
    this.isOnline = true;
  }
  loseReply(call: DirectoryCall): void {
    const isWrite = call === 'create' || call === 'delete';
    this.faults.push({ call, found: trouble(isWrite ? 'outcome-unknown' : 'no-answer'), isApplied: true });
  }
  failNext(call: DirectoryCall, found: Trouble): void {
    this.faults.push({ call, found, isApplied: false });
  }
  throttle(call: DirectoryCall, retryAfterSeconds = 5): void {
    this.failNext(call, trouble('busy', { retryAfterSeconds }));
  }
  removeRole(): void {
    this.hasRole = false;
  }
  lagReads(reads: number): void {
    this.laggingReads = reads;
  }
  skewClock(ms: number): void {
    this.skewMs = ms;
  }
  adoptForeignCode(workerId: string, createdAtMs = this.serverNowMs()): CodeFacts {
    const window = { startsAtMs: createdAtMs, expiresAtMs: createdAtMs + 8 * 3_600_000 };
    const code = this.newCode(window, createdAtMs);
    const member = this.members.get(workerId);
    if (member !== undefined) this.replace(member, code);
    return code;
  }

  mayIssue(): Promise<Result<boolean, Trouble>> {
    return this.answer('mayIssue', () => ok(this.hasRole));
  }

  findWorkers(text: string, limit: number): Promise<Result<readonly WorkerSummary[], Trouble>> {
    const wanted = text.trim().toLowerCase();
    const fits = ({ displayName, userPrincipalName, employeeId }: WorkerSummary): boolean =>
      [...displayName.split(' '), displayName, userPrincipalName, employeeId ?? ''].some((word) =>
        word.toLowerCase().startsWith(wanted),
      );
    return this.answer('find', () => ok(wanted === '' ? [] : this.workers.filter(fits).slice(0, limit)));
  }

  worker(workerId: string): Promise<Result<WorkerSummary, Trouble>> {
    return this.answer('worker', () => {
      const member = this.members.get(workerId);
      return member === undefined ? err(trouble('no-such-worker')) : ok(member.summary);
    });
  }

  async photo(): Promise<null> {
    return null;
  }

  readMethod(workerId: string): Promise<Result<MethodFacts, Trouble>> {
    return this.answer('read', () => {
      const found = this.manageable(workerId);
      if (!found.ok) return found;
      const isLagging = this.laggingReads > 0;
      this.laggingReads = Math.max(0, this.laggingReads - 1);
      const temporary = isLagging ? found.value.before : found.value.temporary;
      const serverNowMs = this.serverNowMs();
      return ok({ temporary, standard: null, pinMustChange: false, serverNowMs, requestId: 'read' });
    });
  }

  createTemporaryCode(
    workerId: string,
    window: { readonly startsAtMs: number; readonly expiresAtMs: number },
  ) {
    return this.answer('create', () => {
      const found = this.manageable(workerId);
      if (!found.ok) return found;
      const nowMs = this.serverNowMs();
      const live = found.value.temporary;
      if (live !== null && live.expiresAtMs > nowMs) return err(trouble('live-code-exists'));
      const lifetimeMs = window.expiresAtMs - window.startsAtMs;
      if (lifetimeMs <= 0 || lifetimeMs > twelveHoursMs || window.expiresAtMs <= nowMs)
        return err(trouble('rejected'));
      const code = this.newCode(window, nowMs);
      this.replace(found.value, code);
      const content = new TextEncoder().encode(`ms-qrpin:v1|${workerId}|${code.id}|not-a-real-key`);
      return ok({ code, content, errorCorrectionLevel: 'L' as const, requestId: 'create' });
    });
  }

  deleteTemporaryCode(workerId: string) {
    return this.answer('delete', () => {
      const found = this.manageable(workerId);
      if (!found.ok && found.error.kind === 'not-permitted') return found;
      const alreadyGone = !found.ok || found.value.temporary === null;
      if (found.ok) this.replace(found.value, null);
      return ok({ alreadyGone, requestId: 'delete' });
    });
  }

  private async answer<T>(call: DirectoryCall, act: () => Result<T, Trouble>): Promise<Result<T, Trouble>> {
    this.calls.push(call);
    if (!this.isOnline) return err(trouble('offline'));
    const index = this.faults.findIndex((fault) => fault.call === call);
    const fault = index < 0 ? undefined : this.faults.splice(index, 1)[0];
    if (fault === undefined) return act();
    if (fault.isApplied) act();
    return err(fault.found);
  }

  private manageable(workerId: string): Result<Member, Trouble> {
    const member = this.members.get(workerId);
    if (!this.hasRole) return err(trouble('not-permitted'));
    if (member === undefined) return err(trouble('no-such-worker'));
    return member.hasMethod ? ok(member) : err(trouble('no-method'));
  }

  private serverNowMs(): number {
    return this.stationNowMs() + this.skewMs;
  }

  private newCode(
    window: { readonly startsAtMs: number; readonly expiresAtMs: number },
    createdAtMs: number,
  ): CodeFacts {
    this.serial += 1;
    const id = `c0de0000-0000-4000-8000-${String(this.serial).padStart(12, '0')}`;
    return { id, createdAtMs, ...window, lastUsedAtMs: null };
  }

  private replace(member: Member, code: CodeFacts | null): void {
    member.before = member.temporary;
    member.temporary = code;
  }
}

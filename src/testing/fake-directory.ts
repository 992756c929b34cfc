/** An in-memory tenant behind the `Directory` port: keeps the service's rules, and fails the ways the service does. */
import type { Target } from '../core/issuance/order.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { CodeFacts, CreatedCode, Directory, Exactly, FreshPin, MethodFacts } from '../main/ports.ts';
import type { WorkerSummary } from '../shared/workers.ts';
import { FakeMethods } from './fake-methods.ts';
import type { Held, TimeWindow } from './service-rules.ts';

export type DirectoryCall =
  | 'mayIssue'
  | 'find'
  | 'worker'
  | 'exactly'
  | 'read'
  | 'create'
  | 'delete'
  | 'extend'
  | 'reset-pin';

export interface FakeDirectory extends Directory {
  readonly workers: readonly WorkerSummary[];
  /** The calls that arrived, in order. */
  readonly calls: readonly DirectoryCall[];
  /** The worker's temporary code as it is now, whatever reads say. */
  temporaryOf(workerId: string): CodeFacts | null;
  /** The worker's method as it is now; null when there is none. */
  methodOf(workerId: string): Held | null;
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
  giveRole(): void;
  /** The worker holds an administrator's role: nobody here may touch their method. */
  protect(workerId: string): void;
  /** Another station makes a code for this worker. */
  adoptForeignCode(workerId: string, createdAtMs?: number): CodeFacts;
  /** Another station enrols this worker, or gives a new standard code. */
  adoptForeignStandard(workerId: string): CodeFacts;
  /** The next `reads` reads of a method show the state before the latest write. */
  lagReads(reads: number): void;
  /** The service's clock against the station's. */
  skewClock(ms: number): void;
}

const hourMs = 3_600_000;

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
  private readonly members: ReadonlyMap<string, WorkerSummary>;
  private readonly methods: FakeMethods;
  private readonly stationNowMs: () => number;
  private readonly faults: {
    readonly call: DirectoryCall;
    readonly found: Trouble;
    readonly isApplied: boolean;
  }[] = [];
  private isOnline = true;
  private hasRole = true;
  private readonly privileged = new Set<string>();
  private laggingReads = 0;
  private skewMs = 0;

  constructor({ nowMs, workers = [worker(1), worker(2)], withoutMethod = [] }: FakeDirectoryOptions) {
    this.stationNowMs = nowMs;
    this.members = new Map(workers.map((summary) => [summary.id, summary]));
    this.methods = new FakeMethods(() => this.serverNowMs(), withoutMethod);
  }

  get workers(): readonly WorkerSummary[] {
    return [...this.members.values()];
  }

  temporaryOf(workerId: string): CodeFacts | null {
    return this.methods.of(workerId)?.temporary ?? null;
  }
  methodOf(workerId: string): Held | null {
    return this.methods.of(workerId);
  }
  goOffline(): void {
    this.isOnline = false;
  }
  goOnline(): void {
    this.isOnline = true;
  }
  loseReply(call: DirectoryCall): void {
    const isWrite = ['create', 'delete', 'extend', 'reset-pin'].includes(call);
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
  giveRole(): void {
    this.hasRole = true;
  }
  protect(workerId: string): void {
    this.privileged.add(workerId);
  }
  lagReads(reads: number): void {
    this.laggingReads = reads;
  }
  skewClock(ms: number): void {
    this.skewMs = ms;
  }
  adoptForeignCode(workerId: string, createdAtMs = this.serverNowMs()): CodeFacts {
    const window = { startsAtMs: createdAtMs, expiresAtMs: createdAtMs + 8 * hourMs };
    return this.methods.adopt(workerId, 'temporary', window, createdAtMs);
  }
  adoptForeignStandard(workerId: string): CodeFacts {
    const startsAtMs = this.serverNowMs();
    const expiresAtMs = startsAtMs + 100 * 24 * hourMs;
    return this.methods.adopt(workerId, 'standard', { startsAtMs, expiresAtMs });
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
      const isNamed = ({ userPrincipalName }: WorkerSummary) =>
        userPrincipalName.toLowerCase() === workerId.toLowerCase();
      const member = this.members.get(workerId) ?? this.workers.find(isNamed);
      return member === undefined ? err(trouble('no-such-worker')) : ok(member);
    });
  }

  exactly(wanted: Exactly): Promise<Result<readonly WorkerSummary[], Trouble>> {
    return this.answer('exactly', () => ok(this.workers.filter((member) => hasExactly(member, wanted))));
  }

  async photo(): Promise<null> {
    return null;
  }

  readMethod(workerId: string): Promise<Result<MethodFacts, Trouble>> {
    return this.managed('read', workerId, () => {
      const isLagging = this.laggingReads > 0;
      this.laggingReads = Math.max(0, this.laggingReads - 1);
      return ok(this.methods.read(workerId, isLagging));
    });
  }

  createCode(workerId: string, target: Target, window: TimeWindow): Promise<Result<CreatedCode, Trouble>> {
    return this.managed('create', workerId, () => this.methods.create(workerId, target, window));
  }

  async deleteCode(workerId: string, target: Target) {
    const done = await this.managed('delete', workerId, () => ok(this.methods.delete(workerId, target)));
    const isGone = !done.ok && done.error.kind === 'no-such-worker';
    return isGone ? ok({ alreadyGone: true, requestId: 'delete' }) : done;
  }

  extendStandardCode(workerId: string, expiresAtMs: number) {
    return this.managed('extend', workerId, () => this.methods.extend(workerId, expiresAtMs));
  }

  resetPin(workerId: string): Promise<Result<FreshPin, Trouble>> {
    return this.managed('reset-pin', workerId, () => this.methods.resetPin(workerId));
  }

  /** A call about a worker's method: only with the role, and only for somebody who is there. */
  private managed<T>(
    call: DirectoryCall,
    workerId: string,
    act: () => Result<T, Trouble>,
  ): Promise<Result<T, Trouble>> {
    return this.answer(call, () => {
      if (!this.hasRole || this.privileged.has(workerId)) return err(trouble('not-permitted'));
      return this.members.has(workerId) ? act() : err(trouble('no-such-worker'));
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

  private serverNowMs(): number {
    return this.stationNowMs() + this.skewMs;
  }
}

/** As Graph compares: letters' case apart. */
export function hasExactly(
  { userPrincipalName, employeeId }: Pick<WorkerSummary, 'userPrincipalName' | 'employeeId'>,
  wanted: Exactly,
): boolean {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  if ('upn' in wanted) return same(userPrincipalName, wanted.upn);
  return employeeId !== null && wanted.numbers.some((number) => same(number, employeeId));
}

/** An in-memory tenant behind the `Directory` port: keeps the service's rules, and fails the ways the service does. */
import type { CodeKind } from '../core/issuance/events.ts';
import type { Target } from '../core/issuance/order.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { CodeFacts, CreatedCode, Directory, FreshPin, MethodFacts } from '../main/ports.ts';
import type { WorkerSummary } from '../shared/workers.ts';
import { type Held, longestMs, refusalOf, type TimeWindow } from './service-rules.ts';

export type DirectoryCall =
  | 'mayIssue'
  | 'find'
  | 'worker'
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
  /** Another station makes a code for this worker. */
  adoptForeignCode(workerId: string, createdAtMs?: number): CodeFacts;
  /** Another station enrols this worker, or gives a new standard code. */
  adoptForeignStandard(workerId: string): CodeFacts;
  /** The next `reads` reads of a method show the state before the latest write. */
  lagReads(reads: number): void;
  /** The service's clock against the station's. */
  skewClock(ms: number): void;
}

interface Member {
  readonly summary: WorkerSummary;
  method: Held | null;
  /** What lagging reads still show. */
  before: Held | null;
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
        { summary, method: withoutMethod.includes(summary.id) ? null : firstMethod, before: firstMethod },
      ]),
    );
  }

  get workers(): readonly WorkerSummary[] {
    return [...this.members.values()].map(({ summary }) => summary);
  }

  temporaryOf(workerId: string): CodeFacts | null {
    return this.methodOf(workerId)?.temporary ?? null;
  }
  methodOf(workerId: string): Held | null {
    return this.members.get(workerId)?.method ?? null;
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
  lagReads(reads: number): void {
    this.laggingReads = reads;
  }
  skewClock(ms: number): void {
    this.skewMs = ms;
  }
  adoptForeignCode(workerId: string, createdAtMs = this.serverNowMs()): CodeFacts {
    const window = { startsAtMs: createdAtMs, expiresAtMs: createdAtMs + 8 * hourMs };
    return this.adopt(workerId, 'temporary', window, createdAtMs);
  }
  adoptForeignStandard(workerId: string): CodeFacts {
    const startsAtMs = this.serverNowMs();
    return this.adopt(workerId, 'standard', { startsAtMs, expiresAtMs: startsAtMs + 100 * 24 * hourMs });
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
      const found = this.member(workerId);
      if (!found.ok) return found;
      const isLagging = this.laggingReads > 0;
      this.laggingReads = Math.max(0, this.laggingReads - 1);
      const seen = isLagging ? found.value.before : found.value.method;
      const { temporary, standard } = seen ?? { temporary: null, standard: null };
      const now = { serverNowMs: this.serverNowMs(), requestId: 'read' };
      return ok({ exists: seen !== null, temporary, standard, pinMustChange: false, ...now });
    });
  }

  createCode(workerId: string, target: Target, window: TimeWindow): Promise<Result<CreatedCode, Trouble>> {
    return this.answer('create', () => {
      const found = this.member(workerId);
      if (!found.ok) return found;
      const { method } = found.value;
      const slot = target === 'method' ? 'standard' : target;
      const refused = refusalOf(method, target, window, this.serverNowMs());
      if (refused !== null) return err(refused);
      const code = this.newCode(window, this.serverNowMs());
      const pin = target === 'method' ? this.newPin() : null;
      this.put(found.value, { ...(method ?? firstMethod), ...(pin === null ? {} : { pin }), [slot]: code });
      return ok({
        code,
        content: bytesOf(`ms-qrpin:v1|${workerId}|${code.id}|not-a-real-key`),
        errorCorrectionLevel: 'L' as const,
        pin: pin === null ? null : bytesOf(pin),
        requestId: 'create',
      });
    });
  }

  deleteCode(workerId: string, target: Target) {
    return this.answer('delete', () => {
      const found = this.member(workerId);
      if (!found.ok) return found.error.kind === 'not-permitted' ? found : ok(goneAlready);
      const { method } = found.value;
      if (method === null) return ok(goneAlready);
      const alreadyGone = target !== 'method' && method[target] === null;
      this.put(found.value, target === 'method' ? null : { ...method, [target]: null });
      return ok({ alreadyGone, requestId: 'delete' });
    });
  }

  extendStandardCode(workerId: string, expiresAtMs: number) {
    return this.answer('extend', () => {
      const found = this.enrolled(workerId);
      if (!found.ok) return found;
      const { standard } = found.value.method;
      if (standard === null) return err(trouble('no-method'));
      if (expiresAtMs - standard.startsAtMs > longestMs.standard) return err(trouble('rejected'));
      this.put(found.value.member, { ...found.value.method, standard: { ...standard, expiresAtMs } });
      return ok({ expiresAtMs, requestId: 'extend' });
    });
  }

  resetPin(workerId: string): Promise<Result<FreshPin, Trouble>> {
    return this.answer('reset-pin', () => {
      const found = this.enrolled(workerId);
      if (!found.ok) return found;
      const pin = this.newPin();
      this.put(found.value.member, { ...found.value.method, pin });
      return ok({ digits: bytesOf(pin), requestId: 'reset-pin' });
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

  private member(workerId: string): Result<Member, Trouble> {
    const member = this.members.get(workerId);
    if (!this.hasRole) return err(trouble('not-permitted'));
    return member === undefined ? err(trouble('no-such-worker')) : ok(member);
  }

  private enrolled(workerId: string): Result<{ readonly member: Member; readonly method: Held }, Trouble> {
    const found = this.member(workerId);
    if (!found.ok) return found;
    const { method } = found.value;
    return method === null ? err(trouble('no-method')) : ok({ member: found.value, method });
  }

  private adopt(workerId: string, slot: CodeKind, window: TimeWindow, createdAtMs = this.serverNowMs()) {
    const code = this.newCode(window, createdAtMs);
    const member = this.members.get(workerId);
    if (member !== undefined) this.put(member, { ...(member.method ?? firstMethod), [slot]: code });
    return code;
  }

  private serverNowMs(): number {
    return this.stationNowMs() + this.skewMs;
  }

  private newCode(window: TimeWindow, createdAtMs: number): CodeFacts {
    this.serial += 1;
    const id = `c0de0000-0000-4000-8000-${String(this.serial).padStart(12, '0')}`;
    return { id, createdAtMs, ...window, lastUsedAtMs: null };
  }

  private newPin(): string {
    this.serial += 1;
    return String(30_000_000 + this.serial);
  }

  private put(member: Member, method: Held | null): void {
    member.before = member.method;
    member.method = method;
  }
}

const firstMethod: Held = { temporary: null, standard: null, pin: '20000000' };
const goneAlready = { alreadyGone: true, requestId: 'delete' };

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

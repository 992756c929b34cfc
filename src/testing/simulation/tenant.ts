/** The simulated service: at most one code of a kind per worker and one PIN, writes at once, reads up to 30 s behind them. */
import type { CodeKind } from '../../core/issuance/events.ts';
import type { Target } from '../../core/issuance/order.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { CodeFacts, CreatedCode, FreshPin, MethodFacts } from '../../main/ports.ts';
import { longestMs, refusalOf, type TimeWindow } from '../service-rules.ts';

/** Who asked for it, for the oracle; the service itself does not know. */
export interface Origin {
  readonly station: string;
  readonly clientRequestId: string;
}

export interface SimCode extends CodeFacts {
  readonly workerId: string;
  readonly kind: CodeKind;
  readonly origin: Origin;
}

export interface SimPin {
  readonly digits: string;
  readonly workerId: string;
  readonly origin: Origin;
}

interface Method {
  readonly temporary: SimCode | null;
  readonly standard: SimCode | null;
  readonly pin: SimPin | null;
}

interface State {
  readonly atMs: number;
  readonly method: Method | null;
}

const hourMs = 3_600_000;
const emptyMethod: Method = { temporary: null, standard: null, pin: null };

export class SimTenant {
  readonly made: SimCode[] = [];
  readonly pins: SimPin[] = [];
  private readonly extended = new Set<string | null>();
  private readonly states = new Map<string, State[]>();

  /** @param keepsMilliseconds false: starts and ends are cut to whole seconds, as some stores do */
  constructor(
    private readonly nowMs: () => number,
    private readonly keepsMilliseconds: boolean,
    private readonly liesAboutDeletes = false,
  ) {}

  /** The worker has a badge from somewhere else, a hundred days old and good for a hundred more. */
  adoptBadge(workerId: string): SimCode {
    const [startsAtMs, expiresAtMs] = [this.nowMs() - 2_400 * hourMs, this.nowMs() + 2_400 * hourMs];
    const times = { createdAtMs: startsAtMs, startsAtMs, expiresAtMs, lastUsedAtMs: null };
    const origin = { station: 'elsewhere', clientRequestId: 'elsewhere' };
    const code: SimCode = { id: `badge-of-${workerId}`, ...times, workerId, kind: 'standard', origin };
    this.begin(workerId, { ...emptyMethod, standard: code });
    return code;
  }

  /** The worker never had a method. */
  unenrol(workerId: string): void {
    this.begin(workerId, null);
  }

  liveCode(workerId: string, kind: CodeKind): SimCode | null {
    const code = this.method(workerId)?.[kind] ?? null;
    return code !== null && code.expiresAtMs > this.nowMs() ? code : null;
  }

  liveCodes(workerId: string): readonly SimCode[] {
    return (['temporary', 'standard'] as const).flatMap((kind) => this.liveCode(workerId, kind) ?? []);
  }

  wasExtended(codeId: string | null): boolean {
    return this.extended.has(codeId);
  }

  workerIds(): readonly string[] {
    return [...this.states.keys()];
  }

  read(workerId: string, lagMs: number): MethodFacts {
    const asOfMs = this.nowMs() - lagMs;
    const states = this.states.get(workerId) ?? [];
    const seen = states.findLast(({ atMs }) => atMs <= asOfMs);
    const method = seen === undefined ? emptyMethod : seen.method;
    return {
      exists: method !== null,
      temporary: method?.temporary ?? null,
      standard: method?.standard ?? null,
      pinMustChange: false,
      serverNowMs: this.nowMs(),
      requestId: null,
    };
  }

  create(workerId: string, target: Target, asked: TimeWindow, origin: Origin): Result<CreatedCode, Trouble> {
    const kind = target === 'method' ? 'standard' : target;
    const method = this.method(workerId);
    const refused = refusalOf(method, target, asked, this.nowMs());
    if (refused !== null) return err(refused);
    const cut = (ms: number) => (this.keepsMilliseconds ? ms : Math.floor(ms / 1_000) * 1_000);
    const window = { startsAtMs: cut(asked.startsAtMs), expiresAtMs: cut(asked.expiresAtMs) };
    const id = `code-${this.made.length + 1}`;
    const times = { createdAtMs: this.nowMs(), ...window, lastUsedAtMs: null };
    const code: SimCode = { id, ...times, workerId, kind, origin };
    this.made.push(code);
    const pin = target === 'method' ? this.newPin(workerId, origin) : null;
    this.note(workerId, { ...(method ?? emptyMethod), ...(pin === null ? {} : { pin }), [kind]: code });
    return ok({
      code,
      content: bytesOf(`content of ${id}`),
      errorCorrectionLevel: 'L',
      pin: pin === null ? null : bytesOf(pin.digits),
      requestId: null,
    });
  }

  delete(workerId: string, target: Target): { readonly alreadyGone: boolean; readonly requestId: null } {
    const method = this.method(workerId);
    const alreadyGone = method === null || (target !== 'method' && method[target] === null);
    if (!this.liesAboutDeletes && method !== null)
      this.note(workerId, target === 'method' ? null : { ...method, [target]: null });
    return { alreadyGone, requestId: null };
  }

  extend(
    workerId: string,
    expiresAtMs: number,
  ): Result<{ readonly expiresAtMs: number; readonly requestId: null }, Trouble> {
    const method = this.method(workerId);
    const standard = this.liveCode(workerId, 'standard');
    if (method === null || standard === null) return err(trouble('no-method'));
    if (expiresAtMs - standard.startsAtMs > longestMs.standard) return err(trouble('rejected'));
    this.extended.add(standard.id);
    const cutMs = this.keepsMilliseconds ? expiresAtMs : Math.floor(expiresAtMs / 1_000) * 1_000;
    this.note(workerId, { ...method, standard: { ...standard, expiresAtMs: cutMs } });
    return ok({ expiresAtMs: cutMs, requestId: null });
  }

  resetPin(workerId: string, origin: Origin): Result<FreshPin, Trouble> {
    const method = this.method(workerId);
    if (method === null) return err(trouble('no-method'));
    const pin = this.newPin(workerId, origin);
    this.note(workerId, { ...method, pin });
    return ok({ digits: bytesOf(pin.digits), requestId: null });
  }

  private newPin(workerId: string, origin: Origin): SimPin {
    const pin = { digits: String(50_000_000 + this.pins.length), workerId, origin };
    this.pins.push(pin);
    return pin;
  }

  /** Workers have a method unless it was taken away. */
  private method(workerId: string): Method | null {
    const last = this.states.get(workerId)?.at(-1);
    return last === undefined ? emptyMethod : last.method;
  }

  /** As it has been since long before: no read lags behind it. */
  private begin(workerId: string, method: Method | null): void {
    this.states.set(workerId, [{ atMs: Number.NEGATIVE_INFINITY, method }]);
  }

  private note(workerId: string, method: Method | null): void {
    const states = this.states.get(workerId) ?? [];
    this.states.set(workerId, [...states, { atMs: this.nowMs(), method }]);
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The simulated service: at most one temporary code per worker, writes at once, reads up to 30 s behind them. */
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { CodeFacts, CreatedCode, MethodFacts } from '../../main/ports.ts';

/** Who asked for a code, for the oracle; the service itself does not know it. */
export interface Origin {
  readonly station: string;
  readonly clientRequestId: string;
}

export interface SimCode extends CodeFacts {
  readonly workerId: string;
  readonly origin: Origin;
}

interface State {
  readonly atMs: number;
  readonly code: SimCode | null;
}

export class SimTenant {
  readonly made: SimCode[] = [];
  private readonly states = new Map<string, State[]>();

  /** @param keepsMilliseconds false: starts and ends are cut to whole seconds, as some stores do */
  constructor(
    private readonly nowMs: () => number,
    private readonly keepsMilliseconds: boolean,
    private readonly liesAboutDeletes = false,
  ) {}

  liveCode(workerId: string): SimCode | null {
    const code = this.states.get(workerId)?.at(-1)?.code ?? null;
    return code !== null && code.expiresAtMs > this.nowMs() ? code : null;
  }

  workerIds(): readonly string[] {
    return [...this.states.keys()];
  }

  read(workerId: string, lagMs: number): MethodFacts {
    const asOfMs = this.nowMs() - lagMs;
    const seen = this.states.get(workerId)?.findLast(({ atMs }) => atMs <= asOfMs);
    const temporary = seen?.code ?? null;
    return { temporary, standard: null, pinMustChange: false, serverNowMs: this.nowMs(), requestId: null };
  }

  create(
    workerId: string,
    asked: { readonly startsAtMs: number; readonly expiresAtMs: number },
    origin: Origin,
  ): Result<CreatedCode, Trouble> {
    const nowMs = this.nowMs();
    if (this.liveCode(workerId) !== null) return err(trouble('live-code-exists'));
    const lifetimeMs = asked.expiresAtMs - asked.startsAtMs;
    if (lifetimeMs <= 0 || lifetimeMs > 12 * 3_600_000 || asked.expiresAtMs <= nowMs)
      return err(trouble('rejected'));
    const cut = (ms: number) => (this.keepsMilliseconds ? ms : Math.floor(ms / 1_000) * 1_000);
    const window = { startsAtMs: cut(asked.startsAtMs), expiresAtMs: cut(asked.expiresAtMs) };
    const id = `code-${this.made.length + 1}`;
    const code = { id, createdAtMs: nowMs, ...window, lastUsedAtMs: null, workerId, origin };
    this.made.push(code);
    this.note(workerId, code);
    const content = new TextEncoder().encode(`content of ${id}`);
    return ok({ code, content, errorCorrectionLevel: 'L', requestId: null });
  }

  delete(workerId: string): { readonly alreadyGone: boolean; readonly requestId: null } {
    const code = this.states.get(workerId)?.at(-1)?.code ?? null;
    if (!this.liesAboutDeletes) this.note(workerId, null);
    return { alreadyGone: code === null, requestId: null };
  }

  private note(workerId: string, code: SimCode | null): void {
    const states = this.states.get(workerId) ?? [];
    this.states.set(workerId, [...states, { atMs: this.nowMs(), code }]);
  }
}

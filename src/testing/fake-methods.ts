/** What the service keeps of the workers of a fake tenant: their methods, by the service's rules. */
import type { CodeKind } from '../core/issuance/events.ts';
import type { Target } from '../core/issuance/order.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { CodeFacts, CreatedCode, FreshPin, MethodFacts } from '../main/ports.ts';
import { type Held, longestMs, refusalOf, type TimeWindow } from './service-rules.ts';

interface Kept {
  readonly now: Held | null;
  /** What lagging reads still show. */
  readonly before: Held | null;
}

const firstMethod: Held = { temporary: null, standard: null, pin: '20000000' };

export class FakeMethods {
  private readonly kept = new Map<string, Kept>();
  private serial = 0;

  /** @param nowMs the service's clock */
  constructor(
    private readonly nowMs: () => number,
    withoutMethod: readonly string[],
  ) {
    for (const id of withoutMethod) this.kept.set(id, { now: null, before: firstMethod });
  }

  of(workerId: string): Held | null {
    return this.keptOf(workerId).now;
  }

  read(workerId: string, isLagging: boolean): MethodFacts {
    const { now, before } = this.keptOf(workerId);
    const seen = isLagging ? before : now;
    const { temporary, standard } = seen ?? { temporary: null, standard: null };
    const common = { pinMustChange: false, serverNowMs: this.nowMs(), requestId: 'read' };
    return { exists: seen !== null, temporary, standard, ...common };
  }

  create(workerId: string, target: Target, window: TimeWindow): Result<CreatedCode, Trouble> {
    const method = this.of(workerId);
    const refused = refusalOf(method, target, window, this.nowMs());
    if (refused !== null) return err(refused);
    const code = this.newCode(window, this.nowMs());
    const pin = target === 'method' ? this.newPin() : null;
    const slot = target === 'method' ? 'standard' : target;
    this.put(workerId, { ...(method ?? firstMethod), ...(pin === null ? {} : { pin }), [slot]: code });
    return ok({
      code,
      content: bytesOf(`ms-qrpin:v1|${workerId}|${code.id}|not-a-real-key`),
      errorCorrectionLevel: 'L',
      pin: pin === null ? null : bytesOf(pin),
      requestId: 'create',
    });
  }

  delete(workerId: string, target: Target): { readonly alreadyGone: boolean; readonly requestId: string } {
    const method = this.of(workerId);
    if (method === null) return { alreadyGone: true, requestId: 'delete' };
    this.put(workerId, target === 'method' ? null : { ...method, [target]: null });
    return { alreadyGone: target !== 'method' && method[target] === null, requestId: 'delete' };
  }

  extend(workerId: string, expiresAtMs: number) {
    const method = this.of(workerId);
    const standard = method?.standard ?? null;
    if (method === null || standard === null) return err(trouble('no-method'));
    if (expiresAtMs - standard.startsAtMs > longestMs.standard) return err(trouble('rejected'));
    this.put(workerId, { ...method, standard: { ...standard, expiresAtMs } });
    return ok({ expiresAtMs, requestId: 'extend' });
  }

  resetPin(workerId: string): Result<FreshPin, Trouble> {
    const method = this.of(workerId);
    if (method === null) return err(trouble('no-method'));
    const pin = this.newPin();
    this.put(workerId, { ...method, pin });
    return ok({ digits: bytesOf(pin), requestId: 'reset-pin' });
  }

  /** Another station makes a code. */
  adopt(workerId: string, slot: CodeKind, window: TimeWindow, createdAtMs = this.nowMs()): CodeFacts {
    const code = this.newCode(window, createdAtMs);
    this.put(workerId, { ...(this.of(workerId) ?? firstMethod), [slot]: code });
    return code;
  }

  /** Workers have a method unless it was taken away. */
  private keptOf(workerId: string): Kept {
    return this.kept.get(workerId) ?? { now: firstMethod, before: firstMethod };
  }

  private put(workerId: string, method: Held | null): void {
    this.kept.set(workerId, { now: method, before: this.of(workerId) });
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
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What the station sees of a worker's method: one read each, and always a fact about it. */
import type { Detail, Fact } from '../../../core/issuance/events.ts';
import { targetOf } from '../../../core/issuance/order.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { Clock, CodeFacts, MethodFacts } from '../../ports.ts';
import { type IssuingPorts, type Journey, record } from './journey.ts';
import { whyUnreadable } from './may-write.ts';
import { isRenewed, refusals } from './preflight.ts';

/** One read of the service; always ends in a fact, also when nothing could be read. */
export async function readState(
  ports: IssuingPorts,
  journey: Journey,
  purpose: 'decide' | 'verify',
  event: 'state-read' | 'reconciled' = journey.mode === 'reconciling' ? 'reconciled' : 'state-read',
): Promise<void> {
  const isFirst = isFirstLook(journey);
  let { clientRequestId, method } = await look(ports, journey);
  // The first look is worth a person's second sign-in: nothing is lost by the wait.
  if (!method.ok && isFirst && (await isRenewed(ports, method.error))) {
    if (!record(ports, journey, event, { ...unreadable(method.error, purpose), clientRequestId })) return;
    ({ clientRequestId, method } = await look(ports, journey));
  }
  if (method.ok) {
    ports.pageClock.hear(method.value.serverNowMs);
    journey.heard = { serverMs: method.value.serverNowMs, monotonicMs: ports.clock.monotonicMs() };
    const isMissed = !method.value.exists && needsMethod(journey);
    if (isMissed && purpose === 'decide') journey.trouble = trouble('no-method');
    const known = isMissed ? missed(method.value, purpose) : seen(method.value, journey, purpose);
    record(ports, journey, event, { ...known, clientRequestId });
    return;
  }
  const found = isFirst ? await whyUnreadable(ports.authority, method.error) : method.error;
  if (isFirst && (found.kind === 'worker-privileged' || refusals.has(found.kind))) {
    journey.trouble = found;
    record(ports, journey, 'refused', {
      outcome: found.kind,
      detail: { of: 'read' },
      clientRequestId,
      requestId: method.error.requestId,
    });
    return;
  }
  if (purpose === 'decide') journey.trouble = method.error;
  record(ports, journey, event, { ...unreadable(method.error, purpose), clientRequestId });
}

async function look(ports: IssuingPorts, { worker }: Journey) {
  const clientRequestId = ports.ids.uuid();
  return { clientRequestId, method: await ports.directory.readMethod(worker.id, clientRequestId) };
}

function unreadable({ kind, requestId }: Trouble, purpose: string): Partial<Fact> {
  return { outcome: 'unreadable', detail: { kind, purpose }, requestId };
}

/** Of a running issuance that has sent nothing yet: a refusal is its end. */
function isFirstLook({ mode, facts }: Journey): boolean {
  return mode === 'running' && facts.at(-1)?.event === 'preflight-passed';
}

/**
 * Without a method there is nothing to issue, replace, extend or reset; nothing to revoke is an end as good as another, and
 * a code of ours that went with its method is gone.
 */
function needsMethod({ order, mode, facts }: Journey): boolean {
  if (facts.some(({ event }) => event === 'created')) return false;
  return mode === 'running' && order.is !== 'enrol' && order.is !== 'revoke';
}

function missed({ serverNowMs, requestId }: MethodFacts, purpose: string): Partial<Fact> {
  return { outcome: 'unreadable', detail: { kind: 'no-method', purpose, serverNowMs }, requestId };
}

function seen(method: MethodFacts, { order }: Journey, purpose: string): Partial<Fact> {
  const { temporary, standard, serverNowMs: now, requestId, exists } = method;
  const target = targetOf(order);
  const code = target === 'temporary' ? temporary : standard;
  const detail: Detail = { purpose, serverNowMs: now, createdAtMs: code?.createdAtMs ?? null };
  const columns = code === null ? {} : codeColumns(code);
  // A method is in the way of another, and there to be removed, whatever has become of its code.
  if (target === 'method') return { ...columns, outcome: exists ? 'live' : 'none', detail, requestId };
  if (code === null) return { outcome: 'none', detail, requestId };
  return { ...columns, outcome: code.expiresAtMs <= now ? 'expired' : 'live', detail, requestId };
}

export function codeColumns(code: CodeFacts): Partial<Fact> {
  return { codeId: code.id, startsAtMs: code.startsAtMs, expiresAtMs: code.expiresAtMs };
}

export function waited(clock: Clock, ms: number): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** What changes a method without making a code: a later end, another PIN. Written down before and after, as all else. */
import { extendedUntilMs } from '../../../core/issuance/limits.ts';
import { assert } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import { type IssuingPorts, type Journey, record, serverNowMs, wipe, wipeInTime } from './journey.ts';
import { mayWrite, whyForbidden } from './may-write.ts';

/** Sets the code's end as late as the station's lifetime and the service's limit allow; nothing is printed. */
export async function extendCode(ports: IssuingPorts, journey: Journey): Promise<void> {
  const now = serverNowMs(ports.clock, journey);
  const seen = journey.facts.at(-1);
  assert(now !== null && seen?.startsAtMs != null && seen.expiresAtMs !== null, 'a code was just read');
  const code = { startsAtMs: seen.startsAtMs, expiresAtMs: seen.expiresAtMs };
  const expiresAtMs = extendedUntilMs(code, now, ports.settings.standardLifetimeDays);
  const columns = { codeId: seen.codeId, startsAtMs: code.startsAtMs };
  if (expiresAtMs - code.expiresAtMs < 1_000) {
    record(ports, journey, 'extended', {
      ...columns,
      expiresAtMs: code.expiresAtMs,
      detail: { already: true },
    });
    return;
  }
  if (!(await mayWrite(ports, journey, 'extend'))) return;
  const clientRequestId = ports.ids.uuid();
  const asked = { ...columns, expiresAtMs, clientRequestId };
  if (!record(ports, journey, 'extend-sent', { ...asked, detail: { serverNowMs: now } })) return;
  const done = await ports.directory.extendStandardCode(journey.worker.id, expiresAtMs, clientRequestId);
  if (done.ok) record(ports, journey, 'extended', { ...asked, ...done.value });
  else await noteFailedChange(ports, journey, done.error, clientRequestId, 'extend');
}

export async function resetPin(ports: IssuingPorts, journey: Journey): Promise<void> {
  if (!(await mayWrite(ports, journey, 'reset-pin'))) return;
  const clientRequestId = ports.ids.uuid();
  const detail = { serverNowMs: serverNowMs(ports.clock, journey) };
  if (!record(ports, journey, 'pin-reset-sent', { clientRequestId, detail })) return;
  const reset = await ports.directory.resetPin(journey.worker.id, clientRequestId);
  if (!reset.ok) {
    await noteFailedChange(ports, journey, reset.error, clientRequestId, 'reset-pin');
    return;
  }
  wipe(ports, journey);
  journey.pin = reset.value;
  wipeInTime(ports, journey);
  journey.trouble = null;
  record(ports, journey, 'pin-reset', { clientRequestId, requestId: reset.value.requestId });
}

/** A certain refusal changed nothing and ends the order; a service without time is asked again when it said so. */
async function noteFailedChange(
  ports: IssuingPorts,
  journey: Journey,
  error: Trouble,
  clientRequestId: string,
  of: 'extend' | 'reset-pin',
): Promise<void> {
  journey.trouble = await whyForbidden(ports.authority, error);
  const { kind, requestId, retryAfterSeconds } = journey.trouble;
  const mayWait = kind === 'busy' && retryAfterSeconds !== null && retryAfterSeconds <= 15;
  const isUncertain = kind === 'outcome-unknown' || mayWait;
  record(ports, journey, isUncertain ? 'outcome-unknown' : 'refused', {
    outcome: kind,
    detail: { of, detail: error.detail, retryAfterSeconds },
    clientRequestId,
    requestId,
  });
}

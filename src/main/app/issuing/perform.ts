/** Carries out one action of an issuance at the service: the fact before the act, the act, the fact after it. */
import type { Action } from '../../../core/issuance/action.ts';
import type { Fact } from '../../../core/issuance/events.ts';
import { isYounger, lagLeftMs } from '../../../core/issuance/evidence.ts';
import { historyOf, isRead } from '../../../core/issuance/history.ts';
import { targetOf } from '../../../core/issuance/order.ts';
import { assert } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import { type IssuingPorts, type Journey, record, serverNowMs, wipeInTime } from './journey.ts';
import { windowOf } from './lifetimes.ts';
import { mayWrite, whyForbidden } from './may-write.ts';
import { codeColumns, readState, waited } from './reads.ts';

/**
 * A delete names the worker, not the code, and a person may take minutes to decide on a revoke: so right before it
 * a read makes sure that it is still our code that would go. Not seeing a code that is younger than the service's
 * lag proves nothing: one more read decides.
 */
async function isStillOurs(ports: IssuingPorts, journey: Journey, codeId: string | null): Promise<boolean> {
  const last = journey.facts.at(-1);
  // An order to revoke has just looked.
  if (journey.order.is === 'revoke' && last !== undefined && isRead(last)) return true;
  if (last?.event === 'reconciled' && last.outcome === 'live' && last.codeId === codeId) return true;
  for (;;) {
    await readState(ports, journey, 'decide', 'reconciled');
    const seen = journey.facts.at(-1);
    if (journey.diskRefused || seen?.event !== 'reconciled' || seen.outcome === 'unreadable') return false;
    if (seen.codeId === codeId) return true;
    const leftMs = mayBeLagMs(journey, seen);
    if (leftMs === 0) break;
    await waited(ports.clock, leftMs);
    if (journey.isAbandoned) return false;
  }
  record(ports, journey, 'revoked', { codeId, detail: { why: 'revoke', alreadyGone: true } });
  return false;
}

/** A code made after ours took its place: that needs no second look. */
function mayBeLagMs(journey: Journey, seen: Fact): number {
  const history = historyOf(journey.facts);
  if (history === undefined || history.ours === null) return 0;
  return isYounger(seen, history.ours) ? 0 : lagLeftMs(history.ours, seen);
}

export async function deleteCode(
  ports: IssuingPorts,
  journey: Journey,
  action: Extract<Action, { do: 'delete' }>,
): Promise<void> {
  const { codeId, why } = action;
  if (why === 'revoke' && !(await isStillOurs(ports, journey, codeId))) return;
  if (!(await mayWrite(ports, journey, 'delete'))) return;
  const clientRequestId = ports.ids.uuid();
  const sent = { codeId, detail: { why, serverNowMs: serverNowMs(ports.clock, journey) }, clientRequestId };
  if (!record(ports, journey, 'delete-sent', sent)) return;
  const target = targetOf(journey.order);
  const deleted = await ports.directory.deleteCode(journey.worker.id, target, clientRequestId);
  if (deleted.ok) {
    const { alreadyGone, requestId } = deleted.value;
    if (alreadyGone && (why === 'revoke' || why === 'orphan')) {
      // "Not found" about a code of ours is looked at before it is believed.
      const detail = { of: 'delete', why };
      record(ports, journey, 'outcome-unknown', {
        codeId,
        outcome: 'already-gone',
        detail,
        clientRequestId,
        requestId,
      });
      return;
    }
    const event = why === 'revoke' ? 'revoked' : 'deleted';
    record(ports, journey, event, { codeId, detail: { why, alreadyGone }, clientRequestId, requestId });
    return;
  }
  journey.trouble = await whyForbidden(ports.authority, deleted.error);
  const { kind, requestId, retryAfterSeconds } = journey.trouble;
  const mayWait = kind === 'busy' && retryAfterSeconds !== null && retryAfterSeconds <= 15;
  // A refusal before anything of ours is live loses nothing and ends the journey; with a code of ours out there it must go on.
  const losesNothing =
    why === 'replace' || why === 'expired' || (journey.order.is === 'revoke' && journey.mode === 'running');
  const endsHere = kind !== 'outcome-unknown' && !mayWait && losesNothing;
  record(ports, journey, endsHere ? 'refused' : 'outcome-unknown', {
    codeId,
    outcome: kind,
    detail: { of: 'delete', why, retryAfterSeconds },
    clientRequestId,
    requestId,
  });
}

export async function createCode(ports: IssuingPorts, journey: Journey): Promise<void> {
  if (!(await mayWrite(ports, journey, 'create'))) return;
  const now = serverNowMs(ports.clock, journey);
  assert(now !== null, 'the service was read before a create');
  const window = windowOf(journey.order, now, ports);
  const clientRequestId = ports.ids.uuid();
  if (!record(ports, journey, 'create-sent', { ...window, clientRequestId, detail: { serverNowMs: now } }))
    return;
  const target = targetOf(journey.order);
  const created = await ports.directory.createCode(journey.worker.id, target, window, clientRequestId);
  if (!created.ok) {
    const why = await whyForbidden(ports.authority, created.error);
    noteFailedCreate(ports, journey, why, clientRequestId);
    return;
  }
  const { code, content, requestId } = created.value;
  journey.created = created.value;
  wipeInTime(ports, journey);
  journey.trouble = null;
  record(ports, journey, 'created', {
    ...codeColumns(code),
    detail: { contentSha256: ports.sha256(content), createdAtMs: code.createdAtMs, serverNowMs: now },
    clientRequestId,
    requestId,
  });
}

function noteFailedCreate(
  ports: IssuingPorts,
  journey: Journey,
  error: Trouble,
  clientRequestId: string,
): void {
  journey.trouble = error;
  const isCertain = error.kind !== 'outcome-unknown';
  record(ports, journey, isCertain ? 'create-failed' : 'outcome-unknown', {
    outcome: error.kind,
    detail: { of: 'create', detail: error.detail, retryAfterSeconds: error.retryAfterSeconds },
    clientRequestId,
    requestId: error.requestId,
  });
}

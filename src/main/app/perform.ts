/** Carries out one action of an issuance: the fact before the act, the act, the fact after it. */
import type { Action } from '../../core/issuance/action.ts';
import type { Detail, Fact } from '../../core/issuance/events.ts';
import { isYounger, lagLeftMs } from '../../core/issuance/evidence.ts';
import { historyOf } from '../../core/issuance/history.ts';
import { assert } from '../../core/result.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { Clock, CodeFacts, MethodFacts } from '../ports.ts';
import { badgeFor } from './badge-input.ts';
import { type IssuingPorts, type Journey, record, serverNowMs, wipeInTime } from './journey.ts';

/** One read of the service; always ends in a fact, also when nothing could be read. */
export async function readState(
  ports: IssuingPorts,
  journey: Journey,
  purpose: 'decide' | 'verify',
  event: 'state-read' | 'reconciled' = journey.mode === 'reconciling' ? 'reconciled' : 'state-read',
): Promise<void> {
  const clientRequestId = ports.ids.uuid();
  const method = await ports.directory.readMethod(journey.worker.id, clientRequestId);
  if (method.ok) {
    ports.pageClock.hear(method.value.serverNowMs);
    journey.heard = { serverMs: method.value.serverNowMs, monotonicMs: ports.clock.monotonicMs() };
    record(ports, journey, event, { ...seen(method.value, purpose), clientRequestId });
    return;
  }
  const { kind, requestId } = method.error;
  if (purpose === 'decide') journey.trouble = method.error;
  const isGone = kind === 'no-method' && journey.mode === 'reconciling';
  record(ports, journey, event, {
    outcome: isGone ? 'none' : 'unreadable',
    detail: { kind, purpose },
    clientRequestId,
    requestId,
  });
}

function seen(method: MethodFacts, purpose: string): Partial<Fact> {
  const { temporary, serverNowMs: now, requestId } = method;
  const detail: Detail = { purpose, serverNowMs: now, createdAtMs: temporary?.createdAtMs ?? null };
  if (temporary === null) return { outcome: 'none', detail, requestId };
  return {
    ...codeColumns(temporary),
    outcome: temporary.expiresAtMs <= now ? 'expired' : 'live',
    detail,
    requestId,
  };
}

function codeColumns(code: CodeFacts): Partial<Fact> {
  return { codeId: code.id, startsAtMs: code.startsAtMs, expiresAtMs: code.expiresAtMs };
}

/**
 * A delete names the worker, not the code, and a person may take minutes to decide on a revoke: so right before it
 * a read makes sure that it is still our code that would go. Not seeing a code that is younger than the service's
 * lag proves nothing: one more read decides.
 */
async function isStillOurs(ports: IssuingPorts, journey: Journey, codeId: string): Promise<boolean> {
  const last = journey.facts.at(-1);
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

export function waited(clock: Clock, ms: number): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

export async function deleteCode(
  ports: IssuingPorts,
  journey: Journey,
  action: Extract<Action, { do: 'delete' }>,
): Promise<void> {
  const { codeId, why } = action;
  if (why === 'revoke' && !(await isStillOurs(ports, journey, codeId))) return;
  const clientRequestId = ports.ids.uuid();
  const sent = { codeId, detail: { why, serverNowMs: serverNowMs(ports.clock, journey) }, clientRequestId };
  if (!record(ports, journey, 'delete-sent', sent)) return;
  const deleted = await ports.directory.deleteTemporaryCode(journey.worker.id, clientRequestId);
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
  journey.trouble = deleted.error;
  const { kind, requestId, retryAfterSeconds } = deleted.error;
  const mayWait = kind === 'busy' && retryAfterSeconds !== null && retryAfterSeconds <= 15;
  // A refusal before anything of ours is live loses nothing and ends the journey; with a code of ours out there it must go on.
  const endsHere = kind !== 'outcome-unknown' && !mayWait && (why === 'replace' || why === 'expired');
  record(ports, journey, endsHere ? 'refused' : 'outcome-unknown', {
    codeId,
    outcome: kind,
    detail: { of: 'delete', why, retryAfterSeconds },
    clientRequestId,
    requestId,
  });
}

export async function createCode(ports: IssuingPorts, journey: Journey): Promise<void> {
  const now = serverNowMs(ports.clock, journey);
  assert(now !== null, 'the service was read before a create');
  // Random milliseconds in both ends are the mark by which a code of ours is known again when its reply was lost.
  const mark = () => Math.floor(ports.random() * 1_000);
  const startsAtMs = now - ports.settings.startEarlySeconds * 1_000 - mark();
  const expiresAtMs = startsAtMs + journey.hours * 3_600_000 - mark();
  const clientRequestId = ports.ids.uuid();
  const asked = { startsAtMs, expiresAtMs, clientRequestId };
  if (!record(ports, journey, 'create-sent', { ...asked, detail: { serverNowMs: now } })) return;
  const window = { startsAtMs, expiresAtMs };
  const created = await ports.directory.createTemporaryCode(journey.worker.id, window, clientRequestId);
  if (!created.ok) {
    noteFailedCreate(ports, journey, created.error, clientRequestId);
    return;
  }
  const { code, content, requestId } = created.value;
  journey.created = created.value;
  wipeInTime(ports.clock, journey);
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

/** Lays out the badge and proves that an independent reader reads the very content from it. */
export async function renderBadge(ports: IssuingPorts, journey: Journey): Promise<void> {
  const { created, printer } = journey;
  assert(created !== null && printer !== null, 'a badge is rendered from content for a printer');
  const { content, errorCorrectionLevel, code } = created;
  const badge = badgeFor(ports.settings, printer, journey.worker, code);
  const rendered = await ports.badges.render({ ...badge, content, errorCorrectionLevel });
  const codeId = created.code.id;
  if (rendered.ok) {
    journey.pdf = rendered.value;
    record(ports, journey, 'render-verified', { codeId, printer: printer.name });
    return;
  }
  journey.trouble = rendered.error;
  record(ports, journey, 'print-ended', {
    codeId,
    printer: printer.name,
    outcome: 'not-printed',
    detail: { reason: 'render-failed' },
  });
}

/** The row that names the job comes before its document: whatever comes out later can be called off by its number. */
export async function submitBadge(ports: IssuingPorts, journey: Journey): Promise<void> {
  const { pdf, printer, created } = journey;
  assert(pdf !== null && printer !== null && created !== null, 'a rendered badge and a printer');
  const codeId = created.code.id;
  const submitted = await printer.submit(pdf, ({ jobId, jobUuid }) =>
    record(ports, journey, 'print-submitted', { codeId, printer: printer.name, jobId, detail: { jobUuid } }),
  );
  if (submitted.ok) {
    journey.job = submitted.value;
    return;
  }
  if (journey.diskRefused) return;
  const { reason, detail } = submitted.error;
  const ended = { codeId, printer: printer.name, outcome: 'not-printed', detail: { reason, detail } };
  record(ports, journey, 'print-ended', ended);
}

export async function followPrint(ports: IssuingPorts, journey: Journey): Promise<void> {
  const { job, printer } = journey;
  assert(job !== null && printer !== null, 'a submitted job');
  const end = await printer.follow(job, ports.settings.printTimeoutSeconds * 1_000);
  record(ports, journey, 'print-ended', {
    codeId: journey.created?.code.id ?? null,
    printer: printer.name,
    jobId: job.jobId,
    outcome: end.outcome,
    detail: { reason: end.reason },
  });
}

/** Everything that can be known before the first destructive call: disk, printer, session, worker. */
import { type Order, type Paper, papersOf } from '../../../core/issuance/order.ts';
import { ok } from '../../../core/result.ts';
import { needsSignIn, type Trouble, type TroubleKind, trouble } from '../../../core/trouble.ts';
import type { PrinterReason } from '../../../shared/printers.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import { canPrint, choosePrinter } from '../paper/printer-choice.ts';
import { roleIsFreshForMs } from '../session/authority.ts';
import { type IssuingPorts, type Journey, record } from './journey.ts';

/** A token must outlive the whole issuance, time-outs included. */
const tokenMustLastMs = 120_000;

export async function preflight(ports: IssuingPorts, journey: Journey): Promise<void> {
  const found =
    obstacleOf(journey.worker, journey.actor.id, journey.order) ??
    diskTrouble(ports) ??
    (await sessionTrouble(ports)) ??
    (await rateTrouble(ports, journey)) ??
    (await choosePrinters(ports, journey));
  if (found === null) {
    record(ports, journey, 'preflight-passed', { printer: printersOf(journey)[0] ?? null });
    return;
  }
  journey.trouble = found;
  const { kind, detail, requestId } = found;
  const event = refusals.has(kind) ? 'refused' : 'preflight-failed';
  record(ports, journey, event, { outcome: kind, detail: { of: 'preflight', detail }, requestId });
}

/** Not the machine's trouble but a "may not": the journal says so in that word. */
export const refusals: ReadonlySet<TroubleKind> = new Set([
  'worker-is-self',
  'no-role',
  'not-permitted',
  'session-revoked',
  'supervisor-disabled',
  'rate-cap',
]);

/** A session that only a person can renew is renewed by that person, and the order goes on in the same rows. */
async function sessionTrouble(ports: IssuingPorts): Promise<Trouble | null> {
  const look = async () => (await tokenTrouble(ports)) ?? (await roleTrouble(ports));
  const found = await look();
  if (found === null || !(await isRenewed(ports, found))) return found;
  return look();
}

/** Whether the person signed in once more; a disabled account is not asked to. */
export async function isRenewed({ authority }: IssuingPorts, found: Trouble): Promise<boolean> {
  if (!needsSignIn(found.kind) || found.kind === 'supervisor-disabled') return false;
  return (await authority.renew('session-ended')).ok;
}

async function rateTrouble(ports: IssuingPorts, { order, actor }: Journey): Promise<Trouble | null> {
  const makesCode = papersOf(order).includes('badge');
  const allowed = makesCode ? await ports.rateCap.allow(actor, 1) : ok(null);
  return allowed.ok ? null : allowed.error;
}

async function roleTrouble({ authority }: IssuingPorts): Promise<Trouble | null> {
  const role = await authority.confirm(roleIsFreshForMs);
  return role.ok ? null : role.error;
}

/** Why this may not be done for this worker, as far as the directory's record tells. Left out: why no code may be issued. */
export function obstacleOf(worker: WorkerSummary, supervisorId: string, order?: Order): Trouble | null {
  if (worker.id === supervisorId) return trouble('worker-is-self');
  // Whoever may not sign in any more can still lose what is left of codes.
  if (!worker.accountEnabled && order?.is !== 'revoke') return trouble('worker-disabled');
  return null;
}

function diskTrouble(ports: IssuingPorts): Trouble | null {
  const probed = ports.journal.probe();
  return probed.ok ? null : probed.error;
}

async function tokenTrouble(ports: IssuingPorts): Promise<Trouble | null> {
  // Both by the wall clock: one that was set costs a renewal at most here, or a 401 and a renewal at the next call.
  const held = await ports.session.token();
  if (!held.ok) return held.error;
  if (held.value.expiresAtMs - ports.clock.nowMs() >= tokenMustLastMs) return null;
  const renewed = await ports.session.token({ fresh: true });
  return renewed.ok ? null : renewed.error;
}

const noPrinter: Readonly<Record<Paper, PrinterReason>> = {
  badge: 'no-badge-printer',
  'pin-slip': 'no-slip-printer',
};

/** Before the create another printer than the first costs nothing. Every paper needs one before anything is done. */
async function choosePrinters(ports: IssuingPorts, { order, sheets }: Journey): Promise<Trouble | null> {
  for (const paper of papersOf(order)) {
    const able = ports.printers.filter((printer) => canPrint(printer, paper));
    const { printer, status, firstReason } = await choosePrinter(able);
    sheets[paper].printer = printer;
    if (printer === null) return trouble('printer-not-ready', { detail: noPrinter[paper] });
    if (status.state === 'offline') return trouble('printer-not-ready', { detail: firstReason ?? 'other' });
  }
  return null;
}

function printersOf({ sheets }: Journey): readonly string[] {
  return Object.values(sheets).flatMap(({ printer }) => (printer === null ? [] : [printer.name]));
}

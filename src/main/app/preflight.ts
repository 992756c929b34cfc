/** Everything that can be known before the first destructive call: disk, printer, session, worker. */
import type { Trouble } from '../../core/trouble.ts';
import { trouble } from '../../core/trouble.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import { type IssuingPorts, type Journey, record } from './journey.ts';
import { choosePrinter as choice } from './printer-choice.ts';

/** A token must outlive the whole issuance, time-outs included. */
const tokenMustLastMs = 120_000;

export async function preflight(ports: IssuingPorts, journey: Journey): Promise<void> {
  const found =
    obstacleOf(journey.worker, journey.actor.id) ??
    diskTrouble(ports) ??
    (await tokenTrouble(ports)) ??
    (await choosePrinter(ports, journey));
  if (found === null) {
    record(ports, journey, 'preflight-passed', { printer: journey.printer?.name ?? null });
    return;
  }
  journey.trouble = found;
  record(ports, journey, 'preflight-failed', { outcome: found.kind, detail: { detail: found.detail } });
}

/** Why no code may be issued to this worker, as far as the directory's record tells. */
export function obstacleOf(worker: WorkerSummary, supervisorId: string): Trouble | null {
  if (!worker.accountEnabled) return trouble('worker-disabled');
  if (worker.id === supervisorId) return trouble('worker-is-self');
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

/** Before the create another printer than the first costs nothing. */
export async function choosePrinter(ports: IssuingPorts, journey: Journey): Promise<Trouble | null> {
  const { printer, status, firstReason } = await choice(ports.printers);
  journey.printer = printer;
  return status.state === 'offline' ? trouble('printer-not-ready', { detail: firstReason ?? 'other' }) : null;
}

/** Puts a secret on paper: laid out, sent to a printer, followed to the job's end; each step ends in a fact. */
import { codeKindOf, type Paper } from '../../../core/issuance/order.ts';
import { assert, type Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { Printer } from '../../paper-ports.ts';
import { type IssuingPorts, type Journey, record } from '../issuing/journey.ts';
import { badgeFor } from './badge-input.ts';

/** Lays out a paper; a badge only where an independent reader reads the very content from it. */
export async function renderPaper(ports: IssuingPorts, journey: Journey, paper: Paper): Promise<void> {
  const sheet = journey.sheets[paper];
  const { printer } = sheet;
  assert(printer !== null, 'a paper is laid out for a printer');
  const rendered = await (paper === 'badge' ? badge : pinSlip)(ports, journey, printer);
  const known = { codeId: codeIdOf(journey), printer: printer.name };
  if (rendered.ok) {
    sheet.pdf = rendered.value;
    record(ports, journey, 'render-verified', { ...known, detail: { paper } });
    return;
  }
  journey.trouble = rendered.error;
  const detail = { paper, reason: 'render-failed' };
  record(ports, journey, 'print-ended', { ...known, outcome: 'not-printed', detail });
}

type Rendered = Promise<Result<Uint8Array, Trouble>>;

function badge(ports: IssuingPorts, journey: Journey, printer: Printer): Rendered {
  const { created, worker, order } = journey;
  assert(created !== null, 'a badge is made from content');
  const { content, errorCorrectionLevel, code } = created;
  const known = badgeFor(ports.settings, printer, worker, code);
  const codeKind = codeKindOf(order) ?? 'temporary';
  return ports.badges.render({ ...known, codeKind, content, errorCorrectionLevel });
}

function pinSlip({ pinSlips, settings }: IssuingPorts, journey: Journey, printer: Printer): Rendered {
  const pin = journey.pin?.digits ?? journey.created?.pin ?? null;
  assert(pin !== null, 'a slip is made for a PIN');
  const { stationName, site, locale } = settings;
  const { stock, design } = printer;
  const workerName = journey.worker.displayName;
  return pinSlips.render({ pin, workerName, stationName, site, locale, stock, design });
}

/** The row that names the job comes before its document: whatever comes out later can be called off by its number. */
export async function submitPaper(ports: IssuingPorts, journey: Journey, paper: Paper): Promise<void> {
  const sheet = journey.sheets[paper];
  const { pdf, printer } = sheet;
  assert(pdf !== null && printer !== null, 'a rendered paper and a printer');
  const known = { codeId: codeIdOf(journey), printer: printer.name };
  const submitted = await printer.submit(pdf, ({ jobId, jobUuid }) =>
    record(ports, journey, 'print-submitted', { ...known, jobId, detail: { paper, jobUuid } }),
  );
  if (submitted.ok) {
    sheet.job = submitted.value;
    return;
  }
  if (journey.diskRefused) return;
  const { reason, detail } = submitted.error;
  const ended = { ...known, outcome: 'not-printed', detail: { paper, reason, detail } };
  record(ports, journey, 'print-ended', ended);
}

export async function followPaper(ports: IssuingPorts, journey: Journey, paper: Paper): Promise<void> {
  const { job, printer } = journey.sheets[paper];
  assert(job !== null && printer !== null, 'a submitted job');
  const end = await printer.follow(job, ports.settings.printTimeoutSeconds * 1_000);
  record(ports, journey, 'print-ended', {
    codeId: codeIdOf(journey),
    printer: printer.name,
    jobId: job.jobId,
    outcome: end.outcome,
    detail: { paper, reason: end.reason },
  });
}

function codeIdOf({ created }: Journey): string | null {
  return created?.code.id ?? null;
}

/** What may be done when a paper did not come out: after the create no printer is taken silently, a person chooses one. */

import type { IssuanceAnswer } from '../../../core/issuance/answer.ts';
import type { Fact } from '../../../core/issuance/events.ts';
import { beforeReads } from '../../../core/issuance/history.ts';
import { type Paper, papersOf } from '../../../core/issuance/order.ts';
import { paperAtFault } from '../../../core/issuance/papers.ts';
import type { IssuanceView } from '../../../shared/issuance.ts';
import type { Printer } from '../../paper-ports.ts';
import type { IssuingPorts, Journey } from '../issuing/journey.ts';
import { looseJobsOf } from './end-print.ts';
import { canPrint } from './printer-choice.ts';
import { viewOf } from './printer-view.ts';

/** A paper did not come out, by its job's own end or by a person's word. */
export function isChoosing(facts: readonly Fact[]): boolean {
  const last = beforeReads(facts);
  if (last?.event === 'not-handed-over' || last?.event === 'reconciled') return true;
  return last?.event === 'print-ended' && paperAtFault(facts) !== null;
}

/** The paper that a choice is about. */
export function paperMeant(journey: Journey): Paper {
  return paperAtFault(journey.facts) ?? papersOf(journey.order)[0] ?? 'badge';
}

/** Asks the printers how they stand now: that of the last try, and the next of the list that could print instead. */
export async function lookAtPrinters(ports: IssuingPorts, journey: Journey): Promise<void> {
  const paper = paperMeant(journey);
  const able = ports.printers.filter((printer) => canPrint(printer, paper));
  const { printer: ownPrinter } = journey.sheets[paper];
  const ownAt = ownPrinter === null ? -1 : able.indexOf(ownPrinter);
  if (ownAt < 0) return;
  const inTurn = [...able.slice(ownAt), ...able.slice(0, ownAt)];
  const [own, ...others] = await Promise.all(
    inTurn.map(async (printer) => viewOf(printer, await printer.status())),
  );
  if (own === undefined) return;
  journey.printersNow = { own, elsewhere: others.find(({ state }) => state !== 'offline') ?? null };
}

/**
 * Where the paper can be made once more, as things were at the last look. Nowhere without the content, and nowhere
 * while its job may still come out: that would be a second badge that nobody knows of.
 */
export function reprintsOf(journey: Journey): readonly IssuanceAnswer[] {
  const { facts, created, pin, printersNow } = journey;
  if ((created === null && pin === null) || looseJobsOf(facts).length > 0) return [];
  const answers: IssuanceAnswer[] = [];
  if (printersNow?.own.state !== 'offline') answers.push('reprint');
  if (printersNow !== null && printersNow.elsewhere !== null) answers.push('reprint-elsewhere');
  return answers;
}

/** The printer that a person means; null when the one named on the screen is no longer the one on offer. */
export function printerMeant(
  ports: IssuingPorts,
  journey: Journey,
  answer: 'reprint' | 'reprint-elsewhere',
  named: string | null,
): Printer | null {
  if (answer === 'reprint') return journey.sheets[paperMeant(journey)].printer;
  const offered = journey.printersNow?.elsewhere?.name ?? null;
  return ports.printers.find(({ name }) => name === named && name === offered) ?? null;
}

export function printersShown(journey: Journey): IssuanceView['printers'] {
  return isChoosing(journey.facts) ? journey.printersNow : null;
}

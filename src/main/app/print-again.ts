/** What may be done when no badge came out: after the create no printer is taken silently, a person chooses one. */
import type { Fact } from '../../core/issuance/events.ts';
import { beforeReads, personSaysNoPaper } from '../../core/issuance/history.ts';
import type { IssuanceAnswer, IssuanceView } from '../../shared/api.ts';
import type { Printer } from '../paper-ports.ts';
import { looseJobOf } from './end-print.ts';
import type { IssuingPorts, Journey } from './journey.ts';
import { viewOf } from './printer-view.ts';

/** No badge came out, by its job's own end or by a person's word. */
export function isChoosing(facts: readonly Fact[]): boolean {
  const last = beforeReads(facts);
  if (last?.event === 'print-ended') return last.outcome === 'not-printed' || personSaysNoPaper(facts);
  return last?.event === 'not-handed-over' || last?.event === 'reconciled';
}

/** Asks the printers how they stand now: that of the last try, and the next of the list that could print instead. */
export async function lookAtPrinters(ports: IssuingPorts, journey: Journey): Promise<void> {
  const ownAt = journey.printer === null ? -1 : ports.printers.indexOf(journey.printer);
  if (ownAt < 0) return;
  const inTurn = [...ports.printers.slice(ownAt), ...ports.printers.slice(0, ownAt)];
  const [own, ...others] = await Promise.all(
    inTurn.map(async (printer) => viewOf(printer, await printer.status())),
  );
  if (own === undefined) return;
  journey.printersNow = { own, elsewhere: others.find(({ state }) => state !== 'offline') ?? null };
}

/**
 * Where the badge can be made once more, as things were at the last look. Nowhere without the content, and nowhere
 * while its job may still come out: that would be a second badge that nobody knows of.
 */
export function reprintsOf(journey: Journey): readonly IssuanceAnswer[] {
  const { facts, created, printersNow } = journey;
  if (created === null || looseJobOf(facts) !== null) return [];
  const answers: IssuanceAnswer[] = [];
  if (printersNow?.own.state !== 'offline') answers.push('reprint');
  if (printersNow !== null && printersNow.elsewhere !== null) answers.push('reprint-elsewhere');
  return answers;
}

/** The printer that a person means; null when the one named on the screen is no longer the one on offer. */
export function printerMeant(
  ports: IssuingPorts,
  { printer, printersNow }: Journey,
  answer: 'reprint' | 'reprint-elsewhere',
  named: string | null,
): Printer | null {
  if (answer === 'reprint') return printer;
  const offered = printersNow?.elsewhere?.name ?? null;
  return ports.printers.find(({ name }) => name === named && name === offered) ?? null;
}

export function printersShown(journey: Journey): IssuanceView['printers'] {
  return isChoosing(journey.facts) ? journey.printersNow : null;
}

/** While a person is asked about a badge: looks at the printers again, and goes on calling off a job that may still come out. */

import type { IssuingPorts, Journey } from '../issuing/journey.ts';
import { callOffEveryMs, looseJobsOf, tryToEnd } from './end-print.ts';
import { isChoosing, lookAtPrinters } from './print-again.ts';

/** As old as the printer's state in the header may be. */
const lookEveryMs = 2_000;

export interface PaperWatchEvents {
  /** Whether the journey still waits for a person and nobody drives it. */
  readonly isWaiting: (journey: Journey) => boolean;
  readonly announce: () => void;
  /** The job's end is known now and written down: the journey goes on from there. */
  readonly ended: (journey: Journey) => void;
  readonly incident: (bug: unknown) => unknown;
}

/** Returns what starts a watch; it ends with the journey's next step, and a new one ends the one before. */
export function createPaperWatch(ports: IssuingPorts, events: PaperWatchEvents): (journey: Journey) => void {
  let round = 0;
  const look = async (journey: Journey, mine: number): Promise<void> => {
    const { facts } = journey;
    const isStill = () => mine === round && events.isWaiting(journey) && journey.facts === facts;
    if (!isStill()) return;
    const before = JSON.stringify(journey.printersNow);
    if (isChoosing(facts)) await lookAtPrinters(ports, journey);
    if (await tryToEnd(ports, journey, isStill)) {
      events.ended(journey);
      return;
    }
    if (!isStill()) return;
    if (JSON.stringify(journey.printersNow) !== before) events.announce();
    again(journey, mine);
  };
  const again = (journey: Journey, mine: number) => {
    const isLoose = looseJobsOf(journey.facts).length > 0;
    if (!isLoose && !isChoosing(journey.facts)) return;
    ports.clock.after(isLoose ? callOffEveryMs : lookEveryMs, () => {
      look(journey, mine).catch(events.incident);
    });
  };
  return (journey) => {
    round += 1;
    again(journey, round);
  };
}

/** What a scan says about the issuance under way: whether its badge is on paper, here, and readable. */
import { historyOf } from '../../../core/issuance/history.ts';
import { nextAction } from '../../../core/issuance/next.ts';
import { papersOf } from '../../../core/issuance/order.ts';
import type { ScanState } from '../../../shared/issuance.ts';
import type { Clock } from '../../ports.ts';
import { type IssuingPorts, type Journey, record } from '../issuing/journey.ts';

export interface HandOverScans {
  /** What the page is told of scans: never what they said. */
  state(): ScanState;
  /**
   * Judges a scan by its SHA-256 against that of the code which the journal has for this journey; `goOn` is called
   * once the hand-over is journalled. Says nothing while the machine is at work: there is nobody to answer yet.
   * @returns whether it was the badge that a person is asked about
   */
  judge(journey: Journey | null, sha256: string, goOn: (journey: Journey) => void): boolean;
}

/** Long enough to be read, and gone before the next worker could take it for theirs. */
const noticeMs = 8_000;

export function createHandOverScans(
  ports: Pick<IssuingPorts, 'journal'> & { readonly clock: Clock },
  announce: () => void,
): HandOverScans {
  let state: ScanState = 'unseen';
  let callOff = () => {};
  const show = (next: ScanState) => {
    callOff();
    state = next;
    callOff = next === 'other-badge' ? ports.clock.after(noticeMs, () => show('ready')) : () => {};
    announce();
  };
  return {
    state: () => state,
    judge(journey, sha256, goOn) {
      const made = journey === null ? null : askedAbout(journey);
      const isIt = made !== null && made.detail?.contentSha256 === sha256;
      if (journey === null || made === null || !isIt) {
        show(made === null ? 'ready' : 'other-badge');
        return false;
      }
      const known = { codeId: made.codeId, detail: { by: 'scan' } };
      if (record(ports, journey, 'handed-over', known)) goOn(journey);
      show('ready');
      return true;
    },
  };
}

/** The code whose badge a person is asked about. It proves itself even where the printer said that it failed. */
function askedAbout(journey: Journey) {
  // Of two papers it proves only one: a person has to see the other.
  if (papersOf(journey.order).length > 1) return null;
  if (journey.isBusy || nextAction(journey.facts, journey.mode).do !== 'ask') return null;
  return historyOf(journey.facts)?.ours ?? null;
}

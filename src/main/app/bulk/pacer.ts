/** One pace for all writes of a run; every refusal for lack of time slows all of them down. */
import { afterRefusal, fullPacing, quietLeftMs, takeWrite } from '../../../core/bulk/pacing.ts';
import type { Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { Clock, Directory } from '../../ports.ts';
import { waited } from '../issuing/reads.ts';

export interface Pacer {
  /** Waits until one write may be sent; false when `isWanted` ends before. */
  write(isWanted?: () => boolean): Promise<boolean>;
  /** Waits until the service may be asked anything at all; false when `isWanted` ends before. */
  calm(isWanted?: () => boolean): Promise<boolean>;
  /** The same service, whose refusals are heard here. */
  listening(directory: Directory): Directory;
}

/** A wait is cut into these, so that a pause is noticed soon. */
const sliceMs = 250;

export function createPacer(clock: Clock): Pacer {
  let pacing = fullPacing(clock.monotonicMs());
  const hear = async <T>(answer: Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>> => {
    const heard = await answer;
    if (!heard.ok && heard.error.kind === 'busy')
      pacing = afterRefusal(pacing, clock.monotonicMs(), heard.error.retryAfterSeconds);
    return heard;
  };
  return {
    async write(isWanted = () => true) {
      while (isWanted()) {
        const taken = takeWrite(pacing, clock.monotonicMs());
        pacing = taken.pacing;
        if (taken.waitMs === 0) return true;
        await waited(clock, Math.min(taken.waitMs, sliceMs));
      }
      return false;
    },
    async calm(isWanted = () => true) {
      while (isWanted()) {
        const waitMs = quietLeftMs(pacing, clock.monotonicMs());
        if (waitMs === 0) return true;
        await waited(clock, Math.min(waitMs, sliceMs));
      }
      return false;
    },
    listening: (directory) => ({
      mayIssue: () => directory.mayIssue(),
      photo: (workerId) => directory.photo(workerId),
      findWorkers: (text, limit) => hear(directory.findWorkers(text, limit)),
      exactly: (wanted) => hear(directory.exactly(wanted)),
      worker: (workerId) => hear(directory.worker(workerId)),
      readMethod: (workerId, id) => hear(directory.readMethod(workerId, id)),
      createCode: (workerId, target, window, id) => hear(directory.createCode(workerId, target, window, id)),
      deleteCode: (workerId, target, id) => hear(directory.deleteCode(workerId, target, id)),
      extendStandardCode: (workerId, untilMs, id) =>
        hear(directory.extendStandardCode(workerId, untilMs, id)),
      resetPin: (workerId, id) => hear(directory.resetPin(workerId, id)),
    }),
  };
}

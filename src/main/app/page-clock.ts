/** The clock by which the page is told its instants: it never steps when somebody sets the station's clock. */
import type { Clock } from '../ports.ts';

export interface PageClock extends Clock {
  /** UTC milliseconds: the service's clock as last heard, until then the station's as it was at the start. */
  nowMs(): number;
  /** The service told its clock just now. */
  hear(serverNowMs: number): void;
}

/** The service tells whole seconds and replies take their time: for that much no instant on the screen need move. */
const slackMs = 5_000;

/** `moved`: told when the service's clock turns out to be another; whatever instants were told are to be read again. */
export function createPageClock(clock: Clock, moved: () => void): PageClock {
  let startedMs = clock.nowMs() - clock.monotonicMs();
  const nowMs = () => Math.round(startedMs + clock.monotonicMs());
  return {
    nowMs,
    monotonicMs: clock.monotonicMs,
    after: clock.after,
    hear(serverNowMs) {
      const aheadMs = serverNowMs - nowMs();
      if (Math.abs(aheadMs) <= slackMs) return;
      startedMs += aheadMs;
      moved();
    },
  };
}

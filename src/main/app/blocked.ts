/** Refused attempts to leave the kiosk, in the journal: each kind at once, then counted, so that nobody fills the disk with them. */
import { stationDraft } from '../../core/journal/checkpoints.ts';
import type { SupervisorView } from '../../shared/api.ts';
import type { Clock, Journal } from '../ports.ts';

export type Blocked =
  /** A key that is neither text nor editing nor moving about. */
  | 'key'
  /** Alt+F4 and its like, or the window put out of sight. */
  | 'window-state'
  /** The page, or one of its frames, on its way elsewhere. */
  | 'navigation'
  | 'new-window'
  | 'webview'
  | 'download'
  | 'file-dialog'
  | 'permission'
  | 'device'
  /** A request of the page to anything but its own files. */
  | 'request'
  | 'context-menu'
  /** A call from anywhere but our page. */
  | 'foreign-caller'
  /** A call that our page never makes: input that no screen can give. */
  | 'bad-call'
  /** A call that needs somebody who is signed in, unlocked and holds the role. */
  | 'call-without-right';

export interface BlockedNotice {
  note(what: Blocked): void;
  /** Writes what was counted and not written yet. */
  stop(): void;
}

/** At most one row a kind in this time. */
const pauseMs = 60_000;

interface Pause {
  count: number;
  readonly callOff: () => void;
}

/** A row tells how often it happened since the row of its kind before, and who was signed in when it was written. */
export function createBlockedNotice(
  { journal, clock }: { readonly journal: Journal; readonly clock: Clock },
  present: () => SupervisorView | null,
): BlockedNotice {
  const pauses = new Map<Blocked, Pause>();

  const write = (what: Blocked, count: number) => {
    const supervisor = present();
    const actor = supervisor === null ? null : { id: supervisor.id, name: supervisor.name };
    // A full disk must not turn a refusal into a failure.
    journal.append({ ...stationDraft('blocked', { what, count }), actor });
  };
  const pause = (what: Blocked) => {
    const callOff = clock.after(pauseMs, () => {
      const count = pauses.get(what)?.count ?? 0;
      pauses.delete(what);
      if (count > 0) tell(what, count);
    });
    pauses.set(what, { count: 0, callOff });
  };
  const tell = (what: Blocked, count: number) => {
    write(what, count);
    pause(what);
  };

  return {
    note(what) {
      const running = pauses.get(what);
      if (running === undefined) tell(what, 1);
      else running.count += 1;
    },
    stop() {
      for (const [what, { count, callOff }] of pauses) {
        callOff();
        if (count > 0) write(what, count);
      }
      pauses.clear();
    },
  };
}

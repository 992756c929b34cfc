/** What supervision needs of the rest of the station, and tells it. */
import type { SupervisorView } from '../../../shared/api.ts';
import type { Clock, Journal, Session } from '../../ports.ts';
import type { PageClock } from '../page-clock.ts';
import type { Authority } from './authority.ts';

export interface SupervisionPorts {
  readonly clock: Clock;
  readonly pageClock: PageClock;
  readonly session: Session;
  readonly authority: Authority;
  readonly journal: Journal;
  readonly settings: {
    readonly idleLockSeconds: number;
    readonly absoluteMinutes: number;
    /** A start may go on with whoever was here. */
    readonly persistSignIn: boolean;
  };
}

export interface SupervisionEvents {
  readonly announce: () => void;
  readonly signedIn: (supervisor: SupervisorView) => void;
  /** The station locked: what was on its screen is dropped, what the machine does goes on. */
  readonly locked: () => void;
  /** The supervisor is gone: whatever was theirs is dropped. */
  readonly signedOut: () => void;
  /** The absolute limit has passed and waits for what is under way: nothing more is to begin. */
  readonly overdue: () => void;
  /** While the machine is in the middle of something, a lock and the absolute limit wait. */
  readonly isBusy: () => boolean;
}

/** The supervisor at the station: signing in and out, the idle lock, the session PIN. */
import { fact, type StationEvent } from '../../../core/issuance/events.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { SecondSignIn, SessionView, SignInMethod, SupervisorView } from '../../../shared/api.ts';
import { isWayShut } from '../people/listed-card.ts';
import { resumable } from './resume.ts';
import { createSessionPin } from './session-pin.ts';
import type { SupervisionEvents, SupervisionPorts } from './supervision-ports.ts';

/** WCAG 2.2.1: at least this much warning before a time-out takes something away. */
const warningMs = 20_000;
const whileBusyMs = 5_000;

export class Supervision {
  readonly #pin = createSessionPin();
  #state: SessionView['state'] = 'signed-out';
  #supervisor: SupervisorView | null = null;
  #deviceCode: SessionView['deviceCode'] = null;
  #trouble: Trouble | null = null;
  /** The tokens are gone for good; the supervisor stays, and is asked to sign in again. */
  #needsPerson = false;
  #again: SecondSignIn | null = null;
  /** How they signed in last: a second time goes the same way. */
  #method: SignInMethod = 'browser-window';
  /** By the monotonic clock. */
  #touchedAtMs = 0;
  #callOffIdle = () => {};
  #callOffAbsolute = () => {};

  constructor(
    private readonly ports: SupervisionPorts,
    private readonly events: SupervisionEvents,
  ) {
    ports.session.onNeedsPerson((needsPerson) => {
      this.#needsPerson = needsPerson;
      events.announce();
    });
  }

  view(): SessionView {
    const { pageClock, settings } = this.ports;
    const idleMs = pageClock.monotonicMs() - this.#touchedAtMs;
    const touchedAtMs = Math.round(pageClock.nowMs() - idleMs);
    const lockAtMs = touchedAtMs + settings.idleLockSeconds * 1_000;
    const isIn = this.#state === 'signed-in';
    return {
      state: this.#state,
      supervisor: this.#supervisor,
      hasPin: this.#pin.isSet(),
      pinTriesLeft: this.#pin.triesLeft(),
      warnAtMs: isIn ? Math.max(touchedAtMs, lockAtMs - warningMs) : null,
      lockAtMs: isIn ? lockAtMs : null,
      deviceCode: this.#deviceCode,
      again: this.#again,
      trouble: this.#trouble,
    };
  }

  /** The supervisor when signed in and not locked. */
  present(): SupervisorView | null {
    return this.#state === 'signed-in' ? this.#supervisor : null;
  }

  /** Only a new sign-in brings the tokens of whoever is here back. */
  needsSignIn(): boolean {
    return this.#supervisor !== null && this.#needsPerson;
  }

  /** From `signed-out`, or from `locked` by anybody: another supervisor replaces the one before. */
  async signIn(method: SignInMethod): Promise<Result<SupervisorView, Trouble>> {
    const before = this.#state;
    if (before === 'signing-in' || before === 'signed-in') return err(trouble('already-running'));
    this.#state = 'signing-in';
    this.#method = method;
    this.#trouble = null;
    this.events.announce();
    const found = await this.#identify(method).finally(() => {
      // The session may have come to its absolute limit meanwhile.
      this.#state = this.#supervisor === null ? 'signed-out' : before;
    });
    this.#deviceCode = null;
    if (found.ok) this.#enter(found.value);
    else this.#trouble = found.error;
    this.events.announce();
    return found;
  }

  /** At the start: whoever was here when the program ended, if the journal and the service say so. `method`: how they sign in again. */
  async resume(method: SignInMethod): Promise<void> {
    if (this.#state !== 'signed-out') return;
    this.#state = 'signing-in';
    this.#method = method;
    this.events.announce();
    const found = await resumable(this.ports).finally(() => {
      this.#state = 'signed-out';
    });
    if (!found.ok) this.#trouble = found.error;
    else if (found.value !== null) this.#enter(found.value.supervisor, 'resumed', found.value.leftMs);
    this.events.announce();
  }

  /**
   * A second sign-in in the middle of the session, asked for by a write that may not go on without it. Given up or failed,
   * the session stays as it was. Another supervisor takes the session over, and what was asked for is not done for them.
   */
  async signInAgain(why: SecondSignIn, method = this.#method): Promise<Result<null, Trouble>> {
    const before = this.present();
    if (before === null || this.#again !== null) return err(trouble('already-running'));
    this.#again = why;
    this.#method = method;
    this.events.announce();
    const found = await this.#identify(method);
    this.#again = null;
    this.#deviceCode = null;
    const isStillIn = this.#supervisor?.id === before.id;
    if (found.ok && isStillIn) this.#enter(found.value, why);
    this.events.announce();
    if (!found.ok) return found;
    return isStillIn && found.value.id === before.id ? ok(null) : err(trouble('signed-out'));
  }

  cancelSignIn(): void {
    this.ports.session.cancelSignIn();
  }

  /** A later read of the role said no: nothing is issued any more, and the page says so. */
  loseRole(): void {
    if (this.#supervisor === null) return;
    this.#supervisor = { ...this.#supervisor, mayIssue: false };
    this.events.announce();
  }

  async signOut(reason: string): Promise<void> {
    if (this.#supervisor === null) return;
    this.#note('signed-out', reason);
    this.#callOffIdle();
    this.#callOffAbsolute();
    this.#pin.forget();
    this.#supervisor = null;
    this.#state = 'signed-out';
    this.events.signedOut();
    await this.ports.session.signOut();
    this.events.announce();
  }

  lock(): void {
    if (this.#state !== 'signed-in') return;
    this.#state = 'locked';
    this.#callOffIdle();
    const isNoted = this.#note('locked');
    this.events.locked();
    this.events.announce();
    // A start that finds no such row would go on with whoever was here.
    if (!isNoted && this.ports.settings.persistSignIn) void this.signOut('lock-unwritten');
  }

  setPin(digits: string): void {
    this.#pin.set(digits);
    this.events.announce();
  }

  async unlock(digits: string): Promise<Result<null, Trouble>> {
    if (this.#state !== 'locked') return ok(null);
    if (this.#pin.isRight(digits)) {
      this.#state = 'signed-in';
      this.#note('unlocked');
      this.#restartIdle();
      this.events.announce();
      return ok(null);
    }
    if (this.#pin.triesLeft() === 0) {
      await this.signOut('too-many-wrong-pins');
      // The sign-in screen says why it is there.
      this.#trouble = trouble('wrong-pin');
    }
    this.events.announce();
    return err(trouble('wrong-pin'));
  }

  /** Somebody touched the screen. */
  touch(): void {
    if (this.#state !== 'signed-in') return;
    this.#restartIdle();
    this.events.announce();
  }

  #enter(
    next: SupervisorView,
    why: SecondSignIn | 'resumed' | null = null,
    leftMs = this.ports.settings.absoluteMinutes * 60_000,
  ): void {
    const before = this.#supervisor;
    if (before !== null && before.id !== next.id) {
      this.#note('signed-out', 'another-supervisor');
      this.events.signedOut();
    }
    if (why === null || before?.id !== next.id) this.#pin.forget();
    this.#supervisor = next;
    this.#state = 'signed-in';
    this.#note('signed-in', why);
    this.#restartIdle();
    this.#callOffAbsolute();
    this.#callOffAbsolute = this.ports.pageClock.after(leftMs, () => this.#endSession());
    this.events.signedIn(next);
  }

  #endSession(): void {
    if (!this.events.isBusy()) return void this.signOut('absolute-limit');
    // A run for a shift would else put it off for as long as it lasts.
    this.events.overdue();
    this.#callOffAbsolute = this.ports.pageClock.after(whileBusyMs, () => this.#endSession());
  }

  #restartIdle(): void {
    const { pageClock: clock, settings } = this.ports;
    this.#touchedAtMs = clock.monotonicMs();
    this.#callOffIdle();
    this.#callOffIdle = clock.after(settings.idleLockSeconds * 1_000, () => {
      if (this.events.isBusy()) this.#restartIdle();
      else this.lock();
    });
  }

  async #identify(method: SignInMethod): Promise<Result<SupervisorView, Trouble>> {
    const { session, authority, pageClock } = this.ports;
    const account = await session.signIn(method, ({ expiresInMs, ...code }) => {
      this.#deviceCode = { ...code, expiresAtMs: pageClock.nowMs() + expiresInMs };
      this.events.announce();
    });
    if (!account.ok) return account;
    const role = await authority.read();
    if (role.ok) return ok({ ...account.value, mayIssue: role.value });
    // A session of unknown rights is none. Whose rights are known stays when only the network broke off: each write asks anew.
    if (account.value.id === this.#supervisor?.id && isWayShut(role.error)) return role;
    if (this.#supervisor === null) await session.signOut();
    else await this.signOut('role-unread');
    return role;
  }

  /** A full disk (false) must not keep a supervisor from leaving; preflight refuses to issue on it. */
  #note(event: StationEvent, reason: string | null = null): boolean {
    const supervisor = this.#supervisor;
    const actor = supervisor === null ? null : { id: supervisor.id, name: supervisor.name };
    const detail = reason === null ? null : { reason };
    return this.ports.journal.append({ ...fact(event, { detail }), issuanceId: null, actor, worker: null })
      .ok;
  }
}

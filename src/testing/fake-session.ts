/** An in-memory `Session`: one supervisor, tokens by number, and the ways a session ends as knobs. */
import { err, ok } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { Account, DeviceCode, Session, Token } from '../main/ports.ts';

export interface FakeSession extends Session {
  /** How tokens were asked for, oldest first. */
  readonly asked: readonly ({ readonly claims?: string; readonly fresh?: boolean } | null)[];
  /** Every next `token` or `signIn` answers this, or of these two only the sign-in; null: all is well again. */
  fail(found: Trouble | null, only?: 'sign-in' | null): void;
  /** Somebody else is at the station from now on: the next sign-in is theirs. */
  arrive(person: Account): void;
  /** The account is gone, as after a revocation: `token` answers `signed-out` until the next sign-in. */
  expire(): void;
  /** The next sign-in waits for a person until `cancelSignIn`. */
  holdSignIn(): void;
}

export const supervisor: Account = {
  id: '5a1e0000-0000-4000-8000-000000000001',
  name: 'Sam Supervisor',
  upn: 'sam@example.com',
};

interface Given {
  readonly signedIn?: boolean;
  readonly account?: Account;
}

/**
 * Tokens are good for an hour of `nowMs`, the station's clock as MSAL reads it, and renewed as MSAL does: in their last
 * five minutes, or when that clock is found set back. Starts signed in unless told otherwise.
 */
export function createFakeSession(nowMs: () => number, given: Given = {}): FakeSession {
  const { signedIn = true, account = supervisor } = given;
  const asked: ({ readonly claims?: string; readonly fresh?: boolean } | null)[] = [];
  let current = signedIn ? account : null;
  let standing: { readonly found: Trouble; readonly only: 'sign-in' | null } | null = null;
  let person = account;
  const pause = createPause();
  const renewed = tokens(nowMs);
  const need = personNeeded();
  return {
    asked,
    fail(found, only = null) {
      standing = found === null ? null : { found, only };
    },
    arrive(next) {
      person = next;
    },
    expire() {
      current = null;
    },
    holdSignIn: pause.ask,
    async signIn(method, onDeviceCode) {
      if (standing !== null) return err(standing.found);
      if (pause.isOn()) return err(trouble('already-running'));
      if (method === 'device-code') onDeviceCode(deviceCode);
      if (await pause.waited()) return err(trouble('sign-in-cancelled'));
      current = person;
      need.tell(false);
      return ok(person);
    },
    cancelSignIn: pause.end,
    async token(how) {
      asked.push(how ?? null);
      if (standing?.only === null) return err(standing.found);
      need.tell(current === null);
      if (current === null) return err(trouble('signed-out'));
      return ok(renewed(how !== undefined));
    },
    onNeedsPerson: need.onNeedsPerson,
    async signOut() {
      current = null;
      need.tell(false);
    },
  };
}

function tokens(nowMs: () => number): (isFresh: boolean) => Token {
  let serial = 1;
  let madeAtMs = nowMs();
  return (isFresh) => {
    const isStale = nowMs() < madeAtMs || nowMs() > madeAtMs + 3_300_000;
    if (isFresh || isStale) {
      serial += 1;
      madeAtMs = nowMs();
    }
    return { secret: `token-${serial}`, expiresAtMs: madeAtMs + 3_600_000 };
  };
}

const deviceCode: DeviceCode = {
  userCode: 'ABCD1234',
  verificationUri: 'https://login.example.com/device',
  qrDataUrl: 'data:image/png;base64,iVBORw0KGgo=',
  expiresInMs: 900_000,
};

function personNeeded(): Pick<Session, 'onNeedsPerson'> & { tell(isNeeded: boolean): void } {
  const listeners = new Set<(needsPerson: boolean) => void>();
  let before = false;
  return {
    tell(isNeeded) {
      if (isNeeded === before) return;
      before = isNeeded;
      for (const listener of listeners) listener(isNeeded);
    },
    onNeedsPerson(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A person who does not come on with it until somebody calls it off. */
function createPause() {
  let isAsked = false;
  let end: (() => void) | null = null;
  return {
    ask() {
      isAsked = true;
    },
    isOn: () => end !== null,
    end: () => end?.(),
    async waited(): Promise<boolean> {
      if (!isAsked) return false;
      isAsked = false;
      await new Promise<void>((release) => {
        end = release;
      });
      end = null;
      return true;
    },
  };
}

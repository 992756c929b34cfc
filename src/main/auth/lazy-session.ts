/** The `Session` port before anybody signs in: MSAL is the largest part of the program, and a start does without it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { err } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import type { MsalSession, MsalSessionPorts } from './msal-session.ts';

type Load = () => Promise<{ readonly createMsalSession: (ports: MsalSessionPorts) => MsalSession }>;

/** @param load for tests; left out, the real library is loaded by the first sign-in, in a turn of its own */
export function createSession(ports: MsalSessionPorts, load: Load = loadMsal): MsalSession {
  let loaded: MsalSession | null = null;
  let loading: Promise<MsalSession> | null = null;
  /** Counts what called a sign-in off: one that is still loading has not begun, and must not. */
  let cancels = 0;
  const listeners = new Set<(needsPerson: boolean) => void>();
  const session = () => {
    loading ??= load().then(
      ({ createMsalSession }) => {
        loaded = createMsalSession(ports);
        loaded.onNeedsPerson((needsPerson) => {
          for (const listener of listeners) listener(needsPerson);
        });
        return loaded;
      },
      (failed: unknown) => {
        loading = null;
        throw failed;
      },
    );
    return loading;
  };
  return {
    async signIn(method, onDeviceCode) {
      const before = cancels;
      const real = await session();
      return before === cancels ? real.signIn(method, onDeviceCode) : err(trouble('sign-in-cancelled'));
    },
    async resume() {
      const before = cancels;
      const real = await session();
      return before === cancels ? real.resume() : err(trouble('sign-in-cancelled'));
    },
    cancelSignIn() {
      cancels += 1;
      loaded?.cancelSignIn();
    },
    token: async (how) => loaded?.token(how) ?? err(trouble('signed-out')),
    onNeedsPerson(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async signOut() {
      cancels += 1;
      // What is kept goes, loaded or not.
      if (loaded === null) ports.secrets?.clear();
      else await loaded.signOut();
    },
    claimedRoles: () => loaded?.claimedRoles() ?? null,
  };
}

/** It takes the main process 30 ms: more than it may be held up together with what comes before and after. */
async function loadMsal(): ReturnType<Load> {
  await nextTurn();
  const loaded = await import('./msal-session.ts');
  await nextTurn();
  return loaded;
}

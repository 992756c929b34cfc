/** What the session needs of the window that a supervisor signs in with. */
import type { NetworkTrouble } from '../ports.ts';

export interface SignInPage {
  /** Hosts (with a port where it is not 443) that pages may be loaded from, beside the loopback address of the redirect. */
  readonly allowedHosts: readonly string[];
  /** The person closed the window or pressed its Cancel. Not called by `close`. */
  readonly onClosed: () => void;
  /** A page could not be loaded; `detail` is the network stack's own word. */
  readonly onFailed: (kind: NetworkTrouble['kind'], detail: string) => void;
}

export interface SignInWindow {
  /** Resolves once loading has started. Each opening starts without cookies or any other memory of an earlier one. */
  open(url: string, page: SignInPage): Promise<void>;
  close(): void;
  /** Forgets cookies, storage and caches of every sign-in so far. */
  clearData(): Promise<void>;
}

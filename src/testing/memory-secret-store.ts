/** An in-memory `SecretStore`: what it holds can be seen, damaged and made unreadable. */
import { err, ok } from '../core/result.ts';
import { trouble } from '../core/trouble.ts';
import type { SecretStore } from '../main/ports.ts';

export interface MemorySecretStore extends SecretStore {
  /** What the system would have sealed. */
  held(): string | null;
  /** Somebody put something else there. */
  replace(text: string): void;
  /** The system's key is another one from now on: what is there cannot be opened. */
  loseKey(): void;
  /** Every next write is refused. */
  fillDisk(): void;
}

export function createMemorySecretStore(): MemorySecretStore {
  let held: string | null = null;
  let isLost = false;
  let isFull = false;
  return {
    held: () => held,
    replace(text) {
      held = text;
    },
    loseKey() {
      isLost = true;
    },
    fillDisk() {
      isFull = true;
    },
    read() {
      if (isLost) held = null;
      return held;
    },
    write(text) {
      held = isFull ? null : text;
      return isFull ? err(trouble('disk', { detail: 'not kept' })) : ok(null);
    },
    clear() {
      held = null;
      return ok(null);
    },
  };
}

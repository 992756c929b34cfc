/** The PIN a supervisor may set to unlock quickly: a salted hash in memory, five tries, forgotten at sign-out. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const mostTries = 5;

export interface SessionPin {
  isSet(): boolean;
  triesLeft(): number;
  set(digits: string): void;
  /** A wrong answer costs a try; a right one gives all of them back. */
  isRight(digits: string): boolean;
  forget(): void;
}

export function createSessionPin(): SessionPin {
  let stored: { readonly salt: Buffer; readonly hash: Buffer } | null = null;
  let tries = mostTries;
  return {
    isSet: () => stored !== null,
    triesLeft: () => tries,
    set(digits) {
      const salt = randomBytes(16);
      stored = { salt, hash: hashOf(digits, salt) };
      tries = mostTries;
    },
    isRight(digits) {
      if (stored === null || tries === 0) return false;
      const right = timingSafeEqual(hashOf(digits, stored.salt), stored.hash);
      tries = right ? mostTries : tries - 1;
      return right;
    },
    forget() {
      stored = null;
      tries = mostTries;
    },
  };
}

/** Cheap enough for a tap on a small machine; the hash never leaves this process. */
function hashOf(digits: string, salt: Buffer): Buffer {
  return scryptSync(digits, salt, 32, { N: 4096 });
}

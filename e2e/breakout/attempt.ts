/** One try to get out of the kiosk, as data: what is done, and what the journal must say of it. */
import type { Blocked } from '../../src/main/app/blocked.ts';

export const groups = {
  A: 'browser keys',
  B: 'keys of the operating system',
  C: 'pointer and touch',
  D: 'navigation and windows',
  E: 'dialogs, pickers, permissions',
  F: 'calls of the page',
  G: 'process, switches, environment',
  H: 'session and role',
  I: 'scanner as an attacker',
  J: 'hostile data',
} as const;
export type Group = keyof typeof groups;

export type How =
  /** Keys from outside, in X's names, one chord after the other. */
  | { readonly is: 'keys'; readonly chords: readonly string[] }
  /** Pointer and keys from outside: words of `xdotool`, one command after the other. */
  | { readonly is: 'hand'; readonly commands: readonly (readonly string[])[] }
  /** Text from outside into the search field, so many milliseconds between two keys. */
  | { readonly is: 'typed'; readonly text: string; readonly delayMs: number }
  /** As a script that got into the page, with a person's gesture. Answers `escaped` where it was given what it asked for. */
  | { readonly is: 'script'; readonly script: string }
  /** Chromium's own input events, for what X has no word for: a touch, a file that is dropped. */
  | { readonly is: 'input'; readonly events: readonly InputEvent[] }
  /** The window's own doing, as a window manager's button would have it. */
  | { readonly is: 'window'; readonly call: 'close' | 'minimize' | 'leave-full-screen' };

/** A command of Chromium's debugging protocol. */
export interface InputEvent {
  readonly command: string;
  readonly given: Readonly<Record<string, unknown>>;
}

export interface Attempt {
  readonly group: Group;
  readonly name: string;
  readonly how: How;
  /** The journal's word for the refusal; null where the station cannot notice, or where the thing is allowed and leads nowhere. */
  readonly noticed: Blocked | null;
}

export interface Outcome {
  readonly group: Group;
  readonly name: string;
  /** What got out, or was not as it should be; empty: blocked. */
  readonly wrong: readonly string[];
  readonly noticed: Blocked | null;
  /** From the end of the try to the answer to a tap; null where nothing was tapped. */
  readonly usableAfterMs: number | null;
}

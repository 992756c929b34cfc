/**
 * Tells a scanner that types from a person who types: holds keys back until it is known which of the two they came
 * from. Knows neither Electron nor a clock: its owner says when the keyboard has fallen silent.
 */
import { usCharacter } from '../../core/scan/key-positions.ts';
import { bareOf, type ScannerFraming } from './scan-framing.ts';

export interface Stroke {
  /** The DOM's `key`: what the key types on this keyboard's layout, or a name such as `Enter`. */
  readonly key: string;
  /** The DOM's `code`: where the key is, the same on every layout. Empty when nobody knows. */
  readonly code: string;
  readonly isShift: boolean;
  /** Ctrl, Alt or the system key is down. */
  readonly isCommand: boolean;
  /** The key is held down: no scanner does that. */
  readonly isRepeat: boolean;
}

/** What a burst of keys turned out to be. */
export type BurstEnd<T> =
  | { readonly is: 'nothing' | 'half-scan' }
  | { readonly is: 'typing'; readonly strokes: readonly Stroke[] }
  | { readonly is: 'scan'; readonly said: T };

export interface ScanCatcher<T> {
  /**
   * Whether the key is kept from the page, for now or for good.
   * @param isAwaited a scan would end something: combinations with Ctrl, which a code can hold, do nothing
   */
  take(stroke: Stroke, isAwaited: boolean): boolean;
  /** The letter of the only key that is held: most likely a person's, should no other follow soon. Null: none, or more. */
  onlyLetter(): string | null;
  /** How long the keyboard must stay silent before `silence` is called; null while nothing is held. */
  patienceMs(): number | null;
  /** The keyboard fell silent: says what came, and forgets it. */
  silence(): BurstEnd<T>;
}

export interface CatcherOptions extends ScannerFraming {
  /** `us`: keys are read by their position, as a scanner set to the US layout means them. `as-typed`: as they come. */
  readonly layout: 'us' | 'as-typed';
}

/** A QR code holds 2,953 bytes at most. */
const mostBytes = 3_000;
/** So many characters without a pause are no person: fast typists have one gap in twenty this short, not five in a row. */
const leastCharacters = 6;
/** Scanners leave 2 to 30 ms between two keys. */
const typingPauseMs = 40;
/** Once it is surely a scanner nobody waits for the keys, and a hiccup on the bus must not cut a scan in two. */
const scanPauseMs = 120;
/** Keys that could end a scan, or move and press what has the focus: held back like text. */
const ends: ReadonlySet<string> = new Set(['Enter', 'Tab']);
/** Keys of an input method or a dead key: what they type comes by another way, so they cannot be given back. */
const elsewhere = /^(Dead|Process|Unidentified|)$/;
/** Keys that only change what others mean. */
const modifiers = /^(Shift|CapsLock|NumLock|AltGraph|Control|Alt|Meta|Fn)$/;
const name = /^[A-Z][A-Za-z0-9]+$/;
const control = /\p{Cc}/u;
const utf8 = new TextEncoder();

/** @param take what is kept of a whole scan, of its UTF-8 bytes without prefix and suffix: they are zeroed right after */
export function createScanCatcher<T>(
  take: (bytes: Uint8Array) => T,
  options: CatcherOptions,
): ScanCatcher<T> {
  const content = new Uint8Array(mostBytes);
  let burst = freshBurst();

  return {
    take(stroke, isAwaited) {
      const text = stroke.isCommand ? null : textOf(stroke, options.layout);
      if (!burst.isUnderWay && !begins(stroke, text)) return isAwaited && stroke.isCommand;
      // Modifiers say nothing by themselves, but they do show that the keyboard is still at it.
      if (modifiers.test(stroke.key)) return true;
      if (!burst.isUnderWay) burst = { ...freshBurst(), isUnderWay: true };
      if (stroke.isRepeat) burst.isSpoilt = true;
      if (text === null) noteOther(burst, stroke);
      else noteText(burst, text, content);
      const isSure = burst.characters >= leastCharacters;
      if (isSure) burst.held.length = 0;
      // What an input method was given before us cannot be held: it types by itself.
      if (elsewhere.test(stroke.key)) return isSure;
      if (!isSure && !stroke.isCommand) burst.held.push(stroke);
      return true;
    },
    onlyLetter() {
      const [only, ...others] = burst.held;
      if (only === undefined || others.length > 0 || burst.characters !== 1 || burst.isSpoilt) return null;
      return [...only.key].length === 1 ? only.key : null;
    },
    patienceMs() {
      if (!burst.isUnderWay) return null;
      // After its end a scan is over, unless it ends twice.
      return burst.characters < leastCharacters || burst.end !== null ? typingPauseMs : scanPauseMs;
    },
    silence() {
      const ended = burst;
      burst = freshBurst();
      if (!ended.isUnderWay) return { is: 'nothing' };
      const scanned = content.subarray(0, ended.bytes);
      const bare = ended.isSpoilt ? null : bareOf(scanned, ended.end, options);
      // A prefix of its own makes a short scan sure, but only once it is whole.
      const isSure = ended.characters >= leastCharacters || (options.prefix !== '' && ended.end !== null);
      const end: BurstEnd<T> =
        isSure && bare !== null ? { is: 'scan', said: take(bare) } : { is: 'half-scan' };
      scanned.fill(0);
      const isTyping = end.is === 'half-scan' && ended.characters < leastCharacters;
      return isTyping ? { is: 'typing', strokes: ended.held } : end;
    },
  };
}

interface Burst {
  isUnderWay: boolean;
  characters: number;
  bytes: number;
  /** The key that came after the text. */
  end: string | null;
  /** Something came that no scan of a badge contains, or too much of it, or a key that a finger holds down. */
  isSpoilt: boolean;
  /** To give back should it be for the page; empty once it surely is not. */
  readonly held: Stroke[];
}

function freshBurst(): Burst {
  return { isUnderWay: false, characters: 0, bytes: 0, end: null, isSpoilt: false, held: [] };
}

/** Keys that neither type nor press anything pass at once, as does a key that is held down. */
function begins(stroke: Stroke, text: string | null): boolean {
  return !stroke.isCommand && !stroke.isRepeat && (text !== null || ends.has(stroke.key));
}

/** What the key says in a scan; null for a key that says nothing. Some layouts have keys for more than one letter. */
function textOf({ key, code, isShift }: Stroke, layout: CatcherOptions['layout']): string | null {
  const placed = layout === 'us' ? usCharacter(code, isShift) : null;
  if (placed !== null) return placed;
  return key !== '' && key.length <= 8 && !name.test(key) && !control.test(key) ? key : null;
}

/** An end before any text is a scanner's preamble, or a person's. */
function noteOther(burst: Burst, { key, isCommand }: Stroke): void {
  if (!ends.has(key) || isCommand) burst.isSpoilt = true;
  else if (burst.characters > 0) burst.end ??= key;
}

function noteText(burst: Burst, text: string, content: Uint8Array): void {
  if (burst.end !== null) burst.isSpoilt = true;
  const { read, written } = utf8.encodeInto(text, content.subarray(burst.bytes));
  burst.bytes += written;
  if (read < text.length) burst.isSpoilt = true;
  burst.characters += 1;
}

/**
 * Tells a scanner that types from a person who types: holds keys back until it is known which of the two they came
 * from. Knows neither Electron nor a clock: its owner says when the keyboard has fallen silent.
 */

export interface Stroke {
  /** The DOM's `key`: what the key types, or a name such as `Enter`. */
  readonly key: string;
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
   * Whether the key is kept from the page, for now or for good. While a scan is awaited, whatever comes as fast as from
   * a scanner is kept; otherwise only what is too long for anything but a badge, so that a name or a number can be
   * scanned into a field, and a badge cannot.
   */
  take(stroke: Stroke, isAwaited: boolean): boolean;
  /** How long the keyboard must stay silent before `silence` is called; null while nothing is held. */
  patienceMs(): number | null;
  /** The keyboard fell silent: says what came, and forgets it. */
  silence(): BurstEnd<T>;
}

/** A QR code holds 2,953 bytes at most. */
const mostBytes = 3_000;
/** So many characters without a pause are no person: fast typists have one gap in twenty this short, not five in a row. */
const leastCharacters = 6;
/** Longer than anything that is looked for by scanning, shorter than any code's content. */
const longestForPage = 64;
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

/** @param take what is kept of a whole scan, of its UTF-8 bytes: they are zeroed right after */
export function createScanCatcher<T>(take: (bytes: Uint8Array) => T): ScanCatcher<T> {
  const content = new Uint8Array(mostBytes);
  let burst = freshBurst(leastCharacters);

  return {
    take(stroke, isAwaited) {
      const isText = !stroke.isCommand && isTextKey(stroke.key);
      // A code can hold combinations with Ctrl: while one is awaited they do nothing.
      if (!burst.isUnderWay && !begins(stroke, isText)) return isAwaited && stroke.isCommand;
      if (!burst.isUnderWay) burst = freshBurst(isAwaited ? leastCharacters : longestForPage + 1);
      // Modifiers say nothing by themselves, but they do show that the keyboard is still at it.
      if (modifiers.test(stroke.key)) return true;
      burst.isUnderWay = true;
      if (elsewhere.test(stroke.key)) {
        burst.isSpoilt = true;
        return burst.characters >= leastCharacters;
      }
      if (!isText) noteOther(burst, stroke);
      else noteText(burst, stroke.key, content);
      if (isForPage(burst) && !stroke.isCommand) burst.held.push(stroke);
      else if (!isForPage(burst)) burst.held.length = 0;
      return true;
    },
    patienceMs() {
      if (!burst.isUnderWay) return null;
      return burst.characters < leastCharacters ? typingPauseMs : scanPauseMs;
    },
    silence() {
      const ended = burst;
      burst = freshBurst(leastCharacters);
      const scanned = content.subarray(0, ended.bytes);
      const isWhole = !isForPage(ended) && ended.hasEnded && !ended.isSpoilt;
      const end: BurstEnd<T> = isWhole ? { is: 'scan', said: take(scanned) } : { is: 'half-scan' };
      scanned.fill(0);
      if (!ended.isUnderWay) return { is: 'nothing' };
      return isForPage(ended) ? { is: 'typing', strokes: ended.held } : end;
    },
  };
}

interface Burst {
  /** From so many characters on the page never gets them. */
  readonly least: number;
  isUnderWay: boolean;
  characters: number;
  bytes: number;
  hasEnded: boolean;
  /** Something came that no scan of a badge contains, or too much of it. */
  isSpoilt: boolean;
  /** To give back should it be for the page; empty once it surely is not. */
  readonly held: Stroke[];
}

function freshBurst(least: number): Burst {
  return { least, isUnderWay: false, characters: 0, bytes: 0, hasEnded: false, isSpoilt: false, held: [] };
}

function isForPage({ characters, least }: Burst): boolean {
  return characters < least;
}

/** Keys that neither type nor press anything pass at once, as does a key that is held down. */
function begins(stroke: Stroke, isText: boolean): boolean {
  return !stroke.isCommand && !stroke.isRepeat && (isText || ends.has(stroke.key));
}

/** What types text: some layouts have keys for more than one letter. */
function isTextKey(key: string): boolean {
  return key !== '' && key.length <= 8 && !name.test(key) && !control.test(key);
}

/** An end before any text is a scanner's preamble, or a person's. */
function noteOther(burst: Burst, stroke: Stroke): void {
  if (!ends.has(stroke.key) || stroke.isCommand) burst.isSpoilt = true;
  else if (burst.characters > 0) burst.hasEnded = true;
}

function noteText(burst: Burst, key: string, content: Uint8Array): void {
  if (burst.hasEnded) burst.isSpoilt = true;
  const { read, written } = new TextEncoder().encodeInto(key, content.subarray(burst.bytes));
  burst.bytes += written;
  if (read < key.length) burst.isSpoilt = true;
  burst.characters += 1;
}

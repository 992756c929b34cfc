/** Catches a scanner's keys in the main process, before any page sees them, and gives a person's keys back. */
import type { Input, WebContents } from 'electron';
import { type RfidForm, readingOf, type Scan } from '../../core/scan/reading.ts';
import type { Clock } from '../ports.ts';
import { type CatcherOptions, createScanCatcher, type ScanCatcher, type Stroke } from './scan-catcher.ts';

export interface ScanListener {
  /** Whether a scan could end something now. */
  isAwaited(): boolean;
  /** A whole scan: of a badge no more than its SHA-256. */
  scanned(scan: Scan): void;
  /** A key that no other followed so far is held back: a person's, or a scanner's first. Null: another did follow. */
  keyHeld(letter: string | null): void;
}

/** What tells a scanner's keys from a person's, and what becomes of a scan. */
export interface ScanDeps {
  readonly clock: Clock;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly scanner: CatcherOptions & { readonly rfid: RfidForm };
}

/** A timer this late means that the process was busy meanwhile: keys that wait their turn get as long again. */
const lateMs = 15;
/** Whoever typed so shortly before may have typed into the scan as well. */
const asideMs = 250;

/**
 * Works with any focus: the keys are those that the window gets. A person's keys arrive some 40 ms late, and while a
 * scan is awaited combinations with Ctrl or Alt not at all.
 */
export function watchScans(contents: WebContents, listener: ScanListener, deps: ScanDeps): void {
  const { clock, sha256, scanner } = deps;
  const read = (bytes: Uint8Array): Scan => ({
    sha256: sha256(bytes),
    reading: readingOf(bytes, scanner.rfid),
  });
  const catcher = createScanCatcher(read, scanner);
  let isGivingBack = false;
  let typedAtMs = Number.NEGATIVE_INFINITY;
  let isBesideTyping = false;
  const alone = createAlone(catcher, listener);
  const rest = createRest(catcher, clock, () => {
    alone.over();
    const end = catcher.silence();
    if (end.is === 'scan')
      listener.scanned(isBesideTyping ? { ...end.said, reading: { is: 'mixed' } } : end.said);
    if (end.is !== 'typing' || contents.isDestroyed()) return;
    typedAtMs = clock.monotonicMs();
    isGivingBack = true;
    try {
      for (const stroke of end.strokes) giveBack(contents, stroke);
    } finally {
      isGivingBack = false;
    }
  });
  contents.on('before-input-event', (event, input) => {
    const isUnderWay = catcher.patienceMs() !== null;
    // What is given back passes here again, within the call that sends it.
    if (isGivingBack) return;
    // The end of a key that was taken must not reach the page either: it carries the character.
    const isTaken =
      input.type === 'keyDown'
        ? catcher.take(strokeOf(input, process.platform), listener.isAwaited())
        : isUnderWay;
    if (!isUnderWay) isBesideTyping = clock.monotonicMs() - typedAtMs < asideMs;
    if (isTaken) event.preventDefault();
    rest();
    if (input.type === 'keyDown') alone.pressed();
  });
}

/** Tells of a key that is the only one so far, and when it is not any more. */
function createAlone(catcher: ScanCatcher<unknown>, listener: ScanListener) {
  let told: string | null = null;
  return {
    pressed(): void {
      const letter = catcher.onlyLetter();
      if (letter === told) return;
      told = letter;
      listener.keyHeld(letter);
    },
    /** The keyboard fell silent: what is next has nothing to do with what came. */
    over(): void {
      told = null;
    },
  };
}

/** For somebody else's page: a person's keys reach it, a scan reaches nobody. */
export function swallowScans(contents: WebContents, deps: ScanDeps): void {
  watchScans(contents, { isAwaited: () => false, scanned: () => {}, keyHeld: () => {} }, deps);
}

/** @param platform Node's `process.platform` */
export function strokeOf(
  input: Pick<Input, 'key' | 'code' | 'control' | 'alt' | 'meta' | 'shift' | 'isAutoRepeat'>,
  platform: string,
): Stroke {
  // For AltGr Windows says both; what is typed is `key`.
  const isAltGr = platform === 'win32' && input.control && input.alt && [...input.key].length === 1;
  const isCommand = !isAltGr && (input.control || input.alt || input.meta);
  const { key, code, shift: isShift, isAutoRepeat: isRepeat } = input;
  return { key, code, isShift, isCommand, isRepeat };
}

/** Waits anew from each key on, as long as the catcher asks for. */
function createRest(catcher: ScanCatcher<unknown>, clock: Clock, onSilence: () => void): () => void {
  let callOff = () => {};
  const wait = () => {
    callOff();
    const patienceMs = catcher.patienceMs();
    if (patienceMs === null) return;
    const dueMs = clock.monotonicMs() + patienceMs;
    callOff = clock.after(patienceMs, () => {
      if (clock.monotonicMs() <= dueMs + lateMs) onSilence();
      else callOff = clock.after(lateMs, onSilence);
    });
  };
  return wait;
}

/** As key down, text and key up: what a keyboard does. Electron has names of its own for the arrows. */
function giveBack(contents: WebContents, { key, isShift }: Stroke): void {
  const keyCode = key.replace(/^Arrow/, '');
  const modifiers: 'shift'[] = isShift ? ['shift'] : [];
  const isText = key === 'Enter' || !/^[A-Z][A-Za-z0-9]+$/.test(key);
  contents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
  for (const letter of key === 'Enter' ? [key] : isText ? key : [])
    contents.sendInputEvent({ type: 'char', keyCode: letter, modifiers });
  contents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
}

/** The keys that a page of the station may get: a list of what is allowed, so that a key nobody thought of is refused. */

/** What of Electron's `Input` matters; `key` is the DOM's `KeyboardEvent.key`. */
export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** Moving about, editing, and the keys that only change others. */
const named: ReadonlySet<string> = new Set([
  ...['Enter', 'Tab', 'Escape', 'Backspace', 'Delete', 'Insert'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock', 'ScrollLock'],
  // Input methods and dead keys: what they make arrives as text.
  ...['Dead', 'Process', 'Compose', 'Unidentified', 'Convert', 'NonConvert', 'KanaMode', 'HangulMode'],
]);

/** @param platform Node's `process.platform` */
export function isAllowedKey({ key, shift, control, alt, meta }: KeyPress, platform: string): boolean {
  const isText = [...key].length === 1;
  if (meta || (!isText && !named.has(key))) return false;
  // On Windows AltGr is Control and Alt together: `@` and `€` are typed with it on many keyboards.
  if (control && alt) return isModifier(key) || (isText && platform === 'win32');
  if (alt) return isModifier(key);
  if (control) return isModifier(key) || (!shift && /^[acvxz]$/i.test(key));
  return true;
}

function isModifier(key: string): boolean {
  return key === 'Control' || key === 'Alt' || key === 'AltGraph' || key === 'Shift';
}

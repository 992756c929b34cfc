/** A PIN as bytes: text could not be wiped. */

/** Entra's PINs have 8 to 20 digits. @param text ASCII */
export function isPin(text: Uint8Array): boolean {
  return text.length >= 8 && text.length <= 20 && text.every((byte) => byte >= 0x30 && byte <= 0x39);
}

/** Makes a string from outside fit for paper: nothing invisible, nothing that turns the reading order round. */

const longestChars = 256;
/** More marks than this on one letter is an attack on the layout, not a language. */
const marksPerLetter = 3;

/**
 * One line of visible text: control, format (bidi overrides, zero-width, tags), private and unpaired characters
 * are dropped; joiners stay where they join letters, as Persian and Indic names need; at most 256 characters.
 */
export function printableText(text: string): string {
  const visible = text
    .slice(0, longestChars * 4)
    .normalize('NFC')
    .replace(/[\s\u2028\u2029]+/gu, ' ')
    .replace(/(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/gu, '')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .replace(new RegExp(`(\\p{M}{${marksPerLetter}})\\p{M}+`, 'gu'), '$1')
    .replace(/ +/g, ' ')
    .trim();
  return [...visible].slice(0, longestChars).join('').trim();
}

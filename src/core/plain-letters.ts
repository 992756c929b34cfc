/** Letters that Unicode does not decompose into a base letter and a mark, as a person without them on the keyboard types them. */

const undecomposed: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ə: 'e',
  ς: 'σ',
  ى: 'ي',
  ة: 'ه',
  ک: 'ك',
  ی: 'ي',
};
const undecomposedLetter = new RegExp(`[${Object.keys(undecomposed).join('')}]`, 'gu');

/** @param text in lower case */
export function plainLetters(text: string): string {
  return text.replace(undecomposedLetter, (letter) => undecomposed[letter] ?? letter);
}

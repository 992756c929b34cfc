/** How a name is made findable: case, accents, forms of letters and digits are folded away, in any script. */
import { plainLetters } from '../../../core/plain-letters.ts';

/** How German, Danish and Swedish names are written where a keyboard has no such letter. */
const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const spelledOutLetter = /[äöüøå]/gu;

/** Marks that are written onto any letter. Kana's voicing and the vowel signs of Indic scripts are letters to their readers. */
const marks = /(?![\u3099\u309a])[\p{Script=Inherited}\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0640]/gu;
/** Apostrophes and what looks like them: O'Brien is one word, obrien. */
const apostrophes = /['’‘ʼʻ`´]/gu;
const plain = /^[\x20-\x7e]*$/;
const notOfWords = /[^\p{L}\p{N}\p{M}]+/gu;
const digitZeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
const foreignDigit = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/gu;
/** Scripts without blanks between words: a given name is found within a full name. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const longestText = 256;
const longestWord = 48;
const mostWords = 12;

/** The words of a text as they are compared: `Łukasz O'Brien-Weiß` becomes `lukasz`, `obrien`, `weiss`. */
export function foldedWords(text: string): readonly string[] {
  return words(fold(text.slice(0, longestText)));
}

/** Given names and departments come again and again. Emptied when full. */
const remembered = new Map<string, readonly string[]>();
const mostRemembered = 20_000;

/** The same, and besides the spellings by which a person might look for it: `Müller` is `muller` and `mueller`. */
export function findableWords(text: string): readonly string[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const found = findable(text);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(text, found);
  return found;
}

function findable(text: string): readonly string[] {
  const lower = text.slice(0, longestText).toLowerCase().normalize('NFC');
  const spelled = lower.replace(spelledOutLetter, (letter) => spelledOut[letter] ?? letter);
  const all = [...words(fold(lower)), ...(spelled === lower ? [] : words(fold(spelled)))];
  return [...new Set(all.flatMap(withinUnspaced))];
}

function fold(text: string): string {
  // Most names are plain, and everything below leaves those as they are.
  if (plain.test(text)) return text.toLowerCase().replace(apostrophes, '');
  const bare = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(marks, '');
  return plainLetters(bare).replace(foreignDigit, asciiDigit).replace(apostrophes, '').normalize('NFC');
}

function words(folded: string): readonly string[] {
  return folded
    .split(notOfWords)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => [...word].slice(0, longestWord).join(''));
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = digitZeros.findLast((start) => start <= code) ?? code;
  return String(code - zero);
}

/** `张小明`, `小明`, `明`: every end of a name that is written without blanks. */
function withinUnspaced(word: string): readonly string[] {
  if (!unspaced.test(word)) return [word];
  const letters = [...word];
  return letters.slice(0, 8).map((_, from) => letters.slice(from).join(''));
}

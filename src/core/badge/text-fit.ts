/** How large a text can be set in a box, by estimate: the page that prints a badge runs no script that could measure. */
import type { SizeMm } from './stock.ts';

export interface TextFit {
  readonly fontSizeMm: number;
  readonly lines: number;
  /** False when even the smallest size is too large: the box cuts the rest off. */
  readonly fits: boolean;
}

export interface FitRules {
  readonly largestMm: number;
  readonly smallestMm: number;
  readonly maxLines: number;
  /** Line height as a multiple of the font size. */
  readonly lineHeight: number;
}

const stepMm = 0.1;

/** The largest font size at which `text` fits, wrapped at spaces; only if none does are words broken. */
export function fitText(text: string, box: SizeMm, rules: FitRules): TextFit {
  return (
    largest(text, box, rules, false) ??
    largest(text, box, rules, true) ?? {
      fontSizeMm: rules.smallestMm,
      lines: Math.max(1, Math.floor(box.heightMm / (rules.smallestMm * rules.lineHeight))),
      fits: false,
    }
  );
}

function largest(text: string, box: SizeMm, rules: FitRules, mayBreakWords: boolean): TextFit | null {
  const words = text.split(' ').map((word) => ({ em: widthEm(word) }));
  // A word is broken rather than set so small that it cannot be read at arm's length.
  const leastMm = mayBreakWords ? rules.smallestMm : Math.max(rules.smallestMm, rules.largestMm * 0.45);
  for (let sizeMm = rules.largestMm; sizeMm > leastMm - stepMm / 2; sizeMm -= stepMm) {
    const lines = wrappedLines(
      words.map((word) => word.em),
      box.widthMm / sizeMm,
      mayBreakWords,
    );
    const room = Math.min(rules.maxLines, Math.floor(box.heightMm / (sizeMm * rules.lineHeight) + 1e-6));
    if (lines !== null && lines <= room) return { fontSizeMm: round(sizeMm), lines, fits: true };
  }
  return null;
}

/** Null when a word is wider than a line and must not be broken. */
function wrappedLines(wordsEm: readonly number[], lineEm: number, mayBreakWords: boolean): number | null {
  let lines = 1;
  let usedEm = 0;
  for (const wordEm of wordsEm) {
    const withSpaceEm = usedEm === 0 ? wordEm : usedEm + spaceEm + wordEm;
    if (withSpaceEm <= lineEm) {
      usedEm = withSpaceEm;
    } else if (wordEm <= lineEm) {
      lines += 1;
      usedEm = wordEm;
    } else if (mayBreakWords) {
      const started = usedEm === 0 ? 0 : 1;
      const full = Math.ceil(wordEm / lineEm);
      lines += started + full - 1;
      usedEm = wordEm - (full - 1) * lineEm;
    } else {
      return null;
    }
  }
  return lines;
}

const spaceEm = 0.3;
const narrow = /[ijltfrI.,:;'’|!()[\]/-]/;
const wide = /[mwMW@%&—]/;
/** East Asian ideographs, kana, Hangul, full-width forms and pictographs fill a square. */
const square =
  /[\u1100-\u115f\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffe6]|\p{Extended_Pictographic}|[\u{20000}-\u{3ffff}]/u;

/** The width of a text in bold sans-serif type, in multiples of the font size; errs on the wide side. */
export function widthEm(text: string): number {
  let em = 0;
  for (const char of text) em += charEm(char);
  return em;
}

function charEm(char: string): number {
  if (/[\p{M}\u200c\u200d]/u.test(char)) return 0;
  if (/\s/.test(char)) return spaceEm;
  if (/[0-9٠-٩]/.test(char)) return 0.6;
  if (square.test(char)) return 1.03;
  if (narrow.test(char)) return 0.4;
  if (wide.test(char)) return 0.98;
  return /\p{Lu}/u.test(char) ? 0.76 : 0.64;
}

function round(mm: number): number {
  return Math.round(mm * 100) / 100;
}

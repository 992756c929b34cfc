/** The typeface of every paper: it travels with the station, so that a name prints as letters on any machine. */

/** Badge windows get pages and fonts over a scheme that only they know. */
export const paperScheme = 'daypass-badge';

/** The parts of Noto Sans that the station has, each for the scripts that it draws; Chromium fetches those a page needs. */
export const fontParts = {
  latin: 'U+0-FF,U+2000-206F,U+20AC,U+2122',
  'latin-ext': 'U+100-2FF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF',
  vietnamese: 'U+300-301,U+303-304,U+308-309,U+323,U+329,U+1EA0-1EF9,U+20AB',
  greek: 'U+370-3FF',
  cyrillic: 'U+400-45F,U+490-491,U+4B0-4B1,U+2116',
  'cyrillic-ext': 'U+460-48F,U+492-4AF,U+4B2-52F,U+1C80-1C88,U+2DE0-2DFF,U+A640-A69F',
  devanagari: 'U+900-97F,U+A830-A839,U+A8E0-A8FF',
  arabic: 'U+600-6FF,U+750-77F,U+870-8FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC',
} as const;

/** Two weights and no more: static files, which PDF keeps as TrueType; of a variable one it makes drawings. */
const weights = [400, 700] as const;
export type FontName = `${keyof typeof fontParts}-${(typeof weights)[number]}`;

export const paperFamily = "'Daypass Sans',system-ui";

export function fontUrl(name: FontName | ''): string {
  return `${paperScheme}://fonts/${name}`;
}

/** A part that cannot be had is drawn with the system's letters. */
export const fontFaces: readonly string[] = (Object.keys(fontParts) as (keyof typeof fontParts)[]).flatMap(
  (part) => weights.map((weight) => face(part, weight)),
);

function face(part: keyof typeof fontParts, weight: (typeof weights)[number]): string {
  const source = `url(${fontUrl(`${part}-${weight}`)}) format('woff2')`;
  const range = `unicode-range:${fontParts[part]}`;
  return `@font-face{font-family:'Daypass Sans';font-weight:${weight};src:${source};${range}}`;
}

/** The font files behind the papers' typeface: each a part of the program of its own, read when a page first needs it. */
import type { FontName } from '../printing/paper/paper-fonts.ts';

type Inlined = Promise<{ readonly default: string }>;

/** Base64 in data URLs, as the bundler inlines them. */
const files: Readonly<Record<FontName, () => Inlined>> = {
  'latin-400': () => import('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?inline'),
  'latin-700': () => import('@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2?inline'),
  'latin-ext-400': () => import('@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?inline'),
  'latin-ext-700': () => import('@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff2?inline'),
  'vietnamese-400': () => import('@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff2?inline'),
  'vietnamese-700': () => import('@fontsource/noto-sans/files/noto-sans-vietnamese-700-normal.woff2?inline'),
  'greek-400': () => import('@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff2?inline'),
  'greek-700': () => import('@fontsource/noto-sans/files/noto-sans-greek-700-normal.woff2?inline'),
  'cyrillic-400': () => import('@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?inline'),
  'cyrillic-700': () => import('@fontsource/noto-sans/files/noto-sans-cyrillic-700-normal.woff2?inline'),
  'cyrillic-ext-400': () =>
    import('@fontsource/noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff2?inline'),
  'cyrillic-ext-700': () =>
    import('@fontsource/noto-sans/files/noto-sans-cyrillic-ext-700-normal.woff2?inline'),
  'devanagari-400': () => import('@fontsource/noto-sans/files/noto-sans-devanagari-400-normal.woff2?inline'),
  'devanagari-700': () => import('@fontsource/noto-sans/files/noto-sans-devanagari-700-normal.woff2?inline'),
  'arabic-400': () =>
    import('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?inline'),
  'arabic-700': () =>
    import('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2?inline'),
};

/** WOFF2 bytes; null for a font that there is not. */
export async function fontFile(name: string): Promise<Buffer | null> {
  if (!isFont(name)) return null;
  const { default: url } = await files[name]();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

function isFont(name: string): name is FontName {
  return Object.hasOwn(files, name);
}

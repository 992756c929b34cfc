/** The page's words: one i18next instance with every language built in, so nothing is fetched and nothing flickers. */
import i18next, { type TFunction } from 'i18next';
import ar from '../../../resources/locales/ar.json';
import de from '../../../resources/locales/de.json';
import en from '../../../resources/locales/en.json';
import es from '../../../resources/locales/es.json';
import pl from '../../../resources/locales/pl.json';
import type { Locale } from '../../shared/api.ts';
import { createFormat, type Format } from './format.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en };
  }
}

export const resources = { en, es, de, pl, ar } as const;

/** Each language by its own name, so that everybody finds their own. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  es: 'Español',
  de: 'Deutsch',
  pl: 'Polski',
  ar: 'العربية',
};

export interface Text {
  readonly t: TFunction;
  readonly locale: Locale;
  readonly dir: 'ltr' | 'rtl';
  readonly format: Format;
}

const instance = i18next.createInstance();
void instance.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: Object.fromEntries(
    Object.entries(resources).map(([locale, translation]) => [locale, { translation }]),
  ),
  // Preact escapes what it shows; names must not be escaped twice.
  interpolation: { escapeValue: false },
});

const texts = new Map<string, Text>();

/** `timeZone`: the station's, an IANA name; the computer's where it is not known yet. */
export function textIn(locale: Locale, timeZone?: string): Text {
  const key = `${locale} ${timeZone}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text: Text = {
    t: instance.getFixedT(locale),
    locale,
    dir: locale === 'ar' ? 'rtl' : 'ltr',
    format: createFormat(locale, timeZone),
  };
  texts.set(key, text);
  return text;
}

/** Keeps a name from reordering the sentence around it when the two run in different directions. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

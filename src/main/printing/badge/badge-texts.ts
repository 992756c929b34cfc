/** The few words a badge carries, in the station's languages. */
import ar from '../../../../resources/locales/main/ar.json' with { type: 'json' };
import de from '../../../../resources/locales/main/de.json' with { type: 'json' };
import en from '../../../../resources/locales/main/en.json' with { type: 'json' };
import es from '../../../../resources/locales/main/es.json' with { type: 'json' };
import pl from '../../../../resources/locales/main/pl.json' with { type: 'json' };
import type { Locale } from '../../../shared/api.ts';

export interface BadgeTexts {
  readonly direction: 'ltr' | 'rtl';
  /** The two kinds of code. */
  readonly temporary: string;
  readonly standard: string;
  readonly validUntil: string;
  /** Stands before the time from which the code works. */
  readonly from: string;
  readonly howTo: string;
  /** On sheets only. */
  readonly cut: string;
}

const texts: Readonly<Record<Locale, Omit<BadgeTexts, 'direction'>>> = {
  en: en.badge,
  es: es.badge,
  de: de.badge,
  pl: pl.badge,
  ar: ar.badge,
};

/** The texts of a locale such as `de` or `de-AT`; English for every other language. */
export function badgeTexts(locale: string): BadgeTexts {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  const known = Object.hasOwn(texts, language) ? (language as Locale) : 'en';
  return { direction: known === 'ar' ? 'rtl' : 'ltr', ...texts[known] };
}

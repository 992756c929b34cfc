/** The few words a badge carries, in the station's languages. */
import type { Locale } from '../../shared/api.ts';

export interface BadgeTexts {
  readonly direction: 'ltr' | 'rtl';
  readonly temporary: string;
  readonly validUntil: string;
  /** Stands before the time from which the code works. */
  readonly from: string;
  readonly howTo: string;
  /** On sheets only. */
  readonly cut: string;
}

const texts: Readonly<Record<Locale, BadgeTexts>> = {
  en: {
    direction: 'ltr',
    temporary: 'Temporary',
    validUntil: 'Valid until',
    from: 'From',
    howTo: 'Scan when you sign in, then enter your PIN.',
    cut: 'Cut along the marks.',
  },
  es: {
    direction: 'ltr',
    temporary: 'Temporal',
    validUntil: 'Válido hasta',
    from: 'Desde',
    howTo: 'Escanee al iniciar sesión y escriba su PIN.',
    cut: 'Recorte por las marcas.',
  },
  de: {
    direction: 'ltr',
    temporary: 'Temporär',
    validUntil: 'Gültig bis',
    from: 'Ab',
    howTo: 'Beim Anmelden scannen, dann PIN eingeben.',
    cut: 'An den Marken ausschneiden.',
  },
  pl: {
    direction: 'ltr',
    temporary: 'Tymczasowy',
    validUntil: 'Ważny do',
    from: 'Od',
    howTo: 'Zeskanuj przy logowaniu i wpisz swój PIN.',
    cut: 'Wytnij wzdłuż znaczników.',
  },
  ar: {
    direction: 'rtl',
    temporary: 'مؤقت',
    validUntil: 'صالح حتى',
    from: 'من',
    howTo: 'امسح الرمز عند تسجيل الدخول ثم أدخل رقم PIN.',
    cut: 'قُصّ على طول العلامات.',
  },
};

/** The texts of a locale such as `de` or `de-AT`; English for every other language. */
export function badgeTexts(locale: string): BadgeTexts {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(texts, language) ? texts[language as Locale] : texts.en;
}

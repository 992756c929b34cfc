/** The words of the pages that are no badge, in the station's languages. */
import ar from '../../../../resources/locales/main/ar.json' with { type: 'json' };
import de from '../../../../resources/locales/main/de.json' with { type: 'json' };
import en from '../../../../resources/locales/main/en.json' with { type: 'json' };
import es from '../../../../resources/locales/main/es.json' with { type: 'json' };
import pl from '../../../../resources/locales/main/pl.json' with { type: 'json' };
import type { Locale } from '../../../shared/api.ts';
import { badgeTexts } from '../badge/badge-texts.ts';

type Words = Pick<typeof en, 'sample' | 'testPage' | 'alignmentPage' | 'pinSlip'>;

export interface PaperTexts extends Words {
  readonly direction: 'ltr' | 'rtl';
}

const texts: Readonly<Record<Locale, Words>> = { en, es, de, pl, ar };

/** The texts of a locale such as `de` or `de-AT`; English for every other language. */
export function paperTexts(locale: string): PaperTexts {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  const known = Object.hasOwn(texts, language) ? (language as Locale) : 'en';
  const { sample, testPage, alignmentPage, pinSlip } = texts[known];
  return { direction: badgeTexts(known).direction, sample, testPage, alignmentPage, pinSlip };
}

/** A sentence with a word in its place, as `{{name}}` marks it. */
export function filled(sentence: string, name: string, word: string): string {
  return sentence.replace(`{{${name}}}`, () => word);
}

/** The few words of our own around somebody else's sign-in page. */
import ar from '../../../resources/locales/main/ar.json' with { type: 'json' };
import de from '../../../resources/locales/main/de.json' with { type: 'json' };
import en from '../../../resources/locales/main/en.json' with { type: 'json' };
import es from '../../../resources/locales/main/es.json' with { type: 'json' };
import pl from '../../../resources/locales/main/pl.json' with { type: 'json' };
import type { Locale } from '../../shared/api.ts';
import type { SignInBarText } from './sign-in-rules.ts';

const files = { en, es, de, pl, ar };

export function signInBarText(locale: Locale): SignInBarText {
  return { ...files[locale].signInWindow, locale, direction: locale === 'ar' ? 'rtl' : 'ltr' };
}

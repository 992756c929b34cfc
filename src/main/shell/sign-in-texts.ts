/** The few words of our own around somebody else's sign-in page. */
import type { Locale } from '../../shared/api.ts';
import type { SignInBarText } from './sign-in-rules.ts';

const words: Readonly<Record<Locale, { readonly title: string; readonly cancel: string }>> = {
  en: { title: 'Supervisor sign-in', cancel: 'Cancel' },
  es: { title: 'Inicio de sesión del supervisor', cancel: 'Cancelar' },
  de: { title: 'Anmeldung der Aufsicht', cancel: 'Abbrechen' },
  pl: { title: 'Logowanie przełożonego', cancel: 'Anuluj' },
  ar: { title: 'تسجيل دخول المشرف', cancel: 'إلغاء' },
};

export function signInBarText(locale: Locale): SignInBarText {
  return { ...words[locale], locale, direction: locale === 'ar' ? 'rtl' : 'ltr' };
}

import { describe, expect, it } from 'vitest';
import ar from '../../resources/locales/ar.json' with { type: 'json' };
import de from '../../resources/locales/de.json' with { type: 'json' };
import en from '../../resources/locales/en.json' with { type: 'json' };
import es from '../../resources/locales/es.json' with { type: 'json' };
import pl from '../../resources/locales/pl.json' with { type: 'json' };
import { journalEvents } from '../core/issuance/events.ts';
import { troubleKinds } from '../core/trouble.ts';
import { type Locale, locales } from '../shared/api.ts';
import { printerReasons, spoolFindings } from '../shared/printers.ts';

type Texts = ReadonlyMap<string, string>;

const pluralEnd = /_(zero|one|two|few|many|other)$/;
const texts: Readonly<Record<Locale, Texts>> = {
  en: flat(en),
  es: flat(es),
  de: flat(de),
  pl: flat(pl),
  ar: flat(ar),
};

function flat(node: object, before = ''): Texts {
  const pairs = Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : [...flat(value as object, `${before}${key}.`)],
  );
  return new Map(pairs);
}

/** Keys as the page asks for them: the plural form is chosen by the language. */
const asked = (of: Texts) => [...new Set([...of.keys()].map((key) => key.replace(pluralEnd, '')))].sort();
const placeholders = (text: string): string[] => [...(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const counted = asked(texts.en).filter((key) => texts.en.has(`${key}_other`));

describe.each(locales)('the texts in %s', (locale) => {
  const own = texts[locale];

  it('answer to the same keys as the English ones', () => {
    expect(asked(own)).toEqual(asked(texts.en));
  });

  it('have every plural form that the language needs, and none that it does not', () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const key of counted) {
      const forms = [...own.keys()].filter((form) => form.replace(pluralEnd, '') === key);
      expect(forms.sort()).toEqual(pluralCategories.map((category) => `${key}_${category}`).sort());
    }
  });

  it('use the same names for what is filled in; only a plural form may say its number in words', () => {
    for (const [key, text] of own) {
      const english = texts.en.get(key) ?? texts.en.get(key.replace(pluralEnd, '_other')) ?? '';
      const expected = placeholders(english);
      const found = placeholders(text);
      const saysNumberItself = pluralEnd.test(key) && !found.includes('{{count}}');
      expect(found, key).toEqual(
        saysNumberItself ? expected.filter((name) => name !== '{{count}}') : expected,
      );
    }
  });

  it('say what happened, what it means and what to do for every trouble', () => {
    for (const kind of troubleKinds)
      for (const part of ['title', 'what', 'next'])
        expect(own.get(`trouble.${kind}.${part}`), `${kind}.${part}`).toMatch(/\S/);
  });

  it('have a line for every reason of a printer, every finding about the print system and every event of the journal', () => {
    for (const reason of printerReasons) expect(own.get(`reason.${reason}`), reason).toMatch(/\S/);
    for (const finding of spoolFindings) expect(own.get(`finding.${finding}`), finding).toMatch(/\S/);
    for (const event of journalEvents) expect(own.get(`event.${event}`), event).toMatch(/\S/);
  });

  it('name no trouble, reason or finding that the program does not know', () => {
    const known = [
      ...troubleKinds.map((kind) => `trouble.${kind}`),
      ...printerReasons.map((reason) => `reason.${reason}`),
      ...spoolFindings.map((finding) => `finding.${finding}`),
    ];
    const named = asked(own).flatMap((key) => /^(?:trouble|reason|finding)\.[^.]+/.exec(key)?.[0] ?? []);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('hold no markup and no text that is empty', () => {
    for (const [key, text] of own) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/[<>&]/);
    }
  });
});

it('leaves no sentence in English in another language', () => {
  for (const locale of locales.filter((other) => other !== 'en')) {
    const left = [...texts[locale]].filter(([key, text]) => /\s/.test(text) && texts.en.get(key) === text);
    expect(left, locale).toEqual([]);
  }
});

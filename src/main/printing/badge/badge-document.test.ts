import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutBadge } from '../../../core/badge/layout.ts';
import { stocks } from '../../../core/badge/stock.ts';
import { type CodeKind, type Design, knownFields } from '../../../core/badge/template.ts';
import { locales } from '../../../shared/api.ts';
import { type BadgeDocumentInput, badgeDocument, type DocumentCard } from './badge-document.ts';
import { badgeTexts } from './badge-texts.ts';
import { badgeTimes } from './badge-times.ts';
import { builtInDesign } from './built-in-templates.ts';
import { dayBand, dayColour } from './day-band.ts';
import { templateSchema } from './template-schema.ts';

const mondayMs = Date.UTC(2026, 10, 23, 9, 0);
const hourMs = 3_600_000;

interface Changes extends Partial<DocumentCard> {
  readonly design?: Design;
}

function input({ design, ...known }: Changes = {}, locale = 'de', codeKind: CodeKind = 'temporary') {
  const texts = badgeTexts(locale);
  const card: DocumentCard = {
    codeKind,
    times: badgeTimes({ startsAtMs: mondayMs, expiresAtMs: mondayMs + 8 * hourMs }, locale, 'Europe/Berlin'),
    symbolUrl: 'data:image/png;base64,c2FtcGxl',
    workerName: 'Ana Santos',
    employeeId: null,
    department: null,
    stationName: 'Gate 3',
    site: 'Plant 7',
    ...known,
  };
  const layout = layoutBadge({
    design: design ?? builtInDesign('card-cr80'),
    dpi: 300,
    direction: texts.direction,
    cards: [
      {
        modules: 65,
        codeKind,
        known: knownFields.filter((field) => card[field] !== null),
      },
    ],
  });
  return { layout, texts, locale, cards: [card] } satisfies BadgeDocumentInput;
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' style='position:fixed",
    '&lt;b&gt;',
    '\u202eevil\u202c',
    '</bdi></span></div><h1>',
    'a'.repeat(256),
  ),
);

describe('the badge document', () => {
  it('is this page for this badge', async () => {
    await expect(badgeDocument(input())).toMatchFileSnapshot('./badge-document.expected.html');
  });

  it('lets no string from outside become markup, whatever it is', () => {
    const tags = (html: string) =>
      [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/font-size:[^;]*|clamp:\d+| deep(?=")/g, ''));
    const plain = tags(badgeDocument(input()));
    fc.assert(
      fc.property(hostile, hostile, hostile, (workerName, stationName, site) => {
        const html = badgeDocument(input({ workerName, stationName, site }));
        expect(tags(html)).toEqual(plain);
        expect(html).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('puts a stroke in the place of a name of which nothing can be printed', () => {
    expect(badgeDocument(input({ workerName: '\u202e\u200b' }))).toContain('<bdi>—</bdi>');
  });

  it.each([
    ['عبد الرحمن', true],
    ['अनिता', true],
    ['Łukasz Żółć', false],
  ])('gives letters that reach far below the line the room for it: %s', (workerName, isDeep) => {
    const name = /<div class="box name[^>]*>/.exec(badgeDocument(input({ workerName })))?.[0];
    expect(name?.includes(' deep')).toBe(isDeep);
  });

  it('loads nothing but what it carries', () => {
    for (const stock of stocks) {
      const html = badgeDocument(input({ design: builtInDesign(stock) }));
      expect(html).toContain(
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src daypass-badge:",
      );
      expect(html).not.toMatch(/https?:|url\((?!daypass-badge:\/\/fonts\/)|<script|<link|@import/);
    }
  });

  it('is a page of the stock’s own size without margins', () => {
    expect(badgeDocument(input({ design: builtInDesign('label-62mm') }))).toContain(
      '@page{size:62mm 100mm;margin:0}',
    );
  });

  it('has each weekday’s own band, and the weekday’s name on it', () => {
    const bands = [0, 1, 2, 3, 4, 5, 6].map((day) => dayBand(day, { widthMm: 28, heightMm: 6.6 }));
    expect(new Set(bands.map((band) => band.replace(/fill="[^"]*"/, ''))).size).toBe(7);
    expect(new Set([0, 1, 2, 3, 4, 5, 6].map(dayColour)).size).toBe(7);
    expect(badgeDocument(input())).toContain('<bdi>MONTAG</bdi>');
  });

  it('uses colours that come out black, not dotted, on a printer of one bit', () => {
    for (const day of [0, 1, 2, 3, 4, 5, 6]) {
      const [red = 255, green = 255, blue = 255] = (dayColour(day).match(/[0-9a-f]{2}/g) ?? []).map((hex) =>
        parseInt(hex, 16),
      );
      expect(0.3 * red + 0.59 * green + 0.11 * blue).toBeLessThan(96);
    }
  });

  it('carries the code only on a label that has no room for words', () => {
    const html = badgeDocument(input({ design: builtInDesign('label-2x2in') }));
    expect(html).not.toContain('Ana Santos');
    expect(html).toContain('<img class="code"');
  });

  it.each(locales)('says in %s what it is, until when, and how to use it', (locale) => {
    const texts = badgeTexts(locale);
    const html = badgeDocument(input({}, locale));
    for (const text of [texts.temporary, texts.validUntil, texts.howTo])
      expect(html).toContain(`<bdi>${text}</bdi>`);
    expect(html).toContain(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`);
  });

  it('says of a standard code what it is and on which day it ends, without a weekday’s band', () => {
    const html = badgeDocument(input({}, 'de', 'standard'));
    expect(html).toContain('<bdi>Dauerhaft</bdi>');
    expect(html).not.toMatch(/MONTAG|class="box day"|class="box time|Temporär/);
    expect(html).toContain('<bdi>Mo., 23.\u00a0Nov.\u00a02026</bdi>');
  });

  it('has a template’s own text, and what the directory knows of the worker where it knows it', () => {
    const { template } = templateSchema.parse({
      stock: 'card-cr80',
      codeMm: [0, 0, 51],
      fields: [
        { field: 'employeeId', boxMm: [54, 2, 28, 5], align: 'end' },
        { field: 'text', text: 'No. <1>', boxMm: [54, 10, 28, 5], when: { known: 'employeeId' } },
        { field: 'department', boxMm: [54, 18, 28, 5] },
      ],
    });
    const design = { template, cardsPerSheet: 1 } as const;
    const known = badgeDocument(input({ design, employeeId: 'E1<0>', department: null }));
    expect(known).toContain('<bdi>E1&lt;0&gt;</bdi>');
    expect(known).toContain('<bdi>No. &lt;1&gt;</bdi>');
    expect(known).toContain('class="box worker plain end"');
    expect(badgeDocument(input({ design })).match(/<div/g)).toBeNull();
  });

  it('has every card of a sheet, each with its own words and code', () => {
    const one = input({}, 'en');
    const [card] = one.cards;
    if (card === undefined) throw new Error('no card');
    const cards = ['Ana', 'Ben', 'Cleo'].map((workerName) => ({
      ...card,
      workerName,
      symbolUrl: `data:image/png;base64,${workerName}`,
    }));
    const facts = { modules: 65, codeKind: 'temporary', known: [] } as const;
    const layout = layoutBadge({
      design: builtInDesign('sheet-a4', 10),
      dpi: 300,
      direction: 'ltr',
      cards: cards.map(() => facts),
    });
    const html = badgeDocument({ ...one, layout, cards });
    for (const { workerName } of cards) {
      expect(html).toContain(`<bdi>${workerName}</bdi>`);
      expect(html).toContain(`base64,${workerName}"`);
    }
    expect(html).not.toContain(one.texts.cut);
  });

  it('falls back to English words for a language it does not have', () => {
    expect(badgeTexts('fi-FI').temporary).toBe('Temporary');
    expect(badgeTexts('constructor').temporary).toBe('Temporary');
    expect(badgeTexts('de-AT').temporary).toBe('Temporär');
  });
});

describe('the times on a badge', () => {
  it('are those of the station’s time zone, the weekday being that of the end', () => {
    const times = badgeTimes(
      { startsAtMs: mondayMs, expiresAtMs: mondayMs + 15 * hourMs },
      'de',
      'Europe/Berlin',
    );
    expect(times).toEqual({
      weekday: 2,
      weekdayName: 'Dienstag',
      time: '01:00',
      offset: '',
      date: 'Di., 24.\u00a0Nov.\u00a02026',
      start: 'Mo 10:00',
    });
  });

  it('name the offset in the hour that the clocks show twice, half as large as the hour', () => {
    const nightMs = Date.parse('2026-10-25T01:30:00Z');
    const instants = { startsAtMs: nightMs - hourMs, expiresAtMs: nightMs };
    const times = badgeTimes(instants, 'en', 'Europe/Berlin');
    expect(times).toMatchObject({ time: '02:30', offset: 'GMT+1', start: 'Sun 02:30 GMT+2' });
    const html = badgeDocument(input({ times }, 'en'));
    expect(html).toContain('<bdi>02:30</bdi><small><bdi>GMT+1</bdi></small>');
  });

  it.each([
    ['longer by the hour that comes twice', '2026-10-24T20:00:00Z', 'Europe/Berlin', '05:00'],
    ['shorter by the hour that is skipped', '2026-03-28T21:00:00Z', 'Europe/Berlin', '07:00'],
    ['longer by half an hour', '2026-04-04T10:30:00Z', 'Australia/Lord_Howe', '05:00'],
    ['shorter by an hour', '2026-03-08T03:00:00Z', 'America/New_York', '07:00'],
  ])('end eight real hours after the start in a night that is %s', (_night, start, zone, until) => {
    const startsAtMs = Date.parse(start);
    const times = badgeTimes({ startsAtMs, expiresAtMs: startsAtMs + 8 * hourMs }, 'de', zone);
    expect(times).toMatchObject({ time: until, offset: '' });
  });

  it('have 24 hours in English too, as on the screen', () => {
    const afternoonMs = mondayMs + 5 * hourMs;
    const times = badgeTimes({ startsAtMs: mondayMs, expiresAtMs: afternoonMs }, 'en', 'UTC');
    expect(times).toMatchObject({ time: '14:00', date: 'Mon, 23\u00a0Nov\u00a02026', start: 'Mon 09:00' });
  });
});

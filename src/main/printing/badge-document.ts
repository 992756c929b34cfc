/** The badge as one HTML page in millimetres: a pure string that fetches nothing and runs nothing. */
import type { BadgeFields } from '../../core/badge/division.ts';
import type { BadgeLayout, LineMm } from '../../core/badge/layout.ts';
import { printableText } from '../../core/badge/printable-text.ts';
import type { BoxMm } from '../../core/badge/stock.ts';
import { type FitRules, fitText, widthEm } from '../../core/badge/text-fit.ts';
import type { BadgeTexts } from './badge-texts.ts';
import type { BadgeTimes } from './badge-times.ts';
import { dayBand, dayColour } from './day-band.ts';

export interface BadgeDocumentInput {
  readonly layout: BadgeLayout;
  readonly texts: BadgeTexts;
  readonly times: BadgeTimes;
  /** BCP 47. */
  readonly locale: string;
  /** `data:image/png;base64,…` of one pixel per module. */
  readonly symbolUrl: string;
  readonly workerName: string;
  readonly stationName: string;
  readonly site: string;
}

/** What may be loaded: pictures and fonts out of the page itself. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";
/** Chromium rounds pages to 1/300 inch; a body this much shorter never starts a second one. */
const clearanceMm = 0.2;
/** A thinner line breaks up at 203 dots per inch. */
const cropLineMm = 0.35;

/** In whole CSS pixels, and smaller than any stock; the transform makes the size. */
const codePx = 100;
const mmPerPx = 25.4 / 96;

/** Every string from outside is cut down to printable characters, escaped and isolated from the text around it. */
export function badgeDocument(input: BadgeDocumentInput): string {
  const { layout, texts, locale } = input;
  const { page, fields, caption } = layout;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(locale)}" dir="${texts.direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<title>badge</title>',
    `<style>${style(page.widthMm, page.heightMm)}</style>`,
    '</head>',
    '<body>',
    `<img class="code" alt="" style="${placeCode(layout.code)}" src="${escapeHtml(input.symbolUrl)}">`,
    ...(fields === null ? [] : words(input, fields)),
    ...(layout.cropMarks.length === 0 ? [] : [cropMarks(layout.cropMarks, page.widthMm, page.heightMm)]),
    ...(caption === null ? [] : [text('caption', caption, texts.cut, captionRules)]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function style(widthMm: number, heightMm: number): string {
  return [
    `@page{size:${mm(widthMm)} ${mm(heightMm)};margin:0}`,
    'html,body{margin:0;padding:0;background:#fff;color:#000}',
    `body{position:relative;width:${mm(widthMm)};height:${mm(heightMm - clearanceMm)};overflow:hidden;`,
    "font-family:'Noto Sans','Liberation Sans','Noto Sans Arabic',sans-serif;font-weight:700;",
    '-webkit-print-color-adjust:exact;print-color-adjust:exact}',
    `.code{position:absolute;left:0;top:0;width:${codePx}px;height:${codePx}px;transform-origin:0 0;`,
    'display:block;image-rendering:pixelated}',
    '.box{position:absolute;overflow:hidden;display:flex;flex-direction:column;justify-content:center}',
    '.box>span{display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;overflow-wrap:anywhere;text-wrap:balance}',
    '.band{position:absolute;inset:0;display:block}',
    '.day{align-items:flex-start;box-sizing:border-box;border:0.5mm solid}',
    '.day>span{position:relative;box-sizing:border-box;height:100%;display:flex;align-items:center;',
    'background:#fff;color:#000;padding:0 1.2mm;white-space:nowrap}',
    '.kind{background:#000;color:#fff;border-radius:0.7mm;align-items:center}',
    '.kind>span{white-space:nowrap}',
    '.name>span{unicode-bidi:plaintext}',
    '[dir=ltr] .name{text-align:left}',
    '[dir=rtl] .name{text-align:right}',
    '.time>span{display:block;white-space:nowrap}',
    '.time small{font-size:0.5em;margin-inline-start:0.2em}',
    '.plain{font-weight:400}',
    '.caption{text-align:center}',
    'svg.crop{position:absolute;left:0;top:0}',
    '',
  ].join('\n');
}

const single = { maxLines: 1, lineHeight: 1.15 };
const captionRules: FitRules = { ...single, largestMm: 4, smallestMm: 3 };

function words(input: BadgeDocumentInput, fields: BadgeFields): readonly string[] {
  const { texts, times, locale } = input;
  const heightOf = (box: BoxMm, most: number): FitRules => ({
    ...single,
    largestMm: Math.min(most, box.heightMm / single.lineHeight),
    smallestMm: 1.4,
  });
  const name = printableText(input.workerName);
  const place = [input.stationName, input.site].map(printableText).filter((each) => each !== '');
  const { band, kind, time, name: nameBox } = fields;
  const nameRules = { largestMm: nameBox.heightMm / 2.1, smallestMm: 1.9, maxLines: 4, lineHeight: 1.16 };
  return [
    dayBox(band, times, locale),
    text('kind', kind, texts.temporary, { ...heightOf(kind, 4.4), lineHeight: 1.3 }, 0.86),
    text('name', nameBox, name === '' ? '—' : name, nameRules),
    text('label', fields.validUntil, texts.validUntil, heightOf(fields.validUntil, 3)),
    timeBox(time, times),
    text('date', fields.date, times.date, { ...heightOf(fields.date, 5.4), maxLines: 2 }),
    text('start plain', fields.start, `${texts.from} ${times.start}`, heightOf(fields.start, 3.2)),
    text('station plain', fields.station, place.join(' · '), heightOf(fields.station, 3.2)),
    text('how-to plain', fields.howTo, texts.howTo, { ...heightOf(fields.howTo, 3), maxLines: 3 }),
  ];
}

/** The pattern keeps at least a third of the band. */
function dayBox(box: BoxMm, times: BadgeTimes, locale: string): string {
  const day = times.weekdayName.toLocaleUpperCase(locale);
  const room = { widthMm: box.widthMm * 0.66 - 3, heightMm: box.heightMm - 1 };
  const rules = { ...single, largestMm: room.heightMm * 0.8, smallestMm: 1.6 };
  const { fontSizeMm } = fitText(day, room, rules);
  const label = `<span style="font-size:${mm(fontSizeMm)};line-height:1.15">${isolated(day)}</span>`;
  const look = `${place(box)};border-color:${dayColour(times.weekday)}`;
  return `<div class="box day" style="${look}">${dayBand(times.weekday, box)}${label}</div>`;
}

/** The hour as large as the box allows; an offset half as large beside it. */
function timeBox(box: BoxMm, times: BadgeTimes): string {
  const offsetEm = times.offset === '' ? 0 : 0.1 + widthEm(times.offset) / 2;
  const em = widthEm(times.time) + offsetEm;
  const sizeMm = Math.min(box.heightMm / 1.02, (box.widthMm / em) * 1.04);
  const offset = times.offset === '' ? '' : `<small>${isolated(times.offset)}</small>`;
  const inner = `<span style="font-size:${mm(sizeMm)};line-height:1">${isolated(times.time)}${offset}</span>`;
  return `<div class="box time" style="${place(box)}">${inner}</div>`;
}

function text(kind: string, box: BoxMm, content: string, rules: FitRules, widthShare = 1): string {
  const room = { widthMm: box.widthMm * widthShare, heightMm: box.heightMm };
  const { fontSizeMm, lines } = fitText(content, room, rules);
  const look = `font-size:${mm(fontSizeMm)};line-height:${rules.lineHeight};-webkit-line-clamp:${lines}`;
  return `<div class="box ${kind}" style="${place(box)}"><span style="${look}">${isolated(content)}</span></div>`;
}

function isolated(content: string): string {
  return `<bdi>${escapeHtml(content)}</bdi>`;
}

function cropMarks(lines: readonly LineMm[], widthMm: number, heightMm: number): string {
  const marks = lines.map(
    ({ x1Mm, y1Mm, x2Mm, y2Mm }) =>
      `<line x1="${round(x1Mm)}" y1="${round(y1Mm)}" x2="${round(x2Mm)}" y2="${round(y2Mm)}"/>`,
  );
  const size = `width="${mm(widthMm)}" height="${mm(heightMm - clearanceMm)}"`;
  const view = `viewBox="0 0 ${widthMm} ${round(heightMm - clearanceMm)}"`;
  return `<svg class="crop" ${size} ${view} stroke="#000" stroke-width="${cropLineMm}" aria-hidden="true">${marks.join('')}</svg>`;
}

function place(box: BoxMm): string {
  return `left:${mm(box.xMm)};top:${mm(box.yMm)};width:${mm(box.widthMm)};height:${mm(box.heightMm)}`;
}

/**
 * Chromium draws a picture in whole CSS pixels, a quarter of a millimetre: a symbol of whole dots a module would lose
 * them, and be higher than wide. A transform it keeps exactly.
 */
function placeCode(box: BoxMm): string {
  const scale = box.widthMm / (codePx * mmPerPx);
  return `transform:translate(${mm(box.xMm)},${mm(box.yMm)}) scale(${scale.toFixed(7)})`;
}

/** Four places: finer than a printer's dot, coarser than the noise of binary fractions. */
function round(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

function mm(value: number): string {
  return `${round(value)}mm`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(content: string): string {
  return content.replace(/[&<>"']/g, (char) => entities[char] ?? '');
}

/** What every page for a printer is made of: one HTML page in millimetres that fetches nothing and runs nothing. */
import type { BoxMm, SizeMm } from '../../../core/badge/stock.ts';
import { type FitRules, fitText } from '../../../core/badge/text-fit.ts';
import { codePx, escapeHtml, isolated, mm, place, round } from './html.ts';
import { fontFaces, paperFamily, paperScheme } from './paper-fonts.ts';

export interface PaperPageInput {
  /** A word for engineers: the job's name never comes from here. */
  readonly title: string;
  /** BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly page: SizeMm;
  /** Rules besides the ones all pages share. */
  readonly style: readonly string[];
  /** Markup: whoever makes it has escaped what came from outside. */
  readonly body: readonly string[];
}

/** What may be loaded: pictures out of the page itself, and the station's own fonts. */
const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src ${paperScheme}:`;
/** Chromium rounds pages to 1/300 inch; a body this much shorter never starts a second one. */
const clearanceMm = 0.2;

export function paperPage(input: PaperPageInput): string {
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(input.locale)}" dir="${input.direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${escapeHtml(input.title)}</title>`,
    `<style>${[...sharedStyle(input.page), ...input.style].join('\n')}\n</style>`,
    '</head>',
    '<body>',
    ...input.body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function sharedStyle({ widthMm, heightMm }: SizeMm): readonly string[] {
  return [
    ...fontFaces,
    `@page{size:${mm(widthMm)} ${mm(heightMm)};margin:0}`,
    'html,body{margin:0;padding:0;background:#fff;color:#000}',
    `body{position:relative;width:${mm(widthMm)};height:${mm(heightMm - clearanceMm)};overflow:hidden;`,
    `font-family:${paperFamily};font-weight:700;`,
    '-webkit-print-color-adjust:exact;print-color-adjust:exact}',
    `.code{position:absolute;left:0;top:0;width:${codePx}px;height:${codePx}px;transform-origin:0 0;`,
    'display:block;image-rendering:pixelated}',
    '.box{position:absolute;overflow:hidden;display:flex;flex-direction:column;justify-content:center}',
    '.box>span{display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;overflow-wrap:anywhere;text-wrap:balance;',
    // Room for the marks above and below Arabic letters, which would be cut off at the line's edge.
    'padding-block:0.2em 0.1em;margin-block:-0.2em -0.1em}',
    '.deep{overflow:clip;overflow-clip-margin:1.2mm}',
    '.deep>span{padding-block:0.25em 0.4em;margin-block:-0.25em -0.4em}',
    '.plain{font-weight:400}',
    'svg.lines{position:absolute;left:0;top:0}',
  ];
}

/** Letters of these scripts reach far below the line and above it. */
const reachesDeep = /[\p{Script=Arabic}\p{Script=Devanagari}]/u;

/** A text as large as its box and the rules allow. `kind` are the box's classes, `widthShare` what padding leaves. */
export function textBox(kind: string, box: BoxMm, content: string, rules: FitRules, widthShare = 1): string {
  const room = { widthMm: box.widthMm * widthShare, heightMm: box.heightMm };
  const { fontSizeMm, lines } = fitText(content, room, rules);
  const look = `font-size:${mm(fontSizeMm)};line-height:${rules.lineHeight};-webkit-line-clamp:${lines}`;
  const depth = reachesDeep.test(content) ? ' deep' : '';
  return `<div class="box ${kind}${depth}" style="${place(box)}"><span style="${look}">${isolated(content)}</span></div>`;
}

/** An SVG over the whole page whose unit is the millimetre. */
export function linesLayer(page: SizeMm, shapes: readonly string[]): string {
  const heightMm = page.heightMm - clearanceMm;
  const size = `width="${mm(page.widthMm)}" height="${mm(heightMm)}"`;
  const view = `viewBox="0 0 ${page.widthMm} ${round(heightMm)}"`;
  return `<svg class="lines" ${size} ${view} fill="none" stroke="#000" aria-hidden="true">${shapes.join('')}</svg>`;
}

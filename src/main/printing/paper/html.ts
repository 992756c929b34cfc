/** Millimetres and hostile text as parts of an HTML page. */
import type { BoxMm } from '../../../core/badge/stock.ts';

/** Four places: finer than a printer's dot, coarser than the noise of binary fractions. */
export function round(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

export function mm(value: number): string {
  return `${round(value)}mm`;
}

/** A box's place and size as CSS. */
export function place(box: BoxMm): string {
  return `left:${mm(box.xMm)};top:${mm(box.yMm)};width:${mm(box.widthMm)};height:${mm(box.heightMm)}`;
}

/** In whole CSS pixels, and smaller than any stock; the transform makes the size. */
export const codePx = 100;
const mmPerPx = 25.4 / 96;

/**
 * A code's place and size as CSS. Chromium draws a picture in whole CSS pixels, a quarter of a millimetre: a symbol of
 * whole dots a module would lose them, and be higher than wide. A transform it keeps exactly.
 */
export function placeCode(box: BoxMm): string {
  const scale = box.widthMm / (codePx * mmPerPx);
  return `transform:translate(${mm(box.xMm)},${mm(box.yMm)}) scale(${scale.toFixed(7)})`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes. */
export function escapeHtml(content: string): string {
  return content.replace(/[&<>"']/g, (char) => entities[char] ?? '');
}

/** Keeps a text from reordering what stands around it. */
export function isolated(content: string): string {
  return `<bdi>${escapeHtml(content)}</bdi>`;
}

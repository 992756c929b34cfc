/** Millimetres and hostile text as parts of an HTML page. */
import type { BoxMm } from '../../core/badge/stock.ts';

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

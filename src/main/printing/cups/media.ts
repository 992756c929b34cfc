/** Chooses the medium by its name, as the queue itself lists it: any other name falls back silently to the queue's default. */
import type { SizeMm } from '../../../core/badge/stock.ts';

/** Sizes in a printer's list are rounded to points or hundredths of a millimetre. */
const toleranceMm = 0.5;

/**
 * The size in a self-describing media name (PWG 5101.1), such as `iso_a4_210x297mm` or `na_letter_8.5x11in`;
 * null when the name does not tell.
 */
export function mediaSize(name: string): SizeMm | null {
  const [, width, height, unit] = name.match(/_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$/) ?? [];
  if (width === undefined || height === undefined) return null;
  const perUnit = unit === 'in' ? 25.4 : 1;
  return { widthMm: Number(width) * perUnit, heightMm: Number(height) * perUnit };
}

/**
 * The `media` value for a print of the first of these sizes: the configured one if the queue has it, else the listed
 * one of the same size, lying or standing, else a custom size if the queue's range allows it, else the same for the
 * next; null when there is none.
 */
export function chooseMedia(
  configured: string | null,
  pages: readonly SizeMm[],
  supported: readonly string[],
): string | null {
  const range = customRange(supported);
  if (configured !== null) {
    const size = mediaSize(configured);
    const isCustom = configured.startsWith('custom_') && size !== null && isWithin(size, range);
    return supported.includes(configured) || isCustom ? configured : null;
  }
  const listed = supported.filter((name) => !isRangeEnd(name));
  for (const page of pages) {
    const media = closest(listed, page) ?? closest(listed, turned(page)) ?? customMedia(page, range);
    if (media !== null) return media;
  }
  return null;
}

function closest(names: readonly string[], page: SizeMm): string | null {
  let best: { readonly name: string; readonly offMm: number } | null = null;
  for (const name of names) {
    const size = mediaSize(name);
    if (size === null) continue;
    const offMm = Math.max(Math.abs(size.widthMm - page.widthMm), Math.abs(size.heightMm - page.heightMm));
    if (offMm <= toleranceMm && (best === null || offMm < best.offMm)) best = { name, offMm };
  }
  return best?.name ?? null;
}

interface Range {
  readonly least: SizeMm;
  readonly most: SizeMm;
}

function isRangeEnd(name: string): boolean {
  return name.startsWith('custom_min_') || name.startsWith('custom_max_');
}

/** CUPS and IPP Everywhere printers give the range of custom sizes as two names of the list. */
function customRange(supported: readonly string[]): Range | null {
  const end = (prefix: string) => {
    const name = supported.find((each) => each.startsWith(prefix));
    return name === undefined ? null : mediaSize(name);
  };
  const [least, most] = [end('custom_min_'), end('custom_max_')];
  return least === null || most === null ? null : { least, most };
}

function isWithin(size: SizeMm, range: Range | null): boolean {
  return (
    range !== null &&
    size.widthMm >= range.least.widthMm &&
    size.heightMm >= range.least.heightMm &&
    size.widthMm <= range.most.widthMm &&
    size.heightMm <= range.most.heightMm
  );
}

function customMedia(page: SizeMm, range: Range | null): string | null {
  const size = [page, turned(page)].find((each) => isWithin(each, range));
  if (size === undefined) return null;
  const sides = `${size.widthMm}x${size.heightMm}mm`;
  return `custom_${sides}_${sides}`;
}

function turned(page: SizeMm): SizeMm {
  return { widthMm: page.heightMm, heightMm: page.widthMm };
}

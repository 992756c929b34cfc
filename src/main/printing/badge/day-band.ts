/** A band per weekday, told apart at arm's length by colour, and by pattern on a printer that knows black only. */
import type { SizeMm } from '../../../core/badge/stock.ts';

/** Dark enough to come out black, not dotted, on a printer of one bit. Sunday first. */
const colours = ['#8a1c5b', '#0b3d91', '#0a5c36', '#7a3400', '#4b1d8f', '#8f1414', '#004f5c'];

/** Bars and gaps are at least 0.8 mm wide: six dots of a 203 dpi label printer. */
const pitchMm = 2.4;

/** The weekday's colour as CSS, 0 being Sunday. */
export function dayColour(weekday: number): string {
  return colours[weekday] ?? '#000000';
}

/** An SVG of the given size, 0 being Sunday. */
export function dayBand(weekday: number, size: SizeMm): string {
  const { widthMm, heightMm } = size;
  const [width, height] = [fixed(widthMm), fixed(heightMm)];
  const shapes = patterns[weekday]?.(size) ?? '';
  return (
    `<svg class="band" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" ` +
    `fill="${dayColour(weekday)}" stroke="none" aria-hidden="true">${shapes}</svg>`
  );
}

const patterns: readonly ((size: SizeMm) => string)[] = [
  rings,
  ({ widthMm, heightMm }) => rect(0, 0, widthMm, heightMm),
  (size) => slanted(size, 1),
  dots,
  ({ widthMm, heightMm }) =>
    each(widthMm, pitchMm)
      .map((x) => rect(x, 0, pitchMm / 2, heightMm))
      .join(''),
  chequers,
  zigzag,
];

function each(lengthMm: number, stepMm: number): readonly number[] {
  return Array.from({ length: Math.ceil(lengthMm / stepMm) + 1 }, (_, index) => index * stepMm);
}

/** Three lying bars. */
function rings({ widthMm, heightMm }: SizeMm): string {
  const barMm = heightMm / 5;
  return [0, 2, 4].map((index) => rect(0, index * barMm, widthMm, barMm)).join('');
}

function slanted({ widthMm, heightMm }: SizeMm, lean: number): string {
  const shiftMm = heightMm * lean;
  return each(widthMm + shiftMm, pitchMm)
    .map((x) =>
      polygon([x - shiftMm, heightMm], [x, 0], [x + pitchMm / 2, 0], [x + pitchMm / 2 - shiftMm, heightMm]),
    )
    .join('');
}

function dots({ widthMm, heightMm }: SizeMm): string {
  const rows = Math.max(2, Math.round(heightMm / pitchMm));
  const stepMm = heightMm / rows;
  return each(heightMm - stepMm, stepMm)
    .slice(0, rows)
    .flatMap((y, row) =>
      each(widthMm + stepMm, stepMm).map((x) => {
        const cx = fixed(x + (row % 2) * (stepMm / 2));
        return `<circle cx="${cx}" cy="${fixed(y + stepMm / 2)}" r="${fixed(stepMm * 0.36)}"/>`;
      }),
    )
    .join('');
}

function chequers({ widthMm, heightMm }: SizeMm): string {
  const rows = Math.max(3, Math.round(heightMm / 1.7));
  const sideMm = heightMm / rows;
  return Array.from({ length: rows }, (_, row) =>
    each(widthMm, sideMm * 2)
      .map((x) => rect(x + (row % 2) * sideMm, row * sideMm, sideMm, sideMm))
      .join(''),
  ).join('');
}

/** Arrow heads, one after the other. */
function zigzag({ widthMm, heightMm }: SizeMm): string {
  const half = heightMm / 2;
  const thick = pitchMm / 2;
  return each(widthMm + half, pitchMm)
    .map((x) =>
      polygon(
        ...([
          [x - half, 0],
          [x - half + thick, 0],
          [x + thick, half],
          [x - half + thick, heightMm],
          [x - half, heightMm],
          [x, half],
        ] as const),
      ),
    )
    .join('');
}

function rect(x: number, y: number, width: number, height: number): string {
  return `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"/>`;
}

function polygon(...points: readonly (readonly [x: number, y: number])[]): string {
  return `<polygon points="${points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ')}"/>`;
}

function fixed(mm: number): string {
  return String(Math.round(mm * 1000) / 1000);
}

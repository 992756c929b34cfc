/** What the fidelity of printed codes is measured over: stock, resolution and length of the content. */
import { type Stock, stocks } from '../../src/core/badge/stock.ts';
import type { BadgeInput } from '../../src/main/paper-ports.ts';

export interface Cell {
  readonly stock: Stock;
  readonly dpi: 203 | 300 | 600;
  readonly contentBytes: number;
}

/** Graph's content is some hundred bytes; 900 is the longest that is prepared for. */
export const allCells: readonly Cell[] = stocks.flatMap((stock) =>
  ([203, 300, 600] as const).flatMap((dpi) =>
    [250, 350, 500, 900].map((contentBytes) => ({ stock, dpi, contentBytes })),
  ),
);

export function cellName({ stock, dpi, contentBytes }: Cell): string {
  return `${stock}-${dpi}-${contentBytes}`;
}

/** Of the form that Graph gives (`ms-qrpin:v1|upn|id|key material`), and no credential of anybody. */
export function contentOf(contentBytes: number): Uint8Array {
  const head = 'ms-qrpin:v1|anna.kowalska@plant.example|00000000-0000-4000-8000-000000000001|';
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const rest = Array.from(
    { length: contentBytes - head.length },
    (_, at) => letters[(at * 37 + at ** 2) % 64],
  );
  return new TextEncoder().encode(head + rest.join(''));
}

export function badgeOf({ stock, dpi, contentBytes }: Cell): BadgeInput {
  const startsAtMs = Date.parse('2026-11-27T06:00:00Z');
  return {
    content: contentOf(contentBytes),
    errorCorrectionLevel: 'L',
    workerName: 'Anna Kowalska',
    startsAtMs,
    expiresAtMs: startsAtMs + 8 * 3_600_000,
    stationName: 'Gate 3',
    site: 'Plant 7',
    locale: 'en',
    timeZone: 'Europe/Berlin',
    stock,
    dpi,
  };
}

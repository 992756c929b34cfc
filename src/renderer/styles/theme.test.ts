/** Computes the contrast of every pair of text and ground that the page uses, in both themes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

function colour(token: string, theme: 'light' | 'dark'): string {
  const value = new RegExp(`--${token}:\\s*([^;]+);`).exec(css)?.[1] ?? '';
  const pair = /^light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)$/.exec(value);
  const found = pair === null ? value : pair[theme === 'light' ? 1 : 2];
  if (found === undefined || !/^#[0-9a-f]{6}$/.test(found))
    throw new Error(`no colour in --${token}: ${value}`);
  return found;
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['ground', 'ground-deep', 'surface', 'surface-raised', 'chosen', 'calm-ground'] as const;
const texts: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) => [['ink', ground] as const, ['soft', ground] as const]),
  ['on-primary', 'primary'],
  ['on-primary', 'primary-press'],
  ['good', 'good-ground'],
  ['warn', 'warn-ground'],
  ['bad', 'bad-ground'],
  ['calm', 'calm-ground'],
  ['bar-ink', 'bar'],
  ['bar-soft', 'bar'],
  ['soft', 'good-ground'],
  ['soft', 'warn-ground'],
];
/** Edges of controls, the focus ring and what fills a choice: WCAG asks 3:1 of them. */
const shapes: readonly (readonly [string, string])[] = [
  ['line-strong', 'ground'],
  ['line-strong', 'surface'],
  ['focus', 'ground'],
  ['focus', 'surface'],
  ['primary', 'ground'],
  ['accent-deep', 'surface'],
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(texts)('sets %s on %s at 7:1 or better', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(7);
  });

  it.each(shapes)('draws %s on %s at 3:1 or better', (shape, ground) => {
    expect(contrast(colour(shape, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

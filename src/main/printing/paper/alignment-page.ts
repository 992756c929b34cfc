/** The alignment page: rulers, crosses, a box of two inches and the border a printer must reach, to be measured by hand. */
import { printableText } from '../../../core/badge/printable-text.ts';
import type { BoxMm } from '../../../core/badge/stock.ts';
import { designPage } from '../../../core/badge/template.ts';
import { localeTag } from '../../../core/local-time.ts';
import { type AlignmentLayout, alignmentLayout, type TickMm } from '../../../core/paper/alignment-layout.ts';
import { stack } from '../../../core/paper/stack.ts';
import type { TestPageInput } from '../../../core/paper/test-page-layout.ts';
import { builtInDesign } from '../badge/built-in-templates.ts';
import { round } from './html.ts';
import { paperFamily } from './paper-fonts.ts';
import { linesLayer, paperPage, textBox } from './paper-page.ts';
import { filled, paperTexts } from './paper-texts.ts';

/** Thick enough for 203 dots per inch, and drawn inside the box: its outer edges are what is measured. */
const boxLineMm = 0.4;
const thinLineMm = 0.2;
const crossArmMm = 1.5;
const numberMm = 1.8;

export function alignmentPage(input: TestPageInput): string {
  const { locale, stock } = input;
  const texts = paperTexts(locale);
  const layout = alignmentLayout(stock, designPage(input.design ?? builtInDesign(stock)));
  return paperPage({
    title: 'alignment page',
    locale,
    direction: texts.direction,
    page: layout.page,
    style: [`svg text{font:400 1.8px ${paperFamily};fill:#000;stroke:none;direction:ltr}`],
    body: [
      linesLayer(layout.page, [
        outline(layout.border, thinLineMm, 'border'),
        outline(layout.box, boxLineMm, 'measure'),
        ...crosses(layout),
        ...rulers(layout),
      ]),
      ...words(input, layout),
    ],
  });
}

/** A frame whose line lies wholly inside the box. */
function outline(box: BoxMm, lineMm: number, name: string): string {
  const [x, y] = [round(box.xMm + lineMm / 2), round(box.yMm + lineMm / 2)];
  const [width, height] = [round(box.widthMm - lineMm), round(box.heightMm - lineMm)];
  return `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" stroke-width="${lineMm}"/>`;
}

function crosses({ page, crossFromEdgeMm: near }: AlignmentLayout): readonly string[] {
  const arm = crossArmMm;
  return [near, page.widthMm - near].flatMap((x) =>
    [near, page.heightMm - near].map((y) => {
      const lying = `M${round(x - arm)} ${round(y)}h${2 * arm}`;
      return `<path stroke-width="${thinLineMm}" d="${lying}M${round(x)} ${round(y - arm)}v${2 * arm}"/>`;
    }),
  );
}

/** Numbers stand upright in both; a person turns the ruler, not the page. */
function rulers({ border, ruler }: AlignmentLayout): readonly string[] {
  const top = ruler.top.flatMap((tick) => {
    const endMm = border.yMm + tick.lengthMm;
    const line = `M${tick.atMm} ${round(border.yMm)}V${round(endMm)}`;
    return [stroke(line), ...number(tick, { x: tick.atMm, y: endMm + numberMm * 0.9, anchor: 'middle' })];
  });
  const left = ruler.left.flatMap((tick) => {
    const endMm = border.xMm + tick.lengthMm;
    const line = `M${round(border.xMm)} ${tick.atMm}H${round(endMm)}`;
    const at = { x: endMm + 0.4, y: tick.atMm + numberMm * 0.36, anchor: 'start' } as const;
    return [stroke(line), ...number(tick, at)];
  });
  return [...top, ...left];
}

function stroke(path: string): string {
  return `<path stroke-width="${thinLineMm}" d="${path}"/>`;
}

function number(
  tick: TickMm,
  at: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' },
): readonly string[] {
  if (!tick.hasNumber) return [];
  return [`<text x="${round(at.x)}" y="${round(at.y)}" text-anchor="${at.anchor}">${tick.atMm}</text>`];
}

function words(
  input: TestPageInput,
  { words: column, box: measure, crossFromEdgeMm }: AlignmentLayout,
): readonly string[] {
  const { alignmentPage: say } = paperTexts(input.locale);
  const printer = [input.printer, input.stock, `${input.dpi} dpi`, input.media ?? ''].map(printableText);
  const lines = [
    say.title,
    printer.filter((each) => each !== '').join('\u00a0· '),
    `1  ${filled(say.box, 'side', sideIn(input.locale, measure.widthMm))}`,
    `2  ${filled(say.crosses, 'distance', String(crossFromEdgeMm))}`,
    `3  ${say.border}`,
  ];
  const boxes = stack(column, 0.8, [5, 5, 5, 5, 5]);
  return lines.flatMap((content, index) => {
    const box = boxes[index];
    if (box === undefined) return [];
    const rules = { largestMm: index === 0 ? 5 : 3.2, smallestMm: 1.3, maxLines: 3, lineHeight: 1.15 };
    return [textBox(index === 0 ? '' : 'plain', box, content, rules)];
  });
}

function sideIn(locale: string, sideMm: number): string {
  return new Intl.NumberFormat(localeTag(locale)).format(sideMm);
}

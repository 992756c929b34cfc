/** The boxes of a badge as HTML: every string from outside cut down to printable characters, escaped and isolated. */
import { printableText } from '../../../core/badge/printable-text.ts';
import type { CodeKind, FieldBox, TemplateField } from '../../../core/badge/template.ts';
import { type FitRules, fitText, widthEm } from '../../../core/badge/text-fit.ts';
import { isolated, mm, place } from '../paper/html.ts';
import { textBox } from '../paper/paper-page.ts';
import type { BadgeTexts } from './badge-texts.ts';
import type { BadgeTimes } from './badge-times.ts';
import { dayBand, dayColour } from './day-band.ts';

/** What one card says. */
export interface CardWords {
  readonly codeKind: CodeKind;
  readonly workerName: string;
  readonly employeeId: string | null;
  readonly department: string | null;
  readonly times: BadgeTimes;
  readonly stationName: string;
  readonly site: string;
}

export interface Wording {
  readonly texts: BadgeTexts;
  /** BCP 47. */
  readonly locale: string;
}

const single = { maxLines: 1, lineHeight: 1.15 };

/** How a field is set where the template does not say: its look, the largest letters, the most lines. */
const looks: Readonly<
  Record<TemplateField, { readonly look: string; readonly mostMm: number; readonly maxLines: number }>
> = {
  band: { look: 'day', mostMm: 40, maxLines: 1 },
  kind: { look: 'kind', mostMm: 4.4, maxLines: 1 },
  name: { look: 'name', mostMm: 12, maxLines: 4 },
  validUntil: { look: 'label', mostMm: 3, maxLines: 1 },
  time: { look: 'time', mostMm: 40, maxLines: 1 },
  date: { look: 'date', mostMm: 5.4, maxLines: 2 },
  start: { look: 'from plain', mostMm: 3.2, maxLines: 1 },
  station: { look: 'station plain', mostMm: 3.2, maxLines: 1 },
  howTo: { look: 'how-to plain', mostMm: 3, maxLines: 3 },
  employeeId: { look: 'worker plain', mostMm: 4, maxLines: 1 },
  department: { look: 'worker plain', mostMm: 4, maxLines: 2 },
  text: { look: 'own plain', mostMm: 4, maxLines: 4 },
};

export function fieldHtml(box: FieldBox, words: CardWords, { texts, locale }: Wording): string {
  switch (box.field) {
    case 'band':
      return dayBox(box, words.times, locale);
    case 'time':
      return timeBox(box, words.times);
    default:
      return wordsBox(box, contentOf(box, words, texts));
  }
}

/** A worker without a printable name is not mistaken for a badge without a worker. */
function wordsBox(box: FieldBox, content: string): string {
  const said = content === '' && box.field === 'name' ? '—' : content;
  // On the black ground of the kind the letters keep off its round corners.
  const widthShare = box.field === 'kind' ? 0.86 : 1;
  return textBox(`${looks[box.field].look} ${box.align}`, box, said, rulesOf(box), widthShare);
}

function contentOf({ field, text }: FieldBox, words: CardWords, texts: BadgeTexts): string {
  const { times } = words;
  switch (field) {
    case 'kind':
      return texts[words.codeKind];
    case 'name':
      return printableText(words.workerName);
    case 'validUntil':
      return texts.validUntil;
    case 'date':
      return times.date;
    case 'start':
      return `${texts.from} ${times.start}`;
    case 'station':
      return [words.stationName, words.site]
        .map(printableText)
        .filter((each) => each !== '')
        .join(' · ');
    case 'howTo':
      return texts.howTo;
    case 'employeeId':
      return printableText(words.employeeId ?? '');
    case 'department':
      return printableText(words.department ?? '');
    default:
      return printableText(text ?? '');
  }
}

function rulesOf(box: FieldBox): FitRules {
  const { mostMm, maxLines } = looks[box.field];
  const isName = box.field === 'name';
  const lineHeight = isName ? 1.16 : box.field === 'kind' ? 1.3 : single.lineHeight;
  const largestMm = isName
    ? (box.largestMm ?? box.heightMm / 2.1)
    : Math.min(box.largestMm ?? mostMm, box.heightMm / single.lineHeight);
  return { largestMm, smallestMm: Math.min(isName ? 1.9 : 1.4, largestMm), maxLines, lineHeight };
}

/** The pattern keeps at least a third of the band. */
function dayBox(box: FieldBox, times: BadgeTimes, locale: string): string {
  const day = times.weekdayName.toLocaleUpperCase(locale);
  const room = { widthMm: box.widthMm * 0.66 - 3, heightMm: box.heightMm - 1 };
  const largestMm = Math.min(box.largestMm ?? looks.band.mostMm, room.heightMm * 0.8);
  const { fontSizeMm } = fitText(day, room, { ...single, largestMm, smallestMm: 1.6 });
  const label = `<span style="font-size:${mm(fontSizeMm)};line-height:1.15">${isolated(day)}</span>`;
  const look = `${place(box)};border-color:${dayColour(times.weekday)}`;
  return `<div class="box day" style="${look}">${dayBand(times.weekday, box)}${label}</div>`;
}

/** The hour as large as the box allows; an offset half as large beside it. */
function timeBox(box: FieldBox, times: BadgeTimes): string {
  const offsetEm = times.offset === '' ? 0 : 0.1 + widthEm(times.offset) / 2;
  const em = widthEm(times.time) + offsetEm;
  const mostMm = box.largestMm ?? looks.time.mostMm;
  const sizeMm = Math.min(mostMm, box.heightMm / 1.02, (box.widthMm / em) * 1.04);
  const offset = times.offset === '' ? '' : `<small>${isolated(times.offset)}</small>`;
  const inner = `<span style="font-size:${mm(sizeMm)};line-height:1">${isolated(times.time)}${offset}</span>`;
  return `<div class="box time ${box.align}" style="${place(box)}">${inner}</div>`;
}

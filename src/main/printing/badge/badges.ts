/** Makes a badge's PDF: symbol, layout, words, page; refuses anything a reader could not read back. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { layoutBadge } from '../../../core/badge/layout.ts';
import type { KnownField } from '../../../core/badge/template.ts';
import { assert, err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { BadgeInput, Badges, PdfMaker } from '../../paper-ports.ts';
import { countPages } from '../paper/pdf-pages.ts';
import { badgeDocument, type DocumentCard } from './badge-document.ts';
import { badgeTexts } from './badge-texts.ts';
import { badgeTimes } from './badge-times.ts';
import { builtInDesign } from './built-in-templates.ts';
import { makeSymbolInTurns, type QrSymbol } from './symbol.ts';

export interface SheetBadges extends Badges {
  /** Several badges on one sheet: of one printer, and at most as many as its design has places for. */
  renderSheet(badges: readonly BadgeInput[]): Promise<Result<Uint8Array, Trouble>>;
}

/** `render` answers `badge-unreadable` with a short machine word in `detail`; it never throws for a badge's data. */
export function createBadges({ pdfMaker }: { readonly pdfMaker: PdfMaker }): SheetBadges {
  const renderSheet: SheetBadges['renderSheet'] = async (badges) => {
    const symbols = await symbolsOf(badges);
    if (!symbols.ok) return symbols;
    await nextTurn();
    const html = page(badges, symbols.value);
    wipe(symbols.value);
    const pdf = await made(pdfMaker, html);
    if (!pdf.ok) return pdf;
    const pages = countPages(pdf.value);
    if (pages === 1) return pdf;
    pdf.value.fill(0);
    return unreadable(`${pages} pages`);
  };
  return { render: (badge) => renderSheet([badge]), renderSheet };
}

/** All of them or none. */
async function symbolsOf(badges: readonly BadgeInput[]): Promise<Result<readonly QrSymbol[], Trouble>> {
  const symbols: QrSymbol[] = [];
  for (const badge of badges) {
    const symbol = await makeSymbolInTurns(badge.content, badge.errorCorrectionLevel);
    if (!symbol.ok) {
      wipe(symbols);
      return unreadable(`symbol ${symbol.error.kind}`);
    }
    symbols.push(symbol.value);
  }
  return ok(symbols);
}

function wipe(symbols: readonly QrSymbol[]): void {
  for (const { png } of symbols) png.fill(0);
}

function page(badges: readonly BadgeInput[], symbols: readonly QrSymbol[]): string {
  const [first] = badges;
  assert(first !== undefined, 'a page has a badge');
  const { locale, dpi } = first;
  const texts = badgeTexts(locale);
  const layout = layoutBadge({
    design: first.design ?? builtInDesign(first.stock),
    dpi,
    direction: texts.direction,
    cards: badges.map((badge, index) => ({
      modules: symbols[index]?.modules ?? 0,
      codeKind: badge.codeKind ?? 'temporary',
      known: knownOf(badge),
    })),
  });
  const cards = badges.map((badge, index) => cardOf(badge, symbols[index]));
  return badgeDocument({ layout, texts, locale, cards });
}

function knownOf({ employeeId, department }: BadgeInput): readonly KnownField[] {
  const isKnown = (text: string | null | undefined) => text !== null && text !== undefined && text !== '';
  return [
    ...(isKnown(employeeId) ? (['employeeId'] as const) : []),
    ...(isKnown(department) ? (['department'] as const) : []),
  ];
}

function cardOf(badge: BadgeInput, symbol: QrSymbol | undefined): DocumentCard {
  assert(symbol !== undefined, 'every badge has its symbol');
  const { workerName, stationName, site, employeeId, department, codeKind } = badge;
  return {
    codeKind: codeKind ?? 'temporary',
    workerName,
    employeeId: employeeId ?? null,
    department: department ?? null,
    times: badgeTimes(badge, badge.locale, badge.timeZone),
    symbolUrl: `data:image/png;base64,${symbol.png.toString('base64')}`,
    stationName,
    site,
  };
}

async function made(pdfMaker: PdfMaker, html: string): Promise<Result<Uint8Array, Trouble>> {
  try {
    return ok(await pdfMaker.pdf(html));
  } catch (windowFailed) {
    // Its text may quote the page, and the page holds the content: only the error's class is told.
    if (windowFailed instanceof Error) return unreadable('pdf failed');
    throw windowFailed;
  }
}

function unreadable(detail: string): Result<never, Trouble> {
  return err(trouble('badge-unreadable', { detail }));
}

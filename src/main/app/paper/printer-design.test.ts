import { describe, expect, it } from 'vitest';
import { type Stock, stocks } from '../../../core/badge/stock.ts';
import type { Design } from '../../../core/badge/template.ts';
import { anna, createAppStation, withoutMethod } from '../../../testing/app-station.ts';
import { createFakePrinter } from '../../../testing/fake-printer.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';
import { builtInDesign } from '../../printing/badge/built-in-templates.ts';
import { canPrint } from './printer-choice.ts';

const sheet = builtInDesign('sheet-a4', 8);

async function station(design?: Design) {
  const made = createAppStation(design === undefined ? {} : { design });
  await made.signIn();
  return made;
}

describe('a badge', () => {
  it('is laid out as its printer’s design says, with what the directory knows of the worker', async () => {
    const s = await station(sheet);
    await s.issue();
    const { employeeId, department } = anna;
    expect(s.badges).toMatchObject([{ design: sheet, employeeId, department }]);
  });

  it('that has no room for a code of two inches is told to the page', async () => {
    const { template } = builtInDesign('sheet-a4');
    const withCode = (sideMm: number): Design => ({
      template: { ...template, code: { ...template.code, widthMm: sideMm, heightMm: sideMm } },
      cardsPerSheet: 1,
    });
    const isSmall = async (design?: Design) => {
      const s = await station(design);
      return (await s.call('station.read', null)).printer?.isCodeSmall;
    };
    expect(await isSmall(withCode(40))).toBe(true);
    expect(await isSmall(withCode(50.8))).toBe(false);
    expect(await isSmall()).toBe(false);
  });
});

describe('a PIN slip', () => {
  const roll = (heightMm: number): Design => {
    const { template } = builtInDesign('label-62mm');
    return { template: { ...template, card: { widthMm: 62, heightMm } }, cardsPerSheet: 1 };
  };
  const clock = createVirtualClock();
  const labels = (heightMm: number) =>
    createFakePrinter({ clock, name: 'first', stock: 'label-62mm', design: roll(heightMm) });
  const texts = (papers: readonly Uint8Array[]) => papers.map((pdf) => new TextDecoder().decode(pdf));
  const enrol = { is: 'enrol', startsAtMs: null } as const;

  type Paper = [title: string, stock: Stock, design: Design | undefined, hasRoom: boolean];
  const asTheyCome = stocks.map(
    (stock): Paper => [`on ${stock} as it comes`, stock, undefined, stock !== 'label-2x2in'],
  );
  it.each<Paper>([
    ...asTheyCome,
    ['on a sheet that is cut into cards', 'sheet-a4', sheet, true],
    ['on a long roll', 'label-62mm', roll(300), true],
    ['on a roll that is cut short', 'label-62mm', roll(56), true],
    ['on a roll that is cut too short', 'label-62mm', roll(50), false],
  ])('has room %s, or the preflight knows that it has none', (_title, stock, design, hasRoom) => {
    const printer = createFakePrinter({ clock, stock, design });
    expect(canPrint(printer, 'pin-slip')).toBe(hasRoom);
    expect(canPrint(printer, 'badge')).toBe(true);
  });

  it('is as long as its printer’s template', async () => {
    const printer = labels(72);
    const s = createAppStation({ clock, printer });
    await s.signIn();
    await s.order({ is: 'reset-pin' });
    expect(texts(printer.history)).toEqual([`slip of ${anna.displayName}, 72 mm`]);
  });

  it('goes to the next printer where the first cuts its roll too short for one', async () => {
    const printer = labels(50);
    const s = createAppStation({ clock, printer });
    await s.signIn();
    await s.order(enrol, withoutMethod);
    expect(texts(printer.history)).toEqual([
      expect.stringContaining(`badge of ${withoutMethod.displayName}`),
    ]);
    expect(texts(s.spare.history)).toEqual([`slip of ${withoutMethod.displayName}, 100 mm`]);
  });

  it('that no printer has room for stops an enrolment before anything is made', async () => {
    const printer = labels(50);
    const s = createAppStation({ clock, printer, prints: ['badge'] });
    await s.signIn();
    expect(await s.order(enrol, withoutMethod)).toMatchObject({
      outcome: 'failed',
      trouble: { kind: 'printer-not-ready', detail: 'no-slip-printer' },
    });
    expect(s.directory.calls).not.toContain('create');
    expect(printer.history).toEqual([]);
  });
});

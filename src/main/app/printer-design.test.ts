import { describe, expect, it } from 'vitest';
import type { Design } from '../../core/badge/template.ts';
import { anna, createAppStation } from '../../testing/app-station.ts';
import { builtInDesign } from '../printing/built-in-templates.ts';

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

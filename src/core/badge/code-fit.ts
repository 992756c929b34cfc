/** How large the symbol is drawn: in whole printer dots per module wherever the stock has room for it. */

/** Entra's guidance for a printed code: at least 2 by 2 inches, the quiet zone included. */
export const twoInchesMm = 50.8;
const roundingSlackMm = 1e-6;

export interface CodeFit {
  /** The side of the square, quiet zone included. */
  readonly sideMm: number;
  /** Null when a module is not a whole number of dots. */
  readonly dotsPerModule: number | null;
  readonly isUnderTwoInches: boolean;
}

/**
 * The smallest whole number of dots per module that gives two inches, if there is room for it; else two inches
 * in broken dots, since Entra's guidance is the floor, or what room there is. `modules` counts one side with the quiet zone.
 */
export function fitCode(modules: number, dpi: number, roomMm: number): CodeFit {
  const moduleMm = (25.4 / dpi) * modules;
  const wanted = Math.ceil((twoInchesMm - roundingSlackMm) / moduleMm);
  const fitting = Math.floor((roomMm + roundingSlackMm) / moduleMm);
  if (wanted <= fitting) return codeFit(wanted * moduleMm, wanted);
  return codeFit(Math.min(twoInchesMm, roomMm), null);
}

function codeFit(sideMm: number, dotsPerModule: number | null): CodeFit {
  return { sideMm, dotsPerModule, isUnderTwoInches: sideMm < twoInchesMm - roundingSlackMm };
}

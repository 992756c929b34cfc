/** How large the symbol is drawn and where: in whole printer dots per module wherever its room has space for it. */
import type { BoxMm } from './stock.ts';

/** Entra's guidance for a printed code: at least 2 by 2 inches, the quiet zone included. */
export const twoInchesMm = 50.8;
const roundingSlackMm = 1e-6;

export interface CodeFit {
  /** The side of the square, quiet zone included. */
  readonly sideMm: number;
  /** Null when a module is not a whole number of dots. */
  readonly dotsPerModule: number | null;
}

export function isUnderTwoInches(sideMm: number): boolean {
  return sideMm < twoInchesMm - roundingSlackMm;
}

/**
 * The smallest whole number of dots per module that gives two inches, if there is room for it; else two inches
 * in broken dots, since Entra's guidance is the floor, or what room there is. `modules` counts one side with the
 * quiet zone; `wholeRoomMm` is the part of the room between whole dots.
 */
export function fitCode(modules: number, dpi: number, roomMm: number, wholeRoomMm = roomMm): CodeFit {
  const moduleMm = (25.4 / dpi) * modules;
  const wanted = Math.ceil((twoInchesMm - roundingSlackMm) / moduleMm);
  const fitting = Math.floor((wholeRoomMm + roundingSlackMm) / moduleMm);
  if (wanted <= fitting) return { sideMm: wanted * moduleMm, dotsPerModule: wanted };
  return { sideMm: Math.min(twoInchesMm, roomMm), dotsPerModule: null };
}

/** The symbol in the middle of its room. One of whole dots starts on a dot, or it would lose its crisp edges again. */
export function placeCode(
  room: BoxMm,
  modules: number,
  dpi: number,
): { readonly code: BoxMm; readonly codeFit: CodeFit } {
  const dotMm = 25.4 / dpi;
  const between = (startMm: number, lengthMm: number) => {
    const first = Math.ceil((startMm - roundingSlackMm) / dotMm);
    return { first, dots: Math.floor((startMm + lengthMm + roundingSlackMm) / dotMm) - first };
  };
  const across = between(room.xMm, room.widthMm);
  const down = between(room.yMm, room.heightMm);
  const codeFit = fitCode(modules, dpi, room.widthMm, Math.min(across.dots, down.dots) * dotMm);
  const { sideMm, dotsPerModule } = codeFit;
  const start = (startMm: number, lengthMm: number, { first, dots }: typeof across) =>
    dotsPerModule === null
      ? startMm + (lengthMm - sideMm) / 2
      : (first + Math.floor((dots - dotsPerModule * modules) / 2)) * dotMm;
  const code = {
    xMm: start(room.xMm, room.widthMm, across),
    yMm: start(room.yMm, room.heightMm, down),
    widthMm: sideMm,
    heightMm: sideMm,
  };
  return { code, codeFit };
}

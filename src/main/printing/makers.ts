/** Everything that makes papers, in one part of the program that is loaded when the first paper is made. */
import type { Badges, PdfMaker, PictureMaker, PinSlips, Previews, TestPages } from '../paper-ports.ts';
import { createBadges } from './badge/badges.ts';
import { createPreviews } from './badge/previews.ts';
import { createPinSlips } from './paper/pin-slips.ts';
import { createTestPages } from './paper/test-pages.ts';

export interface Makers {
  readonly badges: Badges;
  readonly pinSlips: PinSlips;
  readonly testPages: TestPages;
  readonly previews: Previews;
}

export interface MakersParts {
  readonly pdfMaker: PdfMaker;
  readonly pictureMaker: PictureMaker;
}

export function createMakers({ pdfMaker, pictureMaker }: MakersParts): Makers {
  return {
    badges: createBadges({ pdfMaker }),
    pinSlips: createPinSlips({ pdfMaker }),
    testPages: createTestPages({ pdfMaker }),
    previews: createPreviews({ pdfMaker, pictureMaker }),
  };
}

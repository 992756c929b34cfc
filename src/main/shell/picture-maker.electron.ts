/** The PictureMaker port on Electron: a page painted without a screen, in a hidden, locked window of the picture's size. */
import type { WebContents } from 'electron';
import type { PictureMaker } from '../paper-ports.ts';
import type { BadgeWindows } from './badge-windows.electron.ts';

/** A window may not have been painted yet when its page is loaded, or only in part: the same is to be seen three times running. */
const mostLooks = 40;
const sameLooks = 3;
const betweenLooksMs = 50;

/** `png` rejects when the window fails or does not finish in time; it never hangs. */
export function createPictureMaker(windows: BadgeWindows): PictureMaker {
  return { png: (html, size) => windows.show(html, picture, size) };
}

async function picture(contents: WebContents): Promise<Uint8Array> {
  let last: Buffer = Buffer.alloc(0);
  let same = 0;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const image = await contents.capturePage(undefined, { stayHidden: true });
    const seen = image.toBitmap();
    same = seen.equals(last) ? same + 1 : 1;
    if (!image.isEmpty() && same === sameLooks) return image.toPNG();
    last = seen;
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
  throw new Error('the badge window was never painted');
}

/** A packed station where an ordinary user may read and run it, as its Debian package would lay it. */
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, step } from '../setup/say.mjs';
import { bareElectron } from './electron-dist.mjs';
import { packFolder } from './pack.mjs';
import { writePapers } from './papers.mjs';

const ordinaryUser = 65534;

/**
 * @template T
 * @param {string} given a packed folder; empty: one is packed
 * @param {string} electron the folder of the Electron that is packed
 * @param {(place: { executable: string, home: string }) => Promise<T>} act
 */
export async function withPackedFolder(given, electron, act) {
  const packed = given === '' ? await packNow(electron) : given;
  const place = mkdtempSync(join(tmpdir(), 'daypass-packed-'));
  const [app, home] = [join(place, 'app'), join(place, 'home')];
  try {
    chmodSync(place, 0o755);
    cpSync(packed, app, { recursive: true });
    mkdirSync(home);
    if (process.getuid?.() === 0) {
      chmodSync(join(app, 'chrome-sandbox'), 0o4755);
      chownSync(home, ordinaryUser, ordinaryUser);
    }
    return await act({ executable: join(app, 'daypass'), home });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** @param {string} electron */
async function packNow(electron) {
  const bare = await bareElectron(electron);
  writePapers(join(root, 'dist/papers'), bare.version);
  return step('Packing with electron-builder', () => packFolder(bare));
}

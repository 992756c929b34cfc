/** All files below a folder in which a running program makes and removes others. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** A folder that vanishes while it is read begins the walk anew: what it held may have moved. */
const mostTries = 20;

/** @returns their paths; rejects where there is no such folder, or a search for secrets would find none in it */
export async function walk(folder: string): Promise<readonly string[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
    } catch (gone) {
      const isMissing = gone instanceof Error && 'code' in gone && gone.code === 'ENOENT';
      if (!isMissing || tries === mostTries) throw gone;
    }
  }
}

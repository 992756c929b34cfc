/** Writes a small file of the data folder that must never be there by halves. */
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';

/** Whole or not at all, and readable by its owner only from the first byte on. Throws the file system's errors. */
export function keep(file: string, content: string | Uint8Array): void {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}

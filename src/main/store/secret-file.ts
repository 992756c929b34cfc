/** The `SecretStore` port over one file of the data folder, which holds only what the system's key store sealed. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { err, ok } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import type { SecretStore } from '../ports.ts';
import { guarded } from './journal-table.ts';
import { keep } from './keep-file.ts';
import type { Keyring } from './station-key.ts';

const secretName = 'sign-in.sealed';
/** One supervisor's tokens are some 10 kB. */
const mostBytes = 500_000;

/** @param keyring one that proved itself, see `provenKeyring` */
export function createSecretFile(dataDir: string, keyring: Keyring): SecretStore {
  const file = path.join(dataDir, secretName);
  const clear = () => dropSecretFile(dataDir);
  return {
    clear,
    read() {
      try {
        const size = statSync(file, { throwIfNoEntry: false })?.size;
        if (size === undefined) return null;
        if (size <= mostBytes) return keyring.unseal(readFileSync(file));
      } catch (lost) {
        // The file system, another key, a damaged file: nothing that will ever be opened again.
        if (!(lost instanceof Error)) throw lost;
      }
      clear();
      return null;
    },
    write(text) {
      try {
        const sealed = keyring.seal(text);
        if (sealed.length <= mostBytes) {
          keep(file, sealed);
          return ok(null);
        }
      } catch (refused) {
        if (!(refused instanceof Error)) throw refused;
      }
      clear();
      return err(trouble('disk', { detail: 'not kept' }));
    },
  };
}

/** Also where there is no key store: what an earlier run kept goes without being opened. */
export function dropSecretFile(dataDir: string): ReturnType<SecretStore['clear']> {
  return guarded(() => {
    for (const name of [secretName, `${secretName}.new`])
      rmSync(path.join(dataDir, name), { force: true, recursive: true });
    return null;
  });
}

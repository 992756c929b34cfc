/** What a config asks for and this machine cannot give: told at the start, for a key that is not obeyed is worse than none. */
import type { Config, ConfigTrouble } from './config.ts';

/**
 * Null when all is there.
 * @param machine `keyring`: the system's key store, if there is one that proved that it encrypts
 * @param file only named in the trouble
 */
export function unmetNeed(
  { session }: Pick<Config, 'session'>,
  machine: { readonly keyring: object | null },
  file: string,
): ConfigTrouble | null {
  if (!session.persistSignIn || machine.keyring !== null) return null;
  return {
    file,
    key: 'session.persistSignIn',
    found: 'true, but no key store of the system that encrypts',
    allowed: 'false, or a key store that is unlocked at the start (GNOME Keyring, KWallet)',
  };
}

/** The fuses of the built binary, read back from it. */
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** A fuse's byte in the binary is a letter (docs/tutorial/fuses.md of Electron): '0' off, '1' on, 'r' no longer there. */
const letters: Readonly<Record<number, string>> = { 48: 'off', 49: 'on', 114: 'removed' };

/** Chosen in electron-builder.yml; said again here, so that a change there does not go unseen. */
const wanted = {
  RunAsNode: 'off',
  EnableNodeOptionsEnvironmentVariable: 'off',
  EnableNodeCliInspectArguments: 'off',
  OnlyLoadAppFromAsar: 'on',
  GrantFileProtocolExtraPrivileges: 'off',
  LoadBrowserProcessSpecificV8Snapshot: 'off',
  EnableEmbeddedAsarIntegrityValidation: 'on',
  EnableCookieEncryption: 'off',
} as const;

export interface Fuse {
  readonly name: string;
  readonly state: string;
  readonly isAsWanted: boolean;
}

export async function readFuses(executable: string): Promise<readonly Fuse[]> {
  const wire = await getCurrentFuseWire(executable);
  if (wire.version !== FuseVersion.V1) throw new Error(`fuses of version ${wire.version} are not known here`);
  return (Object.keys(wanted) as (keyof typeof wanted)[]).map((name) => {
    const byte = wire[FuseV1Options[name]];
    const state = (byte === undefined ? undefined : letters[byte]) ?? 'not there';
    return { name, state, isAsWanted: state === wanted[name] };
  });
}

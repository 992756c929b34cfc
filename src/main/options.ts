/** The command line and the environment of the app: the few switches there are; a packaged build refuses all others. */
import { err, ok, type Result } from '../core/result.ts';

export interface Options {
  readonly configFile: string | null;
  readonly dataDir: string | null;
  readonly mode: 'kiosk' | 'desk' | null;
  readonly isWindowed: boolean;
}

/** An empty variable is an unset one: as a path it would be the folder that the station happened to start in. */
const set = (variable: string | undefined): string | null => variable || null;

const named = ['--config', '--data-dir', '--mode'] as const;

/**
 * @param argv without the executable
 * @returns the first switch that is not allowed as an error
 */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): Result<Options, { readonly refused: string }> {
  const values = new Map<string, string>();
  let isWindowed = false;
  let hasAppFolder = isPackaged;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const name = named.find((option) => word === option || word.startsWith(`${option}=`));
    if (name !== undefined) {
      const value = word === name ? argv[++index] : word.slice(name.length + 1);
      if (value === undefined || value === '' || value.startsWith('--')) return err({ refused: word });
      values.set(name, value);
    } else if (word === '--windowed' && !isPackaged) isWindowed = true;
    else if (!word.startsWith('-') && !hasAppFolder) hasAppFolder = true;
    // Unpackaged, Electron, Chromium and Playwright add switches of their own: they are theirs to judge.
    else if (isPackaged) return err({ refused: word });
  }
  const mode = values.get('--mode') ?? null;
  if (mode !== null && mode !== 'kiosk' && mode !== 'desk') return err({ refused: `--mode ${mode}` });
  return ok({
    configFile: values.get('--config') ?? set(env.DAYPASS_CONFIG),
    dataDir: values.get('--data-dir') ?? set(env.DAYPASS_DATA_DIR),
    mode,
    isWindowed,
  });
}

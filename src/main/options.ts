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

export interface Refusal {
  /** The first switch that is not allowed. */
  readonly refused: string;
  /** Where the log is, as far as the switches before it say. */
  readonly dataDir: string | null;
}

/** @param argv without the executable */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
  platform: NodeJS.Platform,
): Result<Options, Refusal> {
  const values = new Map<string, string>();
  let isWindowed = false;
  let hasAppFolder = isPackaged;
  const dataDir = () => values.get('--data-dir') ?? set(env.DAYPASS_DATA_DIR);
  const refusal = (refused: string) => err({ refused, dataDir: dataDir() });
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const name = named.find((option) => word === option || word.startsWith(`${option}=`));
    if (name !== undefined) {
      const value = word === name ? argv[++index] : word.slice(name.length + 1);
      if (value === undefined || value === '' || isSwitch(value, platform)) return refusal(word);
      values.set(name, value);
    } else if (word === '--windowed' && !isPackaged) isWindowed = true;
    else if (!word.startsWith('-') && !hasAppFolder) hasAppFolder = true;
    // Unpackaged, Electron, Chromium and Playwright add switches of their own: they are theirs to judge.
    else if (isPackaged) return refusal(word);
  }
  const mode = values.get('--mode') ?? null;
  if (mode !== null && mode !== 'kiosk' && mode !== 'desk') return refusal(`--mode ${mode}`);
  return ok({
    configFile: values.get('--config') ?? set(env.DAYPASS_CONFIG),
    dataDir: dataDir(),
    mode,
    isWindowed,
  });
}

/** As Chromium reads a command line: to it even the value of one of our switches would be a switch of its own. */
function isSwitch(word: string, platform: NodeJS.Platform): boolean {
  return word.startsWith('-') || (platform === 'win32' && word.startsWith('/'));
}

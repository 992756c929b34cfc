/** Plays every start that must be refused against the packaged app, and says which were not. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Ended, freePort, runPackaged } from './packaged-app.ts';
import { refusedByChromium, refusedSwitches, refusedVariables } from './switches.ts';

export interface Refusal {
  readonly asked: string;
  /** What was wrong with it; empty for a refusal as it should be. */
  readonly wrong: readonly string[];
}

export interface Place {
  readonly executable: string;
  /** A folder that the ordinary user can write. */
  readonly home: string;
  readonly within?: readonly string[];
}

interface Ask {
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly judge: (ended: Ended, log: string | null) => readonly string[];
}

const asks: readonly Ask[] = [
  ...refusedSwitches.map((words) => ({ words, variables: {}, judge: wrongOf })),
  ...Object.entries(refusedVariables).map(([name, value]) => ({
    words: [],
    variables: { [name]: value },
    judge: wrongOf,
  })),
  ...refusedByChromium.map((word) => ({ words: [word], variables: {}, judge: wrongBeforeUs })),
];

/** @param every 1 for all of them, 4 for each fourth */
export async function playRefusals(place: Place, every: number): Promise<readonly Refusal[]> {
  const left = asks.filter((_, index) => index % every === 0);
  const found: Refusal[] = [];
  const player = async (number: number) => {
    for (let ask = left.shift(); ask !== undefined; ask = left.shift())
      found.push(await play(place, ask, path.join(place.home, `refused-${number}`)));
  };
  await Promise.all([player(1), player(2)]);
  return found;
}

async function play({ home, ...place }: Place, ask: Ask, dataDir: string): Promise<Refusal> {
  const port = await freePort();
  const fill = (text: string) => text.replace('{port}', String(port));
  rmSync(dataDir, { recursive: true, force: true });
  const variables = Object.entries(ask.variables).map(([name, value]) => [name, fill(value)]);
  const env = { HOME: home, DAYPASS_DATA_DIR: dataDir, ...Object.fromEntries(variables) };
  const ended = await runPackaged({ ...place, args: ask.words.map(fill), env }, port);
  const asked = [...Object.entries(ask.variables).map(([name, value]) => `${name}=${value}`), ...ask.words];
  return { asked: asked.join(' '), wrong: ask.judge(ended, logOf(dataDir)) };
}

/** @param log null where there is none */
export function wrongOf(ended: Ended, log: string | null): readonly string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [ended.code === 2, `ended with ${ended.code ?? 'a signal'}`],
    [/^daypass: the .* is not allowed$/m.test(ended.stderr), 'said nothing'],
    [log?.includes('"event":"start-refused"') ?? false, 'logged nothing'],
    [!ended.hasListened, 'opened the port'],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, wrong]) => wrong);
}

function wrongBeforeUs(ended: Ended): readonly string[] {
  const isRefused = ended.code !== null && ended.code !== 0 && !ended.hasListened;
  return isRefused ? [] : [`ended with ${ended.code ?? 'a signal'}`];
}

function logOf(dataDir: string): string | null {
  try {
    return readFileSync(path.join(dataDir, 'log/daypass.log'), 'utf8');
  } catch (missing) {
    if ((missing as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw missing;
  }
}

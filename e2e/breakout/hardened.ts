/** The same hands on the packaged station, which nothing can look into: what it shows, what runs, and what its journal says. */
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { main as journalCli } from '../../src/main/store/journal-cli.ts';
import { openScreen, type Screen } from '../harness/screen.ts';
import { type Picture, readScreen } from '../package/framebuffer.ts';
import { spawnPackaged } from '../package/packaged-app.ts';
import type { Attempt, How, Outcome } from './attempt.ts';
import { browserKeys, systemKeys } from './keys.ts';
import { type Outside, watchOutside } from './outside.ts';
import { byHand, mostMsUntilUsable, noTap } from './play.ts';
import { pointer } from './pointer.ts';

type Handed = Attempt & { readonly how: Extract<How, { is: 'keys' | 'hand' }> };

const isByHand = (attempt: Attempt): attempt is Handed =>
  attempt.how.is === 'keys' || attempt.how.is === 'hand';
export const handed: readonly Handed[] = [...browserKeys, ...systemKeys, ...pointer].filter(isByHand);

/** As e2e/package/packaged-app.ts starts it. */
const ordinaryUser = 65534;
/** The button for language and appearance on the sign-in screen, at 1280 x 800. */
const menuButton = ['mousemove', '1210', '41', 'click', '1'];
/** A ring of the focus, a text that was marked: less than this of the screen. A menu darkens all of it. */
const calmShare = 0.1;
const firstScreenMs = 60_000;

interface Hardened {
  readonly screen: Screen;
  readonly outside: Outside;
  readonly pid: number;
  readonly isAlive: () => boolean;
  readonly calm: Picture;
}

/**
 * @param executable of a packed folder that an ordinary user may read
 * @param every 1 for all attempts, 8 for each eighth
 */
export async function playHardened(
  executable: string,
  say: (line: string) => void,
  every = 1,
): Promise<readonly Outcome[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-hardened-'));
  await chmod(folder, 0o755);
  const [home, dataDir] = [path.join(folder, 'home'), path.join(folder, 'data')];
  for (const place of [home, dataDir]) await mkdir(place);
  const screen = await openScreen(folder);
  const outside = await watchOutside(folder, home);
  for (const place of [home, dataDir, path.join(folder, 'temp')])
    if (process.getuid?.() === 0) await chown(place, ordinaryUser, ordinaryUser);
  await chmod(path.join(folder, 'started'), 0o666);
  const env = { ...outside.env, HOME: home, DISPLAY: screen.display };
  const app = spawnPackaged({ executable, args: ['--data-dir', dataDir], env });
  app.stdout?.resume();
  app.stderr?.resume();
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()));
  const isAlive = () => app.exitCode === null && app.signalCode === null;
  try {
    const calm = await firstCalm(screen, isAlive);
    const station = { screen, outside, pid: app.pid ?? 0, isAlive, calm };
    await outside.traces(station.pid);
    const outcomes: Outcome[] = [];
    for (const attempt of handed.filter((_, index) => index % every === 0)) {
      outcomes.push(await play(station, attempt));
      if (!isAlive()) break;
    }
    say(`played ${outcomes.length} of ${handed.length} on the package`);
    app.kill('SIGTERM');
    await ended;
    return [...outcomes, ...(await uncounted(dataDir, outcomes))];
  } finally {
    app.kill('SIGKILL');
    await outside.stop();
    await screen.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(station: Hardened, attempt: Handed): Promise<Outcome> {
  await byHand(station.screen, attempt.how);
  const endedAtMs = performance.now();
  await station.screen.hand('mousemove', '640', '700');
  const isCalm = await until(() => sameAs(station, true), endedAtMs);
  await station.screen.hand(...menuButton);
  const isAnswered = await until(() => sameAs(station, false), endedAtMs);
  const usableAfterMs = isAnswered ? Math.round(performance.now() - endedAtMs) : null;
  await station.screen.hand('key', 'Escape');
  await station.screen.hand('mousemove', '640', '700');
  await until(() => sameAs(station, true), performance.now());
  const seen = await station.screen.windows();
  const checks: readonly (readonly [boolean, string])[] = [
    [station.isAlive(), 'the station ended'],
    [isCalm, 'the screen is another one'],
    [isAnswered, noTap],
    [seen.length === 1, `windows on the screen: ${seen.map(({ title }) => title).join(', ')}`],
  ];
  const wrong = checks.filter(([isGood]) => !isGood).map(([, said]) => said);
  const { group, name, noticed } = attempt;
  const traces = await station.outside.traces(station.pid);
  return { group, name: `${name}, on the package`, wrong: [...wrong, ...traces], noticed, usableAfterMs };
}

/** The journal counts at least as many of each kind as were tried; it cannot be read before the station ended. */
async function uncounted(dataDir: string, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
  const lines: string[] = [];
  await journalCli(['export', '--data-dir', dataDir], { line: (text) => lines.push(text), say: () => {} });
  const rows = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'blocked');
  const kinds = new Set(outcomes.flatMap(({ noticed }) => noticed ?? []));
  return [...kinds].flatMap((kind): readonly Outcome[] => {
    const tried = outcomes.filter(({ noticed }) => noticed === kind).length;
    const counted = rows
      .filter(({ detail }) => detail?.what === kind)
      .reduce((sum, { detail }) => sum + Number(detail.count), 0);
    if (counted >= tried) return [];
    const wrong = [`the journal counts ${counted} of ${tried}`];
    return [{ group: 'A', name: `${kind}, on the package`, wrong, noticed: kind, usableAfterMs: null }];
  });
}

/** The first screen, once it no longer moves. */
async function firstCalm(screen: Screen, isAlive: () => boolean): Promise<Picture> {
  const deadlineMs = performance.now() + firstScreenMs;
  let before: Picture | null = null;
  while (performance.now() < deadlineMs && isAlive()) {
    await pause(1_500);
    await screen.hand('mousemove', '640', '700');
    const now = (await screen.windows()).length > 0 ? readScreen(screen.file) : null;
    if (now !== null && before !== null && differing(before, now) < calmShare) return now;
    before = now;
  }
  throw new Error('the packaged station showed no screen');
}

function sameAs({ screen, calm }: Hardened, isWanted: boolean): boolean {
  return differing(calm, readScreen(screen.file)) < calmShare === isWanted;
}

async function until(isTrue: () => boolean, sinceMs: number): Promise<boolean> {
  do {
    if (isTrue()) return true;
    await pause(15);
  } while (performance.now() - sinceMs < mostMsUntilUsable);
  return isTrue();
}

/** Which part of the pixels is another, from 0 to 1. */
function differing(one: Picture, other: Picture): number {
  let count = 0;
  for (let at = 0; at < one.rgb.length; at += 3) {
    const isSame =
      one.rgb[at] === other.rgb[at] &&
      one.rgb[at + 1] === other.rgb[at + 1] &&
      one.rgb[at + 2] === other.rgb[at + 2];
    if (!isSame) count += 1;
  }
  return count / (one.rgb.length / 3);
}

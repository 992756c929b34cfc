/** A full-screen kiosk on a screen of its own, signed in, with the world around it watched. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signIn } from '../harness/kiosk.ts';
import { openScreen, type Screen } from '../harness/screen.ts';
import type { Station, StationFixtures } from '../harness/station.ts';
import { takeTimeInHand } from '../harness/time.ts';
import { type Outside, watchOutside } from './outside.ts';

export interface Rig {
  readonly station: Station;
  readonly screen: Screen;
  readonly outside: Outside;
  readonly mainPid: number;
}

/** Attempts pass time in the station, so that the journal's pause between two of a kind is over. */
const patient = { idleLockSeconds: 3_600 };

export async function withRig(
  { start, served }: Pick<StationFixtures, 'start' | 'served'>,
  act: (rig: Rig) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-breakout-'));
  const screen = await openScreen(folder);
  const outside = await watchOutside(folder, served.home);
  try {
    const env = { ...outside.env, DISPLAY: screen.display };
    const station = await start({ session: patient }, { isFullScreen: true, env });
    await takeTimeInHand(station);
    await signIn(station);
    const mainPid = station.app.process().pid ?? 0;
    await outside.traces(mainPid);
    await act({ station, screen, outside, mainPid });
    await station.quit();
  } finally {
    await outside.stop();
    await screen.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Plays attempts against a running station and says of each what got out, what the journal says, and when a tap was answered. */

import type { Screen } from '../harness/screen.ts';
import { journalOf } from '../harness/station.ts';
import { passMainTime } from '../harness/time.ts';
import type { Attempt, How, Outcome } from './attempt.ts';
import { lookAt, wrongOf } from './oracle.ts';
import type { Rig } from './rig.ts';

/** Within two seconds in `npm run breakout`, which measures; in `npm test` a busy machine decides nothing. */
export const mostMsUntilUsable = process.env.DAYPASS_BREAKOUT_FOUND === undefined ? 15_000 : 2_000;
export const noTap = `no tap was answered within ${mostMsUntilUsable / 1_000} s`;
/** The journal's pause between two rows of a kind, and a little. */
const pauseMs = 61_000;

/** @param screens where the page may be afterwards */
export async function play(
  rig: Rig,
  attempt: Attempt,
  screens: readonly string[] = ['search'],
): Promise<Outcome> {
  if (attempt.noticed !== null) await endPauses(rig);
  const rowsBefore = await noticedRows(rig, attempt);
  const answer = await perform(rig, attempt.how);
  const endedAtMs = performance.now();
  const wrong = await settled(rig, endedAtMs, screens);
  const isAnswered = wrong.length === 0 && (await answersTap(rig, endedAtMs));
  const usableAfterMs = isAnswered ? Math.round(performance.now() - endedAtMs) : null;
  if (isAnswered) await closeMenu(rig);
  // Neither an escape nor what was typed may be there for whatever is tried next.
  if (!isAnswered || attempt.group === 'I') await beginAnew(rig);
  const traces = await rig.outside.traces(rig.mainPid);
  const isNoticed = attempt.noticed === null || (await noticedRows(rig, attempt)) > rowsBefore;
  return {
    group: attempt.group,
    name: attempt.name,
    noticed: attempt.noticed,
    usableAfterMs,
    wrong: [
      ...(answer === 'escaped' ? ['it was given what it asked for'] : []),
      ...wrong,
      ...(wrong.length === 0 && !isAnswered ? [noTap] : []),
      ...traces,
      ...(isNoticed ? [] : [`the journal says nothing of ${attempt.noticed}`]),
    ],
  };
}

function beginAnew({ station }: Rig): Promise<void> {
  return station.app.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL('app://kiosk/index.html');
  });
}

/** What was counted is written at the end of a pause, and begins another. Somebody is there all the while. */
async function endPauses(rig: Rig): Promise<void> {
  const { station } = rig;
  for (let round = 0; round < 2; round += 1) {
    await passMainTime(station, pauseMs);
    // What fell due is done once its turn has come.
    await station.app.evaluate(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
  await runScript(rig, `return daypass['session.touch'](null)`);
}

async function noticedRows({ station }: Rig, { noticed }: Attempt): Promise<number> {
  if (noticed === null) return 0;
  const rows = await journalOf(station.dataDir);
  return rows.filter(({ event, detail }) => event === 'blocked' && isAbout(detail, noticed)).length;
}

function isAbout(detail: unknown, what: string): boolean {
  return typeof detail === 'object' && detail !== null && 'what' in detail && detail.what === what;
}

/** From outside, on whatever is on the screen. */
export function byHand(screen: Screen, how: Extract<How, { is: 'keys' | 'hand' }>): Promise<string> {
  if (how.is === 'hand') return screen.hand(...how.commands.flat());
  return screen.hand('key', '--clearmodifiers', '--delay', '30', ...how.chords);
}

async function perform(rig: Rig, how: How): Promise<unknown> {
  const { screen, station } = rig;
  switch (how.is) {
    case 'keys':
    case 'hand':
      return byHand(screen, how);
    case 'typed':
      await runScript(rig, `document.querySelector('[data-testid="worker-search"]').focus()`);
      await screen.hand('type', '--delay', String(how.delayMs), '--', how.text);
      // The station gives a burst of keys back once it is over: a tap before that would get the last Enter.
      return screen.hand('sleep', '0.3');
    case 'script':
      return runScript(rig, how.script);
    case 'input':
      return station.app.evaluate(async ({ BrowserWindow }, events) => {
        const tools = BrowserWindow.getAllWindows()[0]?.webContents.debugger;
        // A gesture that leads nowhere is a refusal like any other.
        for (const { command, given } of events) await tools?.sendCommand(command, given).catch(() => {});
      }, how.events);
    case 'window':
      return station.app.evaluate(({ BrowserWindow }, call) => {
        const [window] = BrowserWindow.getAllWindows();
        if (call === 'close') window?.close();
        else if (call === 'minimize') window?.minimize();
        else window?.setFullScreen(false);
      }, how.call);
  }
}

/** What a script makes is gone after a moment, as the page's own doing would be. */
const prelude = `const make = (name, known) => {
  const made = Object.assign(document.createElement(name), known);
  document.body.append(made);
  setTimeout(() => made.remove(), 200);
  return made;
};`;
const scriptMs = 1_200;

/** With a person's gesture, which opens what scripts alone may not. A script whose page goes away answers nothing. */
function runScript({ station, outside }: Rig, script: string): Promise<unknown> {
  const filled = script
    .replaceAll('{evil}', outside.evilOrigin)
    .replaceAll('{evilPort}', String(outside.evilPort));
  return station.app.evaluate(
    async ({ BrowserWindow }, { code, ms }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      const ran = page?.executeJavaScript(code, true).catch((refused: unknown) => String(refused));
      return Promise.race([ran, new Promise((resolve) => setTimeout(resolve, ms, 'no answer'))]);
    },
    { code: `(async () => { ${prelude} ${filled} })()`, ms: scriptMs },
  );
}

/** What is still wrong when the time is up. */
async function settled(rig: Rig, sinceMs: number, screens: readonly string[]): Promise<readonly string[]> {
  let wrong: readonly string[];
  do {
    const seen = await rig.screen.windows();
    const beside =
      seen.length === 1 ? [] : [`windows on the screen: ${seen.map(({ title }) => title).join(', ')}`];
    wrong = [...wrongOf(await lookAt(rig), screens), ...beside];
  } while (wrong.length > 0 && performance.now() - sinceMs < mostMsUntilUsable);
  return wrong;
}

/** After so long without an answer a person taps again: the tap beside a picker of Chromium's only closes it. */
const secondTapMs = 600;

/** A real tap on the menu button; its dialog is the answer. */
async function answersTap(rig: Rig, sinceMs: number): Promise<boolean> {
  const untilMs = sinceMs + mostMsUntilUsable;
  do {
    await rig.screen.hand('mousemove', ...(await middleOf(rig, '[data-testid="menu"]')), 'click', '1');
    if (await isDialog(rig, true, Math.min(untilMs, performance.now() + secondTapMs))) return true;
  } while (performance.now() < untilMs);
  return false;
}

async function closeMenu(rig: Rig): Promise<void> {
  await rig.screen.hand('key', 'Escape');
  if (!(await isDialog(rig, false, performance.now() + mostMsUntilUsable)))
    throw new Error('the menu stays open');
}

async function isDialog(rig: Rig, isWanted: boolean, untilMs: number): Promise<boolean> {
  do {
    if ((await lookAt(rig))?.isDialogOpen === isWanted) return true;
  } while (performance.now() < untilMs);
  return false;
}

async function middleOf({ station }: Rig, selector: string): Promise<readonly [string, string]> {
  const middle = await station.app.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `(() => { const b = document.querySelector(${JSON.stringify(wanted)}).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] })()`,
      ) as Promise<readonly [number, number]>,
    selector,
  );
  return [String(Math.round(middle?.[0] ?? 0)), String(Math.round(middle?.[1] ?? 0))];
}

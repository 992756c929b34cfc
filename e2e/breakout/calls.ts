/** Group F: the door between page and main process, from the page with hostile calls and from everybody who is not the page. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { troubleKinds } from '../../src/core/trouble.ts';
import type { Method } from '../../src/shared/api.ts';
import { inputs } from '../../src/shared/inputs.ts';
import { journalOf } from '../harness/station.ts';
import type { Outcome } from './attempt.ts';
import { callInPage, type Endings } from './hostile-calls.ts';
import type { Rig } from './rig.ts';

/** `npm run breakout` asks for 10,000 a method; `npm test` for enough of each kind. */
export const callsPerMethod = Number(process.env.DAYPASS_BREAKOUT_CALLS ?? 200);

export const methods = Object.keys(inputs) as readonly Method[];

/** With null these act, and what a person may do is no attempt. */
const actsOnNull: readonly Method[] = ['session.lock', 'session.signOut', 'setAside.seen', 'today.revoke'];

export interface Fuzzed {
  readonly outcome: Outcome;
  readonly endings: Endings;
}

/** @param state of the session, for the name */
export async function fuzz(rig: Rig, method: Method, calls: number, state: string): Promise<Fuzzed> {
  const before = await recordOf(rig);
  const round = { method, calls, seed: 1 + methods.indexOf(method), withNull: !actsOnNull.includes(method) };
  const endings = await rig.station.page.evaluate(callInPage, round);
  const after = await recordOf(rig);
  const wrong = [
    ...Object.keys(endings).filter((ending) => !isHarmless(ending)),
    ...(after.incidents > before.incidents ? ['an incident is in the log'] : []),
    ...after.events
      .slice(before.events.length)
      .filter((event) => event !== 'blocked' && event !== 'checkpoint'),
    ...(await rig.outside.traces(rig.mainPid)),
  ];
  const outcome = {
    group: 'F',
    name: `${calls} calls of ${method}, ${state}`,
    wrong,
    usableAfterMs: null,
  } as const;
  return { outcome: { ...outcome, noticed: 'bad-call' }, endings };
}

/** A named refusal, a true answer, or a value that the bridge itself cannot carry. */
function isHarmless(ending: string): boolean {
  const [, kind] = /^error (.*)$/.exec(ending) ?? [];
  if (kind !== undefined) return kind !== 'incident' && troubleKinds.some((known) => known === kind);
  return /^answer/.test(ending) || /^thrown (?!by the door)/.test(ending);
}

async function recordOf({ station }: Rig) {
  const log = await readFile(path.join(station.dataDir, 'log/daypass.log'), 'utf8');
  const events = (await journalOf(station.dataDir)).map(({ event }) => String(event));
  return { incidents: log.split('"event":"incident"').length - 1, events };
}

/** Who else could knock: each is refused at the door, for every method. */
const strangers = {
  'a frame within the page': { sameContents: true, parent: true, url: 'app://kiosk/index.html' },
  'our page at another address': { sameContents: true, parent: false, url: 'https://evil.example/' },
  'an address that looks like ours': {
    sameContents: true,
    parent: false,
    url: 'app://kiosk.evil.example/index.html',
  },
  'a file': { sameContents: true, parent: false, url: 'file:///index.html' },
  'an address that is none': { sameContents: true, parent: false, url: '' },
  'another window with our address': { sameContents: false, parent: false, url: 'app://kiosk/index.html' },
} as const;

export async function knockAsStrangers(rig: Rig): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, stranger] of Object.entries(strangers)) {
    const answered = await rig.station.app.evaluate(async ({ BrowserWindow, ipcMain }, from) => {
      // Electron keeps the door's own functions there; no stranger could otherwise be made up so exactly.
      const doors = (ipcMain as unknown as { _invokeHandlers: Map<string, (...given: unknown[]) => unknown> })
        ._invokeHandlers;
      const own = BrowserWindow.getAllWindows()[0]?.webContents.id ?? 0;
      const event = {
        sender: { id: from.sameContents ? own : own + 1_000 },
        senderFrame: { parent: from.parent ? {} : null, url: from.url },
      };
      const open: string[] = [];
      for (const [method, door] of doors) {
        const answer = await Promise.resolve(door(event, null)).then(
          () => 'answered',
          (refused: unknown) => String(refused),
        );
        if (answer !== 'Error: refused') open.push(`${method}: ${answer}`);
      }
      return { doors: doors.size, open };
    }, stranger);
    const missing = answered.doors < methods.length ? [`only ${answered.doors} doors`] : [];
    outcomes.push({
      group: 'F',
      name: `every method, called by ${name}`,
      wrong: [...missing, ...answered.open],
      noticed: 'foreign-caller',
      usableAfterMs: null,
    });
  }
  return outcomes;
}

/** Every way out of the kiosk that anybody could think of, tried on the real station: nothing gets out, and it stays usable. */
import type { Attempt, Outcome } from '../breakout/attempt.ts';
import { dialogs } from '../breakout/dialogs.ts';
import { expectAllBlocked } from '../breakout/gather.ts';
import { browserKeys, systemKeys } from '../breakout/keys.ts';
import { navigation } from '../breakout/navigation.ts';
import { play } from '../breakout/play.ts';
import { pointer } from '../breakout/pointer.ts';
import { withRig } from '../breakout/rig.ts';
import { scanner } from '../breakout/scanner.ts';
import { expectWholeChain, test } from '../harness/station.ts';

const tables: Readonly<Record<string, readonly Attempt[]>> = {
  'the keys of a browser': browserKeys,
  'the keys of the operating system': systemKeys,
  'a pointer, a finger and things that are dropped': pointer,
  'addresses, links, frames and windows': navigation,
  'dialogs, pickers and permissions': dialogs,
  'a scanner that attacks': scanner,
};

for (const [what, attempts] of Object.entries(tables))
  test(`${what} lead nowhere: ${attempts.length} attempts`, async ({ start, served, dataDir }) => {
    test.setTimeout(attempts.length * 6_000 + 60_000);
    const outcomes: Outcome[] = [];
    // What is scanned is looked up, as it should be.
    const screens = attempts === scanner ? ['search', 'worker', 'problem'] : ['search'];
    await withRig({ start, served }, async (rig) => {
      for (const attempt of attempts) outcomes.push(await play(rig, attempt, screens));
    });
    await expectAllBlocked(outcomes);
    await expectWholeChain(dataDir);
  });

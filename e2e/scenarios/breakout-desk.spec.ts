/** At a desk a file comes in and reports go out: neither brings more than its text. */
import type { Outcome } from '../breakout/attempt.ts';
import { callsPerMethod, fuzz, methods } from '../breakout/calls.ts';
import { playFiles, playReport } from '../breakout/desk-run.ts';
import { expectAllBlocked } from '../breakout/gather.ts';
import { withRig } from '../breakout/rig.ts';
import { expectWholeChain, test } from '../harness/station.ts';

test('calls and files for a run that are none change nothing, and no report has a cell that would be executed', async ({
  start,
  served,
  dataDir,
}) => {
  const ofRuns = methods.filter((method) => method.startsWith('bulk.'));
  test.setTimeout(240_000 + callsPerMethod * ofRuns.length * 30);
  const outcomes: Outcome[] = [];
  const { control } = served.tenant;
  const atDesk: typeof start = (change, place) =>
    start(
      {
        ...change,
        station: { mode: 'desk' },
        printing: { printers: [{ folder: 'tray', stock: 'card-cr80' }] },
        directory: { cache: false },
      },
      place,
    );
  await withRig({ start: atDesk, served }, async (rig) => {
    for (const method of ofRuns)
      outcomes.push((await fuzz(rig, method, Math.ceil(callsPerMethod / 4), 'at a desk')).outcome);
    outcomes.push(...(await playFiles(rig, control)), ...(await playReport(rig, control, dataDir)));
  });
  await expectAllBlocked(outcomes);
  await expectWholeChain(dataDir);
});

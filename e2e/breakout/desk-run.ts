/** Group J at a desk: a run is asked for with files that are no table of people, and reported of people whose names are formulas. */
import { readFile } from 'node:fs/promises';
import type { TenantControl } from '../../src/demo-tenant/control.ts';
import { makeWorkers, type Person } from '../../src/demo-tenant/workers.ts';
import { main as journalCli } from '../../src/main/store/journal-cli.ts';
import { formulasIn } from '../../src/testing/spreadsheet.ts';
import { callFromPage } from '../harness/kiosk.ts';
import { expect, type Station } from '../harness/station.ts';
import type { Outcome } from './attempt.ts';
import { lookAt, wrongOf } from './oracle.ts';
import type { Rig } from './rig.ts';
import { formulaNames, hostileFiles } from './tables.ts';

const shift: readonly Person[] = makeWorkers(500, 0)
  .filter(
    ({ starts, accountEnabled, isPrivileged }) => starts !== 'no-method' && accountEnabled && !isPrivileged,
  )
  .slice(10, 10 + formulaNames.length);
const csvOf = (people: readonly Person[]) =>
  `number\r\n${people.map(({ employeeId }) => employeeId).join('\r\n')}\r\n`;

/** Each file, and after it one of two good rows: a station that has choked says nothing of that. */
export async function playFiles(rig: Rig, control: TenantControl): Promise<readonly Outcome[]> {
  const { page } = rig.station;
  const [first, second] = shift;
  if (first === undefined || second === undefined) throw new Error('there is no shift');
  await page.getByTestId('menu').click();
  await page.getByTestId('bulk').click();
  const outcomes: Outcome[] = [];
  const before = control.requests.length;
  for (const { name, bytes, finds } of hostileFiles(first.employeeId)) {
    const told = await check(rig.station, `${name}.csv`, bytes, (said) => said !== '2 ready, ');
    const after = await check(
      rig.station,
      '../=x.csv',
      Buffer.from(csvOf([first, second])),
      (said) => said === '2 ready, ',
    );
    outcomes.push(
      outcome(`${name} in a file`, [
        ...(told === finds ? [] : [`the check says: ${told}`]),
        ...(after === '2 ready, ' ? [] : [`a good file afterwards: ${after}`]),
        ...(await wrongAtDesk(rig)),
      ]),
    );
  }
  const odd = control.requests.slice(before).filter((request) => !isLook(request));
  outcomes.push(
    outcome(
      'what the tenant was asked for all these files',
      odd.map(({ method, path }) => `${method} ${path}`),
    ),
  );
  return outcomes;
}

/** People by a search or by their own id, and their method; nothing is written. */
function isLook({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return (
    method === 'GET' && /^\/[\w.]+\/(me|users)(\/[\w-]+(\/authentication\/qrCodePinMethod)?)?$/.test(path)
  );
}

/** Chooses the file and waits until the check says something of this kind. */
async function check(
  { page }: Station,
  name: string,
  buffer: Buffer,
  isIt: (said: string) => boolean,
): Promise<string> {
  await page.getByTestId('bulk-file').setInputFiles({ name, mimeType: 'text/csv', buffer });
  let said = '';
  const read = async () => {
    const answer = await callFromPage(page, 'bulk.read', null);
    if (!answer.ok) return `refused: ${answer.error.kind}`;
    const found = answer.value.check;
    if (found === null || found.isChecking) return 'checking';
    if (found.fault !== null) return found.fault.kind;
    return `${found.ready} ready, ${found.problems.map(({ kind }) => kind).join(' ')}`;
  };
  await expect
    .poll(
      async () => {
        said = await read();
        return said !== 'checking' && isIt(said);
      },
      { timeout: 20_000, intervals: [50] },
    )
    .toBe(true)
    .catch(() => undefined);
  return said;
}

/** The run is begun, printed and told, and its report and the journal's table are read as spreadsheets read them. */
export async function playReport(
  rig: Rig,
  control: TenantControl,
  dataDir: string,
): Promise<readonly Outcome[]> {
  const { page } = rig.station;
  for (const [at, { id }] of shift.entries())
    control.changePerson(id, { displayName: formulaNames[at] ?? '' });
  const all = `${shift.length} ready, `;
  const checked = await check(rig.station, 'shift.csv', Buffer.from(csvOf(shift)), (said) => said === all);
  expect(checked).toBe(all);
  await callFromPage(page, 'bulk.start', { is: 'temporary', hours: 8 });
  const asked = page.getByTestId('bulk-run');
  await expect(asked).toHaveAttribute('data-ask', String(shift.length), { timeout: 60_000 });
  await callFromPage(page, 'bulk.answer', { place: null, answer: 'here' });
  await expect(asked).toHaveAttribute('data-state', 'ended');
  const wrong = await wrongAtDesk(rig);
  const saved = await callFromPage(page, 'bulk.report', null);
  if (!saved.ok) throw new Error(saved.error.kind);
  const report = await readFile(saved.value.file, 'utf8');
  const lines: string[] = [];
  await journalCli(['export', '--format', 'csv', '--data-dir', dataDir], {
    line: (text) => lines.push(text),
    say: () => {},
  });
  return [
    outcome('names that are formulas, on the page of a run', wrong),
    ...formulaNames.map((name) => outcome(`${name} in the report`, found(report, name))),
    outcome('the report of a run', formulasIn(report)),
    outcome(
      'the journal as a table',
      lines.length < 2 * shift.length ? ['it is not all there'] : formulasIn(lines.join('\n')),
    ),
  ];
}

/** The name is there, so that nothing is said of a report without names. */
function found(report: string, name: string): readonly string[] {
  const letters = (text: string) => text.replaceAll(/["']/g, '');
  return letters(report).includes(letters(name)) ? [] : ['it is not there'];
}

/** A desk has a window with a frame, and a run is a dialog of the page. */
async function wrongAtDesk(rig: Rig): Promise<readonly string[]> {
  const looks = await lookAt(rig);
  const fits = await rig.station.page.evaluate(
    () => document.documentElement.scrollWidth <= window.innerWidth,
  );
  return [
    ...wrongOf(looks === null ? null : { ...looks, isDialogOpen: false, isFullScreen: true }, ['search']),
    ...(fits ? [] : ['the page is wider than the screen']),
    ...(await rig.outside.traces(rig.mainPid)),
  ];
}

function outcome(name: string, wrong: readonly string[]): Outcome {
  return { group: 'J', name, wrong, noticed: null, usableAfterMs: null };
}

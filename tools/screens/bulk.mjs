/** Badges for a whole shift at a desk: the file, its rows, a run that is paused, one that was interrupted, and the end. */
import { loadTypeScript } from '../run-ts.mjs';

const role = 'authentication-administrator';
const desk = {
  station: { mode: 'desk' },
  printing: { printers: ['Printer left', 'Printer right'].map((folder) => ({ folder, stock: 'card-cr80' })) },
  issuing: { codesPerHour: 200 },
  session: { idleLockSeconds: 600 },
};

/** Before the power goes. */
const leastPrinted = 20;

export async function bulk({ start, served }) {
  served.tenant.control.latencyMs = 300;
  const { fixtures, makeWorkers } = await loadTypeScript('src/demo-tenant/workers.ts');
  const station = await start(desk);
  await openBulk(station);
  await station.seen('bulk-drop');
  await station.picture('bulk-drop');
  await checked(station, shiftList(makeWorkers, fixtures));
  await running(station);
  await station.kill();
  const again = await start(desk);
  await again.on('sign-in');
  await again.signIn(role);
  await again.on('search');
  served.tenant.control.latencyMs = 0;
  // What was under way is looked at first.
  const printed = async () => (await window.daypass['station.read'](null)).bulkRun?.printed ?? 0;
  while ((await again.page.evaluate(printed)) <= leastPrinted) await again.page.waitForTimeout(200);
  await again.seen('bulk-left');
  await again.picture('bulk-left');
  await again.tap('bulk-left');
  await again.seen('bulk-resume');
  await again.picture('bulk-interrupted');
  await ended(again);
  await again.close();
}

async function openBulk({ on, tap, signIn }) {
  await on('sign-in');
  await signIn(role);
  await on('search');
  await tap('menu');
  await tap('bulk');
}

/** As payroll sends it: 70 people who can be served, and five rows that cannot. */
function shiftList(makeWorkers, { disabled, withoutMethod }) {
  const people = makeWorkers(500, 0)
    // Letters that every machine has: whoever takes the pictures may lack fonts that a station has.
    .filter(({ displayName }) => /^[\p{Script=Latin} .'-]+$/u.test(displayName))
    .filter(
      ({ starts, accountEnabled, isPrivileged }) => starts !== 'no-method' && accountEnabled && !isPrivileged,
    )
    .slice(10, 80);
  const row = ({ displayName, employeeId }) => `"${displayName}";${employeeId};`;
  const faulty = [
    row({ displayName: 'Nora Newman', employeeId: 'E99999' }),
    row(people[3]),
    row(disabled),
    row(withoutMethod),
    `"${people[5].displayName}";;eight`,
  ];
  return [
    'Name;Employee number;Hours',
    ...people.slice(0, 20).map(row),
    ...faulty,
    ...people.slice(20).map(row),
  ].join('\n');
}

async function checked({ page, tap, seen, picture }, csv) {
  const file = { name: 'shift.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.getByTestId('bulk-file').setInputFiles(file);
  await seen('bulk-check');
  await picture('bulk-check');
  await tap('bulk-start');
}

async function running({ page, tap, seen, picture }) {
  await page.waitForFunction(
    () => Number(document.querySelector('[data-testid="bulk-run"]')?.dataset.ask) > 8,
  );
  await tap('bulk-pause');
  await seen('bulk-run', '[data-state="paused"]');
  await picture('bulk-paused');
  await tap('bulk-resume');
  await seen('bulk-run', '[data-state="running"]');
  await page.waitForFunction(
    (least) => Number(document.querySelector('[data-testid="bulk-run"]')?.dataset.ask) > least,
    leastPrinted,
  );
  await picture('bulk-running');
}

async function ended({ page, tap, seen, picture }) {
  await tap('bulk-resume');
  const isOver = () => {
    const run = document.querySelector('[data-testid="bulk-run"]')?.dataset;
    return run?.waiting === '0' && run.working === '0' && run.settling === '0';
  };
  await page.waitForFunction(isOver, undefined, { timeout: 120_000 });
  await page.getByTestId('bulk-row-revoke').first().click();
  await tap('bulk-all-here');
  await seen('bulk-run', '[data-state="ended"]');
  await tap('bulk-save');
  await seen('bulk-saved');
  await picture('bulk-ended');
}

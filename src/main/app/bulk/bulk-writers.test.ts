/** What a run asks of the service, as the network sees it: how many workers are in between, and one request for each code. */
import { expect, it } from 'vitest';
import { makeWorkers } from '../../../demo-tenant/workers.ts';
import { bulkDesk, runOf, settled, startRun } from '../../../testing/bulk-desk.ts';
import { createDemoStation } from '../../../testing/demo-station.ts';
import { createFakeDirectory } from '../../../testing/fake-directory.ts';
import { createFakePrinter } from '../../../testing/fake-printer.ts';
import { waited } from '../issuing/reads.ts';

const shift = makeWorkers(60, 0)
  .filter(
    ({ starts, accountEnabled, isPrivileged }) => starts !== 'no-method' && accountEnabled && !isPrivileged,
  )
  .slice(0, 24);

/** The demo tenant behind the real adapter, with somebody who listens in between. */
function heardTenant() {
  const requests: string[] = [];
  const between = new Set<string>();
  const heard = { requests, most: 0 };
  const demo = createDemoStation((tenant, clock) => async (request) => {
    const { method, url } = request;
    requests.push(`${method} ${url}`);
    const workerId = /\/users\/([^/]+)\/authentication/.exec(url)?.[1];
    if (workerId === undefined) return tenant(request);
    if (method === 'DELETE') between.add(workerId);
    heard.most = Math.max(heard.most, between.size);
    await waited(clock, 400);
    const answer = await tenant(request);
    if (method === 'PATCH') between.delete(workerId);
    return answer;
  });
  return { demo, heard };
}

it('at most eight workers are between losing one code and getting the next, each by requests of their own', async () => {
  const { demo, heard } = heardTenant();
  const { clock, tenant, session } = demo;
  expect(await session.signIn('browser-window', () => {})).toMatchObject({ ok: true });
  for (const { id } of shift) tenant.control.issueElsewhere(id, 4);
  // Ten codes may be made and not printed: more than may be written for at a time.
  const morePrinters = [3, 4, 5].map((at) => createFakePrinter({ clock, name: `printer-${at}` }));
  const directory = Object.assign(createFakeDirectory({ nowMs: clock.trueMs }), demo.directory);
  const s = await bulkDesk({ clock, directory, morePrinters, roundTripMs: 0 });
  await startRun(s, shift);
  await settled(s, async () => (await runOf(s)).counts.ask === shift.length);
  expect(heard.most).toBe(8);
  const writes = heard.requests.filter((request) => /^(DELETE|PATCH) /.test(request));
  expect(writes).toHaveLength(2 * shift.length);
  expect(heard.requests.filter((request) => request.includes('$batch'))).toEqual([]);
});

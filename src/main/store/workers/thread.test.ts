import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { describeWorkerCache } from '../../../testing/worker-cache.contract.ts';
import { readListedPage } from '../../graph/listed-page.ts';
import { askCache, serveCache } from './thread.ts';
import { openWorkerCache } from './worker-cache.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Both ends in one thread, with everything that passes copied as between two. */
function create() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-workers-'));
  folders.push(dataDir);
  const { port1, port2 } = new MessageChannel();
  const readPage = (body: Uint8Array) => readListedPage(body, 'extensionAttribute3');
  const cache = openWorkerCache({ dataDir, scope: 's', readPage });
  serveCache(port1, cache, () => port1.close());
  return askCache(port2);
}

describeWorkerCache('the copy on disk, asked from another thread', create);

it('answers all that is asked of a thread that is gone', async () => {
  const { port1, port2 } = new MessageChannel();
  const cache = askCache(port2);
  const waiting = cache.search('anna', 5);
  cache.lose();
  const lost = { ok: false, error: { kind: 'disk', detail: 'thread-lost' } };
  expect(await waiting).toMatchObject(lost);
  expect(await cache.standing()).toMatchObject(lost);
  port1.close();
});

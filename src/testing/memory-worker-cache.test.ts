import { expect, it } from 'vitest';
import { createMemoryWorkerCache } from './memory-worker-cache.ts';
import { describeWorkerCache } from './worker-cache.contract.ts';

describeWorkerCache('the copy in memory', () => createMemoryWorkerCache('extensionAttribute3'));

it('says so when its disk is broken', async () => {
  const cache = createMemoryWorkerCache();
  cache.breakDisk();
  expect(await cache.search('anna', 5)).toMatchObject({ ok: false, error: { kind: 'disk' } });
});

/** The entry of the thread that holds the copy of the workers. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../core/result.ts';
import { readListedPage } from './graph/listed-page.ts';
import { serveCache, type ThreadOptions } from './store/workers/thread.ts';
import { openWorkerCache } from './store/workers/worker-cache.ts';

const port = parentPort;
assert(port !== null, 'this is the entry of a thread');
const { dataDir, scope, cardNumber } = workerData as Pick<ThreadOptions, 'dataDir' | 'scope' | 'cardNumber'>;
const readPage = (body: Uint8Array) => readListedPage(body, cardNumber);
serveCache(port, openWorkerCache({ dataDir, scope, readPage }), () => port.close());

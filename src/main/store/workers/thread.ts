/** The copy of the workers in a thread of its own: what goes over the wire, the end that works, the end that asks. */
import { Worker } from 'node:worker_threads';
import { err, type Result } from '../../../core/result.ts';
import type { ExtensionAttribute } from '../../../core/scan/reading.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { FoundWorker } from '../../../shared/workers.ts';
import type { CacheHits, CacheStanding, Exactly, WorkerCache } from '../../ports.ts';
import type { ThreadCache } from './worker-cache.ts';

type Request =
  | { readonly do: 'standing' | 'startOver' | 'close' }
  | { readonly do: 'take'; readonly link: string | null; readonly body: Uint8Array; readonly atMs: number }
  | { readonly do: 'search'; readonly text: string; readonly limit: number }
  | { readonly do: 'exactly'; readonly wanted: Exactly }
  | { readonly do: 'worker'; readonly workerId: string };

type Answer = Result<CacheStanding | CacheHits | FoundWorker | readonly FoundWorker[] | null, Trouble>;

/** Either end of a channel, as Node's ports and threads have it. */
export interface Channel {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', heard: (message: unknown) => void): unknown;
}

interface Asked {
  readonly serial: number;
  readonly request: Request;
}

interface Answered {
  readonly serial: number;
  readonly answer: Answer;
}

const longestText = 200;

/** In the thread: one request after the other, in the order in which they came; between them what can wait. */
export function serveCache(channel: Channel, cache: ThreadCache, closed: () => void): void {
  let isTidying = false;
  const tidy = () => {
    isTidying = cache.tidy();
    if (isTidying) setImmediate(tidy);
  };
  channel.on('message', (message) => {
    const { serial, request } = message as Asked;
    const answered: Answered = { serial, answer: answerOf(cache, request) };
    channel.postMessage(answered);
    if (request.do === 'close') closed();
    else if (!isTidying) tidy();
  });
}

function answerOf(cache: ThreadCache, request: Request): Answer {
  switch (request.do) {
    case 'standing':
      return cache.standing();
    case 'take':
      return cache.take(request.link, request.body, request.atMs);
    case 'startOver':
      return cache.startOver();
    case 'search':
      return cache.search(request.text, request.limit);
    case 'exactly':
      return cache.exactly(request.wanted);
    case 'worker':
      return cache.worker(request.workerId);
    case 'close':
      cache.close();
      return { ok: true, value: null };
  }
}

export interface AskingEnd extends WorkerCache {
  /** The thread is gone: whatever was asked, and will be, is answered with a `disk` trouble. */
  lose(): void;
}

export function askCache(channel: Channel): AskingEnd {
  const waiting = new Map<number, (answer: Answer) => void>();
  let serial = 0;
  let isLost = false;
  const lost = err(trouble('disk', { detail: 'thread-lost' }));
  channel.on('message', (message) => {
    const answered = message as Answered;
    waiting.get(answered.serial)?.(answered.answer);
    waiting.delete(answered.serial);
  });
  // The answer is of the kind that the request asks for: both ends are of this file.
  const ask = <T>(request: Request, transfer: readonly ArrayBuffer[] = []): Promise<Result<T, Trouble>> => {
    if (isLost) return Promise.resolve(lost);
    serial += 1;
    const asked: Asked = { serial, request };
    return new Promise((resolve) => {
      waiting.set(asked.serial, resolve as (answer: Answer) => void);
      channel.postMessage(asked, transfer);
    });
  };
  return {
    standing: () => ask({ do: 'standing' }),
    take(link, body, atMs) {
      // Also of bytes that were given away before.
      if (body.byteLength === 0) return Promise.resolve(err(trouble('bad-answer', { detail: 'page' })));
      // Moved, not copied, where the bytes are all there is of their buffer.
      const own = body.byteLength === body.buffer.byteLength ? body : body.slice();
      return ask(
        { do: 'take', link, body: own, atMs },
        own.buffer instanceof ArrayBuffer ? [own.buffer] : [],
      );
    },
    startOver: () => ask({ do: 'startOver' }),
    search: (text, limit) => ask({ do: 'search', text: text.slice(0, longestText), limit }),
    exactly: (wanted) => ask({ do: 'exactly', wanted }),
    worker: (workerId) => ask({ do: 'worker', workerId }),
    async close() {
      await ask({ do: 'close' });
    },
    lose() {
      isLost = true;
      for (const resolve of waiting.values()) resolve(lost);
      waiting.clear();
    },
  };
}

export interface ThreadOptions {
  /** The built entry, which calls `serveCache`. */
  readonly file: string;
  readonly dataDir: string;
  readonly scope: string;
  /** The attribute of a page's users that holds card numbers; left out: none does. */
  readonly cardNumber?: ExtensionAttribute | null;
  /** A bug ended the thread. The station works on without its copy. */
  readonly lost: (bug: unknown) => void;
}

/** The thread is started by the first that is asked of it: a station where nobody is signed in needs none. */
export function createCacheThread(options: ThreadOptions): WorkerCache {
  let started: WorkerCache | null = null;
  const cache = () => {
    started ??= startCacheThread(options);
    return started;
  };
  return {
    standing: () => cache().standing(),
    take: (link, body, atMs) => cache().take(link, body, atMs),
    startOver: () => cache().startOver(),
    search: (text, limit) => cache().search(text, limit),
    worker: (workerId) => cache().worker(workerId),
    exactly: (...asked) => cache().exactly(...asked),
    async close() {
      await started?.close();
    },
  };
}

function startCacheThread({ file, dataDir, scope, cardNumber = null, lost }: ThreadOptions): WorkerCache {
  const thread = new Worker(file, { workerData: { dataDir, scope, cardNumber } });
  const end = askCache(thread);
  thread.unref();
  thread.on('error', (bug) => {
    end.lose();
    lost(bug);
  });
  thread.on('exit', () => end.lose());
  return end;
}

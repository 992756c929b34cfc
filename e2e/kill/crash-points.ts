/** Where a station can be killed: just before and just after each durable row and each call that leaves the process. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';

const projectFolder = path.resolve(import.meta.dirname, '../..');

/** A point by its name, such as `after write create-sent` or `before call GET temporaryQRCode #2`. */
export type PointName = string;

interface Orders {
  /** The app's own file, from which its modules are found. */
  readonly entry: string;
  /** Points count from this row on. */
  readonly from: 'requested' | 'signed-in';
  /** The points passed so far, one a line. */
  readonly log: string;
  /** Dies here; null: only writes down the points. */
  readonly killAt: PointName | null;
}

/** Wraps what the running main process writes and calls, once per process; nothing of it is in the product. */
export async function armCrashPoints(app: ElectronApplication, orders: Omit<Orders, 'entry'>): Promise<void> {
  const entry = path.join(projectFolder, 'out/main/index.cjs');
  await app.evaluate(armInMainProcess, { entry, ...orders });
}

export function pointsIn(log: string): readonly PointName[] {
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
}

/** Runs in the station's main process: it can use nothing but its arguments. */
function armInMainProcess(electron: typeof Electron.CrossProcessExports, orders: Orders): void {
  const modules = process.mainModule?.constructor as unknown as typeof import('node:module');
  const load = modules.createRequire(orders.entry);
  const fs = load('node:fs') as typeof import('node:fs');
  const http = load('node:http') as typeof import('node:http');
  const Database = load('better-sqlite3') as typeof import('better-sqlite3');
  const times = new Map<string, number>();
  let isCounting = false;
  let lastBegun = '';

  // A call that follows itself asks the same again, as often as the printer needs: one point, not many.
  const begin = (what: string): string | null => {
    if (!isCounting || what === lastBegun) return null;
    lastBegun = what;
    const count = (times.get(what) ?? 0) + 1;
    times.set(what, count);
    const name = count === 1 ? what : `${what} #${count}`;
    pass(`before ${name}`);
    return name;
  };
  const pass = (point: string) => {
    fs.appendFileSync(orders.log, `${point}\n`);
    if (point === orders.killAt) process.kill(process.pid, 'SIGKILL');
  };

  // Rows: an insert is durable when its transaction is committed. A checkpoint belongs to the row before it.
  const probe = new Database(':memory:');
  const statement = Object.getPrototypeOf(probe.prepare('SELECT 1'));
  const run = statement.run;
  let event: string | null = null;
  statement.run = function runAtPoint(this: { readonly source: string }, ...values: readonly unknown[]) {
    if (this.source.startsWith('BEGIN')) event = null;
    if (/^\s*INSERT INTO journal\b/i.test(this.source)) {
      event ??= (values as readonly [{ readonly event: string }])[0].event;
      isCounting ||= event === orders.from;
    }
    if (this.source !== 'COMMIT') return run.apply(this, values);
    const name = begin(`write ${event}`);
    const done = run.apply(this, values);
    if (name !== null) pass(`after ${name}`);
    return done;
  };

  // Graph: after the whole reply has arrived and before the station sees any of it.
  const atPoints = (fetch: typeof globalThis.fetch): typeof globalThis.fetch => {
    return async (input, init) => {
      const { method, url } = input as Request;
      const name = begin(`call ${method} ${new URL(url).pathname.split('/').pop()}`);
      const response = await fetch(input, init);
      const body = await response.arrayBuffer();
      if (name !== null) pass(`after ${name}`);
      const { status, headers } = response;
      return new Response(body.byteLength === 0 ? null : body, { status, headers });
    };
  };
  electron.net.fetch = atPoints(electron.net.fetch.bind(electron.net) as typeof globalThis.fetch);
  for (let lane = 0; lane < 4; lane += 1) {
    const session = electron.session.fromPartition(`writes-${lane}`);
    session.fetch = atPoints(session.fetch.bind(session) as typeof globalThis.fetch);
  }

  // CUPS: the operations (RFC 8010, bytes 2 and 3) of a job; the printer's state is asked at any time and changes nothing.
  const operations: Readonly<Record<number, string>> = {
    5: 'Create-Job',
    6: 'Send-Document',
    8: 'Cancel-Job',
    9: 'Get-Job-Attributes',
  };
  const request = http.request;
  http.request = ((...given: Parameters<typeof request>) => {
    const outgoing = request(...given);
    const write = outgoing.write;
    let isFirst = true;
    outgoing.write = ((chunk: Uint8Array, ...rest: readonly never[]) => {
      const operation = isFirst ? operations[chunk[3] ?? 0] : undefined;
      isFirst = false;
      const name = operation === undefined ? null : begin(`call ${operation}`);
      if (name !== null)
        outgoing.prependOnceListener('response', (response) => {
          response.prependOnceListener('end', () => pass(`after ${name}`));
        });
      return (write as (...all: readonly unknown[]) => boolean).call(outgoing, chunk, ...rest);
    }) as typeof outgoing.write;
    return outgoing;
  }) as typeof http.request;
}

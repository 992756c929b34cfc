import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';
import { builtInTemplate } from '../badge/built-in-templates.ts';
import { createPrinters, createPrintServer } from '../configured-printers.ts';
import { type CupsServer, ippClient, parseCupsServer } from './ipp.ts';
import { encodeIpp } from './ipp-encode.ts';

let server: Server | null = null;
afterEach(async () => {
  const running = server;
  server = null;
  if (running === null) return;
  running.closeAllConnections();
  await new Promise((resolve) => running.close(resolve));
});

async function serve(listener: RequestListener): Promise<CupsServer> {
  const running = createServer(listener);
  server = running;
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
  const address = running.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { host: '127.0.0.1', port: address.port };
}

const ask = { operation: 0x000b, path: '/', attributes: [] };
const answer = (code: number) => encodeIpp({ version: [2, 0], code, requestId: 1, groups: [] });

describe('asking a CUPS server', () => {
  it('gives the message of a success', async () => {
    const target = await serve((_request, response) => response.end(answer(0)));
    expect(await ippClient(target, createVirtualClock(), 1_000)(ask)).toMatchObject({
      ok: true,
      value: { code: 0 },
    });
  });

  it('sends the document right behind the attributes', async () => {
    const bodies: Buffer[] = [];
    const target = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk));
      request.on('end', () => response.end(answer(0)));
    });
    await ippClient(target, createVirtualClock(), 1_000)({ ...ask, document: Buffer.from('%PDF') });
    expect(Buffer.concat(bodies).subarray(-5)).toEqual(Buffer.from('\u0003%PDF'));
  });

  it.each([
    ['a refusal', (body: Buffer) => body, answer(0x0406), { kind: 'refused', status: 0x0406 }],
    ['rubbish', () => Buffer.from('<html>captive portal</html>'), answer(0), { kind: 'bad-answer' }],
    ['nothing', () => Buffer.alloc(0), answer(0), { kind: 'bad-answer' }],
    [
      'far too much',
      () => Buffer.alloc(3 * 1024 * 1024),
      answer(0),
      { kind: 'no-answer', detail: 'answer too large' },
    ],
  ])('names %s', async (_title, change, body, error) => {
    const target = await serve((_request, response) => response.end(change(body)));
    expect(await ippClient(target, createVirtualClock(), 1_000)(ask)).toMatchObject({ ok: false, error });
  });

  it('names an HTTP status that is no answer', async () => {
    const target = await serve((_request, response) => response.writeHead(403).end());
    const asked = await ippClient(target, createVirtualClock(), 1_000)(ask);
    expect(asked).toMatchObject({ ok: false, error: { kind: 'bad-answer', detail: 'http 403' } });
  });

  it('gives up when no answer comes in time', async () => {
    const clock = createVirtualClock();
    const asked = new Promise<void>((resolve) => {
      void serve(() => resolve()).then((target) => {
        pending = ippClient(target, clock, 1_000)(ask);
      });
    });
    let pending: Promise<unknown> = Promise.resolve();
    await asked;
    await clock.advance(1_000);
    expect(await pending).toMatchObject({ ok: false, error: { kind: 'no-answer', detail: 'timeout' } });
  });

  it('names a connection that breaks off, and one that was never made', async () => {
    const target = await serve((request) => request.socket.destroy());
    expect(await ippClient(target, createVirtualClock(), 1_000)(ask)).toMatchObject({
      ok: false,
      error: { kind: 'no-answer' },
    });
    const nowhere = { socketPath: '/nonexistent/cups.sock' };
    expect(await ippClient(nowhere, createVirtualClock(), 1_000)(ask)).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', detail: 'ENOENT' },
    });
  });
});

describe('where CUPS is', () => {
  it.each([
    ['/run/cups/cups.sock', { socketPath: '/run/cups/cups.sock' }],
    ['printhost', { host: 'printhost', port: 631 }],
    ['printhost:8631', { host: 'printhost', port: 8631 }],
    ['printhost:631/version=1.1', { host: 'printhost', port: 631 }],
    ['[::1]:631', { host: '::1', port: 631 }],
    ['', null],
    ['http://printhost', null],
    ['printhost:99999', null],
    ['print host', null],
  ])('%j', (text, expected) => {
    expect(parseCupsServer(text)).toEqual(expected);
  });
});

describe('the printers of a config', () => {
  const deps = { clock: createVirtualClock(), dataDir: '/data', env: {} };
  const none = { printers: [], cupsServer: null, timeoutSeconds: 30 };

  it('are one folder of cards when none are named', () => {
    const [only, ...rest] = createPrinters(none, deps);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ name: 'badges', stock: 'card-cr80', dpi: 300, isFolder: true });
  });

  it('come in the config’s order with its stock and resolution', () => {
    const printers = createPrinters(
      {
        ...none,
        printers: [
          { queue: 'Zebra-1', stock: 'label-62mm', dpi: 203 },
          { folder: 'spare', stock: 'sheet-a4' },
        ],
      },
      deps,
    );
    expect(printers.map(({ name, stock, dpi, isFolder }) => [name, stock, dpi, isFolder])).toEqual([
      ['Zebra-1', 'label-62mm', 203, false],
      ['spare', 'sheet-a4', 300, true],
    ]);
  });

  it('have the design of their template and sheet, or else their stock’s own', () => {
    const own = { ...builtInTemplate('sheet-a4'), fields: [] };
    const printers = createPrinters(
      {
        ...none,
        printers: [
          { queue: 'Office', stock: 'sheet-a4', template: 'own.json', cardsPerSheet: 8 },
          { folder: 'spare', stock: 'label-62mm' },
        ],
      },
      { ...deps, templates: new Map([['own.json', own]]) },
    );
    expect(printers.map(({ design }) => design)).toEqual([
      { template: own, cardsPerSheet: 8 },
      { template: builtInTemplate('label-62mm'), cardsPerSheet: 1 },
    ]);
  });

  it('stand on a server that may have no queue at all', async () => {
    const target = await serve((_request, response) => response.end(answer(0x0406)));
    if (!('port' in target)) throw new Error('no port');
    const cupsServer = `127.0.0.1:${target.port}`;
    expect(await createPrintServer({ ...none, cupsServer }, deps).queues()).toEqual([]);
  });

  it('look for CUPS where its own environment variable says', async () => {
    const target = await serve((_request, response) => response.end(answer(0x0406)));
    if (!('port' in target)) throw new Error('no port');
    const env = { CUPS_SERVER: `127.0.0.1:${target.port}` };
    const [printer] = createPrinters(
      { ...none, printers: [{ queue: 'x', stock: 'sheet-a4' }] },
      { ...deps, env },
    );
    expect(await printer?.status()).toEqual({ state: 'offline', reason: 'no-such-queue' });
  });
});

/** That the round sees what it is there to see, and that its cable can be pulled. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Found, verdictOf } from './round.ts';
import type { Row } from './rows.ts';
import { layWire } from './wire.ts';

const row: Row = {
  name: 'the last card',
  end: { outcome: 'not-printed', reason: 'media-empty' },
  mistaken: { outcome: 'printed', reason: null },
  paper: [1, 1],
};
const found: Found = { row, end: row.end, paper: [1, 1], read: 2, ms: 1 };

describe('a round', () => {
  it.each<[string, Partial<Found>, ReturnType<typeof verdictOf>]>([
    ['true what was told as it is', {}, 'true'],
    [
      'mistaken what CUPS is known to be wrong about',
      { end: { outcome: 'printed', reason: null } },
      'mistaken',
    ],
    ['an end with another reason unexpected', { end: { outcome: 'not-printed', reason: 'timeout' } }, null],
    ['another outcome unexpected', { end: { outcome: 'unknown', reason: 'media-empty' } }, null],
    ['a card too few unexpected', { paper: [0, 1], read: 1 }, null],
    ['a card too many unexpected', { paper: [1, 2], read: 3 }, null],
    ['a card that came too late unexpected', { paper: [0, 2] }, null],
    [
      'mistaken what CUPS said before the card was out',
      { end: { outcome: 'printed', reason: null }, paper: [0, 2] },
      'mistaken',
    ],
    ['a card that zbar cannot read unexpected', { read: 1 }, null],
    [
      'a missing card unexpected, also where CUPS is wrong',
      { end: { outcome: 'printed', reason: null }, paper: [0, 0], read: 0 },
      null,
    ],
  ])('calls %s', (_title, change, verdict) => {
    expect(verdictOf({ ...found, ...change })).toBe(verdict);
  });
});

describe('a cable', () => {
  it('passes everything on, breaks when it is pulled, and passes on again', async () => {
    const printer = createServer((socket) => socket.pipe(socket));
    printer.listen(0, '127.0.0.1');
    await once(printer, 'listening');
    const wire = await layWire((printer.address() as AddressInfo).port);
    const dial = () => createConnection({ host: '127.0.0.1', port: wire.port });
    const echo = async () => {
      const socket = dial();
      socket.write('card');
      const [heard] = await once(socket, 'data');
      return { socket, heard: String(heard) };
    };

    const { socket, heard } = await echo();
    expect(heard).toBe('card');
    const closed = once(socket, 'close');
    await wire.pull();
    await closed;
    await expect(once(dial(), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await wire.plug();
    const again = await echo();
    expect(again.heard).toBe('card');
    await wire.pull();
    printer.close();
  });
});

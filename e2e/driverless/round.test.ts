/** That the round sees what it is there to see, and that its cable can be pulled. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Found, isTrue } from './round.ts';
import { type Row, sent } from './rows.ts';
import { layWire } from './wire.ts';

const row: Row = {
  name: 'the last card',
  end: { outcome: 'not-printed', reason: 'media-empty' },
  isSentAtTimes: true,
  paper: [1, 1],
};
const found: Found = { row, end: row.end, paper: [1, 1], read: 2, ms: 1 };

describe('a round', () => {
  const printed = { outcome: 'printed', reason: null } as const;
  it.each<[string, Partial<Found>]>([
    ['what was told as it is', {}],
    ['what was only called delivered', { end: sent }],
    ['what was called delivered before the card was out', { end: sent, paper: [0, 2] }],
  ])('takes for true %s', (_title, change) => {
    expect(isTrue({ ...found, ...change })).toBe(true);
  });

  it.each<[string, Partial<Found>]>([
    ['anything that was called printed', { end: printed }],
    ['an end with another reason', { end: { outcome: 'not-printed', reason: 'timeout' } }],
    ['another outcome', { end: { outcome: 'unknown', reason: 'media-empty' } }],
    ['a card too few', { paper: [0, 1], read: 1 }],
    ['a card too many', { paper: [1, 2], read: 3 }],
    ['a card that came too late', { paper: [0, 2] }],
    ['a card that zbar cannot read', { read: 1 }],
    ['a missing card, also where it was only delivered', { end: sent, paper: [0, 0], read: 0 }],
    ['a delivery of which CUPS knows better', { end: sent, row: { ...row, isSentAtTimes: undefined } }],
  ])('does not expect %s', (_title, change) => {
    expect(isTrue({ ...found, ...change })).toBe(false);
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

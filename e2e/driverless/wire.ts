/** The cable to a printer: passes everything on, until it is pulled out. */
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

export interface Wire {
  readonly port: number;
  /** Every connection breaks and none is made any more. What the printer has, it has. */
  pull(): Promise<void>;
  plug(): Promise<void>;
}

/** From a loopback port of its own to the loopback port `to`. */
export async function layWire(to: number): Promise<Wire> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection({ host: '127.0.0.1', port: to });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.pipe(other);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    port,
    pull: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const end of ends) end.destroy();
      await closed;
    },
    plug: async () => void (await listen(port)),
  };
}

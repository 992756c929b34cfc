/** The real Directory adapter on a fake network, session and clock: what tests of the adapter start from. */
import { createDirectory, type DirectoryConfig } from '../main/graph/directory.ts';
import type { Directory } from '../main/ports.ts';
import { createFakeNetwork, type FakeNetwork, type Handle } from './fake-network.ts';
import { createFakeSession, type FakeSession } from './fake-session.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface GraphStation {
  readonly clock: VirtualClock;
  readonly session: FakeSession;
  readonly network: FakeNetwork;
  readonly directory: Directory;
}

export interface GraphStationOptions {
  readonly config?: Partial<DirectoryConfig>;
  readonly claimedRoles?: readonly string[] | null;
}

/** Pauses are over at once; `handle` plays Graph. */
export function createGraphStation(handle: Handle, options: GraphStationOptions = {}): GraphStation {
  const clock = createVirtualClock({ jumps: true });
  const session = createFakeSession(clock.nowMs);
  const network = createFakeNetwork(handle);
  let serial = 0;
  const uuid = (): string => {
    serial += 1;
    return `id-${serial}`;
  };
  const directory = createDirectory({
    network,
    session,
    clock,
    ids: { uuid },
    random: () => 0,
    claimedRoles: () => options.claimedRoles ?? null,
    config: {
      graphBaseUrl: 'https://graph.example.com/',
      graphVersion: 'v1.0',
      workers: { from: 'tenant' },
      ...options.config,
    },
  });
  return { clock, session, network, directory };
}

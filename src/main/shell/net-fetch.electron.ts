/** The platform's fetch, with writes on connections that were never used before. */
import { net, type Session, session } from 'electron';
import type { Fetch } from './network.ts';

/**
 * Chromium sends a request a second time by itself, whatever its method, when a connection that was used before
 * breaks without an answer (HttpNetworkTransaction::ShouldResendRequest). A create sent twice is what this product
 * must never do, so each write gets a session of its own whose old connections are closed first.
 */
const writes: ReadonlySet<string> = new Set(['PATCH', 'PUT', 'DELETE']);

/** As many writes as may be under way at once; more wait for their turn. */
const laneCount = 4;

interface Lane {
  readonly session: Session;
  free: Promise<unknown>;
  waiting: number;
}

export function createNetFetch(): Fetch {
  const lanes = Array.from({ length: laneCount }, (_, index): Lane => {
    return { session: session.fromPartition(`writes-${index}`), free: Promise.resolve(), waiting: 0 };
  });
  return (request) => {
    if (!writes.has(request.method)) return net.fetch(request);
    const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
    return inTurn(lane, request);
  };
}

function inTurn(lane: Lane, request: Request): Promise<Response> {
  lane.waiting += 1;
  const sent = lane.free.then(async () => {
    await lane.session.closeAllConnections();
    return lane.session.fetch(request);
  });
  lane.free = sent
    .catch(() => {}) // whoever asked gets the rejection; the lane only needs to know that it is over
    .finally(() => {
      lane.waiting -= 1;
    });
  return sent;
}

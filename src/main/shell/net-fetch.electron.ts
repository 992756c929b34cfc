/** The platform's fetch, with writes on connections that were never used before, and a new start when its process dies. */
import { app, net, type Session, session } from 'electron';
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

/**
 * When Chromium's network process dies another takes its place, but a session that was used before goes on failing
 * each fetch with ERR_FAILED for as long as the app runs (electron issue 49572, mended in later versions). New sessions work.
 */
export function createNetFetch(): Fetch {
  let lost = 0;
  let reads: Fetch = (request) => net.fetch(request);
  let lanes = newLanes(lost);
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== 'network.mojom.NetworkService') return;
    lost += 1;
    const fresh = session.fromPartition(`reads-${lost}`);
    reads = (request) => fresh.fetch(request);
    lanes = newLanes(lost);
  });
  return (request) => {
    if (!writes.has(request.method)) return reads(request);
    const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
    return inTurn(lane, request);
  };
}

function newLanes(lost: number): readonly Lane[] {
  return Array.from({ length: laneCount }, (_, index) => {
    const name = `writes-${lost * laneCount + index}`;
    return { session: session.fromPartition(name), free: Promise.resolve(), waiting: 0 };
  });
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

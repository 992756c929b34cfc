/** Whom a scan means: a badge by its hash in the journal, a number or sign-in name by the list and the service. */
import { ok, type Result } from '../../../core/result.ts';
import type { Reading, Scan } from '../../../core/scan/reading.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { ScanAnswer } from '../../../shared/scan.ts';
import type { DirectoryView, FoundWorker } from '../../../shared/workers.ts';
import type { Clock, Directory, Exactly, Journal, Network, WorkerCache } from '../../ports.ts';

export interface Identifier {
  /**
   * Begins to look, and tells the page to ask.
   * @param isProof it was a hand-over's: looked for only when it is scanned once more, later
   */
  scanned(scan: Scan, isProof: boolean): void;
  /** The answer to the newest scan, once: `nothing` when it was read before. */
  read(): Promise<Result<ScanAnswer, Trouble>>;
  /** The supervisor went away. */
  forget(): void;
}

interface IdentifierPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly directory: Directory;
  readonly network: Network;
  readonly localWorkers?: { readonly cache: WorkerCache };
}

/** Some scanners read the same badge again while it is held before them. */
const sameAgainMs = 1_500;
const none = { is: 'nothing' } as const;

export function createIdentifier(
  ports: IdentifierPorts,
  rules: { readonly allowEnrol: boolean },
  told: { readonly announce: () => void; readonly listed: () => DirectoryView | null },
): Identifier {
  const { clock } = ports;
  let last = { sha256: '', atMs: Number.NEGATIVE_INFINITY };
  let answer: Promise<Result<ScanAnswer, Trouble>> | null = null;
  return {
    scanned(scan, isProof) {
      const atMs = clock.monotonicMs();
      const isAgain = scan.sha256 === last.sha256 && atMs - last.atMs < sameAgainMs;
      last = { sha256: scan.sha256, atMs };
      if (isAgain || isProof || isLost(ports.journal, scan)) return;
      answer = find(ports, rules, scan, told.listed());
      told.announce();
    },
    read() {
      const asked = answer ?? Promise.resolve(ok<ScanAnswer>(none));
      answer = null;
      return asked;
    },
    forget() {
      answer = null;
    },
  };
}

/** Typed into: nobody must be taken for somebody else by a digit too many. */
function isLost(journal: Journal, { sha256, reading }: Scan): boolean {
  return reading.is === 'mixed' && journal.creationWith(sha256) === null;
}

async function find(
  ports: IdentifierPorts,
  { allowEnrol: mayEnrol }: { readonly allowEnrol: boolean },
  { sha256, reading }: Scan,
  list: DirectoryView | null,
): Promise<Result<ScanAnswer, Trouble>> {
  const worker = ports.journal.creationWith(sha256)?.worker ?? null;
  if (worker !== null) return ok({ is: 'worker', by: 'badge', worker: journalled(worker) });
  if (reading.is === 'other' || reading.is === 'mixed') return ok({ is: 'unknown-badge', mayEnrol });
  const found = await exactly(ports, exactOf(reading), list);
  if (!found.ok) return found;
  const { workers, source } = found.value;
  const [first, second] = workers;
  if (first === undefined) return ok({ is: 'nobody', mayEnrol });
  if (second === undefined) return ok({ is: 'worker', by: reading.is, worker: first });
  return ok({ is: 'several', workers, source, asOfMs: source === 'cache' ? (list?.asOfMs ?? null) : null });
}

function exactOf(reading: Extract<Reading, { is: 'upn' | 'number' }>): Exactly {
  return reading.is === 'upn' ? { upn: reading.upn } : { numbers: reading.numbers };
}

interface Hits {
  readonly workers: readonly FoundWorker[];
  readonly source: 'cache' | 'service';
}

/** The station's own list answers at once and without a network. Whom it does not have, the service may. */
async function exactly(
  { directory, network, localWorkers }: IdentifierPorts,
  wanted: Exactly,
  list: DirectoryView | null,
): Promise<Result<Hits, Trouble>> {
  const listed = list === null ? null : ((await localWorkers?.cache.exactly(wanted)) ?? null);
  const own = listed?.ok ? listed.value.filter((worker) => worker.isRemoved !== true) : [];
  if (own.length > 0) return ok({ workers: own, source: 'cache' });
  if (listed?.ok && list?.isComplete && !network.state().online) return ok({ workers: [], source: 'cache' });
  const found = await directory.exactly(wanted);
  return found.ok ? ok({ workers: found.value, source: 'service' }) : found;
}

/** The card that opens reads the rest. */
function journalled({ id, upn, name }: { readonly id: string; readonly upn: string; readonly name: string }) {
  const unknown = { employeeId: null, department: null, jobTitle: null, accountEnabled: true };
  return { id, displayName: name, userPrincipalName: upn, ...unknown };
}

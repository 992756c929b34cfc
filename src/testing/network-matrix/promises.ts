/** What must hold in every cell, whatever the fault: codes, journal and requests held against each other. */
import type { MatrixRun } from './station.ts';
import type { CallName, Passed } from './way.ts';

const journalled: ReadonlySet<CallName> = new Set(['method', 'delete', 'create']);

/** The promises that were not kept, in words. `from`: the first request that counts; a card's reads stand in no journal. */
export function brokenPromises(
  run: MatrixRun,
  workerId: string,
  from: number,
  of: 'an issuance' | 'a card' = 'an issuance',
): readonly string[] {
  const requests = run.world.way.requests.slice(from);
  return [
    ...run.incidents.map((bug) => `a bug: ${String(bug)}`),
    ...(of === 'an issuance' ? aboutCodes(run, workerId) : []),
    ...requests.flatMap((passed) => aboutRequest(run, passed, of === 'an issuance')),
    ...repeatedCreates(requests),
  ];
}

/** A live code of ours is one whose badge the journal calls handed over, and the other way round. */
function aboutCodes({ journal, world, printer }: MatrixRun, workerId: string): readonly string[] {
  const broken: string[] = [];
  if (journal.open().length > 0) broken.push('an issuance stays open');
  const live = world.demo.tenant.control.codesOf(workerId)?.temporary ?? null;
  const closed = journal.all.filter(({ event }) => event === 'closed');
  const handedOver = closed.find(({ outcome }) => outcome === 'handed-over') ?? null;
  const isForeign = live !== null && !isOurs(journal.all, live.id) && world.isFromElsewhere(live.id);
  if (live !== null && !isForeign && handedOver?.codeId !== live.id)
    broken.push('a live code that no badge carries');
  if (handedOver !== null && handedOver.codeId !== live?.id) broken.push('handed over what is not live');
  if (handedOver !== null && printer.history.length === 0) broken.push('handed over without paper');
  return broken;
}

function isOurs(rows: MatrixRun['journal']['all'], codeId: string): boolean {
  return rows.some(
    (row) => row.codeId === codeId && (row.event === 'created' || row.event === 'orphan-found'),
  );
}

function aboutRequest(
  { journal }: MatrixRun,
  { call, priority, clientRequestId }: Passed,
  isOfIssuance: boolean,
): readonly string[] {
  if (call === 'token' || call === 'other') return [];
  const broken: string[] = [];
  if (priority !== 'high') broken.push(`${call} without priority`);
  if (clientRequestId === null) broken.push(`${call} without a client-request-id`);
  const isTold = journal.all.some((row) => row.clientRequestId === clientRequestId);
  if (isOfIssuance && journalled.has(call) && !isTold) broken.push(`${call} that no row names`);
  return broken;
}

function repeatedCreates(requests: readonly Passed[]): readonly string[] {
  let isBlind = false;
  const broken: string[] = [];
  for (const { call } of requests) {
    if (call === 'create' && isBlind) broken.push('two creates without a read between');
    if (call === 'create') isBlind = true;
    if (call === 'method') isBlind = false;
  }
  return broken;
}

/** What a person says about the badges of a run: here, to be made anew, or to be removed. */
import type { BulkAnswer } from '../../../shared/bulk.ts';
import type { Clock } from '../../ports.ts';
import type { Leftovers } from '../issuing/leftovers.ts';
import { waited } from '../issuing/reads.ts';
import type { BulkRun } from './bulk-run.ts';
import { handOverRow, revokeRow } from './row-work.ts';
import type { RunRow } from './run-rows.ts';

export interface AnswerParts {
  readonly run: BulkRun;
  readonly leftovers: Leftovers;
  readonly clock: Clock;
}

/** The disk and the window get a rest in between. */
const rowsAtOnce = 25;

/** @param place null: every badge that is asked about is here */
export async function answerRow(parts: AnswerParts, place: number | null, answer: BulkAnswer): Promise<void> {
  const asked = parts.run.known.rows.filter(
    (row) => row.state === 'ask' && (place === null || row.place === place),
  );
  for (const [at, row] of asked.entries()) {
    // An answer may have come for it meanwhile.
    if (row.state === 'ask') await answerOne(parts, row, place === null ? 'here' : answer);
    if ((at + 1) % rowsAtOnce === 0) await waited(parts.clock, 1);
  }
  parts.run.settle();
}

async function answerOne({ run, leftovers }: AnswerParts, row: RunRow, answer: BulkAnswer): Promise<void> {
  const { journey } = row;
  row.isWantedAgain = answer === 'again';
  if (journey === null) {
    row.state = 'settling';
    leftovers.answer(row.issuanceId, answer === 'here' ? 'badge-collected' : 'revoke');
  } else if (answer === 'here') await handOverRow(run.parts, row, journey);
  else {
    row.state = 'working';
    row.state = await revokeRow(run.parts, row, journey, 'supervisor');
    run.afterAnswer(row);
  }
}

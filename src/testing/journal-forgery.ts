/** What somebody who can write the journal, but has no station key, does to hide a change. */
import { firstPrevHash, hashOf } from '../core/journal/canonical.ts';
import { signedDetailOf, signedText } from '../core/journal/checkpoints.ts';
import type { JournalEntry } from '../core/journal/entry.ts';
import type { StationKey } from '../main/ports.ts';
import { sha256 } from './generated-journal.ts';
import { memoryKey } from './station-key.ts';

/**
 * How far a forger goes: leaves the hashes; fits that of the changed row; those of all rows after it too; the rows and
 * heads of the checkpoints too; signs them with a key of his own; signs so, but names the station's key.
 */
export const efforts = ['none', 'own-hash', 'chain', 'checkpoints', 'own-key', 'claimed-key'] as const;
export type Effort = (typeof efforts)[number];

export const forgersKey = memoryKey('forger');

/** Rows from `from` (an index) on, made to fit as far as the effort goes. */
export function madeToFit(
  rows: readonly JournalEntry[],
  from: number,
  effort: Effort,
): readonly JournalEntry[] {
  if (effort === 'none') return rows;
  if (effort === 'own-hash')
    return rows.map((row, index) => (index === from ? { ...row, hash: hashOf(row, sha256) } : row));
  const fitted = [...rows.slice(0, from)];
  for (const row of rows.slice(from)) {
    const previous = fitted.at(-1);
    const placed = { ...row, seq: (previous?.seq ?? 0) + 1, prevHash: previous?.hash ?? firstPrevHash };
    const told = effort === 'chain' ? placed : withCheckpointFitted(placed, effort);
    fitted.push({ ...told, hash: hashOf(told, sha256) });
  }
  return fitted;
}

function withCheckpointFitted(row: JournalEntry, effort: Effort): JournalEntry {
  const signed = signedDetailOf(row);
  if (signed === null) return row;
  const told = { ...signed, rows: row.seq - 1, head: row.prevHash };
  if (effort === 'checkpoints') return { ...row, detail: told };
  const publicKey = effort === 'own-key' ? forgersKey.publicKey : signed.publicKey;
  return signedBy(forgersKey, { ...row, detail: { ...told, publicKey } });
}

export function signedBy(key: StationKey, row: JournalEntry): JournalEntry {
  const signature = Buffer.from(key.sign(Buffer.from(signedText(row)))).toString('base64url');
  return { ...row, detail: { ...row.detail, signature } };
}

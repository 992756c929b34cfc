/** Signed checkpoints: what the station's key vouches for, and what a journal that was tampered with cannot show. */
import { type Detail, fact } from '../issuance/events.ts';
import { type UnhashedEntry, unhashedLine } from './canonical.ts';
import type { EntryDraft, JournalEntry } from './entry.ts';

/** Whether an Ed25519 signature over a text's UTF-8 bytes is that of a public key; both base64url, false for rubbish. */
export type Verifies = (publicKey: string, text: string, signature: string) => boolean;

export type CheckpointDamage =
  /** Not made by the key that the checkpoint names: the row, its place or its station was changed. */
  | 'wrong-signature'
  /** Signed by a key that is not among the trusted ones. */
  | 'unknown-key'
  /** A checkpoint without a signature. */
  | 'unsigned-checkpoint'
  /** Further from the last signed checkpoint than that one promised. */
  | 'checkpoint-missing'
  /** No signed checkpoint at all, although keys to check it by are known. */
  | 'nothing-signed'
  /** Another row stands where the checkpoint that was kept outside belongs. */
  | 'not-the-kept-checkpoint'
  /** The journal ends before the checkpoint that was kept outside: cut short, or an older copy. */
  | 'kept-checkpoint-missing'
  /** A row of another station, where no row tells that the station was renamed. */
  | 'other-station';

/** What is known of the rows before: `every` promises the next checkpoint after at most so many rows. */
export interface CheckpointFacts {
  readonly rows: number;
  readonly head: string;
  readonly every: number;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
}

export interface SignedDetail extends CheckpointFacts {
  /** 64 bytes, base64url. */
  readonly signature: string;
}

export const renamed = 'station-renamed';
export const keyChanged = 'station-key-changed';
export const setAsideSeen = 'set-aside-seen';

export function checkpointDraft(detail: CheckpointFacts | SignedDetail): EntryDraft {
  return stationDraft('checkpoint', { ...detail });
}

/** A row about the station itself, of no issuance and of no person. */
export function stationDraft(
  event: 'checkpoint' | 'settings-changed' | 'blocked',
  detail: Detail,
): EntryDraft {
  return { ...fact(event, { detail }), issuanceId: null, actor: null, worker: null };
}

/**
 * What is signed: the whole row but its `hash` and `detail.signature`, so with its number, time, station and the hash of
 * the row before. The first line keeps the signature from being taken for one over anything else.
 */
export function signedText(entry: UnhashedEntry): string {
  const { signature: _, ...detail } = entry.detail ?? {};
  return `daypass-checkpoint\n${unhashedLine({ ...entry, detail })}`;
}

/** Null for a row that is no signed checkpoint. */
export function signedDetailOf({
  event,
  detail,
}: Pick<JournalEntry, 'event' | 'detail'>): SignedDetail | null {
  if (event !== 'checkpoint' || detail === null) return null;
  const { rows, head, every, publicKey, signature } = detail;
  if (typeof rows !== 'number' || typeof head !== 'string' || typeof every !== 'number') return null;
  if (typeof publicKey !== 'string' || typeof signature !== 'string') return null;
  return { rows, head, every, publicKey, signature };
}

export interface CheckpointCheck {
  take(entry: JournalEntry): readonly CheckpointDamage[];
  /** What is only known after the last row. */
  end(): readonly { readonly seq: number; readonly kind: CheckpointDamage }[];
  /** The last good checkpoint; the rows after it are protected by the chain alone. */
  last(): JournalEntry | null;
  /** Public keys that good checkpoints were signed with, in order of appearance. */
  signers(): readonly string[];
}

export interface Trust {
  /** Public keys, base64url. When empty, the first key in the journal is taken for the station's. */
  readonly keys: readonly string[];
  /** Checkpoints that were kept outside and are known to be genuine. */
  readonly kept: readonly JournalEntry[];
}

/** Takes rows one by one, beside `checkChain`, which shows that they follow each other. */
export function checkCheckpoints(verifies: Verifies, trust: Trust): CheckpointCheck {
  const kept = new Map(trust.kept.map((entry) => [entry.seq, entry.hash]));
  const signers = new Set<string>();
  let last: JournalEntry | null = null;
  let next = Number.POSITIVE_INFINITY;
  let lastSeq = 0;
  let station: string | null = null;

  const signatureDamage = (entry: JournalEntry): CheckpointDamage | null => {
    const signed = signedDetailOf(entry);
    if (signed === null) return 'unsigned-checkpoint';
    const trusted = trust.keys.length > 0 ? trust.keys : [...signers];
    if (trusted.length > 0 && !trusted.includes(signed.publicKey)) return 'unknown-key';
    if (!verifies(signed.publicKey, signedText(entry), signed.signature)) return 'wrong-signature';
    signers.add(signed.publicKey);
    last = entry;
    // One more than promised: a checkpoint out of turn may take the place of one that is due.
    next = entry.seq + signed.every + 1;
    return null;
  };
  return {
    take(entry) {
      const damages: CheckpointDamage[] = [];
      const isRenaming = entry.event === 'settings-changed' && entry.detail?.reason === renamed;
      if (station !== null && entry.station !== station && !isRenaming) damages.push('other-station');
      if (entry.seq > next) damages.push('checkpoint-missing');
      // Told once, not for every row that follows.
      if (entry.seq > next) next = Number.POSITIVE_INFINITY;
      const unsigned = entry.event === 'checkpoint' ? signatureDamage(entry) : null;
      if (unsigned !== null) damages.push(unsigned);
      const keptHash = kept.get(entry.seq);
      if (keptHash !== undefined && keptHash !== entry.hash) damages.push('not-the-kept-checkpoint');
      kept.delete(entry.seq);
      station = entry.station;
      lastSeq = entry.seq;
      return damages;
    },
    end() {
      const missing = [...kept.keys()].map((seq) => ({ seq, kind: 'kept-checkpoint-missing' as const }));
      const isDemanded = trust.keys.length > 0 || trust.kept.length > 0;
      if (last === null && isDemanded) return [...missing, { seq: lastSeq, kind: 'nothing-signed' }];
      return missing;
    },
    last: () => last,
    signers: () => [...signers],
  };
}

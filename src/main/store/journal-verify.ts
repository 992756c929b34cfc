/** `npm run journal -- verify`: what is wrong with a journal and where, and what could not be known. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { hashOf, parseLine } from '../../core/journal/canonical.ts';
import { checkChain } from '../../core/journal/chain.ts';
import { checkCheckpoints, signedDetailOf, signedText } from '../../core/journal/checkpoints.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { hasJournal, type Output, rowsOf, sha256 } from './journal-read.ts';
import { keyIdOf, readPublicKey, verifies } from './station-key.ts';

export interface VerifyAsked {
  /** One of the two is there. */
  readonly dataDir: string | null;
  readonly file: string | null;
  /** Each a public key as base64url, or a file that holds it. */
  readonly publicKeys: readonly string[];
  /** Files with lines of `journal checkpoint` that were kept outside. */
  readonly checkpointFiles: readonly string[];
  /** The file may begin after the first row. */
  readonly isPart: boolean;
}

/** @returns the exit code: 0 good, 1 damage or nothing to read, 2 not understood */
export async function verify(asked: VerifyAsked, output: Output): Promise<number> {
  if (asked.dataDir !== null && !hasJournal(asked.dataDir, output)) return 1;
  const keys = asked.publicKeys.map(keyGiven);
  if (keys.includes(null)) {
    output.say('A public key is 43 letters of base64url, or a file that holds them.');
    return 2;
  }
  const kept = keptCheckpoints(asked.checkpointFiles);
  if (!kept.ok) {
    output.say(kept.error);
    return 1;
  }
  const trust = trustOf(
    asked,
    keys.filter((key) => key !== null),
    kept.value,
  );
  const check = createCheck(trust, asked.isPart, output);
  if (asked.dataDir !== null)
    for (const { seq, entry } of rowsOf(asked.dataDir)) {
      if (entry === null) check.damage(`row ${seq}: not-canonical`);
      else check.take(entry);
    }
  else if (asked.file !== null) await readLines(asked.file, check);
  return check.conclude();
}

async function readLines(file: string, check: Check): Promise<void> {
  let number = 0;
  // Without this delay's limit a slow disk between a return and its line feed would make two lines of one.
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    number += 1;
    const parsed = parseLine(line);
    if (parsed.ok) check.take(parsed.value);
    else check.damage(`line ${number}: ${parsed.error}`);
  }
}

function keyGiven(given: string): string | null {
  const text = existsSync(given) ? readFileSync(given, 'utf8').trim() : given;
  return /^[\w-]{43}$/.test(text) ? text : null;
}

/** A checkpoint that somebody kept is believed when its own key signed it. */
function keptCheckpoints(files: readonly string[]): Result<readonly JournalEntry[], string> {
  const kept: JournalEntry[] = [];
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    for (const line of lines.filter((text) => text !== '')) {
      const parsed = parseLine(line);
      if (!parsed.ok || !isGenuine(parsed.value))
        return err(`${file} holds what is no signed checkpoint: ${line.slice(0, 60)}`);
      kept.push(parsed.value);
    }
    if (kept.length === 0) return err(`${file} holds no checkpoint.`);
  }
  return ok(kept);
}

function isGenuine(entry: JournalEntry): boolean {
  const signed = signedDetailOf(entry);
  if (signed === null || hashOf(entry, sha256) !== entry.hash) return false;
  return verifies(signed.publicKey, signedText(entry), signed.signature);
}

interface TrustFound {
  readonly keys: readonly string[];
  readonly kept: readonly JournalEntry[];
  readonly from: 'given' | 'kept' | 'folder' | 'nowhere';
}

function trustOf(asked: VerifyAsked, given: readonly string[], kept: readonly JournalEntry[]): TrustFound {
  if (given.length > 0) return { keys: given, kept, from: 'given' };
  const keptKeys = kept.flatMap((entry) => signedDetailOf(entry)?.publicKey ?? []);
  if (keptKeys.length > 0) return { keys: keptKeys, kept, from: 'kept' };
  const own = asked.dataDir === null ? null : readPublicKey(asked.dataDir);
  return own === null ? { keys: [], kept, from: 'nowhere' } : { keys: [own], kept, from: 'folder' };
}

interface Check {
  take(entry: JournalEntry): void;
  damage(line: string): void;
  conclude(): number;
}

function createCheck(trust: TrustFound, isPart: boolean, output: Output): Check {
  const chain = checkChain(sha256, { startsAnywhere: isPart });
  const checkpoints = checkCheckpoints(verifies, trust);
  let found = 0;
  let firstSeq: number | null = null;
  let lastSeq = 0;
  const damage = (line: string) => {
    found += 1;
    output.say(line);
  };
  return {
    damage,
    take(entry) {
      firstSeq ??= entry.seq;
      lastSeq = entry.seq;
      for (const { seq, kind } of chain.take(entry)) damage(`row ${seq}: ${kind}`);
      for (const kind of checkpoints.take(entry)) damage(`row ${entry.seq}: ${kind}`);
    },
    conclude() {
      for (const { seq, kind } of checkpoints.end()) damage(`row ${seq}: ${kind}`);
      const { rows, hash } = chain.head();
      if (rows === 0) damage('There are no rows.');
      const setBackAt = chain.clockSetBackAt();
      if (firstSeq !== null && firstSeq !== 1 && isPart)
        output.say(`The file begins at row ${firstSeq}; the rows before it were not checked.`);
      if (setBackAt.length > 0)
        output.say(`The clock was set back before row ${setBackAt.slice(0, 20).join(', ')}.`);
      for (const line of whatIsKnown(trust, checkpoints.signers(), checkpoints.last(), lastSeq))
        output.say(line);
      if (found > 0) output.say(`${found} damages in ${rows} rows.`);
      else output.say(`${rows} rows, chain whole, head ${hash}`);
      return found > 0 ? 1 : 0;
    },
  };
}

const notProven = {
  given: null,
  kept: null,
  folder:
    'The key is the one in the data folder: whoever could write there could have replaced journal and key together. Give the key that you noted (--public-key).',
  nowhere:
    'The key was not given: a whole chain written anew with another key would look the same (--public-key).',
} as const;

/** Who vouches for what, and which attacks would not show. */
function whatIsKnown(
  trust: TrustFound,
  signers: readonly string[],
  last: JournalEntry | null,
  lastSeq: number,
): readonly string[] {
  if (last === null)
    return ['No checkpoint is signed by a trusted key: a whole chain written anew would look the same.'];
  const told = signers.map((key) => `Signed by key ${keyIdOf(key)} (${key}).`);
  const caveat = notProven[trust.from];
  if (caveat !== null) told.push(caveat);
  if (trust.kept.length === 0)
    told.push(
      'No checkpoint kept outside was given: an older copy, or one without its last rows, would look the same (--checkpoint).',
    );
  const since = Math.max(0, lastSeq - last.seq);
  told.push(
    `${since} rows since the last signed checkpoint (row ${last.seq}) are protected by the chain alone.`,
  );
  return told;
}

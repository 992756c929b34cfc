/** `npm run journal`: exports and verifies the journal, and prints its last signed checkpoint, without a window, also while the station runs. */
import { parseArgs } from 'node:util';
import { canonicalLine } from '../../core/journal/canonical.ts';
import { signedDetailOf } from '../../core/journal/checkpoints.ts';
import { csvHeader, csvLine } from '../../core/journal/csv.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { diskCodeOf } from './disk-code.ts';
import { hasJournal, type Output, rowsOf } from './journal-read.ts';
import { type VerifyAsked, verify } from './journal-verify.ts';

const usage = `usage:
  npm run journal -- export --data-dir DIR [--format jsonl|csv] [--since ISO]
  npm run journal -- checkpoint --data-dir DIR
  npm run journal -- verify --data-dir DIR | --file export.jsonl [--part]
    [--public-key KEY]... [--checkpoint FILE]...
KEY is the station's public key, or a file that holds it; FILE holds lines that \`checkpoint\` printed.
An export that was made with --since is verified with --part.`;

function toProcess(): Output {
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
  process.stdout.once('error', (failed: NodeJS.ErrnoException) => {
    if (failed.code !== 'EPIPE') throw failed;
  });
  return {
    line: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** @returns the exit code: 0 good, 1 damage or nothing to read, 2 not understood */
export async function main(argv: readonly string[], output: Output = toProcess()): Promise<number> {
  const asked = parse(argv);
  if (asked === null) {
    output.say(usage);
    return 2;
  }
  try {
    if (asked.command === 'export') return exportRows(asked.dataDir ?? '', asked, output);
    if (asked.command === 'checkpoint') return printCheckpoint(asked.dataDir ?? '', output);
    return await verify(asked, output);
  } catch (failed) {
    output.say(`The journal could not be read (${diskCodeOf(failed)}).`);
    return 1;
  }
}

interface Asked extends VerifyAsked {
  readonly command: 'export' | 'verify' | 'checkpoint';
  readonly format: 'jsonl' | 'csv';
  readonly sinceMs: number;
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const options = {
  'data-dir': text,
  file: text,
  format: text,
  since: text,
  'public-key': texts,
  checkpoint: texts,
  part: { type: 'boolean' },
} as const;

/** Which options each command knows, besides where the journal is. */
const known: Readonly<Record<Asked['command'], readonly string[]>> = {
  export: ['data-dir', 'format', 'since'],
  verify: ['data-dir', 'file', 'public-key', 'checkpoint', 'part'],
  checkpoint: ['data-dir'],
};

function parse(argv: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({ args: keysJoined(argv), options, allowPositionals: true });
    const [command] = positionals;
    if (positionals.length !== 1 || !isCommand(command)) return null;
    if (Object.keys(values).some((option) => !known[command].includes(option))) return null;
    const format = values.format ?? 'jsonl';
    const sinceMs = values.since === undefined ? 0 : instantOf(values.since);
    const dataDir = values['data-dir'] ?? null;
    const file = values.file ?? null;
    if ((dataDir === null) === (file === null) || Number.isNaN(sinceMs)) return null;
    if (format !== 'jsonl' && format !== 'csv') return null;
    const publicKeys = values['public-key'] ?? [];
    const checkpointFiles = values.checkpoint ?? [];
    const isPart = values.part ?? false;
    return { command, dataDir, file, format, sinceMs, publicKeys, checkpointFiles, isPart };
  } catch (unknownOption) {
    if (unknownOption instanceof TypeError) return null;
    throw unknownOption;
  }
}

/** One key in 64 begins with a dash, which `parseArgs` takes for an option unless it follows an equals sign. */
function keysJoined(argv: readonly string[]): string[] {
  const isName = (word: string | undefined) => word === '--public-key';
  return argv.flatMap((word, at) => {
    if (isName(argv[at - 1])) return [];
    return isName(word) && at + 1 < argv.length ? [`${word}=${argv[at + 1]}`] : [word];
  });
}

function isCommand(word: string | undefined): word is Asked['command'] {
  return word !== undefined && Object.hasOwn(known, word);
}

/** ISO 8601 only: `Date.parse` alone takes `5` for a month. A time without a zone is the machine's. */
function instantOf(text: string): number {
  const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  return isIso ? Date.parse(text) : Number.NaN;
}

function exportRows(dataDir: string, asked: Asked, output: Output): number {
  if (!hasJournal(dataDir, output)) return 1;
  if (asked.format === 'csv') output.line(csvHeader);
  let damages = 0;
  let isSince = false;
  for (const { seq, entry } of rowsOf(dataDir)) {
    // Everything after the first row that is asked for: a clock that was set back leaves no hole in the chain.
    isSince ||= entry !== null && entry.atMs >= asked.sinceMs;
    if (entry === null) damages += tell(seq, output);
    else if (isSince) output.line(asked.format === 'csv' ? csvLine(entry) : canonicalLine(entry));
  }
  return damages > 0 ? 1 : 0;
}

/** The last signed checkpoint, as one line of the export, to be kept where nobody at the station can write. */
function printCheckpoint(dataDir: string, output: Output): number {
  if (!hasJournal(dataDir, output)) return 1;
  let last: JournalEntry | null = null;
  for (const { entry } of rowsOf(dataDir)) if (entry !== null && signedDetailOf(entry) !== null) last = entry;
  if (last === null) output.say('No checkpoint is signed yet.');
  else output.line(canonicalLine(last));
  return last === null ? 1 : 0;
}

function tell(seq: number, output: Output): number {
  output.say(`row ${seq}: not-canonical`);
  return 1;
}

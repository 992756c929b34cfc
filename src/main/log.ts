/** The station's log for engineers: JSON lines in the data folder, a few named fields, never a secret. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from './ports.ts';

/** The only fields a line may carry: what is not on this list cannot leak, whatever a caller passes. */
const fieldNames = [
  'method',
  'outcome',
  'reason',
  'incident',
  'name',
  'stack',
  'durationMs',
  'publicKey',
] as const;

export interface LogFields {
  readonly method?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly incident?: string;
  readonly name?: string;
  readonly stack?: string;
  readonly durationMs?: number;
  readonly publicKey?: string;
}

export interface Log {
  note(event: string, fields?: LogFields): void;
  /** Logs a bug and answers with the number that the screen shows. */
  incident(bug: unknown): string;
}

const mostBytes = 1_000_000;
const mostCharacters = 4_000;
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Writes `log/daypass.log` below `dataDir`, and keeps one older file of the same size. */
export function createLog(dataDir: string, clock: Pick<Clock, 'nowMs'>): Log {
  const folder = path.join(dataDir, 'log');
  const file = path.join(folder, 'daypass.log');

  const write = (level: 'info' | 'error', event: string, fields: LogFields) => {
    const at = new Date(clock.nowMs()).toISOString();
    const line = `${JSON.stringify({ at, level, event, ...allowed(fields) })}\n`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      rotate(file);
      appendFileSync(file, line, { mode: 0o600 });
    } catch (unwritable) {
      // A full disk must not stop the station from saying so on its screen; standard error is the last resort.
      process.stderr.write(`daypass: log unwritable (${String(unwritable)}): ${line}`);
    }
  };

  return {
    note: (event, fields = {}) => write('info', event, fields),
    incident(bug) {
      const incident = incidentNumber();
      write('error', 'incident', { incident, ...described(bug) });
      return incident;
    },
  };
}

function allowed(fields: LogFields): Record<string, unknown> {
  const kept = fieldNames.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, bounded(fields[name])]));
}

function bounded(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, mostCharacters) : value;
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > mostBytes) renameSync(file, `${file}.1`);
}

/** Short enough to say over the phone. */
function incidentNumber(): string {
  const five = [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => letters[byte % letters.length]);
  return `I-${five.join('')}`;
}

/** A bug's own words may quote data, so only its kind and where it happened are kept. */
function described(bug: unknown): LogFields {
  if (!(bug instanceof Error)) return { name: typeof bug };
  const frames = (bug.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const reason = bug.message.startsWith('assertion failed: ') ? bug.message.slice(0, 120) : undefined;
  return {
    name: bug.name,
    stack: frames.slice(0, 12).join('\n'),
    ...(reason === undefined ? {} : { reason }),
  };
}

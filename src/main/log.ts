/** The station's log for engineers: JSON lines in the data folder, a few named fields, never a secret. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from './ports.ts';

/** The only fields a line may carry: what is not on this list cannot leak. */
export interface LogFields {
  readonly method?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly incident?: string;
  readonly name?: string;
  readonly stack?: string;
  readonly durationMs?: number;
}

export interface Log {
  note(event: string, fields?: LogFields): void;
  /** Logs a bug and answers with the number that the screen shows. */
  incident(bug: unknown): string;
}

const mostBytes = 1_000_000;
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Writes `log/daypass.log` below `dataDir`, and keeps one older file of the same size. */
export function createLog(dataDir: string, clock: Pick<Clock, 'nowMs'>): Log {
  const folder = path.join(dataDir, 'log');
  const file = path.join(folder, 'daypass.log');

  const note = (event: string, fields: LogFields = {}) => {
    const line = `${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), event, ...fields })}\n`;
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
    note,
    incident(bug) {
      const incident = incidentNumber();
      note('incident', { incident, ...described(bug) });
      return incident;
    },
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > mostBytes) renameSync(file, `${file}.1`);
}

/** Short enough to say over the phone. */
function incidentNumber(): string {
  const five = [...randomBytes(5)].map((byte) => letters[byte % letters.length]);
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

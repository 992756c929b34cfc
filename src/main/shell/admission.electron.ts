/** Lets the app start only as it is meant to: with the contract's switches, and packaged without hooks in its environment. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { parseEnvironment, refusedVariables } from '../environment.ts';
import { createLog } from '../log.ts';
import { type Options, parseOptions } from '../options.ts';
import { systemClock } from './system-clock.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Ends the process with code 2, a line on standard error and one in the log, where the start is not allowed. To be called
 * before Electron is ready: until then nothing that a switch asked of Chromium has a window, a port or a connection.
 * @returns null after a refusal
 */
export function admit(): Options | null {
  const isPackaged = isFromArchive();
  const options = parseOptions(process.argv.slice(1), process.env, isPackaged, process.platform);
  const refused = options.ok ? [] : [`the switch ${shown(options.error.refused)}`];
  if (isPackaged) {
    const variables = refusedVariables(environmentAtStart(), path.dirname(process.execPath));
    refused.push(...variables.map((name) => `the environment variable ${shown(name)}`));
  }
  if (options.ok && refused.length === 0) {
    // Node would open its inspector at this signal; the fuse keeps it from that and leaves the system's answer, which is to end.
    if (isPackaged) process.on('SIGUSR1', () => undefined);
    return options.value;
  }
  for (const what of refused) process.stderr.write(`daypass: ${what} is not allowed\n`);
  const { dataDir } = options.ok ? options.value : options.error;
  const log = createLog(path.resolve(dataDir ?? app.getPath('userData')), systemClock);
  for (const what of refused) log.note('start-refused', { reason: what });
  app.exit(2);
  return null;
}

/** Not `app.isPackaged`, which judges by the executable's name: what runs from an archive was packaged. */
function isFromArchive(): boolean {
  return path.extname(app.getAppPath()) === '.asar';
}

/** As the process was given it: Electron takes some variables out before a line of ours runs. */
function environmentAtStart(): Environment {
  return process.platform === 'linux'
    ? parseEnvironment(readFileSync('/proc/self/environ', 'utf8'))
    : process.env;
}

/** A switch without its value, which may be anything; printable and short. */
function shown(word: string): string {
  const [name = ''] = word.split('=', 1);
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
}

/** A CUPS of our own for one test: private folders, one UNIX socket, queues that print into files, faults on demand. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createConnection } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { configure } from './cups-config.ts';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const cupsdPath = '/usr/sbin/cupsd';
/** What the kernel allows for a UNIX socket's path, with room for its end. */
const longestSocketPath = 104;

/** What a queue's printer does with its next job; null is a printer in good order. */
export type Fault =
  | 'paper'
  | 'mid'
  | 'offline'
  | 'cover'
  | 'jam'
  | 'ribbon'
  | 'type'
  | 'size'
  | 'heat'
  | 'low'
  | 'toner'
  | 'driver'
  | 'driver-late'
  | 'hang'
  | 'fail'
  | 'auth'
  | 'hold'
  | 'stop'
  | 'cancel';

export interface TestQueue {
  readonly name: string;
  /** A file of e2e/harness/ppd without its ending. */
  readonly ppd: 'label' | 'cr80' | 'cr80-driver' | 'cr80-portrait' | 'office';
  /** Default: the sink. For an IPP queue the URI of the printer that it passes its jobs to. */
  readonly deviceUri?: string;
}

export interface PrivateCups {
  readonly dir: string;
  readonly socket: string;
  /** The loopback port it listens on as well, when asked for. */
  readonly port: number | null;
  /** Ends it in order; also removes nothing, so that logs can be read. */
  stop(): Promise<void>;
  /** SIGKILL: as after a crash. */
  kill(): Promise<void>;
  /** Starts it again on the same folders and socket. */
  restart(): Promise<void>;
  setFault(queue: string, fault: Fault | null): Promise<void>;
  /** What came out of the queue's printer, oldest first: paths of PDF files. */
  jobs(queue: string): Promise<readonly string[]>;
  /** Makes a queue, or makes it anew. */
  addQueue(queue: TestQueue): Promise<void>;
  lpadmin(...args: readonly string[]): Promise<void>;
  /** Any of CUPS's own commands against this CUPS, such as `cupsdisable`. */
  command(name: string, ...args: readonly string[]): Promise<string>;
}

/** Null when a CUPS can be started here, else why not. */
export function whyNoCups(): string | null {
  return existsSync(cupsdPath) ? null : `${cupsdPath} is not installed`;
}

/** Starts a CUPS in `dir` (made if missing; every user must be able to enter it). Works as root and as anybody. */
export async function startPrivateCups(options: {
  readonly dir: string;
  readonly queues: readonly TestQueue[];
  readonly port?: number;
}): Promise<PrivateCups> {
  const { dir } = options;
  const socket = join(dir, 'cups.sock');
  if (socket.length > longestSocketPath) throw new Error(`too long for a socket: ${socket}`);
  const port = options.port ?? null;
  await layOut(dir);
  await configure(dir, socket, port);
  let daemon = await start(dir, socket);
  const end = async (signal: NodeJS.Signals) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return;
    const gone = once(daemon, 'exit');
    daemon.kill(signal);
    await gone;
  };
  const command = async (name: string, ...args: readonly string[]) => {
    const env = { ...process.env, CUPS_SERVER: socket, LC_ALL: 'C' };
    return (await run(name, [...args], { env })).stdout;
  };
  const cups: PrivateCups = {
    dir,
    socket,
    port,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      daemon = await start(dir, socket);
    },
    setFault: (queue, fault) => setFault(join(dir, 'sink', queue), fault),
    jobs: (queue) => outputs(join(dir, 'sink', queue)),
    addQueue: (queue) => addQueue(cups, queue),
    lpadmin: async (...args) => void (await command('/usr/sbin/lpadmin', ...args)),
    command,
  };
  try {
    for (const queue of options.queues) await addQueue(cups, queue);
  } catch (failed) {
    await end('SIGKILL');
    throw failed;
  }
  return cups;
}

async function addQueue(cups: PrivateCups, queue: TestQueue): Promise<void> {
  const sink = join(cups.dir, 'sink', queue.name);
  await mkdir(sink, { recursive: true });
  await own(sink);
  await cups.lpadmin(
    ...['-p', queue.name, '-E', '-v', queue.deviceUri ?? `sink:/${queue.name}`],
    ...['-P', join(here, 'ppd', `${queue.ppd}.ppd`), '-o', 'printer-error-policy=abort-job'],
  );
}

async function setFault(sink: string, fault: Fault | null): Promise<void> {
  const path = join(sink, 'fault');
  if (fault === null) return rm(path, { force: true });
  await writeFile(`${path}.new`, fault, { mode: 0o644 });
  await rename(`${path}.new`, path);
}

async function outputs(sink: string): Promise<readonly string[]> {
  const names = await readdir(sink);
  return names
    .filter((name) => name.endsWith('.prn'))
    .sort()
    .map((name) => join(sink, name));
}

/** As root CUPS runs its filters and backends as `lp`, who must be able to write. */
async function own(path: string): Promise<void> {
  if (userInfo().uid !== 0) return;
  const lp = (await readFile('/etc/passwd', 'utf8')).match(/^lp:[^:]*:(\d+):(\d+):/m);
  if (lp === null) throw new Error('no user lp');
  await chown(path, Number(lp[1]), Number(lp[2]));
}

async function layOut(dir: string): Promise<void> {
  for (const folder of ['etc/ppd', 'cache', 'state', 'spool/tmp', 'log', 'bin/backend', 'bin/filter', 'sink'])
    await mkdir(join(dir, folder), { recursive: true });
  await chmod(dir, 0o755);
  for (const part of ['daemon', 'cgi-bin', 'driver', 'monitor', 'notifier'])
    await symlink(join('/usr/lib/cups', part), join(dir, 'bin', part));
  for (const filter of await readdir('/usr/lib/cups/filter'))
    await symlink(join('/usr/lib/cups/filter', filter), join(dir, 'bin/filter', filter));
  for (const backend of ['ipp', 'socket'])
    await symlink(join('/usr/lib/cups/backend', backend), join(dir, 'bin/backend', backend));
  await install('sink.sh', join(dir, 'bin/backend/sink'));
  await install('driver.sh', join(dir, 'bin/filter/daypass-driver'));
}

async function install(script: string, target: string): Promise<void> {
  await copyFile(join(here, script), target);
  await chmod(target, 0o755);
}

/** Resolves once the socket answers. */
async function start(dir: string, socket: string): Promise<ChildProcess> {
  await rm(socket, { force: true });
  const log = openSync(join(dir, 'log', 'cupsd.out'), 'a');
  const args = ['-f', '-c', join(dir, 'etc/cupsd.conf'), '-s', join(dir, 'etc/cups-files.conf')];
  const daemon = spawn(cupsdPath, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await answers(socket)) return daemon;
    if (daemon.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  daemon.kill('SIGKILL');
  throw new Error(`cupsd did not start:\n${await readFile(join(dir, 'log', 'cupsd.out'), 'utf8')}`);
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}

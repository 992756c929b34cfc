/** A driverless printer: CUPS's own ippeveprinter on a private bus, with an engine that fails on demand. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Result } from '../../src/core/result.ts';
import type { Clock } from '../../src/main/ports.ts';
import { type IppTrouble, ippClient } from '../../src/main/printing/cups/ipp.ts';
import { attribute, type IppMessage, operations } from '../../src/main/printing/cups/ipp-message.ts';
import { layWire, type Wire } from './wire.ts';

const here = import.meta.dirname;
const ppd = path.resolve(here, '../harness/ppd/cr80.ppd');

/** What the engine does with its next document: IPP's own words for what a printer suffers from, and some of ours. */
export type EngineFault =
  | 'media-empty'
  | 'cover-open'
  | 'media-jam'
  | 'paused'
  | 'marker-supply-empty'
  | 'busy'
  | 'fail'
  | 'last-card';

export interface DriverlessPrinter {
  /** As CUPS is told to reach it, through the wire. */
  readonly uri: string;
  readonly wire: Wire;
  setFault(fault: EngineFault | null): Promise<void>;
  /** By the printer's own panel: its reasons about paper go, as its web page does it. */
  refill(): Promise<void>;
  /** At the printer's own panel: Cancel-Job of the job that it works on. */
  cancelNewest(): Promise<Result<IppMessage, IppTrouble>>;
  /** What lies in the tray, oldest first: paths of PDF files. */
  tray(): Promise<readonly string[]>;
  /** How many documents it ever got. */
  countDocuments(): Promise<number>;
  /** SIGSTOP and SIGCONT: connections are taken, and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL: as without power. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/**
 * @param dir is made; its path is short enough for a socket's
 * @param atEnd gets what ends each part, also when a later part does not start
 */
export async function startDriverlessPrinter(
  dir: string,
  clock: Clock,
  atEnd: (stop: () => Promise<void>) => void,
): Promise<DriverlessPrinter> {
  for (const folder of ['tray', 'home']) await mkdir(path.join(dir, folder), { recursive: true });
  for (const file of ['print.sh', 'job.test', 'bus.conf'])
    await copyFile(path.join(here, file), path.join(dir, file));
  await chmod(path.join(dir, 'print.sh'), 0o755);
  const port = await freePort();
  const bus = await startBus(dir);
  atEnd(() => end(bus, 'SIGTERM'));
  const wire = await layWire(port);
  atEnd(wire.pull);
  // Each start counts its jobs from 1 again.
  const spools: string[] = [];
  const start = () => {
    spools.push(path.join(dir, `spool-${spools.length}`));
    return startPrinter(dir, port, spools.at(-1) ?? '');
  };
  let device = await start();
  atEnd(() => end(device, 'SIGKILL'));
  const send = ippClient({ host: '127.0.0.1', port }, clock, 3_000);
  return {
    uri: `ipp://127.0.0.1:${wire.port}/ipp/print`,
    wire,
    setFault: (fault) => setFault(path.join(dir, 'fault'), fault),
    refill: async () => void (await fetch(`http://localhost:${port}/media?size0=`)).body?.cancel(),
    cancelNewest: async () => {
      const ids = (await pdfsIn(spools.at(-1) ?? '')).map((name) => Number.parseInt(name, 10));
      const attributes = [
        attribute('printer-uri', { tag: 'uri', value: ownUri(port) }),
        attribute('job-id', { tag: 'integer', value: Math.max(...ids) }),
        attribute('requesting-user-name', { tag: 'name', value: 'panel' }),
      ];
      return send({ operation: operations.cancelJob, path: '/ipp/print', attributes });
    },
    tray: async () => (await pdfsIn(path.join(dir, 'tray'))).map((name) => path.join(dir, 'tray', name)),
    countDocuments: async () => (await Promise.all(spools.map(pdfsIn))).flat().length,
    freeze: () => void device.kill('SIGSTOP'),
    thaw: () => void device.kill('SIGCONT'),
    kill: () => end(device, 'SIGKILL'),
    restart: async () => {
      await end(device, 'SIGKILL');
      device = await start();
    },
  };
}

async function pdfsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.pdf')).sort();
}

function ownUri(port: number): string {
  return `ipp://localhost:${port}/ipp/print`;
}

/** ippeveprinter asks the system's bus for Avahi even when it is told to advertise nothing; that nobody answers is fine. */
async function startBus(dir: string): Promise<ChildProcess> {
  const args = ['--config-file', path.join(dir, 'bus.conf'), '--nofork', '--nopidfile'];
  const log = openSync(path.join(dir, 'bus.log'), 'a');
  const bus = spawn('dbus-daemon', [...args, `--address=${busAddress(dir)}`], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await untilItAnswers(bus, path.join(dir, 'bus.log'), async () => (await readdir(dir)).includes('bus'));
  return bus;
}

function busAddress(dir: string): string {
  return `unix:path=${path.join(dir, 'bus')}`;
}

/** Reachable on loopback only (`-n localhost`), advertised nowhere (`-r off`). */
async function startPrinter(dir: string, port: number, spool: string): Promise<ChildProcess> {
  await mkdir(spool);
  const file = path.join(dir, 'printer.log');
  const log = openSync(file, 'a');
  const where = ['-n', 'localhost', '-p', String(port), '-r', 'off'];
  const what = ['-P', ppd, '-c', path.join(dir, 'print.sh'), '-d', spool, '-k'];
  const env = {
    ...process.env,
    HOME: path.join(dir, 'home'),
    DBUS_SYSTEM_BUS_ADDRESS: busAddress(dir),
    DAYPASS_PRINTER: dir,
    DAYPASS_PRINTER_URI: ownUri(port),
  };
  const device = spawn('ippeveprinter', [...where, ...what, '-vv', 'Cards'], {
    env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await untilItAnswers(device, file, async () => {
    const answer = await fetch(`http://localhost:${port}/`).catch(() => null);
    await answer?.body?.cancel();
    return answer !== null;
  });
  return device;
}

async function untilItAnswers(
  child: ChildProcess,
  log: string,
  answers: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    if (await answers()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`${child.spawnfile} did not start:\n${await readFile(log, 'utf8')}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function setFault(file: string, fault: EngineFault | null): Promise<void> {
  if (fault === null) return rm(file, { force: true });
  await writeFile(`${file}.new`, fault);
  await rename(`${file}.new`, file);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

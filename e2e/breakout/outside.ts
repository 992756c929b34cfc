/** The world around a station under attack: a server nobody may reach, programs nobody may start, folders nobody may write to. */
import { chmod, mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { walk } from '../harness/walk.ts';

export interface Outside {
  /** For the station: its `PATH` holds only spies before the system's own. */
  readonly env: Readonly<Record<string, string>>;
  readonly evilOrigin: string;
  readonly evilPort: number;
  /** What got out since the last look: requests, programs, files. */
  traces(mainPid: number): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** What Chromium and GTK hand an address or a file to. */
const openers = [
  'xdg-open',
  'xdg-settings',
  'gio',
  'gvfs-open',
  'gnome-open',
  'kde-open',
  'exo-open',
  'xterm',
];

/** @param folder for the spies; the station's own home is watched as it is */
export async function watchOutside(folder: string, home: string): Promise<Outside> {
  const [spies, temp, log] = [
    path.join(folder, 'bin'),
    path.join(folder, 'temp'),
    path.join(folder, 'started'),
  ];
  await mkdir(spies);
  await mkdir(temp);
  await writeFile(log, '');
  for (const name of openers) {
    const spy = path.join(spies, name);
    await writeFile(spy, `#!/bin/sh\necho "${name} $*" >> '${log}'\n`);
    await chmod(spy, 0o755);
  }
  let hits: string[] = [];
  const server = createServer((request, reply) => {
    hits.push(`request ${request.method} ${request.url}`);
    reply.writeHead(request.url === '/password' ? 401 : 200, { 'www-authenticate': 'Basic realm="x"' });
    reply.end('out');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const known = new Set(await filesIn([home, temp]));
  return {
    env: { PATH: `${spies}:${process.env.PATH ?? ''}`, TMPDIR: temp },
    evilOrigin: `http://127.0.0.1:${port}`,
    evilPort: port,
    async traces(mainPid) {
      const [requests, started] = [hits, (await readFile(log, 'utf8')).split('\n').filter(Boolean)];
      hits = [];
      await writeFile(log, '');
      const files = (await filesIn([home, temp])).filter((file) => !known.has(file));
      for (const file of files) known.add(file);
      const programs = await foreignChildren(mainPid);
      return [
        ...requests,
        ...started.map((line) => `started ${line}`),
        ...files.map((file) => `wrote ${file}`),
        ...programs.map((program) => `runs ${program}`),
      ];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Chromium's own: locks and shared memory, caches of fonts and shaders, the trust store. */
const ownFiles =
  /\/(\.cache|\.pki|\.config|\.dbus|temp\/(\.?org\.chromium\.|\.com\.google|scoped_dir|playwright))/;

async function filesIn(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) found.push(...(await walk(folder)));
  return found.filter((file) => !ownFiles.test(file));
}

/** Programs below the main process that are not Electron itself, from `/proc`. */
async function foreignChildren(mainPid: number): Promise<readonly string[]> {
  const own = await readlink(`/proc/${mainPid}/exe`).catch(() => null);
  if (own === null) return [];
  const foreign: string[] = [];
  const visit = async (pid: string) => {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter(Boolean)) {
      const program: string = await readlink(`/proc/${child}/exe`).catch(() => own);
      if (program !== own) foreign.push(program);
      await visit(child);
    }
  };
  await visit(String(mainPid));
  return foreign;
}

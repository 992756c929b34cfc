/** Starts the packaged app as a station's user would: an ordinary user with a clean environment, and from outside only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

/** Debian's `nobody`: Chromium keeps its sandbox from root, and the package takes no `--no-sandbox`. */
const ordinaryUser = 65534;

export interface Start {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What runs it all, as the user of the test, such as `unshare`. */
  readonly within?: readonly string[];
}

/** A child whose streams are pipes. As root it becomes an ordinary user first. */
export function spawnPackaged({ executable, args, env, within = [] }: Start): ChildProcess {
  const isRoot = process.getuid?.() === 0;
  const become = ['setpriv', `--reuid=${ordinaryUser}`, `--regid=${ordinaryUser}`, '--clear-groups'];
  const variables = Object.entries({ PATH: '/usr/bin:/bin', ...env }).map(
    ([name, value]) => `${name}=${value}`,
  );
  // `env` sets them last, so that the loader's hooks meet the app and none of the helpers before it.
  const command = [...within, ...(isRoot ? become : []), 'env', '-i', ...variables, executable, ...args];
  const [program = '', ...rest] = command;
  return spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/bin:/bin' } });
}

export interface Ended {
  /** Null where it had to be ended. */
  readonly code: number | null;
  readonly stderr: string;
  readonly tookMs: number;
  /** Whether anybody could ever connect to the port. */
  readonly hasListened: boolean;
}

/** Runs a start that ought to end by itself, and tries the port all the while. */
export async function runPackaged(start: Start, port: number, atMostMs = 20_000): Promise<Ended> {
  const startedAtMs = performance.now();
  const child = spawnPackaged(start);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout?.resume();
  let hasListened = false;
  let isOver = false;
  const timer = setTimeout(() => child.kill('SIGKILL'), atMostMs);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => {
    isOver = true;
    clearTimeout(timer);
  });
  const probing = (async () => {
    while (!isOver) hasListened = (await isListening(port)) || hasListened;
  })();
  const code = await ended;
  await probing;
  return { code, stderr, tookMs: performance.now() - startedAtMs, hasListened };
}

/** Whether anybody answers on this machine's port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // Not at once: the app under test needs the processor more.
    socket.on('error', () => setTimeout(resolve, 3, false));
  });
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

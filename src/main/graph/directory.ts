/** The `Directory` port over Graph: puts workers, codes, roles and photos together. */
import type { ExtensionAttribute } from '../../core/scan/reading.ts';
import type { Directory, WorkerList } from '../ports.ts';
import { createCodes } from './codes.ts';
import { readPhoto } from './photo.ts';
import { mayIssue } from './roles.ts';
import { createGraph, type GraphConfig, type GraphPorts } from './transport.ts';
import { createWorkerList } from './worker-list.ts';
import { createWorkers, type WorkersFrom } from './workers.ts';

export interface DirectoryConfig extends GraphConfig {
  readonly workers: WorkersFrom;
  /** Where card numbers are looked for besides the employee number; left out: nowhere. */
  readonly cardNumber?: ExtensionAttribute | null;
}

export interface DirectoryPorts extends GraphPorts {
  readonly config: DirectoryConfig;
  /** The `wids` claim of the sign-in, where the session knows it; null otherwise. */
  readonly claimedRoles: () => readonly string[] | null;
}

/** A way of its own to the same service: its calls are nobody's who waits. */
export function createList(ports: GraphPorts & { readonly config: DirectoryConfig }): WorkerList {
  return createWorkerList(createGraph(ports), ports.config.workers, ports.config.cardNumber ?? null);
}

export function createDirectory(ports: DirectoryPorts): Directory {
  const { config, claimedRoles } = ports;
  const graph = createGraph(ports);
  return {
    mayIssue: () =>
      mayIssue({ graph, claimedRoles, servesUnit: config.workers.from === 'administrativeUnit' }),
    photo: (workerId) => readPhoto(graph, workerId),
    ...boundTo(createWorkers(graph, config.workers, config.cardNumber ?? null)),
    ...createCodes(graph),
  };
}

function boundTo(
  workers: ReturnType<typeof createWorkers>,
): Pick<Directory, 'findWorkers' | 'worker' | 'exactly'> {
  return {
    findWorkers: (text, limit) => workers.findWorkers(text, limit),
    worker: (workerId) => workers.worker(workerId),
    exactly: (wanted) => workers.exactly(wanted),
  };
}

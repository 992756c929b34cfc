/** The thread that holds the station's own list of workers, unless the config switches it off. */
import path from 'node:path';
import { app } from 'electron';
import type { AppPorts } from '../app/app-ports.ts';
import type { Config } from '../config.ts';
import { createList, type DirectoryConfig } from '../graph/directory.ts';
import type { GraphPorts } from '../graph/transport.ts';
import type { Log } from '../log.ts';
import { createCacheThread } from '../store/workers/thread.ts';

type Graph = GraphPorts & { readonly config: DirectoryConfig & { readonly authority: string } };

export function createLocalWorkers(
  config: Config,
  graph: Graph,
  dataDir: string,
  log: Log,
): Pick<AppPorts, 'localWorkers'> {
  const { cache, refreshMinutes } = config.directory;
  if (!cache) return {};
  const { authority, graphBaseUrl, workers, cardNumber = null } = graph.config;
  return {
    localWorkers: {
      list: createList(graph),
      cache: createCacheThread({
        file: path.join(app.getAppPath(), 'out/main/workers-thread.cjs'),
        dataDir,
        // A list of another tenant, unit or group is none of ours, nor one with other card numbers.
        scope: JSON.stringify([authority, graphBaseUrl, workers, cardNumber]),
        cardNumber,
        lost: (bug) => void log.incident(bug),
      }),
      refreshMinutes,
    },
  };
}

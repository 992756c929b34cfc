/** What the App is given: the ports it works on, its settings, and whom it tells. */
import type { PageEvent } from '../../shared/api.ts';
import type { PeopleLists, SaveReport } from '../bulk-ports.ts';
import type { Previews, PrintServer, Spool, TestPages } from '../paper-ports.ts';
import type { Network } from '../ports.ts';
import type { IssuingPorts } from './issuing/journey.ts';
import type { LocalWorkers } from './people/sync-directory.ts';
import type { SupervisionPorts } from './session/supervision-ports.ts';
import type { StationSettings } from './station.ts';

export interface AppPorts extends Omit<IssuingPorts, 'pageClock' | 'authority' | 'rateCap'> {
  readonly network: Network;
  readonly spool: Spool;
  readonly printServer: PrintServer;
  readonly testPages: TestPages;
  readonly previews: Previews;
  /** The name under which a damaged journal was set aside, while nobody has seen it. */
  readonly setAside: string | null;
  /** Left out where the config switches the station's own list of workers off. */
  readonly localWorkers?: LocalWorkers;
  /** Left out where the config names none. */
  readonly peopleLists?: PeopleLists;
  readonly saveReport: SaveReport;
}

export interface AppSettings {
  readonly station: StationSettings;
  /** What this station may do besides temporary codes. */
  readonly orders: { readonly allowEnrol: boolean; readonly allowReplaceStandard: boolean };
  readonly codesPerHour: number;
  readonly session: SupervisionPorts['settings'];
}

export interface AppEvents {
  readonly tell: (event: PageEvent) => void;
  /** Locked or signed out: what the page may have copied out of itself is wiped. */
  readonly hidden: () => void;
  /** Logs a bug and answers with its incident number. */
  readonly incident: (bug: unknown) => string;
}

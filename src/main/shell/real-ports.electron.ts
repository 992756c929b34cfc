/** Builds the real ports from a config: where the network, Entra, the printers and the disk are chosen, once. */
import type { BrowserWindow, Session } from 'electron';
import { assert, err, ok, type Result } from '../../core/result.ts';
import type { ExtensionAttribute } from '../../core/scan/reading.ts';
import type { Trouble } from '../../core/trouble.ts';
import { createEmbeddedTenant, type EmbeddedTenant } from '../../demo-tenant/embedded.ts';
import type { Locale } from '../../shared/api.ts';
import type { AppPorts, AppSettings } from '../app/app-ports.ts';
import { createSession } from '../auth/lazy-session.ts';
import type { MsalSession } from '../auth/msal-session.ts';
import type { Config } from '../config.ts';
import { createDirectory } from '../graph/directory.ts';
import { createPeopleLists } from '../graph/people-lists.ts';
import type { Log } from '../log.ts';
import type { Network, SecretStore } from '../ports.ts';
import { openStore, type Store } from '../store/database.ts';
import { createReports } from '../store/reports.ts';
import { createSecretFile, dropSecretFile } from '../store/secret-file.ts';
import type { Keyring } from '../store/station-key.ts';
import type { Templates } from '../template-files.ts';
import { createLocalWorkers } from './local-workers.electron.ts';
import type { OnBlocked } from './lockdown.electron.ts';
import { createNetFetch } from './net-fetch.electron.ts';
import { createNetwork, type Fetch, inTurns } from './network.ts';
import { createPaperPorts } from './paper-ports.electron.ts';
import { swallowScans } from './scan-keys.electron.ts';
import { signInBarText } from './sign-in-texts.ts';
import { createSignInWindow } from './sign-in-window.electron.ts';
import { sha256, systemIds, systemRandom, systemTimeZone } from './system.ts';
import { systemClock } from './system-clock.ts';

export interface RealPorts {
  readonly ports: AppPorts;
  readonly settings: AppSettings;
  readonly store: Store;
  /** Answers when the service can be reached; asked for while offline. */
  readonly probeUrl: string;
}

export interface Surroundings {
  /** The station's window; null while there is none. */
  readonly parent: () => BrowserWindow | null;
  readonly blocked: OnBlocked;
  /** Told of each secret that was wiped. */
  readonly wiped: () => void;
}

export interface Disk {
  readonly dataDir: string;
  /** Null where the system has no key store that proved that it encrypts. */
  readonly keyring: Keyring | null;
}

type Tenant = NonNullable<Config['tenant']>;

const demoHosts = { authorityHost: 'login.daypass.example', graphHost: 'graph.daypass.example' };
const demoTenantId = '0dd0e000-0000-4000-8000-000000000001';
/** Enough that the steps of an issuance can be seen. */
const demoLatencyMs = 250;

export function createRealPorts(
  config: Config,
  templates: Templates,
  { dataDir, keyring }: Disk,
  log: Log,
  around: Surroundings,
): Result<RealPorts, Trouble> {
  const { parent } = around;
  const clock = systemClock;
  const { name: station, locale } = config.station;
  const { checkpointEvery } = config.journal;
  const store = openStore({ dataDir, station, clock, sha256, checkpointEvery }, keyring);
  if (!store.ok) return err(store.error);
  const { publicKey, keyId } = store.value.stationKey;
  log.note('station-key', { name: keyId, publicKey });
  const signed = store.value.checkpoint();
  // A full disk is told by the preflight; what stands can still be looked at.
  if (!signed.ok) log.note('checkpoint', { reason: signed.error.detail ?? signed.error.kind });

  const demo = config.tenant === null ? createDemo() : null;
  const tenant = config.tenant ?? demoConfig();
  const network = inTurns(createNetwork(demo === null ? createNetFetch() : fetchOf(demo), clock));
  const session = createSupervisorSession({
    ...{ tenant, network, demo, log, locale, scanner: config.scanner, ...around },
    secrets: secretsIn(config, { dataDir, keyring }, log),
  });
  const asked = { ...tenant, cardNumber: cardNumberIn(config) };
  const graph = { network, session, clock, ids: systemIds, random: systemRandom, config: asked };
  const directory = createDirectory({ ...graph, claimedRoles: () => session.claimedRoles() });
  const { journal, setAside } = store.value;
  return ok({
    ports: {
      setAside,
      clock,
      ids: systemIds,
      network,
      session,
      directory,
      ...createLocalWorkers(config, graph, dataDir, log),
      journal,
      saveReport: createReports(dataDir, clock),
      peopleLists: createPeopleLists(graph, config.issuing.lists),
      ...createPaperPorts(config, dataDir, templates, parent),
      sha256,
      random: systemRandom,
      rinse: around.wiped,
      settings: issuingSettings(config),
    },
    settings: appSettings(config, tenant, { publicKey, keyId }),
    store: store.value,
    probeUrl: `${tenant.authority}/v2.0/.well-known/openid-configuration`,
  });
}

function createSupervisorSession(
  from: Surroundings & {
    readonly tenant: Tenant;
    readonly network: Network;
    readonly demo: EmbeddedTenant | null;
    readonly log: Log;
    readonly locale: Locale;
    readonly scanner: Config['scanner'];
    readonly secrets: SecretStore | null;
  },
): MsalSession {
  const { tenant, network, demo, parent, blocked, log, locale, scanner, secrets } = from;
  const window = createSignInWindow({
    parent,
    protocolFor: demo === null ? null : (target) => serveDemo(target, demo),
    barText: () => signInBarText(locale),
    blocked,
    // A live code is nothing to type into somebody else's page.
    onOpened: (contents) => swallowScans(contents, { clock: systemClock, sha256, scanner }),
  });
  const note = (line: string) => log.note('msal', { reason: line.slice(0, 300) });
  // `/me` and its roles need User.Read, which every app registration is given.
  const config = { ...tenant, scopes: [...new Set([...tenant.scopes, 'User.Read'])] };
  return createSession({ config, network, clock: systemClock, window, secrets, log: note });
}

/** Employee numbers are looked for always. */
function cardNumberIn({ scanner }: Config): ExtensionAttribute | null {
  return scanner.cardNumber === 'employeeId' ? null : scanner.cardNumber;
}

/** A station that no longer keeps sign-ins does not keep the last one either. */
function secretsIn({ session }: Config, { dataDir, keyring }: Disk, log: Log): SecretStore | null {
  if (session.persistSignIn && keyring !== null) return createSecretFile(dataDir, keyring);
  const dropped = dropSecretFile(dataDir);
  if (!dropped.ok)
    log.note('msal', { reason: `the kept sign-in could not be removed: ${dropped.error.detail}` });
  return null;
}

function createDemo(): EmbeddedTenant {
  return createEmbeddedTenant({ ...demoHosts, tenantId: demoTenantId }, demoLatencyMs);
}

function fetchOf(demo: EmbeddedTenant): Fetch {
  return (request) => demo.handle(request);
}

function serveDemo(target: Session, demo: EmbeddedTenant): void {
  assert(!target.isPersistent(), 'the demo tenant answers in a session that is forgotten');
  target.protocol.handle('https', (request) => demo.handle(request));
}

function demoConfig(): Tenant {
  return {
    clientId: '0dd0e000-0000-4000-8000-00000000c11e',
    authority: `https://${demoHosts.authorityHost}/${demoTenantId}`,
    knownAuthorities: [demoHosts.authorityHost],
    graphBaseUrl: `https://${demoHosts.graphHost}`,
    graphVersion: 'auto',
    signIn: ['browser-window', 'device-code'],
    scopes: ['UserAuthMethod-QR.ReadWrite.All', 'User.ReadBasic.All'],
    workers: { from: 'tenant' },
  };
}

function issuingSettings(config: Config): AppPorts['settings'] {
  const { station, issuing, printing } = config;
  return {
    stationName: station.name,
    site: station.site,
    locale: station.locale,
    get timeZone() {
      return systemTimeZone();
    },
    startEarlySeconds: issuing.startEarlySeconds,
    defaultLifetimeHours: issuing.defaultLifetimeHours,
    standardLifetimeDays: issuing.standardLifetimeDays,
    printTimeoutSeconds: printing.timeoutSeconds,
    askHandOver: printing.askHandOver,
  };
}

function appSettings(
  config: Config,
  tenant: Tenant,
  journalKey: AppSettings['station']['journalKey'],
): AppSettings {
  const { station, issuing, session } = config;
  return {
    station: {
      ...station,
      isDemo: config.tenant === null,
      lifetimesHours: issuing.lifetimesHours,
      defaultLifetimeHours: issuing.defaultLifetimeHours,
      standardLifetimeDays: issuing.standardLifetimeDays,
      queueMinutes: issuing.queueMinutes,
      signInMethods: tenant.signIn,
      journalKey,
    },
    codesPerHour: issuing.codesPerHour,
    orders: { allowEnrol: issuing.allowEnrol, allowReplaceStandard: issuing.allowReplaceStandard },
    session,
  };
}

/** msal-node as Daypass uses it: memory only, our network, no personal data in logs, Microsoft's hosts known by name. */
import { LogLevel, PublicClientApplication } from '@azure/msal-node';
import type { MsalNetwork } from './msal-network.ts';

export interface MsalConfig {
  readonly clientId: string;
  readonly authority: string;
  /** Hosts beside Microsoft's own that may issue tokens or show pages of the sign-in (a federated identity provider). */
  readonly knownAuthorities: readonly string[];
  readonly scopes: readonly string[];
}

/** Pages of Microsoft's own sign-in live on these hosts, whatever host it starts at. */
const microsoftHosts: readonly string[] = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'login.live.com',
  'device.login.microsoftonline.com',
  'autologon.microsoftazuread-sso.com',
  'mysignins.microsoft.com',
  'account.activedirectory.windowsazure.com',
];
/** `log` gets warnings and errors; lines that may hold personal data are dropped before. */
export function createClient(
  config: MsalConfig,
  network: MsalNetwork,
  log: (line: string) => void,
): PublicClientApplication {
  return new PublicClientApplication({
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: [...config.knownAuthorities],
      // "cp1": Graph may answer with claims challenges, so a revoked session ends within minutes.
      clientCapabilities: ['CP1'],
    },
    system: {
      networkClient: network.client,
      loggerOptions: {
        logLevel: LogLevel.Warning,
        piiLoggingEnabled: false,
        loggerCallback: (_level, message, containsPii) => {
          if (!containsPii) log(message);
        },
      },
    },
    telemetry: { application: { appName: 'Daypass', appVersion: '' } },
  });
}

/** Where the pages of a sign-in that starts at `authorizeUrl` may be loaded from. */
export function allowedHosts(config: MsalConfig, authorizeUrl: string): readonly string[] {
  const own = [new URL(authorizeUrl).host, new URL(config.authority).host, ...config.knownAuthorities];
  return own.some((host) => microsoftHosts.includes(host)) ? [...own, ...microsoftHosts] : own;
}

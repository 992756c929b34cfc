/** The config of a station under test: this test's tenant and printer, and what a test wants otherwise. */
import { type ServedTenant, tenantConfig } from './served-tenant.ts';

type Json = Readonly<Record<string, unknown>>;
export interface ConfigChange {
  readonly tenant?: Json;
  readonly issuing?: Json;
  readonly printing?: Json;
  readonly session?: Json;
  readonly station?: Json;
  readonly directory?: Json;
  readonly scanner?: Json;
}

export function stationConfig(served: ServedTenant, queue: string, change: ConfigChange): Json {
  const { station, tenant, printing, ...others } = change;
  return {
    station: { name: 'Gate 3', site: 'Plant 7', locale: 'en', ...station },
    tenant: { ...tenantConfig(served), ...tenant },
    printing: { printers: [{ queue, stock: 'card-cr80', dpi: 300 }], timeoutSeconds: 10, ...printing },
    ...others,
  };
}

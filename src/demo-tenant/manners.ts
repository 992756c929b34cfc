/** How the tenant behaves where tenants differ; all of it within what the documentation allows. */

export type ReadShape = 'as-documented' | 'bare' | 'wrapped';

export interface TenantManners {
  latencyMs: number;
  /** A page of `/users/delta`: the service may give fewer than were asked for, 999 at most. */
  usersInPage: number;
  /** How far reads of the method family lag behind writes. */
  readLagMs: number;
  /** False: v1.0 does not know the path, as in tenants where only beta serves it. */
  graphV1HasQrCode: boolean;
  /** Of PINs that the service makes: the policy's `pinLength`. */
  pinLength: number;
  /** Whether reads show expired codes until they are replaced; the documentation knows such a state. */
  showExpired: boolean;
  /** Whether a read answers `{value:{…}}` or the bare object; the pages' samples do both. */
  readonly readShapes: Record<'method' | 'standard' | 'temporary', ReadShape>;
  /**
   * Tokens of clients with the capability cp1 that do not answer this claims challenge are refused with it. JSON without
   * blanks, of the shape `{"access_token":{…}}`. Null: none is asked for.
   */
  requiredClaims: string | null;
}

export function plainManners(latencyMs = 0): TenantManners {
  return {
    latencyMs,
    usersInPage: 200,
    readLagMs: 0,
    graphV1HasQrCode: true,
    pinLength: 8,
    showExpired: true,
    readShapes: { method: 'as-documented', standard: 'as-documented', temporary: 'as-documented' },
    requiredClaims: null,
  };
}

/** The demo tenant's other side: what tests and demos set, and what they look at. */
import type { Code } from './method.ts';
import type { Person, Supervisor } from './workers.ts';

export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly contentType?: string;
    }
  /** Nothing reaches the service. */
  | { readonly kind: 'network-error' }
  /** The service does what it was asked, and the reply is lost on the way. */
  | { readonly kind: 'lose-reply' }
  /** No answer for a very long time; `handled` tells whether the service did what it was asked. */
  | { readonly kind: 'hang'; readonly handled: boolean }
  /** The true answer with its body changed, such as cut off or without the picture. */
  | { readonly kind: 'change-body'; readonly change: (body: string) => string };

export interface FaultRule {
  readonly method?: string;
  readonly path?: RegExp;
  /** How often it strikes; without end when left out. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly after?: number;
  readonly fault: Fault;
}

export type ReadShape = 'as-documented' | 'bare' | 'wrapped';

export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly atMs: number;
  readonly clientRequestId: string | null;
  readonly priority: string | null;
}

export interface TenantControl {
  setFault(rule: FaultRule): void;
  clearFaults(): void;
  latencyMs: number;
  /** How far reads of the method family lag behind writes. */
  readLagMs: number;
  /** False: v1.0 does not know the path, as in tenants where only beta serves it. */
  graphV1HasQrCode: boolean;
  /** Whether reads show expired codes until they are replaced; the documentation knows such a state. */
  showExpired: boolean;
  /** Whether a read answers `{value:{…}}` or the bare object; the pages' samples do both. */
  readonly readShapes: Record<'method' | 'standard' | 'temporary', ReadShape>;
  readonly requests: readonly RequestLine[];
  /** The tenant's truth about a worker's codes, contents included. */
  codesOf(workerId: string): { readonly standard: Code | null; readonly temporary: Code | null } | null;
  secrets(): readonly string[];
  /** Every token made so far is worthless from now on. */
  revokeTokens(): void;
  /** Tokens without an answer to this claims challenge are refused with it. Null: none is asked for. */
  requiredClaims: string | null;
  setRoles(key: Supervisor['key'], roleTemplateIds: readonly string[]): void;
  /** Plays the person who types the device code on a phone. */
  decideDevice(userCode: string, decision: Supervisor['key'] | 'declined'): void;
  changePerson(workerId: string, known: Partial<Omit<Person, 'id'>>): void;
  removePerson(workerId: string, reason: 'changed' | 'deleted'): void;
  /** `/users/delta` answers 410 to every link made so far. */
  expireDeltaTokens(): void;
  /** Issues a temporary code as another station or the portal would. */
  issueElsewhere(workerId: string, hours: number): Code;
}

/** A connection that breaks: over HTTPS the socket is destroyed, in process the fetch rejects. */
export class LostConnection extends Error {
  constructor(readonly wasHandled: boolean) {
    super(wasHandled ? 'net::ERR_CONNECTION_RESET' : 'net::ERR_CONNECTION_REFUSED');
  }
}

interface Standing {
  readonly rule: FaultRule;
  seen: number;
}

export interface Faults {
  set(rule: FaultRule): void;
  clear(): void;
  /** The fault that strikes this request, if any; counts it. */
  strike(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
  let standing: Standing[] = [];
  return {
    set(rule) {
      standing.push({ rule, seen: 0 });
    },
    clear() {
      standing = [];
    },
    strike(method, path) {
      for (const entry of standing) {
        const { rule } = entry;
        if (rule.method !== undefined && rule.method !== method) continue;
        if (rule.path !== undefined && !rule.path.test(path)) continue;
        entry.seen += 1;
        const from = rule.after ?? 0;
        if (entry.seen > from && entry.seen <= from + (rule.times ?? Number.POSITIVE_INFINITY))
          return rule.fault;
      }
      return null;
    },
  };
}

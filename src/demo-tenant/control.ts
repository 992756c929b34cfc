/** The demo tenant's other side: what tests and demos set, and what they look at. */
import type { Entra } from './entra/entra.ts';
import type { Tokens } from './entra/tokens.ts';
import type { FaultRule, Faults } from './faults.ts';
import { plainManners, type TenantManners } from './manners.ts';
import { type Code, newCode, newMethod, newPinDigits } from './method.ts';
import type { State } from './state.ts';
import type { Person, Supervisor } from './workers.ts';

const dayMs = 24 * 3_600_000;

/** One request, without anything secret. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  /** Null while there is no answer, and for good when the connection was lost. */
  readonly status: number | null;
  /** When it arrived. */
  readonly atMs: number;
  readonly clientRequestId: string | null;
  readonly priority: string | null;
}

export interface TenantControl extends TenantManners {
  setFault(rule: FaultRule): void;
  clearFaults(): void;
  /** Lets every request go on that a fault makes hang. */
  release(): void;
  /** How many requests hang at the moment. */
  readonly hanging: number;
  /** Moves the tenant's clock on, on top of the clock it was given. */
  advance(ms: number): void;
  /** In the order in which they arrived. */
  readonly requests: readonly RequestLine[];
  /** The tenant's truth about a worker's codes, contents included. */
  codesOf(workerId: string): { readonly standard: Code | null; readonly temporary: Code | null } | null;
  /** The digits that are valid now; null without a method. */
  pinOf(workerId: string): string | null;
  /** Every content and PIN that was made since the start, for tests that look for traces. */
  secrets(): readonly string[];
  /** Every token made so far is worthless from now on. */
  revokeTokens(): void;
  /** Only a person can answer a claims challenge: a silent renewal with one is refused. */
  claimsNeedPerson: boolean;
  setRoles(key: Supervisor['key'], roleTemplateIds: readonly string[]): void;
  /** A disabled supervisor's tokens are challenged at once, as with continuous access evaluation, and not renewed. */
  setEnabled(key: Supervisor['key'], isEnabled: boolean): void;
  /** Plays the person who types the device code on a phone. */
  decideDevice(userCode: string, decision: Supervisor['key'] | 'declined'): void;
  changePerson(workerId: string, known: Partial<Omit<Person, 'id'>>): void;
  removePerson(workerId: string, reason: 'changed' | 'deleted'): void;
  /** `/users/delta` answers 410 to every link made so far. */
  expireDeltaTokens(): void;
  /** Issues a temporary code as another station or the portal would. */
  issueElsewhere(workerId: string, hours: number): Code;
  /** Enrols the worker as another station would have, this many days ago; what was there before is gone. */
  enrolElsewhere(workerId: string, daysAgo: number): Code;
  /** Deletes the worker's method as another station or the portal would. */
  removeElsewhere(workerId: string): void;
}

export interface ControlParts {
  readonly state: State;
  readonly tokens: Tokens;
  readonly entra: Entra;
  readonly faults: Faults;
  readonly requests: readonly RequestLine[];
  readonly nowMs: () => number;
  readonly advance: (ms: number) => void;
}

export function createControl(parts: ControlParts): TenantControl {
  const { state, tokens, entra, faults, requests, nowMs, advance } = parts;
  return {
    ...plainManners(),
    setFault: (rule) => faults.set(rule),
    clearFaults: () => faults.clear(),
    release: () => faults.release(),
    get hanging() {
      return faults.hanging;
    },
    advance,
    requests,
    codesOf(workerId) {
      const method = state.method(workerId);
      return method === null ? null : { standard: method.standard, temporary: method.temporary };
    },
    pinOf: (workerId) => state.method(workerId)?.pin.digits ?? null,
    secrets: () => state.secrets,
    revokeTokens: () => tokens.revokeAll(),
    get claimsNeedPerson() {
      return tokens.claimsNeedPerson;
    },
    set claimsNeedPerson(isSo) {
      tokens.claimsNeedPerson = isSo;
    },
    setEnabled: (key, isEnabled) => state.setEnabled(key, isEnabled),
    setRoles: (key, roleTemplateIds) => state.setRoles(key, roleTemplateIds),
    decideDevice(userCode, decision) {
      entra.devices.decide(userCode, decision);
    },
    changePerson: (workerId, known) => state.changePerson(workerId, known),
    removePerson: (workerId, reason) => state.removePerson(workerId, reason),
    expireDeltaTokens: () => state.forgetChanges(),
    removeElsewhere: (workerId) => state.put(workerId, null),
    issueElsewhere: (workerId, hours) => issueElsewhere(state, workerId, hours, nowMs()),
    enrolElsewhere: (workerId, daysAgo) => enrolElsewhere(state, workerId, nowMs() - daysAgo * dayMs),
  };
}

function issueElsewhere(state: State, workerId: string, hours: number, nowMs: number): Code {
  const method = state.method(workerId);
  const person = state.person(workerId);
  if (method === null || person === null) throw new Error('this worker has no method');
  const code = newCode(person.userPrincipalName, nowMs, nowMs + hours * 3_600_000, nowMs);
  state.put(workerId, { ...method, temporary: code });
  return code;
}

function enrolElsewhere(state: State, workerId: string, atMs: number): Code {
  const person = state.person(workerId);
  if (person === null) throw new Error('there is no such worker');
  const code = newCode(person.userPrincipalName, atMs, atMs + 365 * dayMs, atMs);
  state.put(workerId, newMethod(code, newPinDigits(), atMs));
  return code;
}

/** Everything the demo tenant remembers: who works there, their methods over time, sessions and secrets made. */
import { type Code, type Method, newCode, newMethod, newPinDigits } from './method.ts';
import { makeWorkers, type Person, type Supervisor, supervisors } from './workers.ts';

interface Version {
  readonly atMs: number;
  readonly method: Method | null;
}

export interface Change {
  readonly id: string;
  /** `changed` is a soft deletion, as Graph words it; null: the user is there, with other values. */
  readonly removed: 'changed' | 'deleted' | null;
}

/** What `/users/delta` tells. */
export interface Changes {
  readonly count: number;
  /** The last change of each person after change number `count`. */
  since(count: number): readonly Change[];
  readonly generation: number;
}

export interface State {
  readonly people: readonly Person[];
  readonly changes: Changes;
  changePerson(personId: string, known: Partial<Omit<Person, 'id'>>): void;
  removePerson(personId: string, reason: 'changed' | 'deleted'): void;
  /** Every delta token made so far is stale from now on. */
  forgetChanges(): void;
  person(idOrUpn: string): Person | null;
  /** The truth, as writes see it. */
  method(personId: string): Method | null;
  /** What reads see: the state as it was `lagMs` ago. */
  seen(personId: string, lagMs: number): Method | null;
  put(personId: string, method: Method | null): void;
  /** Every content and PIN ever made, for tests that look for traces. */
  readonly secrets: readonly string[];
  readonly supervisors: readonly Supervisor[];
  setRoles(key: Supervisor['key'], roleTemplateIds: readonly string[]): void;
  setEnabled(key: Supervisor['key'], isEnabled: boolean): void;
}

/** More than anybody writes within the lag of a read. */
const keptVersions = 50;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function createState(nowMs: () => number, workerCount: number, seed: number): State {
  const directory = createPeople(makeWorkers(workerCount, seed));
  const history = new Map<string, readonly Version[]>();
  const secrets: string[] = [];
  let present = supervisors;

  const versionsOf = (personId: string): readonly Version[] => {
    const known = history.get(personId);
    if (known !== undefined) return known;
    const person = directory.person(personId);
    const first = [{ atMs: 0, method: person === null ? null : startingMethod(person, nowMs()) }];
    history.set(personId, first);
    return first;
  };

  const change = (key: Supervisor['key'], known: Partial<Supervisor>) => {
    present = present.map((one) => (one.key === key ? { ...one, ...known } : one));
  };

  return {
    ...directory,
    get people() {
      return directory.people;
    },
    method: (personId) => versionsOf(personId).at(-1)?.method ?? null,
    seen(personId, lagMs) {
      const until = nowMs() - lagMs;
      const versions = versionsOf(personId);
      return (versions.findLast((version) => version.atMs <= until) ?? versions[0])?.method ?? null;
    },
    put(personId, method) {
      const before = versionsOf(personId);
      noteSecrets(secrets, before.at(-1)?.method ?? null, method);
      history.set(personId, [...before.slice(1 - keptVersions), { atMs: nowMs(), method }]);
    },
    secrets,
    get supervisors() {
      return present;
    },
    setRoles: (key, roleTemplateIds) => change(key, { roleTemplateIds }),
    setEnabled: (key, isEnabled) => change(key, { isEnabled }),
  };
}

type People = Pick<
  State,
  'people' | 'person' | 'changes' | 'changePerson' | 'removePerson' | 'forgetChanges'
>;

function createPeople(first: readonly Person[]): People {
  let people = first;
  const log: Change[] = [];
  let generation = 1;
  const person = (idOrUpn: string): Person | null => {
    const wanted = idOrUpn.toLowerCase();
    return people.find(({ id, userPrincipalName }) => id === wanted || userPrincipalName === wanted) ?? null;
  };
  return {
    get people() {
      return people;
    },
    person,
    changes: {
      get count() {
        return log.length;
      },
      get generation() {
        return generation;
      },
      since: (count) => [...new Map(log.slice(count).map((change) => [change.id, change])).values()],
    },
    changePerson(personId, known) {
      people = people.map((one) => (one.id === personId ? { ...one, ...known } : one));
      log.push({ id: personId, removed: null });
    },
    removePerson(personId, reason) {
      people = people.filter(({ id }) => id !== personId);
      log.push({ id: personId, removed: reason });
    },
    forgetChanges() {
      generation += 1;
    },
  };
}

function noteSecrets(secrets: string[], before: Method | null, after: Method | null): void {
  const known = secretsOf(before);
  for (const secret of secretsOf(after)) if (!known.includes(secret)) secrets.push(secret);
}

function secretsOf(method: Method | null): readonly string[] {
  if (method === null) return [];
  const codes = [method.standard, method.temporary].flatMap((code) => (code === null ? [] : [code.content]));
  return [...codes, method.pin.digits];
}

/** What a worker has when the demo begins. */
function startingMethod(person: Person, nowMs: number): Method | null {
  if (person.starts === 'no-method') return null;
  const enrolledMs = nowMs - 40 * dayMs;
  const isUsed = person.starts !== 'standard-never-used';
  const code = newCode(person.userPrincipalName, enrolledMs, enrolledMs + 365 * dayMs, enrolledMs);
  const standard = { ...code, lastUsedMs: isUsed ? nowMs - 20 * hourMs : null };
  const method = newMethod(standard, newPinDigits(), enrolledMs);
  const pin = { ...method.pin, mustChange: !isUsed };
  return { ...method, temporary: startingTemporary(person, nowMs), pin };
}

function startingTemporary(person: Person, nowMs: number): Code | null {
  const ageMs = person.starts === 'temporary-live' ? 2 * hourMs : 30 * hourMs;
  if (person.starts !== 'temporary-live' && person.starts !== 'temporary-expired') return null;
  const startMs = nowMs - ageMs;
  const code = newCode(person.userPrincipalName, startMs, startMs + 8 * hourMs, startMs);
  return { ...code, lastUsedMs: startMs + hourMs };
}

/** Finds out whom each row names and whether a code can be made for them, before anything is changed. */
import { type NamedWorker, type RowFault, readPeople } from '../../../core/bulk/people.ts';
import type { TroubleKind } from '../../../core/trouble.ts';
import type { BulkCheck, BulkProblem, BulkSource } from '../../../shared/bulk.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import type { PeopleLists } from '../../bulk-ports.ts';
import type { Clock, CodeFacts, Directory, Ids, MethodFacts, WorkerCache } from '../../ports.ts';
import { atMost } from '../at-most.ts';
import { obstacleOf } from '../issuing/preflight.ts';
import type { PageClock } from '../page-clock.ts';
import { findNamed } from './find-named.ts';
import { createPacer, type Pacer } from './pacer.ts';

export interface CheckPorts {
  readonly clock: Clock;
  readonly pageClock: PageClock;
  readonly ids: Ids;
  readonly directory: Directory;
  readonly lists: PeopleLists;
  readonly cache: WorkerCache | null;
  readonly lifetimesHours: readonly number[];
}

/** A row that can be issued. */
export interface ReadyRow {
  readonly line: number | null;
  readonly worker: WorkerSummary;
  readonly workerAtMs: number;
  /** Of a temporary code; null: as chosen for the run. */
  readonly hours: number | null;
  /** The codes that live now; the supervisor is told that they will be replaced. */
  readonly temporary: CodeFacts | null;
  readonly standard: CodeFacts | null;
}

const readsAtOnce = 8;
const shownProblems = 200;
const mostTries = 3;

interface Asked {
  readonly line: number;
  readonly hours: number | null;
  readonly who: string;
  readonly find: () => ReturnType<typeof findNamed>;
}

/** One check, from its file to its report; a later one, or the supervisor's leaving, drops it. */
export class BulkChecking {
  ready: readonly ReadyRow[] = [];
  #problems: readonly BulkProblem[] = [];
  #fault: BulkCheck['fault'] = null;
  #rows = 0;
  #done = 0;
  #isChecking = true;
  isDropped = false;
  readonly #pacer: Pacer;
  readonly #directory: Directory;

  constructor(
    private readonly ports: CheckPorts,
    private readonly supervisorId: string,
    private readonly announce: () => void,
  ) {
    this.#pacer = createPacer(ports.clock);
    this.#directory = this.#pacer.listening(ports.directory);
  }

  get isReady(): boolean {
    return !this.#isChecking && this.#fault === null;
  }

  /** The run of these rows could not be begun. */
  fail(kind: TroubleKind): void {
    this.ready = [];
    this.#fault = { kind };
  }

  view(): BulkCheck {
    const { ready } = this;
    return {
      fault: this.#fault,
      isChecking: this.#isChecking,
      rows: this.#rows,
      done: this.#done,
      ready: ready.length,
      live: {
        temporary: ready.filter(({ temporary }) => temporary !== null).length,
        standard: ready.filter(({ standard }) => standard !== null).length,
      },
      problems: this.#problems.slice(0, shownProblems),
      problemCount: this.#problems.length,
    };
  }

  async run(source: BulkSource): Promise<void> {
    const asked =
      source.from === 'csv' ? this.#rowsOfFile(source.text) : await this.#rowsOfList(source.place);
    this.#rows = asked.length + this.#problems.length;
    this.#done = this.#problems.length;
    const found: (ReadyRow | BulkProblem | null)[] = asked.map(() => null);
    await atMost(readsAtOnce, [...asked.entries()], async ([at, row]) => {
      if (this.isDropped || this.#fault !== null) return;
      found[at] = await this.#look(row);
      this.#done += 1;
      if (this.#done % readsAtOnce === 0) this.announce();
    });
    this.#sortOut(asked, found);
    this.#isChecking = false;
    this.announce();
  }

  #rowsOfFile(text: string): readonly Asked[] {
    const read = readPeople(text);
    if (!read.ok) {
      this.#fault = read.error;
      return [];
    }
    const { named, faults } = read.value;
    const isOffered = ({ hours }: NamedWorker) => hours === null || this.ports.lifetimesHours.includes(hours);
    const refused = named
      .filter((row) => !isOffered(row))
      .map(({ line }) => ({ line, kind: 'bad-hours', of: null }));
    this.#problems = [...faults, ...(refused as readonly RowFault[])].map((fault) => ({ ...fault, who: '' }));
    return named.filter(isOffered).map((row) => ({
      line: row.line,
      hours: row.hours,
      who: row.text,
      find: () => findNamed({ ...this.ports, directory: this.#directory }, row),
    }));
  }

  async #rowsOfList(place: number): Promise<readonly Asked[]> {
    const members = await this.ports.lists.members(place);
    if (!members.ok) {
      this.#fault =
        members.error === 'too-many-people' ? { kind: members.error } : { kind: members.error.kind };
      return [];
    }
    return members.value.map(({ id, displayName }, at) => ({
      line: at + 1,
      hours: null,
      who: displayName,
      find: () => this.#directory.worker(id),
    }));
  }

  async #look(row: Asked): Promise<ReadyRow | BulkProblem | null> {
    const problem = (kind: BulkProblem['kind'], who = row.who) => ({ line: row.line, kind, of: null, who });
    const worker = await this.#patiently(row.find);
    if (worker === null) return null;
    if (!worker.ok)
      return worker.error === 'several-workers'
        ? problem(worker.error)
        : this.#obstacle(worker.error, problem);
    const { displayName } = worker.value;
    const obstacle = obstacleOf(worker.value, this.supervisorId);
    if (obstacle !== null) return problem(obstacle.kind, displayName);
    const method = await this.#patiently(() =>
      this.#directory.readMethod(worker.value.id, this.ports.ids.uuid()),
    );
    if (method === null) return null;
    if (!method.ok) {
      // The supervisor's own role was checked at sign-in: this worker is an administrator.
      if (method.error.kind === 'not-permitted') return problem('worker-privileged', displayName);
      return this.#obstacle(method.error, (kind) => problem(kind, displayName));
    }
    this.ports.pageClock.hear(method.value.serverNowMs);
    if (!method.value.exists) return problem('no-method', displayName);
    const workerAtMs = this.ports.clock.monotonicMs();
    return { line: row.line, worker: worker.value, workerAtMs, hours: row.hours, ...liveCodes(method.value) };
  }

  /** A service without time is asked again when it said so; null when nobody waits any more. */
  async #patiently<T extends { readonly ok: boolean; readonly error?: unknown }>(
    ask: () => Promise<T>,
  ): Promise<T | null> {
    for (let tries = 1; ; tries += 1) {
      if (!(await this.#pacer.calm(() => !this.isDropped))) return null;
      const answer = await ask();
      if (answer.ok || tries === mostTries || !isBusy(answer.error)) return answer;
    }
  }

  /** About this worker, or about the way to the service: then the check as a whole cannot be had. */
  #obstacle(
    { kind }: { readonly kind: TroubleKind },
    problem: (kind: TroubleKind) => BulkProblem,
  ): BulkProblem | null {
    if (ofWorker.has(kind)) return problem(kind);
    this.#fault ??= { kind };
    return null;
  }

  #sortOut(asked: readonly Asked[], found: readonly (ReadyRow | BulkProblem | null)[]): void {
    const lineOf = new Map<string, number>();
    const ready: ReadyRow[] = [];
    const problems: BulkProblem[] = [...this.#problems];
    for (const [at, one] of found.entries()) {
      const line = asked[at]?.line ?? 0;
      if (one === null) continue;
      if ('kind' in one) {
        problems.push(one);
        continue;
      }
      const of = lineOf.get(one.worker.id);
      if (of === undefined) {
        lineOf.set(one.worker.id, line);
        ready.push(one);
      } else problems.push({ line, kind: 'duplicate', of, who: one.worker.displayName });
    }
    this.ready = this.#fault === null ? ready : [];
    this.#problems = problems.sort((a, b) => a.line - b.line);
  }
}

const ofWorker: ReadonlySet<TroubleKind> = new Set([
  'no-such-worker',
  'no-method',
  'not-permitted',
  'invalid-input',
  'rejected',
]);

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'busy';
}

function liveCodes({
  temporary,
  standard,
  serverNowMs,
}: MethodFacts): Pick<ReadyRow, 'temporary' | 'standard'> {
  const live = (code: CodeFacts | null) => (code !== null && code.expiresAtMs > serverNowMs ? code : null);
  return { temporary: live(temporary), standard: live(standard) };
}

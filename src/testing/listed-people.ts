/** A directory that lists people as Graph does, page by page, and misbehaves on demand. What tests of the copy start from. */
import { ok } from '../core/result.ts';
import { trouble } from '../core/trouble.ts';
import type { WorkerCache, WorkerList } from '../main/ports.ts';

/** A user as Graph writes one; tests leave out and spoil what they like. */
export interface Person {
  readonly id: string;
  readonly displayName?: string | null;
  readonly surname?: string | null;
  readonly userPrincipalName?: string | null;
  readonly employeeId?: string | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly onPremisesExtensionAttributes?: Readonly<Record<string, unknown>> | null;
  readonly '@removed'?: { readonly reason: 'changed' | 'deleted' };
  readonly '@odata.type'?: string;
}

export function person(serial: number, given: string, surname: string, known: Partial<Person> = {}): Person {
  return {
    id: `da1a0000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`,
    displayName: `${given} ${surname}`,
    surname,
    userPrincipalName: `w${serial}@plant7.example`,
    employeeId: `E${10_000 + serial}`,
    department: 'Assembly',
    jobTitle: 'Operator',
    accountEnabled: true,
    ...known,
  };
}

/** A page's bytes; without links the list ends with it. */
export function pageOf(
  people: readonly unknown[],
  links: { readonly next?: unknown; readonly delta?: unknown } = {},
): Uint8Array {
  const { next, delta } = links;
  const json = { '@odata.nextLink': next, '@odata.deltaLink': delta, value: people };
  return new TextEncoder().encode(JSON.stringify(json));
}

export interface ListedPeople extends WorkerList {
  /** Whom the list has now; a change is told by the delta link. */
  readonly people: Map<string, Person>;
  /** The links asked for, oldest first. */
  readonly asked: (string | null)[];
  change(person: Person): void;
  /** Links made so far are stale. */
  forgetLinks(): void;
  /** The next request fails so. */
  fail(kind: Parameters<typeof trouble>[0], retryAfterSeconds?: number): void;
}

/** Without `hasDelta` as a unit's or a group's members: the last page has no link. */
export function createListedPeople(
  people: readonly Person[],
  { pageSize = 3, hasDelta = true }: { readonly pageSize?: number; readonly hasDelta?: boolean } = {},
): ListedPeople {
  return new Listed(people, pageSize, hasDelta);
}

class Listed implements ListedPeople {
  readonly people: Map<string, Person>;
  readonly asked: (string | null)[] = [];
  readonly #changes: Person[] = [];
  readonly #troubles: ReturnType<typeof trouble>[] = [];
  #generation = 1;

  constructor(
    people: readonly Person[],
    private readonly pageSize: number,
    private readonly hasDelta: boolean,
  ) {
    this.people = new Map(people.map((one) => [one.id, one]));
  }

  change(one: Person): void {
    if (one['@removed'] === undefined) this.people.set(one.id, { ...this.people.get(one.id), ...one });
    else this.people.delete(one.id);
    this.#changes.push(one);
  }

  forgetLinks(): void {
    this.#generation += 1;
  }

  fail(kind: Parameters<typeof trouble>[0], retryAfterSeconds: number | null = null): void {
    this.#troubles.push(trouble(kind, { retryAfterSeconds }));
  }

  async page(link: string | null): ReturnType<WorkerList['page']> {
    this.asked.push(link);
    const met = this.#troubles.shift();
    if (met !== undefined) return { ok: false, error: met };
    const [generation, kind, at] = link === null ? [this.#generation, 'list', 0] : partsOf(link);
    if (generation !== this.#generation) return ok('start-over');
    const all = kind === 'list' ? [...this.people.values()] : this.#changes;
    const end = at + this.pageSize;
    if (end < all.length) return ok(pageOf(all.slice(at, end), { next: this.#link(kind, end) }));
    const delta = this.hasDelta ? { delta: this.#link('changes', this.#changes.length) } : {};
    return ok(pageOf(all.slice(at, end), delta));
  }

  #link(kind: string, at: number): string {
    return `https://graph.example/v1.0/${this.#generation}/${kind}/${at}`;
  }
}

function partsOf(link: string): readonly [number, string, number] {
  const [generation, kind = '', at] = link.split('/').slice(-3);
  return [Number(generation), kind, Number(at)];
}

/** Takes in page after page until the list rests. @returns how many pages there were */
export async function fill(cache: WorkerCache, list: WorkerList, atMs = 1): Promise<number> {
  for (let pages = 0; pages < 1_000; pages += 1) {
    const standing = await cache.standing();
    if (!standing.ok) throw new Error(standing.error.kind);
    const { link, linkIs } = standing.value;
    if (pages > 0 && linkIs !== 'next' && linkIs !== 'none') return pages;
    const page = await list.page(link);
    if (!page.ok) throw new Error(page.error.kind);
    const taken =
      page.value === 'start-over' ? await cache.startOver() : await cache.take(link, page.value, atMs);
    if (!taken.ok) throw new Error(taken.error.kind);
  }
  throw new Error('the list never ends');
}

/** Group F, in the page: calls of every method with what no screen of ours would ever send, from a seed. */

export interface Round {
  readonly method: string;
  readonly calls: number;
  readonly seed: number;
  /** Null is a whole and valid input of some methods: left out where it would act. */
  readonly withNull: boolean;
}

/** How the calls ended: how often each way. `answer …` is a result, `error …` a named refusal, `thrown …` the bridge's own. */
export type Endings = Readonly<Record<string, number>>;

/**
 * Runs in the page, so it holds everything it needs. Calls go out in handfuls, as fast as the door answers.
 */
export async function callInPage({ method, calls, seed, withNull }: Round): Promise<Endings> {
  let state = seed;
  const below = (most: number) => {
    // Park and Miller's generator: the same calls for the same seed.
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const texts = [
    ...[
      '',
      ' ',
      '\0',
      '\r\n',
      '../../../../etc/passwd',
      '..\\..\\windows\\win.ini',
      '%2e%2e%2f',
      '/dev/zero',
    ],
    ...[
      "'; DROP TABLE journal; --",
      "' OR 1=1 --",
      '" UNION SELECT 1',
      '; rm -rf /',
      '$(reboot)',
      '`id`',
      '| lp',
    ],
    ...[
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'javascript:alert(1)',
      '=HYPERLINK("x")',
    ],
    ...['__proto__', 'constructor', 'toString', 'NaN', '\u202e\u200b\u200d', '\ud800', '😀'.repeat(200)],
    ...['csv', 'list', 'temporary', 'issue', 'again', '00000000-0000-4000-8000-000000000000'],
    ...['A'.repeat(5_000), '{"$ne":null}', '%s%s%n', '0', '-1', '1e309', 'null', 'true'],
  ];
  const numbers = [Number.NaN, Number.POSITIVE_INFINITY, -0, -1, 0.5, 2 ** 53, -(2 ** 53), 1e308, 9, 1e15];
  const keys = [
    ...[
      'workerId',
      'issuanceId',
      'text',
      'pin',
      'method',
      'order',
      'answer',
      'printer',
      'page',
      'limit',
      'hours',
    ],
    ...[
      'startsAtMs',
      'is',
      'codeId',
      'replaceCodeId',
      'target',
      'queueId',
      'reason',
      'from',
      'place',
      'createdAtMs',
      '__proto__',
      'constructor',
      'then',
    ],
  ];
  const cyclic = (): object => {
    const ring: Record<string, unknown> = {};
    ring.ring = ring;
    return ring;
  };
  const odd: readonly (() => unknown)[] = [
    () => undefined,
    () => (withNull ? null : undefined),
    () => pick(numbers),
    () => pick(texts),
    () => true,
    () => 10n ** 40n,
    () => [],
    () => [pick(texts), pick(numbers)],
    () => Array.from({ length: 2_000 }, () => null),
    () => new Date(Number.NaN),
    () => new Map([[pick(texts), pick(numbers)]]),
    () => new Uint8Array(1_000),
    () => /x/g,
    () => new Error(pick(texts)),
    cyclic,
    () => () => 1,
    () => Symbol('x'),
    () => JSON.parse('{"__proto__":{"polluted":true},"workerId":"x"}'),
    () => JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`),
  ];
  const made = (depth: number): unknown => {
    if (depth === 0 || below(3) === 0) return pick(odd)();
    const size = below(5);
    return Object.fromEntries(Array.from({ length: size }, () => [pick(keys), made(depth - 1)]));
  };
  const input = () => (below(2_000) === 0 ? { text: 'A'.repeat(1_000_000) } : made(3));

  const ends: Record<string, number> = {};
  const { daypass } = window as unknown as { daypass: Record<string, (given?: unknown) => Promise<unknown>> };
  const one = async (): Promise<string> => {
    try {
      const answer = (await (below(20) === 0 ? daypass[method]?.() : daypass[method]?.(input()))) as {
        readonly ok?: boolean;
        readonly error?: { readonly kind?: string };
      } | null;
      if (answer === null) return 'answer null';
      if (typeof answer !== 'object') return `odd ${typeof answer}`;
      return answer.ok === false ? `error ${answer.error?.kind}` : 'answer';
    } catch (thrown) {
      return `thrown ${String(thrown)
        .replace(/^Error: Error invoking remote method '[^']*': /, 'by the door: ')
        .slice(0, 60)}`;
    }
  };
  for (let done = 0; done < calls; done += 25) {
    const ended = await Promise.all(Array.from({ length: Math.min(25, calls - done) }, one));
    for (const end of ended) ends[end] = (ends[end] ?? 0) + 1;
  }
  if ('polluted' in {}) ends['odd pollution'] = 1;
  return ends;
}

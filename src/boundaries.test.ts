import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folder may import which: the house's table, longest prefix first. Type imports count like any other. */
const may: readonly (readonly [string, readonly string[]])[] = [
  ['core', ['core']],
  ['shared', ['core', 'shared']],
  ['main/app', ['core', 'shared', 'main/ports.ts', 'main/paper-ports.ts', 'main/bulk-ports.ts', 'main/app']],
  ['main/graph', ['core', 'shared', 'main/ports.ts', 'main/bulk-ports.ts', 'main/graph']],
  ['main/auth', ['core', 'shared', 'main/ports.ts', 'main/auth']],
  ['main/store', ['core', 'shared', 'main/ports.ts', 'main/bulk-ports.ts', 'main/store']],
  ['main/printing', ['core', 'shared', 'main/ports.ts', 'main/paper-ports.ts', 'main/printing']],
  ['main/ports.ts', ['core', 'shared']],
  ['main/bulk-ports.ts', ['core', 'shared']],
  ['main/paper-ports.ts', ['core', 'shared']],
  ['main', ['core', 'shared', 'main', 'demo-tenant/embedded.ts']],
  ['demo-tenant', ['core/result.ts', 'demo-tenant']],
  ['preload', ['shared']],
  ['renderer', ['core', 'shared', 'renderer']],
  ['testing', ['core', 'shared', 'main', 'demo-tenant', 'renderer', 'testing']],
];

/** Packages with one home each. */
const homes: readonly (readonly [RegExp, RegExp])[] = [
  [/^electron$/, /(\.electron\.ts|^preload\/|^main\/index\.ts)$|^preload\//],
  [/^better-sqlite3$/, /^main\/store\//],
  [/^@azure\/msal-node$/, /^main\/auth\//],
  [/^qrcode$/, /^main\/(printing|auth)\//],
  [/^preact(\/.*)?$/, /^renderer\//],
  [/^node:/, /^(main|preload|demo-tenant\/serve\.ts|testing)/],
];

interface Import {
  readonly file: string;
  readonly target: string;
}

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
/** What goes into the product: neither tests nor the page's development harness. */
const shipped = files.filter((file) => !/\.test\.tsx?$/.test(file) && !/^renderer\/dev\.tsx?$/.test(file));
const importsOf = (file: string): readonly Import[] => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
};
const resolved = ({ file, target }: Import) =>
  path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
const isBelow = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

function isAllowed(one: Import): boolean {
  const to = resolved(one);
  const rule = may.find(([place]) => isBelow(one.file, place));
  if (to.startsWith('../')) return /^\.\.\/(resources|package\.json)/.test(to);
  return rule?.[1].some((place) => isBelow(to, place)) ?? false;
}

const graph = new Map(
  shipped.map((file) => [
    file,
    importsOf(file)
      .filter((one) => one.target.startsWith('.'))
      .map(resolved),
  ]),
);

describe('the house', () => {
  it('has files to look at', () => {
    expect(shipped.length).toBeGreaterThan(100);
  });

  it('lets every folder import only what the table allows', () => {
    const wrong = shipped.flatMap(importsOf).filter((one) => one.target.startsWith('.') && !isAllowed(one));
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  it('keeps each package in its home', () => {
    const wrong = shipped
      .flatMap(importsOf)
      .filter(({ file, target }) =>
        homes.some(([name, home]) => name.test(target) && !home.test(file) && !file.startsWith('testing/')),
      );
    expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
  });

  it('does not let tests’ helpers into what ships', () => {
    const wrong = shipped
      .filter((file) => !file.startsWith('testing/'))
      .flatMap(importsOf)
      .filter((one) => isBelow(resolved(one), 'testing'));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(firstCycle(graph)).toBeNull();
  });

  it('keeps the demo tenant’s faults and its other side out of the product', () => {
    const inside = reachable('main/index.ts');
    expect(inside).toContain('demo-tenant/embedded.ts');
    for (const file of ['faults', 'control', 'tenant', 'serve'])
      expect(inside).not.toContain(`demo-tenant/${file}.ts`);
  });

  it('has no file over 250 lines', () => {
    const long = shipped.filter(
      (file) => readFileSync(path.join(root, file), 'utf8').split('\n').length > 251,
    );
    expect(long).toEqual([]);
  });
});

/** Everything that a file imports, directly or not; type imports count like any other. */
function reachable(from: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const next of graph.get(from) ?? []) reachable(next, seen);
  return seen;
}

function firstCycle(graph: ReadonlyMap<string, readonly string[]>): string | null {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file].join(' -> ');
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

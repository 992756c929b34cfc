import { describe, expect, it } from 'vitest';
import { calls, playCell } from './cell.ts';
import { expectedOf } from './expectations.ts';
import { faults } from './faults.ts';
import { MatrixRun, MatrixWorld } from './station.ts';

/** Signing in waits for a real loopback server, so the worlds of all faults do it side by side. */
const worlds = new Map<string, Promise<MatrixWorld>>();
const signedIn = async () => {
  const world = new MatrixWorld();
  expect(await new MatrixRun(world).signIn()).toMatchObject({ ok: true });
  return world;
};

describe.each(faults)('$name', (fault) => {
  describe.each(['once', 'lasting'] as const)('%s', (lasting) => {
    it.each(calls.map((call, index) => [call.name, call, index] as const))(
      'strikes %s',
      async (name, call, index) => {
        const key = `${fault.name} ${lasting}`;
        const world = await (worlds.get(key) ?? signedIn());
        worlds.set(key, Promise.resolve(world));
        const workerId = world.workerIds[index] ?? '';
        const times = lasting === 'once' ? 1 : Number.POSITIVE_INFINITY;
        const { broken, ...cell } = await playCell(world, workerId, call, fault, times);
        expect(broken).toEqual([]);
        expect(cell).toEqual(expectedOf(name, fault, lasting));
      },
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { calls, playCell } from './cell.ts';
import { expectedOf } from './expectations.ts';
import { faults } from './faults.ts';
import { signedInWorlds } from './station.ts';

const worlds = signedInWorlds(faults.length);
beforeAll(async () => {
  await worlds;
});

describe.each(faults.map((fault, index) => ({ name: fault.name, fault, index })))('$name', (row) => {
  const { fault, index } = row;
  describe.each(['once', 'lasting'] as const)('%s', (lasting) => {
    it.each(calls.map((call, at) => [call.name, call, at] as const))('strikes %s', async (name, call, at) => {
      const world = (await worlds)[index];
      if (world === undefined) throw new Error('no world');
      const workerId = world.workerIds[lasting === 'once' ? at : at + calls.length] ?? '';
      const times = lasting === 'once' ? 1 : Number.POSITIVE_INFINITY;
      const { broken, ...cell } = await playCell(world, workerId, call, fault, times);
      expect(broken).toEqual([]);
      expect(cell).toEqual(expectedOf(name, fault, lasting));
    });
  });
});

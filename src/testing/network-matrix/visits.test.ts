import { describe, expect, it } from 'vitest';
import { faults } from './faults.ts';
import { MatrixWorld, signedInWorlds } from './station.ts';
import { expectedVisit, playVisit, visits } from './visits.ts';

const worlds = signedInWorlds(faults.length);

describe.each(visits.map((visit) => ({ name: visit.name, visit })))('$name', ({ visit }) => {
  it.concurrent.each(faults.map((fault, index) => [fault.name, fault, index] as const))(
    'is struck by %s',
    async (_name, fault, index) => {
      const world = visit.isSignIn ? new MatrixWorld() : (await worlds)[index];
      if (world === undefined) throw new Error('no world');
      expect(await playVisit(world, visit, fault)).toEqual(expectedVisit(visit.name, fault));
    },
  );
});

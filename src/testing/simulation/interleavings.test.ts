import { describe, expect, it } from 'vitest';
import { allOrders, type End, type Meeting, meet } from './interleavings.ts';

async function meetInAllOrders(startsWithCode: boolean): Promise<readonly Meeting[]> {
  const meetings: Meeting[] = [];
  for (const order of allOrders()) meetings.push(await meet(order, startsWithCode));
  return meetings;
}

/** Who does not hold the live code in the end knows it, or gave it up to a supervisor who saw the code and replaced it. */
function isInTheDark({ outcome, told, isLive, isStruck }: End): boolean {
  if (isLive) return false;
  return outcome === 'handed-over' ? isStruck : told === null;
}

describe('two stations at one worker, in each of the 12,870 orders of their eight steps', () => {
  /**
   * In the dark at most: orders in which one station's delete is under way for all the time that the other needs to
   * delete, create, verify, print and look again. The service deletes whatever code the worker has; no station can help it.
   */
  it.each([
    ['with a code that both replace', true, 60],
    ['with none', false, 0],
  ])(
    '%s: one live code, in a hand, and who lost is told',
    async (_title, startsWithCode, mostInTheDark) => {
      const meetings = await meetInAllOrders(startsWithCode);
      expect(meetings).toHaveLength(12_870);
      expect(meetings.flatMap(({ violations }) => violations)).toEqual([]);
      const holders = meetings.map(({ ends }) => ends.filter((end) => end.isLive));
      expect(holders.every((live) => live.length === 1 && live[0]?.outcome === 'handed-over')).toBe(true);
      const inTheDark = meetings.filter(({ ends }) => ends.some(isInTheDark)).length;
      expect(inTheDark).toBeLessThanOrEqual(mostInTheDark);
    },
    600_000,
  );
});

import { describe, expect, it } from 'vitest';
import type { Ended } from './packaged-app.ts';
import { wrongOf } from './refusals.ts';
import { refusedSwitches, refusedVariables } from './switches.ts';

const refused: Ended = {
  code: 2,
  stderr: 'ERROR:bus.cc\ndaypass: the switch --inspect is not allowed\n',
  tookMs: 300,
  hasListened: false,
};
const log =
  '{"at":"2026-11-27T10:00:00.000Z","level":"info","event":"start-refused","reason":"the switch --inspect"}\n';

describe('a refused start', () => {
  it('ends with code 2, a line and a log entry', () => {
    expect(wrongOf(refused, log)).toEqual([]);
  });

  it.each<[string, Partial<Ended>, string | null]>([
    ['ended with 0', { code: 0 }, log],
    ['ended with a signal', { code: null }, log],
    ['said nothing', { stderr: 'ERROR:bus.cc\n' }, log],
    ['opened the port', { hasListened: true }, log],
    ['logged nothing', {}, null],
    ['logged nothing', {}, '{"event":"ipc"}\n'],
  ])('that %s is none', (wrong, change, found) => {
    expect(wrongOf({ ...refused, ...change }, found)).toEqual([wrong]);
  });

  it('is asked for by at least thirty switches, and by variables', () => {
    expect(refusedSwitches.length).toBeGreaterThanOrEqual(30);
    expect(Object.keys(refusedVariables).length).toBeGreaterThanOrEqual(10);
  });
});

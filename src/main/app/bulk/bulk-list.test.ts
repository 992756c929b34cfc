/** A shift that the config names, a group or an administrative unit, instead of a file. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../core/result.ts';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, disabled, self } from '../../../testing/app-station.ts';
import { bulkDesk, people, runOf, settled } from '../../../testing/bulk-desk.ts';
import type { PeopleLists } from '../../bulk-ports.ts';

const late = people.slice(3, 6);

/** The first cannot be had; the second is the late shift, with two who get no badge. */
const peopleLists: PeopleLists = {
  names: ['All of the plant', 'Late shift', 'Of another tenant'],
  async members(place) {
    if (place === 0) return err('too-many-people');
    // A list may be older than the directory's word on one of its people.
    return place === 1
      ? ok([...late.slice(0, 2), { ...disabled, accountEnabled: true }, self, ...late.slice(2)])
      : err(trouble('not-permitted'));
  },
};

async function checkOf(s: AppStation, place: number) {
  const begun = await s.call('bulk.check', { from: 'list', place });
  if (!begun.ok) throw new Error(begun.error.kind);
  const read = async () => {
    const view = await s.call('bulk.read', null);
    return view.ok ? view.value.check : null;
  };
  await settled(s, async () => (await read())?.isChecking === false);
  return read();
}

describe('a list that the config names', () => {
  it('is offered by its name', async () => {
    const s = await bulkDesk({ peopleLists });
    expect(await s.call('bulk.read', null)).toMatchObject({ value: { lists: peopleLists.names } });
  });

  it('is checked person by person, like the rows of a file', async () => {
    const s = await bulkDesk({ peopleLists });
    s.directory.adoptForeignCode(late[0]?.id ?? '');
    expect(await checkOf(s, 1)).toMatchObject({
      ...{ fault: null, rows: 5, done: 5, ready: 3, live: { temporary: 1, standard: 0 } },
      problems: [
        { line: 3, kind: 'worker-disabled', who: disabled.displayName },
        { line: 4, kind: 'worker-is-self', who: self.displayName },
      ],
    });
  });

  it('gives a badge to each of its people, and to nobody else', async () => {
    const s = await bulkDesk({ peopleLists });
    await checkOf(s, 1);
    await s.call('bulk.start', { is: 'temporary', hours: 8 });
    await settled(s, async () => (await runOf(s)).counts.ask === late.length);
    expect(s.badges.map(({ workerName }) => workerName).sort()).toEqual(
      late.map(({ displayName }) => displayName),
    );
    expect(s.directory.workers.filter(({ id }) => s.directory.temporaryOf(id) !== null)).toEqual(late);
  });

  it.each([
    [0, 'too-many-people'],
    [2, 'not-permitted'],
  ])('that cannot be had says why, and has no rows: %i %s', async (place, kind) => {
    const s = await bulkDesk({ peopleLists });
    expect(await checkOf(s, place)).toMatchObject({ fault: { kind }, rows: 0, ready: 0 });
    expect(await s.call('bulk.start', { is: 'temporary', hours: 8 })).toMatchObject({ ok: false });
  });
});

import { expect, it } from 'vitest';
import { createAppStation } from '../../testing/app-station.ts';

const setAside = 'daypass.sqlite.damaged-2026-11-23T08-00-00.000Z';

it('a damaged journal is told to who signs in, until one has seen it and that is journalled', async () => {
  const s = createAppStation({ setAside });
  expect((await s.call('station.read', null)).setAside).toBeNull();
  await s.signIn();
  expect((await s.call('station.read', null)).setAside).toBe(setAside);
  s.journal.fillDisk();
  expect(await s.call('setAside.seen', null)).toMatchObject({ ok: false, error: { kind: 'disk' } });
  expect((await s.call('station.read', null)).setAside).toBe(setAside);
  s.journal.freeDisk();
  const before = s.told.length;
  await s.call('setAside.seen', null);
  await s.call('setAside.seen', null);
  expect(s.told.slice(before)).toEqual([{ changed: 'station' }]);
  expect((await s.call('station.read', null)).setAside).toBeNull();
  const seen = s.journal.all.filter((row) => row.detail?.reason === 'set-aside-seen');
  expect(seen).toMatchObject([{ actor: { name: 'Sam Supervisor' }, detail: { previousFile: setAside } }]);
});

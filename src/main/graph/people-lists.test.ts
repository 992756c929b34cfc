import { describe, expect, it } from 'vitest';
import { collections, makeWorkers } from '../../demo-tenant/workers.ts';
import { createDemoStation } from '../../testing/demo-station.ts';
import { createFakeNetwork, jsonReply } from '../../testing/fake-network.ts';
import { createFakeSession } from '../../testing/fake-session.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createPeopleLists } from './people-lists.ts';

const config = { graphBaseUrl: 'https://graph.daypass.example', graphVersion: 'auto' } as const;

describe('a list of people that the config names', () => {
  it('is everybody in the group and nobody else', async () => {
    const { network, session, clock } = createDemoStation();
    await session.signIn('browser-window', () => {});
    const lists = createPeopleLists(
      { network, session, clock, ids: { uuid: () => 'r-1' }, random: () => 0, config },
      [{ name: 'Early shift', from: 'group', id: collections.group.id }],
    );
    expect(lists.names).toEqual(['Early shift']);
    const members = await lists.members(0);
    const first = makeWorkers(60, 0).slice(0, collections.group.workerCount);
    expect(members.ok && members.value.map(({ id }) => id).sort()).toEqual(first.map(({ id }) => id).sort());
    expect(await lists.members(1)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
  });

  it('is refused when it holds more than one shift', async () => {
    const clock = createVirtualClock();
    const many = (from: number) =>
      Array.from({ length: 999 }, (_, at) => ({
        id: `w-${from + at}`,
        displayName: 'W',
        userPrincipalName: 'w@x.example',
      }));
    let pages = 0;
    const network = createFakeNetwork(() => {
      pages += 1;
      const next = {
        '@odata.nextLink': `https://graph.example.com/v1.0/groups/g/members?$skiptoken=${pages}`,
      };
      return jsonReply(200, { ...next, value: many(999 * pages) });
    });
    const lists = createPeopleLists(
      {
        ...{
          network,
          session: createFakeSession(clock.nowMs),
          clock,
          ids: { uuid: () => 'r-1' },
          random: () => 0,
        },
        config: { graphBaseUrl: 'https://graph.example.com', graphVersion: 'v1.0' },
      },
      [{ name: 'All', from: 'group', id: '00000000-0000-4000-8000-000000000001' }],
    );
    expect(await lists.members(0)).toEqual({ ok: false, error: 'too-many-people' });
    expect(pages).toBe(3);
  });
});

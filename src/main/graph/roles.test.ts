import { describe, expect, it } from 'vitest';
import { jsonReply } from '../../testing/fake-network.ts';
import { createGraphStation, type GraphStationOptions } from '../../testing/graph-station.ts';

const admin = { roleTemplateId: 'C4E39BD9-1100-46D3-8C65-FB160DA0071F' };
const reader = { roleTemplateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b' };
const denied = () => jsonReply(403, { error: { code: 'Authorization_RequestDenied', message: '' } });
const next = (link: string) => jsonReply(200, { value: [reader], '@odata.nextLink': link });

function roles(
  tenantWide: (page: string | null) => Response,
  scoped: () => Response,
  options: GraphStationOptions = {},
) {
  return createGraphStation((request) => {
    const url = new URL(request.url);
    return url.pathname.endsWith('/scopedRoleMemberOf') ? scoped() : tenantWide(url.searchParams.get('page'));
  }, options);
}

const unit: GraphStationOptions = { config: { workers: { from: 'administrativeUnit', id: 'au' } } };

describe('whether the supervisor may issue', () => {
  const list =
    (...value: readonly unknown[]) =>
    () =>
      jsonReply(200, { value });
  it.each([
    ['holds the role', list(reader, admin), denied, {}, true],
    [
      'holds the privileged role',
      list({ roleTemplateId: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13' }),
      denied,
      {},
      true,
    ],
    ['holds another role', list(reader), list(), {}, false],
    ['lost the role since signing in', list(), list(), { claimedRoles: [admin.roleTemplateId] }, false],
    ['holds a role in a unit', list(), list({ roleId: 'x', administrativeUnitId: 'y' }), {}, true],
    ['holds nothing that can be read, for the tenant', list(), denied, {}, false],
    ['holds nothing that can be read, for a unit', list(), denied, unit, true],
    [
      'has the claim where roles cannot be read',
      denied,
      denied,
      { claimedRoles: [admin.roleTemplateId] },
      true,
    ],
    [
      'has other claims where roles cannot be read',
      denied,
      denied,
      { claimedRoles: [reader.roleTemplateId] },
      false,
    ],
    ['has no claims where roles cannot be read', denied, denied, {}, true],
  ])('who %s', async (_who, tenantWide, scoped, options, expected) => {
    const { directory } = roles(tenantWide, scoped, options);
    expect(await directory.mayIssue()).toEqual({ ok: true, value: expected });
  });

  it('is looked for on every page', async () => {
    const { directory, network } = roles(
      (page) =>
        page === '2'
          ? jsonReply(200, { value: [admin] })
          : next('https://graph.example.com/v1.0/me/x?page=2'),
      denied,
    );
    expect(await directory.mayIssue()).toEqual({ ok: true, value: true });
    expect(network.requests.map((sent) => sent.headers.ConsistencyLevel)).toEqual(['eventual', 'eventual']);
  });

  it.each([
    'https://evil.example/v1.0/me/x',
    'https://graph.example.com.evil.example/v1.0/me/x',
    'https://graph.example.com@evil.example/v1.0/me/x',
    'http://graph.example.com/v1.0/me/x',
    `https://graph.example.com/v1.0/${'x'.repeat(5_000)}`,
  ])('never follows a link to %s', async (link) => {
    const { directory, network } = roles(() => next(link), denied);
    expect(await directory.mayIssue()).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
    expect(network.requests).toHaveLength(1);
  });

  it('ends after ten pages', async () => {
    const { directory, network } = roles(() => next('https://graph.example.com/v1.0/me/x?page=1'), denied);
    expect(await directory.mayIssue()).toEqual({ ok: true, value: false });
    expect(network.requests).toHaveLength(11);
  });

  it('is not guessed at while offline', async () => {
    const { directory, network } = roles(denied, denied);
    network.goOffline();
    expect(await directory.mayIssue()).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });
});

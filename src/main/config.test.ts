import { describe, expect, it } from 'vitest';
import { configLine, defaultConfig, parseConfig } from './config.ts';

const clientId = '11111111-2222-4333-8444-555555555555';
const tenant = { clientId, authority: 'https://login.microsoftonline.com/contoso' };

function parse(value: unknown) {
  return parseConfig(JSON.stringify(value), 'station.json');
}

describe('a good config', () => {
  it('may be empty: the demo tenant and badges in a folder', () => {
    expect(parse({})).toEqual({ ok: true, value: defaultConfig() });
    expect(defaultConfig()).toMatchObject({
      tenant: null,
      issuing: { lifetimesHours: [4, 8, 12], defaultLifetimeHours: 8, startEarlySeconds: 60 },
      printing: {
        printers: [{ folder: 'badges', stock: 'card-cr80' }],
        timeoutSeconds: 30,
        askHandOver: true,
      },
      session: { idleLockSeconds: 60, absoluteMinutes: 480, persistSignIn: false },
      journal: { retentionDays: 400, checkpointEvery: 64 },
    });
  });
  it('needs only client id and authority for a tenant', () => {
    const parsed = parse({ tenant });
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        tenant: {
          graphVersion: 'auto',
          graphBaseUrl: 'https://graph.microsoft.com',
          workers: { from: 'tenant' },
        },
      },
    });
  });
  it('may begin with a byte order mark', () => {
    expect(parseConfig('\uFEFF{}', 'f').ok).toBe(true);
  });
  it('takes printers in order', () => {
    const printers = [
      { queue: 'Zebra-1', stock: 'label-62mm', dpi: 300, media: 'om_label_62x100mm' },
      { folder: 'badges' },
    ];
    expect(parse({ printing: { printers } })).toMatchObject({
      ok: true,
      value: { printing: { printers: [{ queue: 'Zebra-1' }, { folder: 'badges', dpi: 300 }] } },
    });
  });
});

describe('a bad config names the key, what was found and what is allowed', () => {
  it.each<[unknown, string, string]>([
    [[], '(file)', '[]'],
    ['text', '(file)', '"text"'],
    [null, '(file)', 'null'],
    [{ stations: {} }, 'stations', '{}'],
    [{ station: { nmae: 'x' } }, 'station.nmae', '"x"'],
    [{ station: { name: '' } }, 'station.name', '""'],
    [{ station: { name: 7 } }, 'station.name', '7'],
    [{ station: { name: 'x'.repeat(81) } }, 'station.name', `"${'x'.repeat(78)}…`],
    [{ station: { locale: 'fr' } }, 'station.locale', '"fr"'],
    [{ station: { mode: 'tv' } }, 'station.mode', '"tv"'],
    [{ tenant: {} }, 'tenant.clientId', 'nothing'],
    [{ tenant: { clientId } }, 'tenant.authority', 'nothing'],
    [{ tenant: { ...tenant, clientId: 'abc' } }, 'tenant.clientId', '"abc"'],
    [
      { tenant: { ...tenant, authority: 'http://login.example.com/x' } },
      'tenant.authority',
      '"http://login.example.com/x"',
    ],
    [
      { tenant: { ...tenant, authority: 'https://user@login.example.com' } },
      'tenant.authority',
      '"https://user@login.example.com"',
    ],
    [
      { tenant: { ...tenant, graphBaseUrl: 'file:///etc/passwd' } },
      'tenant.graphBaseUrl',
      '"file:///etc/passwd"',
    ],
    [{ tenant: { ...tenant, graphVersion: 'v2' } }, 'tenant.graphVersion', '"v2"'],
    [{ tenant: { ...tenant, knownAuthorities: ['https://x'] } }, 'tenant.knownAuthorities.0', '"https://x"'],
    [{ tenant: { ...tenant, signIn: [] } }, 'tenant.signIn', '[]'],
    [{ tenant: { ...tenant, signIn: ['password'] } }, 'tenant.signIn.0', '"password"'],
    [{ tenant: { ...tenant, scopes: ['a b'] } }, 'tenant.scopes.0', '"a b"'],
    [{ tenant: { ...tenant, workers: { from: 'group' } } }, 'tenant.workers', '{"from":"group"}'],
    [{ tenant: { ...tenant, secret: 's' } }, 'tenant.secret', '"s"'],
    [{ issuing: { lifetimesHours: [] } }, 'issuing.lifetimesHours', '[]'],
    [{ issuing: { lifetimesHours: [13] } }, 'issuing.lifetimesHours.0', '13'],
    [{ issuing: { lifetimesHours: [0.5] } }, 'issuing.lifetimesHours.0', '0.5'],
    [{ issuing: { lifetimesHours: [4], defaultLifetimeHours: 8 } }, 'issuing.defaultLifetimeHours', '8'],
    [{ issuing: { startEarlySeconds: -1 } }, 'issuing.startEarlySeconds', '-1'],
    [{ issuing: { standardLifetimeDays: 396 } }, 'issuing.standardLifetimeDays', '396'],
    [{ issuing: { allowEnrol: 'yes' } }, 'issuing.allowEnrol', '"yes"'],
    [{ printing: { printers: [] } }, 'printing.printers', '[]'],
    [{ printing: { printers: [{ stock: 'card-cr80' }] } }, 'printing.printers.0', '{"stock":"card-cr80"}'],
    [{ printing: { printers: [{ folder: '../out' }] } }, 'printing.printers.0.folder', '"../out"'],
    [{ printing: { timeoutSeconds: 1 } }, 'printing.timeoutSeconds', '1'],
    [{ session: { idleLockSeconds: 5 } }, 'session.idleLockSeconds', '5'],
    [{ session: { absoluteMinutes: '480' } }, 'session.absoluteMinutes', '"480"'],
    [{ journal: { checkpointEvery: 1 } }, 'journal.checkpointEvery', '1'],
  ])('%j', (value, key, found) => {
    const parsed = parse(value);
    if (parsed.ok) throw new Error('was taken');
    expect(parsed.error).toMatchObject({ file: 'station.json', key, found });
    expect(parsed.error.allowed).not.toBe('');
    expect(configLine(parsed.error)).toContain(`station.json: ${key}: found ${found}`);
  });

  it.each(['', '{', '{"a":1,}', 'not json at all'])('%j is not JSON', (text) => {
    expect(parseConfig(text, 'f')).toMatchObject({ ok: false, error: { key: '(file)', allowed: 'JSON' } });
  });
});

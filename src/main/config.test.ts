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
    [{ stations: {} }, 'stations', 'a value of type object'],
    [{ station: { nmae: 'x' } }, 'station.nmae', 'a value of type string'],
    [{ station: { name: '' } }, 'station.name', '""'],
    [{ station: { name: 7 } }, 'station.name', '7'],
    [{ station: { name: 'x'.repeat(81) } }, 'station.name', `"${'x'.repeat(78)}…`],
    [{ station: { locale: 'fr' } }, 'station.locale', '"fr"'],
    [{ station: { mode: 'tv' } }, 'station.mode', '"tv"'],
    [{ scanner: { prefix: 'ä' } }, 'scanner.prefix', '"ä"'],
    [{ scanner: { prefix: '12345' } }, 'scanner.prefix', '"12345"'],
    [{ scanner: { suffix: 'return' } }, 'scanner.suffix', '"return"'],
    [{ scanner: { suffix: '' } }, 'scanner.suffix', '""'],
    [{ scanner: { layout: 'de' } }, 'scanner.layout', '"de"'],
    [{ scanner: { rfid: true } }, 'scanner.rfid', 'true'],
    [{ scanner: { cardNumber: 'extensionAttribute16' } }, 'scanner.cardNumber', '"extensionAttribute16"'],
    [{ scanner: { speed: 5 } }, 'scanner.speed', 'a value of type number'],
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
      '"https://…@login.example.com"',
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
    [{ tenant: { ...tenant, secret: 's' } }, 'tenant.secret', 'a value of type string'],
    [{ tenant: null, notes: [] }, 'notes', 'a list'],
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
    [{ printing: { printers: [{ queue: 'a/b' }] } }, 'printing.printers.0.queue', '"a/b"'],
    [{ printing: { printers: [{ queue: ' a' }] } }, 'printing.printers.0.queue', '" a"'],
    [{ printing: { printers: [{ queue: "it's" }] } }, 'printing.printers.0.queue', '"it\'s"'],
    [{ printing: { printers: [{ queue: 'a\u0007' }] } }, 'printing.printers.0.queue', '"a\\u0007"'],
    [{ printing: { timeoutSeconds: 1 } }, 'printing.timeoutSeconds', '1'],
    [{ printing: { printers: [{ queue: 'Z', dpi: 301 }] } }, 'printing.printers.0.dpi', '301'],
    [
      { printing: { printers: [{ queue: 'Z', stock: 'label-63mm' }] } },
      'printing.printers.0.stock',
      '"label-63mm"',
    ],
    [
      { printing: { printers: [{ queue: 'Z', template: '../t.json' }] } },
      'printing.printers.0.template',
      '"../t.json"',
    ],
    [
      { printing: { printers: [{ queue: 'Z', template: 't.txt' }] } },
      'printing.printers.0.template',
      '"t.txt"',
    ],
    [
      { printing: { printers: [{ folder: 'f', cardsPerSheet: 8 }] } },
      'printing.printers.0.cardsPerSheet',
      '8',
    ],
    [
      { printing: { printers: [{ folder: 'f', stock: 'sheet-a4', cardsPerSheet: 9 }] } },
      'printing.printers.0.cardsPerSheet',
      '9',
    ],
    [{ printing: { cupsServer: 'not a server!!' } }, 'printing.cupsServer', '"not a server!!"'],
    [
      { tenant: { ...tenant, authority: 'https://login.example.com/x' } },
      'tenant.knownAuthorities',
      'nothing',
    ],
    [{ session: { persistSignIn: 'yes' } }, 'session.persistSignIn', '"yes"'],
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

describe('the line about a bad config', () => {
  const line = (text: string) => {
    const parsed = parseConfig(text, 'station.json');
    if (parsed.ok) throw new Error('was taken');
    return configLine(parsed.error);
  };
  it.each([
    ['under a key that is not ours', JSON.stringify({ tenant: { ...tenant, clientSecret: 'hunter2' } })],
    [
      'in an address',
      JSON.stringify({ tenant: { ...tenant, authority: 'https://me:hunter2@login.example.com' } }),
    ],
    [
      'in a query',
      JSON.stringify({ tenant: { ...tenant, graphBaseUrl: 'https://g.example.com/?sig=hunter2' } }),
    ],
    ['beside what is wrong', JSON.stringify({ printing: { printers: [{ password: 'hunter2' }] } })],
    ['in a file of the wrong shape', JSON.stringify([{ tenant: { clientSecret: 'hunter2' } }])],
    ['where the JSON ends', '{ "tenant": { "clientSecret": hunter2 } }'],
  ])('never holds a secret that stands %s', (_title, text) => {
    expect(line(text)).not.toContain('hunter2');
  });
  it.each([
    ['a line break', 'a\nb'],
    ['an escape sequence', 'a\u001b[2Jb'],
    ['a change of direction', 'a\u202eb'],
    ['half a surrogate pair', 'a\ud800b'],
  ])('stays one plain line with %s in a key or a value', (_title, hostile) => {
    for (const text of [JSON.stringify({ [hostile]: 1 }), JSON.stringify({ station: { locale: hostile } })])
      expect(line(text)).toMatch(/^[^\p{Cc}\p{Cf}\p{Surrogate}]*$/u);
  });
  it.each(['Zebra-1', 'ZDesigner ZD421 (Gate 3)', '\\\\print01\\Gate 3'])('takes the queue %s', (queue) => {
    expect(parse({ printing: { printers: [{ queue }] } }).ok).toBe(true);
  });
  it.each(['any', 'enter', 'tab', 'none', '#', '$$'])('takes the scanner’s suffix %s', (suffix) => {
    expect(parse({ scanner: { suffix, prefix: '~', rfid: 'reversed-decimal' } })).toMatchObject({
      ok: true,
      value: { scanner: { suffix, prefix: '~', layout: 'us' } },
    });
  });
  it('stays short however long a key is', () => {
    expect(line(JSON.stringify({ ['k'.repeat(5_000)]: 1 })).length).toBeLessThan(200);
  });
  it('names line and column where the JSON ends', () => {
    expect(line('{\n  "station": {\n    "name": Gate\n')).toContain('no JSON at line 3, column 13');
  });
  it.each([
    [{ tenant: { ...tenant, workers: { from: 'group' } } }, 'from administrativeUnit or group and id'],
    [{ station: { name: '' } }, 'a length of at least 1'],
    [{ printing: { printers: [{ queue: 'q', media: '../x' }] } }, "queue's own media names"],
    [{ ['__proto__']: 1, constructor: 1 }, 'no such key'],
  ])('says what is allowed instead of %j', (value, allowed) => {
    expect(line(JSON.stringify(value))).toContain(allowed);
  });
});

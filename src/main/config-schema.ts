/** What a station's config file may say: every key, its bounds and its default. */
import { z } from 'zod';
import { isSheet, type Stock, stocks } from '../core/badge/stock.ts';
import { cardsPerSheet } from '../core/badge/template.ts';
import { extensionAttributes, rfidForms } from '../core/scan/reading.ts';
import { locales } from '../shared/api.ts';
import { parseCupsServer } from './printing/cups/ipp.ts';

const text = z.string().trim().min(1).max(80);
const dpi = z.literal([203, 300, 600]);
const stock = z.enum(stocks);
const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a GUID');
/** A default that is parsed like a value, so that the defaults within it apply. */
const withDefaults = <T extends z.ZodType>(schema: T) => schema.prefault({} as z.input<T>);

const httpsUrl = z.string().refine(isHttpsUrl, 'an https:// address without a query');

function isHttpsUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, search, hash, username } = new URL(value);
  return protocol === 'https:' && search === '' && hash === '' && username === '';
}

const station = z.strictObject({
  name: text.default('Daypass'),
  site: z.string().trim().max(80).default(''),
  locale: z.enum(locales).default('en'),
  mode: z.enum(['kiosk', 'desk']).default('kiosk'),
});

const workers = z.union(
  [
    z.strictObject({ from: z.literal('tenant') }),
    z.strictObject({ from: z.enum(['administrativeUnit', 'group']), id: guid }),
  ],
  'an object with from tenant, or from administrativeUnit or group and id',
);

/** MSAL asks Microsoft about a host that it does not know, which a private authority cannot pass. */
const microsoftAuthorities =
  /^login\.(microsoftonline\.(com|us)|microsoft\.com|windows\.net|partner\.microsoftonline\.cn|chinacloudapi\.cn)$/i;

const tenantKeys = z.strictObject({
  clientId: guid,
  authority: httpsUrl,
  knownAuthorities: z
    .array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, 'a host name'))
    .max(8)
    .default([]),
  graphBaseUrl: httpsUrl.default('https://graph.microsoft.com'),
  graphVersion: z.enum(['auto', 'v1.0', 'beta']).default('auto'),
  signIn: z
    .array(z.enum(['browser-window', 'device-code']))
    .min(1)
    .max(2)
    .default(['browser-window', 'device-code']),
  scopes: z
    .array(z.string().regex(/^[\w.:/-]{1,120}$/, 'a scope'))
    .min(1)
    .max(16)
    .default(['UserAuthMethod-QR.ReadWrite.All', 'User.ReadBasic.All']),
  workers: workers.default({ from: 'tenant' }),
});

const tenant = tenantKeys.refine(isAuthorityKnown, {
  path: ['knownAuthorities'],
  message: "a list with the authority's host, since it is not Microsoft's",
});

function isAuthorityKnown({ authority, knownAuthorities }: z.output<typeof tenantKeys>): boolean {
  const { host, hostname } = new URL(authority);
  return (
    microsoftAuthorities.test(hostname) ||
    knownAuthorities.includes(host) ||
    knownAuthorities.includes(hostname)
  );
}

/** Offered by name for bulk runs at a desk. */
const peopleList = z.strictObject({
  name: text,
  from: z.enum(['administrativeUnit', 'group']),
  id: guid,
});

const lifetimeHours = z.int().min(1).max(12);
const issuing = z
  .strictObject({
    lifetimesHours: z.array(lifetimeHours).min(1).max(6).default([4, 8, 12]),
    defaultLifetimeHours: lifetimeHours.default(8),
    startEarlySeconds: z.int().min(0).max(300).default(60),
    standardLifetimeDays: z.int().min(1).max(395).default(365),
    codesPerHour: z.int().min(1).max(1_000).default(30),
    allowEnrol: z.boolean().default(true),
    allowReplaceStandard: z.boolean().default(true),
    lists: z.array(peopleList).max(64).default([]),
    queueMinutes: z.int().min(1).max(240).default(15),
  })
  .refine((value) => value.lifetimesHours.includes(value.defaultLifetimeHours), {
    path: ['defaultLifetimeHours'],
    message: 'one of lifetimesHours',
  });

const queueName = z
  .string()
  // CUPS knows no blanks in a name; Windows has them, and `\\server\printer`.
  .regex(/^[^\s/#?'"][^/#?'"\p{Cc}]{0,126}$/u, "a queue's name without slashes or quotes");
/** Below the data folder only: a config must not make the station write elsewhere. */
const folderName = z.string().regex(/^[\w-][\w. -]{0,60}$/, 'a plain folder name');
/** Beside the config file only. */
const templateName = z
  .string()
  .regex(/^[\w-][\w. -]{0,60}\.json$/, 'the plain name of a JSON file beside the config file');
const paper = {
  dpi: dpi.default(300),
  template: templateName.nullable().default(null),
  cardsPerSheet: z.literal(cardsPerSheet).default(1),
  prints: z
    .array(z.enum(['badge', 'pin-slip']))
    .min(1)
    .max(2)
    .default(['badge', 'pin-slip']),
};
const fitsItsStock = ({ stock, cardsPerSheet }: { readonly stock: Stock; readonly cardsPerSheet: number }) =>
  cardsPerSheet === 1 || isSheet(stock);
const oneUnlessSheet = { path: ['cardsPerSheet'], message: '1 on a stock that is no sheet' };
const printer = z.union(
  [
    z
      .strictObject({
        queue: queueName,
        stock: stock.default('label-62mm'),
        ...paper,
        media: z
          .string()
          .regex(/^[\w.-]{1,120}$/, "one of the queue's own media names")
          .nullable()
          .default(null),
      })
      .refine(fitsItsStock, oneUnlessSheet),
    z
      .strictObject({ folder: folderName, stock: stock.default('card-cr80'), ...paper })
      .refine(fitsItsStock, oneUnlessSheet),
  ],
  'an object with either queue or folder, and stock, dpi, media, template, cardsPerSheet, prints',
);

const printing = z.strictObject({
  printers: z
    .array(printer)
    .min(1)
    .max(8)
    .prefault([{ folder: 'badges' }]),
  cupsServer: z
    .string()
    .max(200)
    .refine((text) => parseCupsServer(text) !== null, 'a socket path or host:port')
    .nullable()
    .default(null),
  timeoutSeconds: z.int().min(5).max(600).default(30),
  askHandOver: z.boolean().default(true),
});

const scannerSuffix = '"any", "enter", "tab", "none", or one or two ASCII characters';
const scanner = z.strictObject({
  prefix: z
    .string()
    .regex(/^[\x21-\x7e]{0,4}$/, 'up to four ASCII characters')
    .default(''),
  suffix: z
    .union([z.enum(['any', 'enter', 'tab', 'none']), z.string().regex(/^[\x21-\x7e]{1,2}$/)], scannerSuffix)
    .default('any'),
  layout: z.enum(['us', 'as-typed']).default('us'),
  rfid: z.enum(rfidForms).default('none'),
  cardNumber: z.enum(['employeeId', ...extensionAttributes]).default('employeeId'),
});

const session = z.strictObject({
  idleLockSeconds: z.int().min(20).max(3_600).default(60),
  absoluteMinutes: z.int().min(5).max(1_440).default(480),
  // Where the system's key store does not really encrypt, `unmetNeed` refuses it at the start.
  persistSignIn: z.boolean().default(false),
});

export const configSchema = z.strictObject({
  station: withDefaults(station),
  tenant: tenant.nullable().default(null),
  issuing: withDefaults(issuing),
  printing: withDefaults(printing),
  session: withDefaults(session),
  scanner: withDefaults(scanner),
  directory: withDefaults(
    z.strictObject({
      cache: z.boolean().default(true),
      refreshMinutes: z.int().min(5).max(10_080).default(240),
    }),
  ),
  journal: withDefaults(
    z.strictObject({
      retentionDays: z.int().min(1).max(3_650).default(400),
      checkpointEvery: z.int().min(2).max(10_000).default(64),
    }),
  ),
});

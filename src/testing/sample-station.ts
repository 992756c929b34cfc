/** What a station may have to tell beside its workers: leftovers of an earlier run and lines of the journal. */
import type { StationView } from '../shared/api.ts';
import type { JournalLine, LeftoverView, TodayView } from '../shared/issuance.ts';

const minuteMs = 60_000;

export function sampleLeftovers(): readonly LeftoverView[] {
  const requestedAtMs = Date.now() - 25 * minuteMs;
  const of = (
    known: Pick<LeftoverView, 'issuanceId' | 'worker' | 'state' | 'order'> & Partial<LeftoverView>,
  ): LeftoverView => ({
    requestedAtMs,
    requestedBy: 'Marta Wiśniewska',
    expiresAtMs: null,
    trouble: null,
    ...known,
  });
  const expiresAtMs = requestedAtMs + 480 * minuteMs;
  const arabic = { id: 'w3', name: 'عبد الرحمن بن محمد الأنصاري' };
  return [
    of({
      issuanceId: '0001',
      worker: { id: 'w1', name: 'Ana Ruiz' },
      order: 'issue',
      state: 'ask-hand-over',
      expiresAtMs,
    }),
    of({
      issuanceId: '0004',
      worker: { id: 'w4', name: 'Angela Novak' },
      order: 'enrol',
      state: 'ask-hand-over',
      expiresAtMs: requestedAtMs + 365 * 1_440 * minuteMs,
    }),
    of({ issuanceId: '0002', worker: { id: 'w2', name: '欧阳明辉' }, order: 'revoke', state: 'waiting' }),
    of({
      issuanceId: '0005',
      worker: { id: 'w5', name: 'Anke Vogt' },
      order: 'reset-pin',
      state: 'pin-lost',
    }),
    of({ issuanceId: '0003', worker: arabic, order: 'issue', state: 'revoked' }),
  ];
}

export function sampleJournal(): readonly JournalLine[] {
  const events = [
    'closed',
    'handed-over',
    'print-ended',
    'created',
    'preflight-passed',
    'requested',
    'signed-in',
  ];
  return events.map((event, index) => ({
    seq: 900 - index,
    atMs: Date.now() - index * 4 * minuteMs,
    event,
    actorName: 'Marta Wiśniewska',
    workerName: event === 'signed-in' ? null : 'Ana Ruiz',
    outcome: event === 'closed' ? 'handed-over' : null,
  }));
}

/** A drawn QR code would be one more thing to keep: a plain dot stands in for the picture of the link. */
const dotPng =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export function deviceCode(): NonNullable<StationView['session']['deviceCode']> {
  return {
    userCode: 'FJC8-KRQT',
    verificationUri: 'https://microsoft.com/devicelogin',
    qrDataUrl: dotPng,
    expiresAtMs: Date.now() + 900_000,
  };
}

/** A morning's work. */
export const sampleToday: TodayView = { live: 14, waiting: 0, revoked: 0, failed: [], isRunning: false };

/** In order, and nobody signed in. */
export const quietStation: StationView = {
  nowMs: Date.now(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  name: 'Gate 3',
  site: 'Plant 7',
  mode: 'kiosk',
  locale: 'en',
  isDemo: true,
  connection: { state: 'online', sinceMs: 0 },
  printer: {
    name: 'Zebra-1',
    stock: 'label-62mm',
    state: 'ready',
    reason: null,
    isFolder: false,
    isCodeSmall: false,
  },
  lifetimesHours: [4, 8, 12],
  defaultLifetimeHours: 8,
  standardLifetimeDays: 365,
  signInMethods: ['browser-window', 'device-code'],
  session: {
    state: 'signed-out',
    supervisor: null,
    hasPin: false,
    pinTriesLeft: 5,
    warnAtMs: null,
    lockAtMs: null,
    deviceCode: null,
    again: null,
    trouble: null,
  },
  setAside: null,
  journalKey: { publicKey: 'bXkgc3RhdGlvbidzIG93biBwdWJsaWMga2V5ISEhISE', keyId: '3f1c-99ab-04de-7720' },
  leftovers: [],
  queue: [],
  bulkRun: null,
  queueMinutes: 15,
  issuanceId: null,
  startTrouble: null,
};

/** What a station may have to tell beside its workers: leftovers of an earlier run and lines of the journal. */
import type { JournalLine, LeftoverView, StationView } from '../shared/api.ts';

const minuteMs = 60_000;

export function sampleLeftovers(): readonly LeftoverView[] {
  const requestedAtMs = Date.now() - 25 * minuteMs;
  const of = (issuanceId: string, id: string, name: string, state: LeftoverView['state']): LeftoverView => ({
    issuanceId,
    worker: { id, name },
    requestedAtMs,
    requestedBy: 'Marta Wiśniewska',
    state,
    expiresAtMs: state === 'ask-hand-over' ? requestedAtMs + 480 * minuteMs : null,
    trouble: null,
  });
  return [
    of('0001', 'w1', 'Ana Ruiz', 'ask-hand-over'),
    of('0002', 'w2', '欧阳明辉', 'waiting'),
    of('0003', 'w3', 'عبد الرحمن بن محمد الأنصاري', 'revoked'),
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
  signInMethods: ['browser-window', 'device-code'],
  session: {
    state: 'signed-out',
    supervisor: null,
    hasPin: false,
    pinTriesLeft: 5,
    warnAtMs: null,
    lockAtMs: null,
    deviceCode: null,
    trouble: null,
  },
  setAside: null,
  journalKey: { publicKey: 'bXkgc3RhdGlvbidzIG93biBwdWJsaWMga2V5ISEhISE', keyId: '3f1c-99ab-04de-7720' },
  leftovers: [],
  issuanceId: null,
  startTrouble: null,
};

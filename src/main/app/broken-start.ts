/** What the page is told when the station cannot start: only what is wrong and where. */
import type { StationView } from '../../shared/api.ts';

export function brokenStation(
  startTrouble: NonNullable<StationView['startTrouble']>,
  nowMs: number,
): StationView {
  return {
    nowMs,
    timeZone: 'UTC',
    name: 'Daypass',
    site: '',
    mode: 'kiosk',
    locale: 'en',
    isDemo: false,
    connection: { state: 'offline', sinceMs: nowMs },
    printer: null,
    lifetimesHours: [],
    defaultLifetimeHours: 8,
    standardLifetimeDays: 365,
    signInMethods: [],
    session: {
      state: 'signed-out',
      supervisor: null,
      hasPin: false,
      pinTriesLeft: 0,
      warnAtMs: null,
      lockAtMs: null,
      deviceCode: null,
      again: null,
      trouble: null,
    },
    journalKey: null,
    setAside: null,
    leftovers: [],
    queue: [],
    bulkRun: null,
    queueMinutes: 0,
    issuanceId: null,
    startTrouble,
  };
}

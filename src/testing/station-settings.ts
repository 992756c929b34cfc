/** What the config would say of a station, for tests and benchmarks; kiosk or desk is theirs to say. */
export const stationSettings = {
  name: 'Gate 3',
  site: 'Plant 7',
  locale: 'en',
  isDemo: false,
  lifetimesHours: [4, 8, 12],
  defaultLifetimeHours: 8,
  standardLifetimeDays: 365,
  queueMinutes: 15,
  signInMethods: ['browser-window'],
  journalKey: null,
} as const;

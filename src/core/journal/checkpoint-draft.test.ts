/** The rows that the journal adds by itself, in the words that outlive a version. */
import { expect, it } from 'vitest';
import { checkpointDraft, keyChanged, renamed, signedText, stationDraft } from './checkpoints.ts';

it('are about nobody and no issuance', () => {
  const detail = { rows: 1, head: 'p', every: 3, publicKey: 'key' };
  const about = { issuanceId: null, actor: null, worker: null };
  expect(checkpointDraft(detail)).toMatchObject({ event: 'checkpoint', ...about, detail });
  const change = stationDraft('settings-changed', { reason: 'x' });
  expect(change).toMatchObject({
    event: 'settings-changed',
    ...about,
    codeId: null,
    detail: { reason: 'x' },
  });
});

it('name what happened to the station as exports of every version do', () => {
  expect([renamed, keyChanged]).toEqual(['station-renamed', 'station-key-changed']);
});

it('are signed with all that they say, but for the signature', () => {
  const row = { seq: 7, atMs: 0, station: 'Gate 3', prevHash: 'p', hash: 'h' };
  const text = signedText({
    ...checkpointDraft({ rows: 6, head: 'p', every: 3, publicKey: 'k', signature: 's' }),
    ...row,
  });
  expect(text).toMatch(/^daypass-checkpoint\n\{"seq":7,"at":"1970-01-01T00:00:00.000Z","station":"Gate 3",/);
  expect(text).toContain('"detail":{"every":3,"head":"p","publicKey":"k","rows":6}');
  expect(text).not.toContain('"hash"');
});

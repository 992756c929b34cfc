import { describe, expect, it } from 'vitest';
import { trouble } from '../../core/trouble.ts';
import {
  type AppStation,
  anna,
  createAppStation,
  disabled,
  self,
  withoutMethod,
} from '../../testing/app-station.ts';
import { issueOrder } from '../../testing/issuing-settings.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

const straight = [
  'requested',
  'preflight-passed',
  'state-read',
  'create-sent',
  'created',
  'state-read',
  'render-verified',
  'print-submitted',
  'print-ended',
  'state-read',
];

describe('issuing', () => {
  it('journals each step, prints once and waits for a person', async () => {
    const s = await station();
    const view = await s.issue();
    expect(view).toMatchObject({
      step: 'hand-over',
      answers: ['badge-collected', 'nothing-came-out'],
      print: { outcome: 'sent' },
      trouble: null,
    });
    expect(s.events()).toEqual(straight);
    expect(s.printer.history).toHaveLength(1);
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'badge-collected' });
    expect(await s.settle(view.issuanceId)).toMatchObject({
      step: 'closed',
      outcome: 'handed-over',
      contentUntilMs: null,
    });
    expect(s.events().slice(-2)).toEqual(['handed-over', 'closed']);
    expect(s.incidents).toEqual([]);
  });

  it('takes start and end from the clock of the service, not of the station', async () => {
    const s = await station();
    s.directory.skewClock(3 * 3_600_000);
    await s.issue();
    const created = s.journal.all.find((entry) => entry.event === 'create-sent');
    const serverMs = s.clock.nowMs() + 3 * 3_600_000;
    expect(Math.abs((created?.startsAtMs ?? 0) + 60_000 - serverMs)).toBeLessThan(5_000);
    const lifeMs = (created?.expiresAtMs ?? 0) - (created?.startsAtMs ?? 0);
    expect(lifeMs).toBeLessThanOrEqual(8 * 3_600_000);
    expect(lifeMs).toBeGreaterThan(8 * 3_600_000 - 1_000);
  });

  it('replaces a live code only when the supervisor agreed to this very code', async () => {
    const s = await station();
    const old = s.directory.adoptForeignCode(anna.id);
    expect(await s.issue()).toMatchObject({
      step: 'closed',
      outcome: 'refused',
      trouble: { kind: 'live-code-exists' },
      done: expect.not.arrayContaining(['create']),
    });
    expect(s.directory.temporaryOf(anna.id)?.id).toBe(old.id);
    expect(s.directory.calls).not.toContain('delete');
    const view = await s.issue(anna, old.id);
    expect(view).toMatchObject({ step: 'hand-over', isReplacement: true });
    expect(s.directory.temporaryOf(anna.id)?.id).not.toBe(old.id);
  });

  it('needs four requests until the paper is out, replacing included, and one look before it is handed over', async () => {
    const s = await station();
    const old = s.directory.adoptForeignCode(anna.id);
    await s.call('workers.read', { workerId: anna.id });
    const before = s.directory.calls.length;
    await s.issue(anna, old.id);
    expect(s.directory.calls.slice(before)).toEqual(['read', 'delete', 'create', 'read', 'read']);
  });

  it('runs one at a time: a second tap is told so', async () => {
    const s = await station();
    const asked = { workerId: anna.id, order: issueOrder(8) };
    const [first, second] = await Promise.all([
      s.call('issuance.start', asked),
      s.call('issuance.start', asked),
    ]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, error: { kind: 'already-running' } });
    if (first.ok) await s.settle(first.value.issuanceId);
    expect(s.directory.calls.filter((call) => call === 'create')).toHaveLength(1);
  });

  it('refuses hours that the station does not offer', async () => {
    const s = await station();
    expect(await s.call('issuance.start', { workerId: anna.id, order: issueOrder(7) })).toMatchObject({
      error: { kind: 'invalid-input' },
    });
  });
});

describe('nothing is deleted or created when', () => {
  it.each<[string, string, (s: AppStation) => void, typeof anna]>([
    ['the worker is disabled', 'worker-disabled', () => {}, disabled],
    ['the worker is the supervisor', 'worker-is-self', () => {}, self],
    ['the worker has no method', 'no-method', () => {}, withoutMethod],
    [
      'no printer can print',
      'printer-not-ready',
      (s) => {
        s.printer.pause();
        s.spare.pause();
      },
      anna,
    ],
    ['the session has ended', 'signed-out', (s) => s.session.fail(trouble('signed-out')), anna],
  ])('%s', async (_title, kind, arrange, to) => {
    const s = await station();
    const read = s.call('workers.read', { workerId: to.id });
    await read;
    arrange(s);
    const view = await s.issue(to);
    expect(view).toMatchObject({ step: 'closed', trouble: { kind } });
    expect(view.outcome).toBe(kind === 'worker-is-self' ? 'refused' : 'failed');
    expect(s.directory.calls.filter((call) => call === 'create' || call === 'delete')).toEqual([]);
    expect(s.printer.history).toEqual([]);
    expect(s.journal.open()).toEqual([]);
  });

  it('the disk is full: the request itself cannot be written down', async () => {
    const s = await station();
    s.journal.fillDisk();
    expect(await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) })).toMatchObject({
      error: { kind: 'disk' },
    });
    expect(s.directory.calls).not.toContain('create');
  });

  it('the way to the service is gone', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    s.directory.goOffline();
    expect(await s.issue()).toMatchObject({
      step: 'closed',
      outcome: 'failed',
      trouble: { kind: 'offline' },
    });
    expect(s.directory.calls).not.toContain('create');
  });
});

describe('a lost reply', () => {
  it('to the create leaves no unaccounted code: the orphan is deleted and a new code made', async () => {
    const s = await station();
    s.directory.loseReply('create');
    const view = await s.issue();
    expect(view.step).toBe('hand-over');
    expect(s.events()).toEqual([
      'requested',
      'preflight-passed',
      'state-read',
      'create-sent',
      'outcome-unknown',
      'state-read',
      'orphan-found',
      'delete-sent',
      'deleted',
      ...straight.slice(3),
    ]);
    expect(s.printer.history).toHaveLength(1);
    const made = s.journal.all.findLast((entry) => entry.event === 'created');
    expect(s.directory.temporaryOf(anna.id)?.id).toBe(made?.codeId);
  });

  it('to the delete is decided by a read', async () => {
    const s = await station();
    const old = s.directory.adoptForeignCode(anna.id);
    s.directory.loseReply('delete');
    expect(await s.issue(anna, old.id)).toMatchObject({ step: 'hand-over' });
    expect(s.directory.calls.filter((call) => call === 'delete')).toHaveLength(1);
  });

  it('followed by an outage parks the issuance, and it is settled when the service is back', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    s.directory.loseReply('create');
    const started = await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    s.directory.failNext('read', trouble('offline'));
    if (!started.ok) throw new Error('start');
    for (let i = 0; i < 8; i += 1) s.directory.failNext('read', trouble('offline'));
    await s.settle(started.value.issuanceId);
    await s.clock.advance(120_000);
    expect(s.journal.open()).toEqual([]);
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
    expect(s.events().at(-1)).toBe('closed');
  });
});

describe('a code made by us that cannot be written down', () => {
  it('does not live on', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    s.journal.fillDisk(4);
    await s.issue().catch(() => {});
    await s.clock.advance(5_000);
    expect(s.events()).toEqual(['requested', 'preflight-passed', 'state-read', 'create-sent']);
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
    expect(s.printer.history).toEqual([]);
  });
});

describe('paper', () => {
  it('goes to the next printer when the first is out of action before the create', async () => {
    const s = await station();
    s.printer.pause();
    expect(await s.issue()).toMatchObject({ step: 'hand-over', printer: 'spare' });
    expect(s.spare.history).toHaveLength(1);
  });

  it('that does not come out is asked about, and can be printed again from memory', async () => {
    const s = await station();
    s.printer.failNextJob();
    const view = await s.issue();
    expect(view).toMatchObject({
      step: 'hand-over',
      print: { outcome: 'not-printed' },
      answers: ['reprint', 'reprint-elsewhere', 'revoke'],
    });
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'reprint' });
    await s.clock.advance(1);
    expect(await s.settle(view.issuanceId)).toMatchObject({
      print: { outcome: 'sent' },
      answers: ['badge-collected', 'nothing-came-out'],
    });
    expect(s.directory.calls.filter((call) => call === 'create')).toHaveLength(1);
  });

  it('cannot be printed again after five minutes: the content is gone', async () => {
    const s = await station();
    s.printer.failNextJob();
    const view = await s.issue();
    s.app.supervision.touch();
    await s.clock.advance(5 * 60_000 + 1_000);
    const later = await s.call('issuance.read', { issuanceId: view.issuanceId });
    expect(later).toMatchObject({ ok: true, value: { contentUntilMs: null, answers: ['revoke'] } });
  });

  it('that nobody got leads to a revoked code', async () => {
    const s = await station();
    const view = await s.issue();
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'nothing-came-out' });
    expect(await s.settle(view.issuanceId)).toMatchObject({
      answers: ['reprint', 'reprint-elsewhere', 'revoke', 'badge-collected'],
    });
    await s.call('issuance.answer', { issuanceId: view.issuanceId, answer: 'revoke' });
    await s.clock.advance(1);
    expect(await s.settle(view.issuanceId)).toMatchObject({ step: 'closed', outcome: 'revoked' });
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
  });

  it('cannot be answered for twice', async () => {
    const s = await station();
    const view = await s.issue();
    const answer = { issuanceId: view.issuanceId, answer: 'badge-collected' } as const;
    await Promise.all([s.call('issuance.answer', answer), s.call('issuance.answer', answer)]);
    await s.settle(view.issuanceId);
    expect(s.events().filter((event) => event === 'handed-over')).toHaveLength(1);
  });
});

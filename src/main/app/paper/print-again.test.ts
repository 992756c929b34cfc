/** No badge came out: a person chooses what is done, and it is written down before it is done. */

import { describe, expect, it } from 'vitest';
import type { IssuanceAnswer } from '../../../core/issuance/answer.ts';
import type { EntryDraft } from '../../../core/journal/entry.ts';
import { err } from '../../../core/result.ts';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, createAppStation } from '../../../testing/app-station.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

/** Answers and lets it take its course. */
async function answer(s: AppStation, issuanceId: string, said: IssuanceAnswer, printer?: string) {
  await s.call('issuance.answer', { issuanceId, answer: said, printer });
  return s.settle(issuanceId);
}

/** The rows from the first word of a person on, as `event printer choice`. */
function storyOf(s: AppStation): readonly string[] {
  const rows = s.journal.all.filter(({ issuanceId }) => issuanceId !== null);
  return rows
    .slice(rows.findIndex(({ event }) => event === 'not-handed-over'))
    .map(({ event, printer, detail }) =>
      [event, printer, detail?.choice ?? detail?.said].filter((word) => word != null).join(' '),
    );
}

describe('after a job that certainly failed', () => {
  it('nothing is taken silently: the same printer, the next one by its name, or no code at all', async () => {
    const s = await station();
    s.printer.failNextJob();
    expect(await s.issue()).toMatchObject({
      answers: ['reprint', 'reprint-elsewhere', 'revoke'],
      printers: { own: { name: 'first', state: 'ready' }, elsewhere: { name: 'spare', state: 'ready' } },
    });
    expect(s.spare.history).toEqual([]);
  });

  it('the other printer gets a badge of its own stock and dots, from the same code', async () => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId } = await s.issue();
    expect(await answer(s, issuanceId, 'reprint-elsewhere', 'spare')).toMatchObject({
      printer: 'spare',
      print: { outcome: 'sent' },
      answers: ['badge-collected', 'nothing-came-out'],
      printers: null,
    });
    expect(s.badges.map(({ stock, dpi }) => [stock, dpi])).toEqual([
      ['card-cr80', 300],
      ['label-62mm', 203],
    ]);
    expect([s.printer.history.length, s.spare.history.length]).toEqual([0, 1]);
    expect(s.directory.calls.filter((call) => call === 'create')).toHaveLength(1);
    expect(storyOf(s)).toEqual([
      'not-handed-over spare reprint-elsewhere',
      'state-read',
      'render-verified spare',
      'print-submitted spare',
      'print-ended spare',
      'state-read',
    ]);
  });

  it.each<[IssuanceAnswer, string | undefined, string]>([
    ['reprint', undefined, 'not-handed-over first reprint'],
    ['reprint-elsewhere', 'spare', 'not-handed-over spare reprint-elsewhere'],
    ['revoke', undefined, 'not-handed-over revoke'],
  ])('the choice “%s” is in the journal before the act', async (said, printer, row) => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId } = await s.issue();
    await answer(s, issuanceId, said, printer);
    expect(storyOf(s)[0]).toBe(row);
  });

  it('a choice that cannot be written down is not carried out', async () => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId } = await s.issue();
    // The disk has room again at once: only the choice itself is missing.
    for (const said of ['reprint-elsewhere', 'revoke'] as const) {
      s.journal.fillDisk();
      const answered = s.call('issuance.answer', { issuanceId, answer: said, printer: 'spare' });
      s.journal.freeDisk();
      await answered;
      await s.settle(issuanceId);
    }
    expect(s.spare.history).toEqual([]);
    expect(s.events().at(-1)).toBe('print-ended');
    expect(s.directory.temporaryOf(anna.id)).not.toBeNull();
  });

  it.each([undefined, 'first', 'nobody'])(
    'no printer is taken in place of one not on offer: %s',
    async (named) => {
      const s = await station();
      s.printer.failNextJob();
      const { issuanceId } = await s.issue();
      expect(await answer(s, issuanceId, 'reprint-elsewhere', named)).toMatchObject({
        answers: ['reprint', 'reprint-elsewhere', 'revoke'],
      });
      expect(s.badges).toHaveLength(1);
    },
  );

  it('a printer out of action is not offered, and is again as soon as it is back', async () => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId } = await s.issue();
    s.printer.pause();
    s.spare.pause();
    s.told.length = 0;
    await s.clock.advance(2_000);
    expect(await s.settle(issuanceId)).toMatchObject({
      answers: ['revoke'],
      printers: { own: { state: 'offline', reason: 'paused' }, elsewhere: null },
    });
    expect(s.told).toContainEqual({ changed: 'issuance' });
    s.spare.resume();
    await s.clock.advance(2_000);
    expect((await s.settle(issuanceId)).answers).toEqual(['reprint-elsewhere', 'revoke']);
  });

  it('the printer that failed may be the second: then the first is the other one', async () => {
    const s = await station();
    s.printer.pause();
    s.spare.failNextJob();
    await s.issue();
    s.printer.resume();
    await s.clock.advance(2_000);
    const { issuanceId } = (await s.call('station.read', null)) as { issuanceId: string };
    expect((await s.settle(issuanceId)).printers).toMatchObject({
      own: { name: 'spare' },
      elsewhere: { name: 'first' },
    });
  });
});

describe('“nothing came out”', () => {
  it('is written down, and the printers are looked at before a choice is offered', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    s.spare.pause();
    expect(await answer(s, issuanceId, 'nothing-came-out')).toMatchObject({
      answers: ['reprint', 'revoke', 'badge-collected'],
      printers: { own: { name: 'first', state: 'ready' }, elsewhere: null },
    });
    expect(storyOf(s)).toEqual(['not-handed-over first nothing-came-out']);
  });

  it('leaves nothing but a revoke when the content is gone', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    await answer(s, issuanceId, 'nothing-came-out');
    s.app.supervision.touch();
    await s.clock.advance(55_000);
    for (let minute = 0; minute < 5; minute += 1) {
      s.app.supervision.touch();
      await s.clock.advance(50_000);
    }
    expect(await s.settle(issuanceId)).toMatchObject({
      contentUntilMs: null,
      answers: ['revoke', 'badge-collected'],
    });
  });
});

describe('a job whose spooler died', () => {
  async function withDeadSpooler(): Promise<{ readonly s: AppStation; readonly issuanceId: string }> {
    const s = await station();
    s.printer.runOutOfPaper();
    const started = await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    if (!started.ok) throw new Error(started.error.kind);
    await s.clock.advance(5);
    while (!s.events().includes('print-submitted')) await s.clock.advance(5);
    s.printer.killSpooler();
    return { s, issuanceId: started.value.issuanceId };
  }

  it('may still come out: it is not printed a second time before it is called off', async () => {
    const { s, issuanceId } = await withDeadSpooler();
    expect(await s.settle(issuanceId)).toMatchObject({
      print: { outcome: 'unknown', reason: 'spooler-down' },
      answers: ['badge-collected', 'nothing-came-out'],
    });
    expect((await answer(s, issuanceId, 'nothing-came-out')).answers).toEqual(['revoke', 'badge-collected']);
    expect(storyOf(s).slice(0, 2)).toEqual(['not-handed-over first nothing-came-out', 'print-ended first']);
  });

  it('is called off as soon as the spooler is back, and then it can be printed again', async () => {
    const { s, issuanceId } = await withDeadSpooler();
    await s.settle(issuanceId);
    await answer(s, issuanceId, 'nothing-came-out');
    s.printer.startSpooler();
    await s.clock.advance(500);
    expect(await s.settle(issuanceId)).toMatchObject({
      print: { outcome: 'not-printed' },
      answers: ['reprint', 'reprint-elsewhere', 'revoke', 'badge-collected'],
    });
    s.printer.refill();
    expect(s.printer.history).toEqual([]);
    await answer(s, issuanceId, 'reprint');
    expect(s.printer.history).toHaveLength(1);
    expect(s.incidents).toEqual([]);
  });

  it('is called off also when the code was removed meanwhile', async () => {
    const { s, issuanceId } = await withDeadSpooler();
    await s.settle(issuanceId);
    await answer(s, issuanceId, 'nothing-came-out');
    expect(await answer(s, issuanceId, 'revoke')).toMatchObject({ outcome: 'revoked' });
    const rows = s.events().length;
    s.printer.startSpooler();
    await s.clock.advance(1_000);
    s.printer.refill();
    expect(s.printer.history).toEqual([]);
    expect(s.events()).toHaveLength(rows);
  });

  it('is called off also when the supervisor went away', async () => {
    const { s, issuanceId } = await withDeadSpooler();
    await s.settle(issuanceId);
    await s.call('session.signOut', null);
    s.printer.startSpooler();
    await s.clock.advance(1_000);
    s.printer.refill();
    expect(s.printer.history).toEqual([]);
  });

  it('but that printed when it was back is asked about', async () => {
    const { s, issuanceId } = await withDeadSpooler();
    await s.settle(issuanceId);
    await answer(s, issuanceId, 'nothing-came-out');
    s.printer.refill();
    s.printer.startSpooler();
    await s.clock.advance(500);
    expect(s.printer.history).toHaveLength(1);
    expect(await s.settle(issuanceId)).toMatchObject({
      print: { outcome: 'sent' },
      answers: ['badge-collected', 'nothing-came-out'],
    });
    expect((await answer(s, issuanceId, 'badge-collected')).outcome).toBe('handed-over');
  });
});

describe('a job that cannot be written down', () => {
  it('is never printed', async () => {
    const s = await station();
    const { append } = s.journal;
    const refuse = err(trouble('disk'));
    Object.assign(s.journal, {
      append: (draft: EntryDraft) => (draft.event === 'print-submitted' ? refuse : append(draft)),
    });
    expect(await s.issue()).toMatchObject({ step: 'closed', trouble: { kind: 'disk' } });
    expect(s.events().filter((event) => event.startsWith('print-'))).toEqual([]);
    await s.clock.advance(5_000);
    expect(s.printer.history).toEqual([]);
  });
});

describe('a station that was killed while its job waited for paper', () => {
  it('calls the job off when it is back, and asks about the badge', async () => {
    const before = await station();
    before.printer.runOutOfPaper();
    await before.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    while (!before.events().includes('print-submitted')) await before.clock.advance(5);
    const { journal, directory, clock, printer } = before;
    const after = createAppStation({ journal, directory, clock, printer });
    await after.signIn();
    await clock.advance(100);
    printer.refill();
    expect(printer.history).toEqual([]);
    expect((await after.call('station.read', null)).leftovers).toMatchObject([{ state: 'ask-hand-over' }]);
    expect(after.journal.all.findLast(({ event }) => event === 'print-ended')).toMatchObject({
      outcome: 'unknown',
      detail: { of: 'cancel', reason: 'timeout' },
    });
  });
});

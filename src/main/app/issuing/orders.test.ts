/** Every order but a temporary code, from the tap to its end: what the person is asked, what is printed and written. */
import { describe, expect, it } from 'vitest';
import type { IssuanceAnswer } from '../../../core/issuance/answer.ts';
import type { Order } from '../../../core/issuance/order.ts';
import {
  type AppStation,
  anna,
  createAppStation,
  disabled,
  self,
  withoutMethod,
} from '../../../testing/app-station.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const enrol: Order = { is: 'enrol', startsAtMs: null };
const resetPin: Order = { is: 'reset-pin' };

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

async function answer(s: AppStation, issuanceId: string, said: IssuanceAnswer, printer?: string) {
  await s.call('issuance.answer', { issuanceId, answer: said, printer });
  return s.settle(issuanceId);
}

async function cardOf(s: AppStation, workerId = anna.id) {
  const card = await s.call('workers.read', { workerId });
  if (!card.ok) throw new Error(card.error.kind);
  return card.value;
}

function closedAs(s: AppStation) {
  const last = s.journal.all.findLast(({ event }) => event === 'closed');
  return [last?.outcome, last?.detail?.reason];
}

describe('an enrolment', () => {
  it('prints badge and PIN slip, in this order, and asks once about both', async () => {
    const s = await station();
    const view = await s.order(enrol, withoutMethod);
    expect(view).toMatchObject({
      step: 'hand-over',
      papers: ['badge', 'pin-slip'],
      paper: null,
      print: { outcome: 'sent' },
      answers: ['badge-collected', 'nothing-came-out', 'slip-missing'],
    });
    const held = s.directory.methodOf(withoutMethod.id);
    expect(s.slips).toEqual([held?.pin]);
    expect(s.badges.map(({ codeKind }) => codeKind)).toEqual(['standard']);
    expect(s.printer.history.map((pdf) => new TextDecoder().decode(pdf))).toEqual([
      expect.stringContaining(`badge of ${withoutMethod.displayName}`),
      `slip of ${withoutMethod.displayName}, 53.98 mm`,
    ]);
    expect(await answer(s, view.issuanceId, 'badge-collected')).toMatchObject({ outcome: 'handed-over' });
    expect(s.events()).toEqual([
      'requested',
      'preflight-passed',
      'state-read',
      'create-sent',
      'created',
      'state-read',
      'render-verified',
      'render-verified',
      'print-submitted',
      'print-ended',
      'print-submitted',
      'print-ended',
      'state-read',
      'handed-over',
      'closed',
    ]);
    expect(s.directory.methodOf(withoutMethod.id)?.standard?.id).toBe(held?.standard?.id);
  });

  it('lives for the configured days from now, or from the day that was chosen', async () => {
    const s = await station();
    const startsAtMs = s.clock.nowMs() + 7 * dayMs;
    const now = await s.order({ is: 'enrol', startsAtMs }, withoutMethod);
    const standard = s.directory.methodOf(withoutMethod.id)?.standard;
    expect(Math.abs((standard?.startsAtMs ?? 0) - startsAtMs)).toBeLessThanOrEqual(1_000);
    const days = ((now.expiresAtMs ?? 0) - (now.startsAtMs ?? 0)) / dayMs;
    expect(days).toBeGreaterThan(364.99);
    expect(days).toBeLessThanOrEqual(365);
  });

  it.each<[string, (s: AppStation) => void, IssuanceAnswer | null]>([
    ['the badge failed at the printer', (s) => s.printer.failNextJob(), null],
    ['a person says that the badge is missing', () => {}, 'nothing-came-out'],
    ['a person says that the slip is missing', () => {}, 'slip-missing'],
  ])('is undone as a whole on request when %s', async (_title, fault, said) => {
    const s = await station();
    fault(s);
    let view = await s.order(enrol, withoutMethod);
    if (said !== null) view = await answer(s, view.issuanceId, said);
    expect(view.answers).toContain('revoke');
    view = await answer(s, view.issuanceId, 'revoke');
    expect(view).toMatchObject({ outcome: 'revoked' });
    expect(s.directory.methodOf(withoutMethod.id)).toBeNull();
  });

  it('prints nothing more of a badge that failed, until a person decides', async () => {
    const s = await station();
    s.printer.failNextJob();
    const view = await s.order(enrol, withoutMethod);
    expect(view).toMatchObject({ paper: 'badge', print: { outcome: 'not-printed' } });
    expect(s.printer.history).toEqual([]);
    expect(await answer(s, view.issuanceId, 'reprint')).toMatchObject({
      paper: null,
      answers: ['badge-collected', 'nothing-came-out', 'slip-missing'],
    });
    expect(s.printer.history).toHaveLength(2);
  });

  it('prints only the slip again when only the slip is missing', async () => {
    const s = await station();
    const { issuanceId } = await s.order(enrol, withoutMethod);
    const missing = await answer(s, issuanceId, 'slip-missing');
    expect(missing).toMatchObject({
      paper: 'pin-slip',
      answers: expect.arrayContaining(['reprint', 'badge-collected']),
    });
    await answer(s, issuanceId, 'reprint');
    expect(s.badges).toHaveLength(1);
    expect(s.slips).toHaveLength(2);
    expect(s.printer.history).toHaveLength(3);
  });

  it('is kept on a person’s word although the slip is lost: the PIN can be reset', async () => {
    const s = await station();
    const { issuanceId } = await s.order(enrol, withoutMethod);
    await answer(s, issuanceId, 'slip-missing');
    expect(await answer(s, issuanceId, 'badge-collected')).toMatchObject({ outcome: 'handed-over' });
    expect(s.directory.methodOf(withoutMethod.id)).not.toBeNull();
  });

  it('whose reply is lost leaves no method that nobody can use: it is undone and made again', async () => {
    const s = await station();
    s.directory.loseReply('create');
    const view = await s.order(enrol, withoutMethod);
    expect(view.answers).toContain('badge-collected');
    expect(s.events().filter((event) => event === 'orphan-found')).toHaveLength(1);
    expect(s.slips).toEqual([s.directory.methodOf(withoutMethod.id)?.pin]);
  });

  it('of somebody who was enrolled meanwhile changes nothing, and is no failure', async () => {
    const s = await station();
    const before = s.directory.adoptForeignStandard(withoutMethod.id);
    expect(await s.order(enrol, withoutMethod)).toMatchObject({
      outcome: 'refused',
      trouble: { kind: 'already-enrolled' },
    });
    expect(s.directory.methodOf(withoutMethod.id)?.standard).toEqual(before);
    expect(s.printer.history).toEqual([]);
  });

  it('is not begun where no printer can take a PIN slip', async () => {
    const s = createAppStation({ prints: ['badge'] });
    await s.signIn();
    expect(await s.order(enrol, withoutMethod)).toMatchObject({
      outcome: 'failed',
      trouble: { kind: 'printer-not-ready', detail: 'no-slip-printer' },
    });
    expect(s.directory.calls).not.toContain('create');
  });

  it('keeps PIN and content out of the journal, the views and what the page is told', async () => {
    const s = await station();
    const view = await s.order(enrol, withoutMethod);
    const pin = s.directory.methodOf(withoutMethod.id)?.pin ?? 'none';
    const seen = JSON.stringify([s.journal.all, view, s.told, await s.call('station.read', null)]);
    expect(seen).not.toContain(pin);
    expect(seen).not.toContain('not-a-real-key');
  });
});

describe('a lost badge', () => {
  const replace = (replaceCodeId: string | null): Order => ({ is: 'replace', replaceCodeId });

  it('is replaced: the old code is named dead, the PIN stays', async () => {
    const s = await station();
    const old = s.directory.adoptForeignStandard(anna.id);
    const pin = s.directory.methodOf(anna.id)?.pin;
    const { issuanceId } = await s.order(replace(old.id));
    await answer(s, issuanceId, 'badge-collected');
    const held = s.directory.methodOf(anna.id);
    expect(held?.standard?.id).not.toBe(old.id);
    expect(held?.pin).toBe(pin);
    expect(s.journal.all.find(({ event }) => event === 'deleted')).toMatchObject({
      codeId: old.id,
      codeKind: 'standard',
    });
    expect(s.slips).toEqual([]);
  });

  it('of another station’s making meanwhile is not touched', async () => {
    const s = await station();
    const other = s.directory.adoptForeignStandard(anna.id);
    expect(await s.order(replace(null))).toMatchObject({ outcome: 'refused' });
    expect(closedAs(s)).toEqual(['refused', 'live-code-exists']);
    expect(s.directory.methodOf(anna.id)?.standard).toEqual(other);
  });

  it('leaves a temporary code alone', async () => {
    const s = await station();
    const temporary = s.directory.adoptForeignCode(anna.id);
    await s.order(replace(null));
    expect(s.directory.temporaryOf(anna.id)).toEqual(temporary);
  });
});

describe('an extension', () => {
  it('lets the code live for the configured days from now, and prints nothing', async () => {
    const s = await station();
    const code = s.directory.adoptForeignStandard(anna.id);
    const view = await s.order({ is: 'extend', codeId: code.id });
    expect(view).toMatchObject({
      outcome: 'extended',
      papers: [],
      done: ['preflight', 'read-state', 'extend'],
    });
    const untilMs = s.directory.methodOf(anna.id)?.standard?.expiresAtMs ?? 0;
    expect(untilMs).toBe(view.expiresAtMs);
    expect(Math.abs(untilMs - (s.clock.nowMs() + 365 * dayMs))).toBeLessThan(60_000);
    expect(s.printer.history).toEqual([]);
  });

  it('ends as asked although its reply was lost, without a second try', async () => {
    const s = await station();
    const code = s.directory.adoptForeignStandard(anna.id);
    s.directory.loseReply('extend');
    expect(await s.order({ is: 'extend', codeId: code.id })).toMatchObject({ outcome: 'extended' });
    expect(s.directory.calls.filter((call) => call === 'extend')).toHaveLength(1);
  });

  it('of a code that was replaced meanwhile says that there is no such code', async () => {
    const s = await station();
    const { id } = s.directory.adoptForeignStandard(anna.id);
    s.directory.adoptForeignStandard(anna.id);
    expect(await s.order({ is: 'extend', codeId: id })).toMatchObject({ trouble: { kind: 'no-code' } });
    expect(s.directory.calls).not.toContain('extend');
  });

  it('twice is one: the second has nothing left to do', async () => {
    const s = await station();
    const { id } = s.directory.adoptForeignStandard(anna.id);
    await s.order({ is: 'extend', codeId: id });
    expect(await s.order({ is: 'extend', codeId: id })).toMatchObject({ outcome: 'extended' });
  });
});

describe('a revocation', () => {
  const temporary = (code: { readonly id: string; readonly createdAtMs: number }): Order => {
    const { id: codeId, createdAtMs } = code;
    return { is: 'revoke', target: 'temporary', codeId, createdAtMs };
  };

  it('takes away what was ordered and nothing else', async () => {
    const s = await station();
    const standard = s.directory.adoptForeignStandard(anna.id);
    const code = s.directory.adoptForeignCode(anna.id);
    expect(await s.order(temporary(code))).toMatchObject({ outcome: 'revoked', trouble: null });
    expect(s.directory.methodOf(anna.id)).toMatchObject({ temporary: null, standard });
  });

  it('of what is gone already is a success', async () => {
    const s = await station();
    const code = { id: 'c0de0000-0000-4000-8000-00000000dead', createdAtMs: 0 };
    expect(await s.order(temporary(code))).toMatchObject({ outcome: 'revoked', trouble: null });
    expect(s.directory.calls).not.toContain('delete');
  });

  it('never takes a code that another station made in the place of the one on the screen', async () => {
    const s = await station();
    const seen = s.directory.adoptForeignCode(anna.id);
    const other = s.directory.adoptForeignCode(anna.id);
    await s.clock.advance(50_000);
    expect(await s.order(temporary(seen))).toMatchObject({ outcome: 'revoked' });
    expect(s.directory.temporaryOf(anna.id)).toEqual(other);
  });

  it('waits out the lag of a code that was just made before it believes that there is none', async () => {
    const s = await station();
    const code = s.directory.adoptForeignCode(anna.id);
    s.directory.lagReads(1);
    expect(await s.order(temporary(code))).toMatchObject({ outcome: 'revoked' });
    expect(s.directory.temporaryOf(anna.id)).toBeNull();
  });

  it('of the whole method leaves nothing', async () => {
    const s = await station();
    const { id, createdAtMs } = s.directory.adoptForeignStandard(anna.id);
    s.directory.adoptForeignCode(anna.id);
    const order: Order = { is: 'revoke', target: 'method', codeId: id, createdAtMs };
    expect(await s.order(order)).toMatchObject({ outcome: 'revoked' });
    expect(s.directory.methodOf(anna.id)).toBeNull();
  });

  it('goes on after a lost reply until the code is known to be gone', async () => {
    const s = await station();
    const code = s.directory.adoptForeignCode(anna.id);
    s.directory.loseReply('delete');
    expect(await s.order(temporary(code))).toMatchObject({ outcome: 'revoked' });
  });

  /** Ends in the middle of a revocation that had room for so many rows; how the next station finds and leaves it. */
  async function afterRestart(s: AppStation, rows: number): Promise<AppStation> {
    const code = s.directory.adoptForeignCode(anna.id);
    s.journal.fillDisk(rows);
    await s.call('issuance.start', { workerId: anna.id, order: temporary(code) });
    await s.clock.advance(5_000);
    s.app.stop();
    s.journal.freeDisk();
    const { journal, directory, clock } = s;
    expect(directory.temporaryOf(anna.id)).toEqual(code);
    const after = createAppStation({ journal, directory, clock });
    await after.signIn();
    await clock.advance(10_000);
    return after;
  }

  it('that a restart cut off is finished by the next supervisor who signs in', async () => {
    const after = await afterRestart(await station(), 3);
    expect(after.directory.temporaryOf(anna.id)).toBeNull();
    expect(closedAs(after)).toEqual(['revoked', 'ordered']);
  });

  it('whose delete was written down and never sent is not taken for one that did not work', async () => {
    const s = await station();
    s.directory.throttle('delete');
    const after = await afterRestart(s, 4);
    expect(after.events()).toContain('delete-sent');
    expect(after.directory.temporaryOf(anna.id)).toBeNull();
    expect(closedAs(after)).toEqual(['revoked', 'ordered']);
  });

  it('is possible for somebody who may not sign in any more', async () => {
    const s = await station();
    const code = s.directory.adoptForeignCode(disabled.id);
    expect(await s.order(temporary(code), disabled)).toMatchObject({ outcome: 'revoked' });
  });
});

describe('a PIN reset', () => {
  it('puts the new PIN on a slip, and leaves the codes as they are', async () => {
    const s = await station();
    const code = s.directory.adoptForeignStandard(anna.id);
    const view = await s.order(resetPin);
    expect(view).toMatchObject({ papers: ['pin-slip'], answers: ['badge-collected', 'nothing-came-out'] });
    expect(s.slips).toEqual([s.directory.methodOf(anna.id)?.pin]);
    expect(s.directory.methodOf(anna.id)?.standard).toEqual(code);
    expect(await answer(s, view.issuanceId, 'badge-collected')).toMatchObject({ outcome: 'handed-over' });
    expect(JSON.stringify(s.journal.all)).not.toContain(s.slips[0]);
  });

  it('whose slip did not come out is printed again, replaced by another PIN, or left', async () => {
    const s = await station();
    s.printer.failNextJob();
    const { issuanceId, answers } = await s.order(resetPin);
    expect(answers).toEqual(['reprint', 'reprint-elsewhere', 'new-pin', 'give-up']);
    await answer(s, issuanceId, 'reprint');
    await answer(s, issuanceId, 'nothing-came-out');
    await answer(s, issuanceId, 'new-pin');
    expect(new Set(s.slips).size).toBe(2);
    expect(s.slips.at(-1)).toBe(s.directory.methodOf(anna.id)?.pin);
    await answer(s, issuanceId, 'nothing-came-out');
    expect(await answer(s, issuanceId, 'give-up')).toMatchObject({
      outcome: 'failed',
      trouble: { kind: 'pin-lost' },
    });
  });

  it('whose reply is lost is done again: nobody knows the PIN in between', async () => {
    const s = await station();
    s.directory.loseReply('reset-pin');
    await s.order(resetPin);
    expect(s.slips).toEqual([s.directory.methodOf(anna.id)?.pin]);
    expect(s.directory.calls.filter((call) => call === 'reset-pin')).toHaveLength(2);
  });

  it('that a restart cut off says that nobody has the PIN, until somebody has read it', async () => {
    const before = await station();
    before.journal.fillDisk(4);
    await before.call('issuance.start', { workerId: anna.id, order: resetPin });
    await before.clock.advance(5_000);
    before.app.stop();
    before.journal.freeDisk();
    const { journal, directory, clock } = before;
    const after = createAppStation({ journal, directory, clock });
    await after.signIn();
    await clock.advance(1_000);
    const view = await after.call('station.read', null);
    expect(view.leftovers).toMatchObject([{ order: 'reset-pin', state: 'pin-lost' }]);
  });

  it('that ended without anybody being shown it is told by the next run, until somebody has seen it', async () => {
    const before = await station();
    before.journal.fillDisk(4);
    await before.call('issuance.start', { workerId: anna.id, order: resetPin });
    await before.clock.advance(5_000);
    before.app.stop();
    before.journal.freeDisk();
    const { journal, directory, clock } = before;
    const leftAt = async (s: ReturnType<typeof createAppStation>) => {
      await clock.advance(1_000);
      return (await s.call('station.read', null)).leftovers;
    };
    const killed = createAppStation({ journal, directory, clock });
    await killed.signIn();
    const [{ issuanceId = '' } = {}] = await leftAt(killed);
    killed.app.stop();
    expect(journal.open()).toEqual([]);

    const next = createAppStation({ journal, directory, clock });
    await next.signIn();
    expect(await leftAt(next)).toMatchObject([{ issuanceId, state: 'pin-lost', worker: { id: anna.id } }]);
    const seen = { issuanceId, answer: 'seen' } as const;
    journal.fillDisk();
    expect(await next.call('leftovers.answer', seen)).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(await leftAt(next)).toHaveLength(1);
    journal.freeDisk();
    expect(await next.call('leftovers.answer', seen)).toMatchObject({ ok: true });
    expect(await leftAt(next)).toEqual([]);
    next.app.stop();
    const last = createAppStation({ journal, directory, clock });
    await last.signIn();
    expect(await leftAt(last)).toEqual([]);
  });
});

describe('a code for later', () => {
  const later = (startsAtMs: number, hours = 8): Order => ({
    is: 'issue',
    hours,
    startsAtMs,
    replaceCodeId: null,
  });

  it('starts when it was asked to and lives its hours from there', async () => {
    const s = await station();
    const startsAtMs = s.clock.nowMs() + 3 * dayMs;
    const view = await s.order(later(startsAtMs, 12));
    const code = s.directory.temporaryOf(anna.id);
    expect(startsAtMs - (code?.startsAtMs ?? 0)).toBeLessThan(1_000);
    expect((code?.expiresAtMs ?? 0) - (code?.startsAtMs ?? 0)).toBeLessThanOrEqual(12 * hourMs);
    expect(view.answers).toContain('badge-collected');
    await answer(s, view.issuanceId, 'badge-collected');
    expect(await cardOf(s)).toMatchObject({ temporary: { state: 'not-yet-active' } });
  });

  it.each([
    ['more than fourteen days ahead', 15 * dayMs],
    ['in the past', -hourMs],
  ])('is refused %s, before anything is written', async (_title, aheadMs) => {
    const s = await station();
    const order = later(s.clock.nowMs() + aheadMs);
    expect(await s.call('issuance.start', { workerId: anna.id, order })).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', detail: 'startsAtMs' },
    });
    expect(s.events()).toEqual([]);
  });
});

describe('the card offers', () => {
  const kindsFor = async (s: AppStation, workerId: string) =>
    (await cardOf(s, workerId)).offers.map(({ kind }) => kind);

  it('an enrolment to somebody without a method', async () => {
    const s = await station();
    expect(await kindsFor(s, withoutMethod.id)).toEqual(['enrol']);
    expect((await cardOf(s, withoutMethod.id)).obstacle?.kind).toBe('no-method');
  });

  it('all that can be done with codes that are there', async () => {
    const s = await station();
    s.directory.adoptForeignStandard(anna.id);
    s.directory.adoptForeignCode(anna.id);
    expect(await kindsFor(s, anna.id)).toEqual([
      'issue',
      'replace-standard',
      'extend-standard',
      'reset-pin',
      'revoke-temporary',
      'revoke-standard',
      'revoke-method',
    ]);
  });

  it('nothing but a removal to somebody who may not sign in, and nothing at all to oneself', async () => {
    const s = await station();
    expect(await kindsFor(s, disabled.id)).toEqual(['revoke-method']);
    expect(await kindsFor(s, self.id)).toEqual([]);
  });
});

it.each<[Order]>([
  [enrol],
  [resetPin],
  [{ is: 'replace', replaceCodeId: null }],
  [{ is: 'extend', codeId: 'c0de0000-0000-4000-8000-000000000001' }],
  [{ is: 'revoke', target: 'method', codeId: null, createdAtMs: null }],
])('nobody does to themselves: $is', async (order) => {
  const s = await station();
  expect(await s.order(order, self)).toMatchObject({
    outcome: 'refused',
    trouble: { kind: 'worker-is-self' },
  });
  expect(
    s.directory.calls.filter((call) => ['create', 'delete', 'extend', 'reset-pin'].includes(call)),
  ).toEqual([]);
});

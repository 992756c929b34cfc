import { describe, expect, it } from 'vitest';
import type { Evidence, Truth } from './evidence.ts';
import { accountOf } from './oracle.ts';
import { orderNamed } from './orders.ts';

const clean = { lost: 0, duplicate: 0, unaccounted: 0 };
const day = Date.parse('2026-11-27T06:00:00.000Z');
const code = (id: string) => ({ id, content: `secret of ${id}`, expireMs: day });
const sent = (event: string, clientRequestId: string) => ({ issuanceId: 'i', event, clientRequestId });
const row = (event: string, known: object = {}) => ({ issuanceId: 'i', event, ...known });
const closed = (outcome: string, known: object = {}) => row('closed', { outcome, ...known });
const failed = (reason: string) => closed('failed', { codeId: null, detail: { reason } });
const write = (call: string, clientRequestId: string) => ({ call, clientRequestId });
const badge = (id: string) => ({ code: `secret of ${id}`, pin: null });
const slip = (pin: string) => ({ code: null, pin });
const requested = row('requested');
const created = row('created', { codeId: 'new' });
const handedOver = closed('handed-over', { codeId: 'new' });
const without = ({ rows }: Evidence, ...gone: readonly object[]) => rows.filter((one) => !gone.includes(one));

describe('the account of a temporary code after a kill', () => {
  const standing = { standard: code('standard'), pin: '1234' };
  /** A code replaced, printed and handed over as it should be. */
  const good: Evidence = {
    before: { ...standing, temporary: code('old') },
    after: { ...standing, temporary: code('new') },
    writes: [write('DELETE temporaryQRCode', 'd'), write('PATCH temporaryQRCode', 'c')],
    rows: [requested, sent('delete-sent', 'd'), sent('create-sent', 'c'), created, handedOver],
    sheets: [badge('new')],
  };
  const account = (change: Partial<Evidence>) => accountOf(orderNamed('temporary'), { ...good, ...change });

  it('is clean when the code is live, named, printed once and handed over', () => {
    expect(account({})).toEqual(clean);
  });
  it('is clean when nothing was written at all', () => {
    expect(account({ after: good.before, writes: [], rows: [], sheets: [] })).toEqual(clean);
  });
  it('finds a live code that no row names', () => {
    const rows = [...without(good, created, handedOver), failed('interrupted')];
    expect(account({ rows })).toEqual({ lost: 1, duplicate: 0, unaccounted: 1 });
  });
  it('finds a change at the tenant that was not journalled before it was sent', () => {
    const writes = [...good.writes.slice(0, 1), write('PATCH temporaryQRCode', 'unknown')];
    expect(account({ writes }).lost).toBe(1);
  });
  it('finds a change of what the order had no business with', () => {
    expect(account({ after: { ...good.after, pin: '9999' } }).lost).toBe(1);
    expect(account({ after: { ...good.after, standard: null } }).lost).toBe(1);
  });
  it('finds a create that was sent again without a delete, even a refused one', () => {
    const again = write('PATCH temporaryQRCode', 'c');
    const writes = [...good.writes, again];
    expect(account({ writes }).duplicate).toBe(1);
    expect(account({ writes: [...good.writes, write('GET temporaryQRCode', 'c'), again] }).duplicate).toBe(1);
    const between = write('DELETE temporaryQRCode', 'd');
    expect(account({ writes: [...good.writes, between, again] }).duplicate).toBe(0);
  });
  it('finds a second badge, also one that cannot be read, and a slip that nobody ordered', () => {
    expect(account({ sheets: [badge('new'), badge('new')] }).duplicate).toBe(1);
    expect(account({ sheets: [badge('new'), { code: null, pin: null }] }).duplicate).toBe(1);
    expect(account({ sheets: [badge('new'), slip('1234')] }).duplicate).toBe(1);
  });
  it('finds an issuance that was left open, and its code with it', () => {
    expect(account({ rows: without(good, handedOver) }).unaccounted).toBe(2);
  });
  it('finds a live code whose badge never came out, or cannot be read', () => {
    expect(account({ sheets: [] }).unaccounted).toBe(1);
    expect(account({ sheets: [{ code: null, pin: null }] }).unaccounted).toBe(1);
  });
  it('finds a badge that was handed over though its code is gone', () => {
    expect(account({ after: { ...good.after, temporary: null } }).unaccounted).toBe(1);
  });
  it('finds a code that lives though a row calls it deleted', () => {
    const rows = [...without(good, handedOver), row('revoked', { codeId: 'new' }), closed('revoked')];
    expect(account({ rows }).unaccounted).toBe(2);
  });
});

describe('the account of an enrolment after a kill', () => {
  const none: Truth = { standard: null, temporary: null, pin: null };
  const good: Evidence = {
    before: none,
    after: { ...none, standard: code('new'), pin: '1234' },
    writes: [write('PUT qrCodePinMethod', 'c')],
    rows: [requested, sent('create-sent', 'c'), created, handedOver],
    sheets: [badge('new'), slip('1234')],
  };
  const account = (change: Partial<Evidence>) => accountOf(orderNamed('enrolment'), { ...good, ...change });

  it('is clean when badge and slip are in the hand, or no method is left', () => {
    expect(account({})).toEqual(clean);
    const rows = [...without(good, handedOver), closed('revoked', { codeId: 'new' })];
    expect(account({ after: none, rows, sheets: [badge('new')] })).toEqual(clean);
  });
  it('finds a method whose slip never came out, or shows a PIN that is not valid', () => {
    expect(account({ sheets: [badge('new')] }).unaccounted).toBe(1);
    expect(account({ sheets: [badge('new'), slip('4321')] }).unaccounted).toBe(1);
  });
  it('finds a method without a code that was left behind', () => {
    const rows = [requested, failed('interrupted')];
    const after = { ...none, pin: '1234' };
    expect(account({ after, writes: [], rows, sheets: [] }).unaccounted).toBe(1);
    expect(account({ after, writes: [], rows, sheets: [slip('1234')] }).unaccounted).toBe(1);
  });
  it('finds a paper that opens the account alone', () => {
    expect(account({ sheets: [{ code: 'secret of new', pin: '1234' }] }).unaccounted).toBe(1);
  });
  it('finds a second badge instead of the slip', () => {
    const sheets = [badge('new'), badge('new'), slip('1234')];
    expect(account({ sheets }).duplicate).toBe(1);
    expect(account({ sheets: sheets.slice(0, 2) }).duplicate).toBe(1);
  });
  it('finds a second method', () => {
    expect(account({ writes: [...good.writes, ...good.writes] }).duplicate).toBe(1);
  });
});

describe('the account of a lost badge that is replaced, after a kill', () => {
  const before = { standard: code('old'), temporary: null, pin: '1234' };
  const good: Evidence = {
    before,
    after: { ...before, standard: code('new') },
    writes: [write('DELETE standardQRCode', 'd'), write('PATCH standardQRCode', 'c')],
    rows: [requested, sent('delete-sent', 'd'), sent('create-sent', 'c'), created, handedOver],
    sheets: [badge('new')],
  };
  const account = (change: Partial<Evidence>) => accountOf(orderNamed('replacement'), { ...good, ...change });

  it('is clean when the new badge is in the hand, or dead like the old one', () => {
    expect(account({})).toEqual(clean);
    const rows = [...without(good, handedOver), closed('revoked', { codeId: 'new' })];
    expect(account({ after: { ...before, standard: null }, rows, sheets: [] })).toEqual(clean);
  });
  it('finds that the PIN did not stay', () => {
    expect(account({ after: { ...good.after, pin: '4321' } }).lost).toBe(1);
  });
  it('finds a new code that nobody has', () => {
    expect(account({ sheets: [] }).unaccounted).toBe(1);
  });
});

describe('the account of a PIN reset after a kill', () => {
  const before = { standard: code('standard'), temporary: null, pin: '1234' };
  const inHand = closed('handed-over', { codeId: null });
  const good: Evidence = {
    before,
    after: { ...before, pin: '5678' },
    writes: [write('PATCH pin', 'p')],
    rows: [requested, sent('pin-reset-sent', 'p'), inHand],
    sheets: [slip('5678')],
  };
  const account = (change: Partial<Evidence>) => accountOf(orderNamed('pin-reset'), { ...good, ...change });
  const endedAs = (end: object) => [...without(good, inHand), { issuanceId: 'i', event: 'closed', ...end }];

  it('is clean when somebody has the slip, or the station says that nobody has, or nothing changed', () => {
    expect(account({})).toEqual(clean);
    expect(account({ rows: endedAs(failed('pin-lost')), sheets: [] })).toEqual(clean);
    const rows = [requested, failed('interrupted')];
    expect(account({ after: before, writes: [], rows, sheets: [] })).toEqual(clean);
  });
  it('finds another PIN of which nothing was said', () => {
    expect(account({ rows: endedAs(failed('interrupted')), sheets: [] }).unaccounted).toBe(1);
  });
  it('finds a slip in the hand that never came out, or whose PIN is not valid', () => {
    expect(account({ sheets: [] }).unaccounted).toBe(1);
    expect(account({ sheets: [slip('1234')] }).unaccounted).toBe(1);
    expect(account({ after: before }).unaccounted).toBe(1);
    expect(account({ after: before, sheets: [slip('1234')] }).unaccounted).toBe(1);
  });
  it('finds a slip with the valid PIN though the station says that nobody has it', () => {
    expect(account({ rows: endedAs(failed('pin-lost')) }).unaccounted).toBe(1);
  });
  it('finds a second slip, and a PIN that was reset twice', () => {
    expect(account({ sheets: [slip('5678'), slip('5678')] }).duplicate).toBe(1);
    expect(account({ writes: [...good.writes, ...good.writes] }).duplicate).toBe(1);
  });
});

describe('the account of a revocation after a kill', () => {
  const before = { standard: code('standard'), temporary: code('old'), pin: '1234' };
  const revoked = row('revoked', { codeId: 'old' });
  const good: Evidence = {
    before,
    after: { ...before, temporary: null },
    writes: [write('DELETE temporaryQRCode', 'd')],
    rows: [requested, sent('delete-sent', 'd'), revoked, closed('revoked')],
    sheets: [],
  };
  const account = (change: Partial<Evidence>) => accountOf(orderNamed('revocation'), { ...good, ...change });

  it('is clean when what is called revoked is dead, however often that was asked for, or nothing was', () => {
    expect(account({})).toEqual(clean);
    expect(account({ writes: [...good.writes, ...good.writes] })).toEqual(clean);
    expect(account({ after: before, writes: [], rows: [] })).toEqual(clean);
  });
  it('finds a code that lives though it is called revoked', () => {
    expect(account({ after: before }).unaccounted).toBe(2);
  });
  it('finds a code that is dead though the order is called failed', () => {
    expect(account({ rows: [requested, sent('delete-sent', 'd'), failed('offline')] }).unaccounted).toBe(1);
  });
});

describe('the account of an extension after a kill', () => {
  const before = { standard: code('standard'), temporary: null, pin: '1234' };
  const extended = (expiresAtMs: number) =>
    closed('extended', { codeId: 'standard', expiresAt: new Date(expiresAtMs).toISOString() });
  const later = { ...code('standard'), expireMs: day + 1_000 };
  const good: Evidence = {
    before,
    after: { ...before, standard: later },
    writes: [write('PATCH standardQRCode', 'e')],
    rows: [requested, sent('extend-sent', 'e'), extended(later.expireMs)],
    sheets: [],
  };
  const account = (change: Partial<Evidence>) => accountOf(orderNamed('extension'), { ...good, ...change });
  const begun = good.rows.slice(0, 2);

  it('is clean when the code lives until then, or nothing has changed', () => {
    expect(account({})).toEqual(clean);
    expect(account({ after: before, rows: [...begun, failed('not-extended')] })).toEqual(clean);
  });
  it('finds a code that is called extended and is not, or until another time', () => {
    expect(account({ after: before }).unaccounted).toBe(1);
    expect(account({ after: before, rows: [...begun, extended(day)] }).unaccounted).toBe(1);
    expect(account({ rows: [...begun, extended(later.expireMs + 1)] }).unaccounted).toBe(1);
  });
  it('finds a code that lives longer though the order is called failed', () => {
    expect(account({ rows: [...begun, failed('interrupted')] }).unaccounted).toBe(1);
  });
  it('finds paper that nobody ordered', () => {
    expect(account({ sheets: [badge('standard')] }).duplicate).toBe(1);
  });
});

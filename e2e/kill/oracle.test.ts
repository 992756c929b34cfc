import { describe, expect, it } from 'vitest';
import { accountOf, type Evidence } from './oracle.ts';

const sent = (event: string, clientRequestId: string) => ({ issuanceId: 'i', event, clientRequestId });
const requested = { issuanceId: 'i', event: 'requested' };
const created = { issuanceId: 'i', event: 'created', codeId: 'new' };
const handedOver = { issuanceId: 'i', event: 'closed', outcome: 'handed-over', codeId: 'new' };
const write = (method: string, clientRequestId: string) => ({ method, status: 204, clientRequestId });

/** A code replaced, printed and handed over as it should be. */
const good: Evidence = {
  before: 'old',
  live: { id: 'new', content: 'secret' },
  writes: [write('DELETE', 'd'), write('PATCH', 'c')],
  rows: [requested, sent('delete-sent', 'd'), sent('create-sent', 'c'), created, handedOver],
  papers: ['secret'],
};
const without = (row: object) => good.rows.filter((one) => one !== row);

describe('the account after a kill', () => {
  it('is clean when the code is live, named, printed once and handed over', () => {
    expect(accountOf(good)).toEqual({ lost: 0, duplicate: 0, unaccounted: 0 });
  });
  it('is clean when nothing was written at all', () => {
    const live = { id: 'old', content: 'other' };
    expect(accountOf({ ...good, live, writes: [], rows: [], papers: [] })).toEqual({
      lost: 0,
      duplicate: 0,
      unaccounted: 0,
    });
  });
  it('finds a live code that no row names', () => {
    const rows = without(created).filter((row) => row !== handedOver);
    expect(
      accountOf({ ...good, rows: [...rows, { ...handedOver, codeId: null, outcome: 'failed' }] }),
    ).toEqual({
      lost: 1,
      duplicate: 0,
      unaccounted: 1,
    });
  });
  it('finds a change at the tenant that was not journalled before it was sent', () => {
    const writes = [...good.writes.slice(0, 1), write('PATCH', 'unknown')];
    expect(accountOf({ ...good, writes }).lost).toBe(1);
  });
  it('finds a create that was sent again without a delete, even a refused one', () => {
    const again = { ...write('PATCH', 'c'), status: 400 };
    expect(accountOf({ ...good, writes: [...good.writes, again] }).duplicate).toBe(1);
  });
  it('finds a second badge', () => {
    expect(accountOf({ ...good, papers: ['secret', 'secret'] }).duplicate).toBe(1);
  });
  it('finds an issuance that was left open, and its code with it', () => {
    expect(accountOf({ ...good, rows: without(handedOver) }).unaccounted).toBe(2);
  });
  it('finds a live code whose badge never came out, or cannot be read', () => {
    expect(accountOf({ ...good, papers: [] }).unaccounted).toBe(1);
    expect(accountOf({ ...good, papers: [null] }).unaccounted).toBe(1);
  });
  it('finds a badge that was handed over though its code is gone', () => {
    expect(accountOf({ ...good, live: null }).unaccounted).toBe(1);
  });
});

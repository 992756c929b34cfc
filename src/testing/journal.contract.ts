/** What every `Journal` must do; run against the real table and against the one in memory. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fact, type JournalEvent } from '../core/issuance/events.ts';
import { hashOf } from '../core/journal/canonical.ts';
import type { EntryDraft } from '../core/journal/entry.ts';
import type { Journal } from '../main/ports.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function draftOf(
  issuanceId: string | null,
  event: JournalEvent,
  codeId: string | null = null,
): EntryDraft {
  return {
    ...fact(event, {
      codeId,
      codeKind: 'temporary',
      startsAtMs: 1,
      expiresAtMs: 2,
      detail: { b: 1, a: 'x' },
    }),
    issuanceId,
    actor: { id: 'a-1', name: 'Sofia Marin' },
    worker: { id: 'w-1', upn: 'anna@example.com', name: 'Anna Kowalska' },
  };
}

export function describeJournal(name: string, create: () => Journal): void {
  describe(`${name}, row by row,`, () => describeRows(create));
  describe(name, () => {
    it('gives back the row as it stands, numbered and chained', () => {
      const journal = create();
      const first = journal.append(draftOf('i-1', 'requested'));
      const second = journal.append(draftOf('i-1', 'created', 'c-1'));
      if (!first.ok || !second.ok) throw new Error('append refused');
      expect([first.value.seq, second.value.seq]).toEqual([1, 2]);
      expect(second.value.prevHash).toBe(first.value.hash);
      expect(journal.entries('i-1')).toEqual([first.value, second.value]);
      expect(second.value).toMatchObject(draftOf('i-1', 'created', 'c-1'));
    });

    it('tells which issuances are open, oldest first', () => {
      const journal = create();
      journal.append(draftOf('i-1', 'requested'));
      journal.append(draftOf('i-2', 'requested'));
      journal.append(draftOf('i-3', 'requested'));
      journal.append(draftOf('i-2', 'closed'));
      expect(journal.open()).toEqual(['i-1', 'i-3']);
    });

    it('tells which requests wait, oldest first, and what one of them became', () => {
      const journal = create();
      for (const id of ['q-1', 'q-2', 'q-3', 'q-4']) journal.append(draftOf(id, 'queued'));
      journal.append(draftOf('q-2', 'dequeued'));
      journal.append({ ...draftOf('i-1', 'requested'), detail: { order: 'issue', queued: 'q-3' } });
      journal.append(draftOf('i-2', 'requested'));
      const waiting = journal.queued();
      expect(waiting.map(({ row, became }) => [row.issuanceId, became])).toEqual([
        ['q-1', null],
        ['q-3', 'i-1'],
        ['q-4', null],
      ]);
      expect(waiting[0]?.row).toEqual(journal.entries('q-1')[0]);
      expect(journal.open()).toEqual(['i-1', 'i-2']);
    });

    it('knows who made a code', () => {
      const journal = create();
      journal.append(draftOf('i-1', 'created', 'c-1'));
      journal.append(draftOf('i-1', 'state-read', 'c-2'));
      expect(journal.creationOf('c-1')?.actor?.name).toBe('Sofia Marin');
      expect(journal.creationOf('c-2')).toBeNull();
    });

    it('knows whose badge has this content', () => {
      const journal = create();
      const content = (sha256: string) => ({ detail: { contentSha256: sha256 } });
      journal.append({ ...draftOf('i-1', 'created', 'c-1'), ...content('aa') });
      journal.append({ ...draftOf('i-2', 'created', 'c-2'), ...content('bb') });
      journal.append({ ...draftOf('i-2', 'state-read', 'c-2'), ...content('cc') });
      expect(journal.creationWith('aa')?.codeId).toBe('c-1');
      expect(journal.creationWith('bb')?.worker?.name).toBe('Anna Kowalska');
      expect(journal.creationWith('cc')).toBeNull();
    });

    it('tells which codes made since a moment still stand', () => {
      const journal = create();
      journal.append(draftOf('i-1', 'created', 'c-1'));
      journal.append(draftOf('i-2', 'created', 'c-2'));
      journal.append(draftOf('i-3', 'created', 'c-3'));
      journal.append(draftOf('i-3', 'deleted', 'c-3'));
      journal.append(draftOf('i-4', 'revoked', 'c-1'));
      const [first] = journal.entries('i-2');
      expect(journal.standingSince(0).map(({ codeId }) => codeId)).toEqual(['c-2']);
      expect(journal.standingSince((first?.atMs ?? 0) + 1_000)).toEqual([]);
    });

    it('counts the codes that a supervisor made, from a second sign-in for more of them on', () => {
      const journal = create();
      const by = (id: string) => ({ actor: { id, name: id } });
      const signedIn = (reason: string) =>
        journal.append({ ...draftOf(null, 'signed-in'), ...by('sam'), detail: { reason } });
      journal.append({ ...draftOf('i-1', 'created', 'c-1'), ...by('sam') });
      journal.append({ ...draftOf('i-2', 'created', 'c-2'), ...by('tom') });
      journal.append({ ...draftOf('i-3', 'created', 'c-3'), ...by('sam') });
      signedIn('session-ended');
      const atMs = journal.entries('i-1')[0]?.atMs ?? 0;
      expect(journal.codesMadeBy('sam', 0)).toBe(2);
      expect(journal.codesMadeBy('tom', 0)).toBe(1);
      expect(journal.codesMadeBy('sam', atMs + 60_000)).toBe(0);
      signedIn('rate-cap');
      expect(journal.codesMadeBy('sam', 0)).toBe(0);
      journal.append({ ...draftOf('i-4', 'created', 'c-4'), ...by('sam') });
      expect(journal.codesMadeBy('sam', 0)).toBe(1);
      expect(journal.codesMadeBy('tom', 0)).toBe(1);
    });

    it('shows the newest rows first', () => {
      const journal = create();
      for (const id of ['i-1', 'i-2', 'i-3']) journal.append(draftOf(id, 'requested'));
      expect(journal.recent(2).map((entry) => entry.issuanceId)).toEqual(['i-3', 'i-2']);
      expect(journal.recent(0)).toEqual([]);
    });

    it('finds the last word on a bulk run, and what was requested in it', () => {
      const journal = create();
      expect(journal.lastBatch()).toBeNull();
      for (const id of ['r-1', 'r-1-0002-1', 'r-1-0001-1', 'r-10-0001-1'])
        journal.append(draftOf(id, 'requested'));
      journal.append(draftOf('r-1-0001-1', 'closed'));
      journal.append(draftOf(null, 'batch-started'));
      journal.append(draftOf(null, 'signed-out'));
      expect(journal.lastBatch()?.event).toBe('batch-started');
      journal.append(draftOf(null, 'batch-ended'));
      expect(journal.lastBatch()?.event).toBe('batch-ended');
      expect(journal.requestedIn('r-1').map(({ issuanceId }) => issuanceId)).toEqual([
        'r-1-0001-1',
        'r-1-0002-1',
      ]);
    });

    it('leaves nothing behind when it tries whether it could write', () => {
      const journal = create();
      expect(journal.probe()).toEqual({ ok: true, value: null });
      expect(journal.recent(9)).toEqual([]);
    });
  });
}

function describeRows(create: () => Journal): void {
  it.each([
    ['half a surrogate pair', 'Anna \ud83d', 'Anna \ufffd'],
    ['a NUL', 'Anna\0Kowalska', 'Anna\0Kowalska'],
    ['a line separator', 'Anna\u2028Kowalska', 'Anna\u2028Kowalska'],
    ['an emoji', 'Anna 👩‍🏭', 'Anna 👩‍🏭'],
  ])('keeps a hash that fits what reads back, with %s in a name', (_title, name, kept) => {
    const journal = create();
    const worker = { id: 'w-1', upn: 'anna@example.com', name };
    const written = journal.append({ ...draftOf('i-1', 'requested'), worker });
    const [read] = journal.entries('i-1');
    if (!written.ok || read === undefined) throw new Error('append refused');
    expect(read).toEqual(written.value);
    expect(read.worker?.name).toBe(kept);
    expect(hashOf(read, sha256)).toBe(read.hash);
  });

  it('keeps instants as whole milliseconds, as its hash does', () => {
    const journal = create();
    journal.append({ ...draftOf('i-1', 'created'), expiresAtMs: 1_000.6 });
    expect(journal.entries('i-1')[0]?.expiresAtMs).toBe(1_001);
  });
}

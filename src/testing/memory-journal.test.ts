import { describe, expect, it } from 'vitest';
import { describeJournal, draftOf } from './journal.contract.ts';
import { createMemoryJournal } from './memory-journal.ts';

const clock = { nowMs: () => 1_000 };

describeJournal('the journal in memory', () => createMemoryJournal(clock));

describe('its disk', () => {
  it('can be filled and freed', () => {
    const journal = createMemoryJournal(clock);
    journal.fillDisk(1);
    expect(journal.append(draftOf('i-1', 'requested')).ok).toBe(true);
    expect(journal.append(draftOf('i-1', 'closed'))).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(journal.probe().ok).toBe(false);
    journal.freeDisk();
    expect(journal.append(draftOf('i-1', 'closed')).ok).toBe(true);
  });
});

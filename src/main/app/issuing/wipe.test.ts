/** What is wiped is wiped for good: memory is rinsed after each secret, and not where there was none. */
import { describe, expect, it } from 'vitest';
import { anna, createAppStation, disabled } from '../../../testing/app-station.ts';

async function station() {
  const made = createAppStation();
  await made.signIn();
  return made;
}

describe('memory', () => {
  it('is rinsed once the badge is in a hand, and the content it was made from is zeroes', async () => {
    const s = await station();
    const { issuanceId } = await s.issue();
    const content = s.badges[0]?.content;
    expect(content?.some((byte) => byte !== 0)).toBe(true);
    expect(s.rinsed).toEqual([]);
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.settle(issuanceId);
    expect(s.rinsed).toHaveLength(1);
    expect(content?.every((byte) => byte === 0)).toBe(true);
  });

  it.each(['session.signOut'] as const)('is rinsed when the supervisor leaves: %s', async (leave) => {
    const s = await station();
    await s.issue();
    await s.call(leave, null);
    expect(s.rinsed).toHaveLength(1);
    expect(s.badges[0]?.content.every((byte) => byte === 0)).toBe(true);
  });

  it('is rinsed after a PIN', async () => {
    const s = await station();
    const { issuanceId } = await s.order({ is: 'reset-pin' });
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await s.settle(issuanceId);
    expect(s.rinsed).toHaveLength(1);
  });

  it('is left alone where no secret was made', async () => {
    const s = await station();
    await s.issue(disabled);
    await s.call('workers.read', { workerId: anna.id });
    await s.call('session.signOut', null);
    expect(s.rinsed).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type AppStation, anna, createAppStation } from '../../../testing/app-station.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}

describe('the preview of a badge', () => {
  it('is the picture of the badge that would be printed now, but for its code', async () => {
    const s = await station();
    const seen = await s.call('badge.preview', { workerId: anna.id, hours: 8, startsAtMs: null });
    const picture = Buffer.from(`picture for ${anna.displayName}`).toString('base64');
    expect(seen).toEqual({
      ok: true,
      value: { pictureDataUrl: `data:image/png;base64,${picture}`, printer: 'first', stock: 'card-cr80' },
    });
    await s.issue(anna);
    const { content, codeKind, startsAtMs, expiresAtMs, ...printed } = s.badges[0] ?? {
      content: new Uint8Array(),
      codeKind: null,
    };
    expect(codeKind).toBe('temporary');
    const [previewed] = s.trials.previewed;
    expect(previewed?.badge).toMatchObject(printed);
    // The marks in the code's times are its own.
    expect(Math.abs((previewed?.badge.startsAtMs ?? 0) - (startsAtMs ?? 0))).toBeLessThan(5_000);
    expect(Math.abs((previewed?.badge.expiresAtMs ?? 0) - (expiresAtMs ?? 0))).toBeLessThan(5_000);
    expect(previewed?.contentBytes).toBe(218 + anna.userPrincipalName.length);
  });

  it('shows the times of a code that is to begin later', async () => {
    const s = await station();
    const startsAtMs = s.clock.nowMs() + 86_400_000;
    await s.call('badge.preview', { workerId: anna.id, hours: 4, startsAtMs });
    expect(s.trials.previewed[0]?.badge).toMatchObject({
      startsAtMs,
      expiresAtMs: startsAtMs + 4 * 3_600_000,
    });
    const tooFar = await s.call('badge.preview', {
      workerId: anna.id,
      hours: 4,
      startsAtMs: startsAtMs + 20 * 86_400_000,
    });
    expect(tooFar).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
  });

  it('makes no code and writes nothing into the journal', async () => {
    const s = await station();
    const before = s.journal.all.length;
    await s.call('badge.preview', { workerId: anna.id, hours: 8, startsAtMs: null });
    expect(s.journal.all).toHaveLength(before);
    expect(s.directory.calls.filter((call) => /create|delete/i.test(call))).toEqual([]);
  });

  it('is laid out for the printer that would step in, and for the first where none is in order', async () => {
    const s = await station();
    s.printer.pause();
    const stepped = await s.call('badge.preview', { workerId: anna.id, hours: 8, startsAtMs: null });
    expect(stepped).toMatchObject({ value: { printer: 'spare' } });
    s.spare.pause();
    const none = await s.call('badge.preview', { workerId: anna.id, hours: 8, startsAtMs: null });
    expect(none).toMatchObject({ value: { printer: 'first' } });
  });

  it('is refused for a lifetime that is not offered and for a worker who is not there', async () => {
    const s = await station();
    const odd = await s.call('badge.preview', { workerId: anna.id, hours: 7, startsAtMs: null });
    expect(odd).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    const nobody = await s.call('badge.preview', { workerId: '00', hours: 8, startsAtMs: null });
    expect(nobody).toMatchObject({ ok: false, error: { kind: 'no-such-worker' } });
    expect(s.trials.previewed).toEqual([]);
  });

  it('is laid out twice at once at most', async () => {
    const s = await station();
    const ask = () => s.call('badge.preview', { workerId: anna.id, hours: 8, startsAtMs: null });
    const [first, second, third] = await Promise.all([ask(), ask(), ask()]);
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(third).toMatchObject({ ok: false, error: { kind: 'layout-failed' } });
    expect((await ask()).ok).toBe(true);
  });

  it('says when it could not be laid out', async () => {
    const s = await station();
    s.trials.breakLayout();
    const seen = await s.call('badge.preview', { workerId: anna.id, hours: 8, startsAtMs: null });
    expect(seen).toMatchObject({ ok: false, error: { kind: 'layout-failed' } });
  });
});

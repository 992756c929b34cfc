import { describe, expect, it } from 'vitest';
import type { Design } from '../../../core/badge/template.ts';
import type { PrinterSetupView } from '../../../shared/printers.ts';
import { type AppStation, createAppStation } from '../../../testing/app-station.ts';
import { templateSchema } from '../../printing/badge/template-schema.ts';

async function desk(): Promise<AppStation> {
  const made = createAppStation({ mode: 'desk' });
  await made.signIn();
  return made;
}

async function setup(s: AppStation): Promise<PrinterSetupView> {
  const read = await s.call('printers.read', null);
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

describe('the printers of a desk', () => {
  it('are told in the config’s order with what an administrator set up', async () => {
    const s = await desk();
    s.spare.pause();
    expect((await setup(s)).printers).toEqual([
      {
        name: 'first',
        stock: 'card-cr80',
        dpi: 300,
        isFolder: false,
        isCodeSmall: false,
        state: 'ready',
        reason: null,
        media: 'om_fake_86x54mm',
        test: null,
      },
      expect.objectContaining({ name: 'spare', state: 'offline', reason: 'paused' }),
    ]);
  });

  it('stand beside the queues that the server has, bounded and fit to be shown', async () => {
    const s = await desk();
    s.trials.setQueues(['Zebra-1\u202e', ...Array.from({ length: 200 }, (_, index) => `q${index}`)]);
    const { queues } = await setup(s);
    expect(queues?.slice(0, 2)).toEqual(['Zebra-1', 'q0']);
    expect(queues).toHaveLength(100);
    s.trials.setQueues(null);
    expect((await setup(s)).queues).toBeNull();
  });

  it('are not told at a kiosk, and nothing is printed there to try one', async () => {
    const s = createAppStation();
    await s.signIn();
    for (const answer of [
      await s.call('printers.read', null),
      await s.call('printers.test', { printer: 0, page: 'test' }),
    ])
      expect(answer).toMatchObject({ ok: false, error: { kind: 'not-permitted' } });
    expect(s.printer.history).toEqual([]);
  });
});

describe('trying a printer', () => {
  it('prints the page on that printer, and tells how the job ended', async () => {
    const s = await desk();
    const ended = await s.call('printers.test', { printer: 1, page: 'alignment' });
    expect(ended).toEqual({ ok: true, value: { page: 'alignment', outcome: 'sent', reason: null } });
    expect(s.trials.pages).toEqual([
      {
        kind: 'alignment',
        printer: 'spare',
        stock: 'label-62mm',
        dpi: 203,
        media: 'om_fake_86x54mm',
        stationName: 'Gate 3',
        site: 'Plant 7',
        locale: 'en',
        timeZone: 'Europe/Berlin',
        atMs: s.clock.nowMs(),
      },
    ]);
    expect(s.printer.history).toHaveLength(0);
    expect(s.spare.history.map((pdf) => new TextDecoder().decode(pdf))).toEqual(['alignment page']);
    expect((await setup(s)).printers[1]?.test).toEqual(ended.ok ? ended.value : null);
  });

  it('lays the page out by the template of that printer, for its paper is cut by it', async () => {
    const { template } = templateSchema.parse({ stock: 'label-62mm', cardMm: [62, 64], codeMm: [3, 4, 56] });
    const design: Design = { template, cardsPerSheet: 1 };
    const s = createAppStation({ mode: 'desk', design });
    await s.signIn();
    for (const page of ['test', 'alignment'] as const) await s.call('printers.test', { printer: 0, page });
    expect(s.trials.pages.map((page) => page.design)).toEqual([design, design]);
  });

  it('writes nothing into the journal: no code was touched', async () => {
    const s = await desk();
    const before = s.journal.all.length;
    await s.call('printers.test', { printer: 0, page: 'test' });
    expect(s.journal.all).toHaveLength(before);
  });

  it('is shown as running until the job is at its end, and a second tap prints no second page', async () => {
    const s = await desk();
    s.printer.runOutOfPaper();
    const first = s.call('printers.test', { printer: 0, page: 'test' });
    await s.clock.advance(1);
    const toldBefore = s.told.length;
    expect((await setup(s)).printers[0]?.test).toEqual({ page: 'test', outcome: 'running', reason: null });
    expect(await s.call('printers.test', { printer: 0, page: 'test' })).toMatchObject({
      value: { outcome: 'running' },
    });
    s.printer.refill();
    expect(await first).toMatchObject({ value: { outcome: 'sent' } });
    expect(s.printer.history).toHaveLength(1);
    expect(s.told.length).toBeGreaterThan(toldBefore);
  });

  it('tells why nothing came out: at the time limit, refused, or not laid out', async () => {
    const s = await desk();
    s.printer.runOutOfPaper();
    const waiting = s.call('printers.test', { printer: 0, page: 'test' });
    await s.clock.advance(1);
    await s.clock.advance(20_000);
    expect(await waiting).toMatchObject({ value: { outcome: 'not-printed', reason: 'media-empty' } });
    s.printer.pause();
    const refused = await s.call('printers.test', { printer: 0, page: 'test' });
    expect(refused).toMatchObject({ value: { outcome: 'not-printed', reason: 'paused' } });
    s.trials.breakLayout();
    const broken = await s.call('printers.test', { printer: 1, page: 'test' });
    expect(broken).toMatchObject({ value: { outcome: 'not-printed', reason: 'render-failed' } });
  });

  it('refuses a printer that the config does not have', async () => {
    const s = await desk();
    expect(await s.call('printers.test', { printer: 2, page: 'test' })).toMatchObject({
      error: { kind: 'invalid-input' },
    });
  });

  it('is forgotten when the supervisor leaves', async () => {
    const s = await desk();
    await s.call('printers.test', { printer: 0, page: 'test' });
    await s.call('session.signOut', null);
    await s.signIn();
    expect((await setup(s)).printers[0]?.test).toBeNull();
  });
});

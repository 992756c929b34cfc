import { describe, expect, it } from 'vitest';
import { samplePdf } from '../../testing/sample-pdf.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import type { Printer } from '../paper-ports.ts';
import { createPrinters, createSpool } from './configured-printers.ts';
import { keepPages } from './kept-pages.ts';
import type { PagePrint, PrintAnswer, PrintHow } from './windows-printer.ts';

interface Given {
  readonly names?: readonly string[];
  readonly answer?: PrintAnswer | 'never';
}

const queue = 'ZDesigner ZD421 (Gate 3)';
const html = '<p>a badge</p>';

/** A station on a Windows that notes what it is asked to print. */
function windows({ names = ['Microsoft Print to PDF', queue], answer }: Given = {}) {
  const clock = createVirtualClock();
  const printed: (PrintHow & { readonly html: string })[] = [];
  const page: PagePrint = {
    names: async () => names,
    print: async (given, how) => {
      printed.push({ html: given, ...how });
      return answer === 'never' ? new Promise(() => {}) : (answer ?? { is: 'handed', detail: '' });
    },
  };
  const pages = keepPages({ pdf: async () => samplePdf({ widthMm: 62, heightMm: 100 }) });
  const config = {
    printers: [{ queue, stock: 'card-cr80' as const, dpi: 203 }],
    cupsServer: null,
    timeoutSeconds: 30,
  };
  const deps = { clock, dataDir: '/nowhere', env: {}, windows: { page, htmlOf: pages.htmlOf } };
  const [printer] = createPrinters(config, deps);
  if (printer === undefined) throw new Error('no printer');
  return { clock, printed, printer, spool: createSpool(config, deps), pdf: () => pages.pdfMaker.pdf(html) };
}

async function submit(given: Given): Promise<Awaited<ReturnType<Printer['submit']>>> {
  const { printer, pdf, clock } = windows(given);
  const answer = printer.submit(await pdf());
  await clock.advance(1);
  await clock.advance(15_000);
  return answer;
}

describe('a printer on Windows', () => {
  it('is handed the page by name, in micrometres and its own dots', async () => {
    const { printer, printed, pdf } = windows();
    expect(await printer.status()).toEqual({ state: 'ready', reason: null });
    expect(await printer.submit(await pdf())).toEqual({
      ok: true,
      value: { jobId: 'not-told', jobUuid: null },
    });
    expect(printed).toEqual([
      {
        html,
        deviceName: queue,
        pageSize: { width: 85_600, height: 53_980 },
        dpi: { horizontal: 203, vertical: 203 },
      },
    ]);
  });

  it('never says that a badge was printed: a person is asked', async () => {
    const { printer } = windows();
    const end = await printer.follow({ jobId: 'not-told', jobUuid: null }, 30_000);
    expect(end).toEqual({ outcome: 'unknown', reason: 'not-watched' });
  });

  it.each<[string, Given, string]>([
    ['whose name is not known', { names: ['Microsoft Print to PDF'] }, 'no-such-queue'],
    ['while the spooler is down', { names: [] }, 'spooler-down'],
  ])('%s is out of action, and nothing is handed over', async (_title, given, reason) => {
    const { printer, printed, pdf } = windows(given);
    expect(await printer.status()).toEqual({ state: 'offline', reason });
    expect(await printer.submit(await pdf())).toMatchObject({ ok: false, error: { reason } });
    expect(printed).toEqual([]);
  });

  it.each<[string, Given, boolean]>([
    ['that surely took nothing refuses', { answer: { is: 'refused', detail: 'x' } }, false],
    ['that said no too late may have a badge on paper', { answer: { is: 'doubtful', detail: 'x' } }, true],
    ['that does not answer may have one, too', { answer: 'never' }, true],
  ])('%s', async (_title, given, isSubmitted) => {
    expect((await submit(given)).ok).toBe(isSubmitted);
  });

  it('prints no page of a PDF that was wiped, nor of one that was made elsewhere', async () => {
    const { printer, printed, pdf } = windows();
    const wiped = await pdf();
    wiped.fill(0);
    const foreign = samplePdf({ widthMm: 62, heightMm: 100 });
    for (const other of [wiped, foreign])
      expect(await printer.submit(other)).toMatchObject({ ok: false, error: { reason: 'render-failed' } });
    expect(printed).toEqual([]);
  });

  it('has a spool that cannot be looked into', async () => {
    expect(await windows().spool.look()).toEqual([{ printer: queue, findings: ['settings-unknown'] }]);
  });
});

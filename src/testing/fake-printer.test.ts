import { describe, expect, it } from 'vitest';
import { createFakePrinter } from './fake-printer.ts';
import { type PrinterUnderTest, printerContract } from './printer.contract.ts';
import { createVirtualClock } from './virtual-clock.ts';

const kinds = [
  ['the fake printer', false],
  ['the fake folder', true],
] as const;
for (const [title, isFolder] of kinds) printerContract(title, true, () => setUp(isFolder));

async function setUp(isFolder: boolean): Promise<PrinterUnderTest> {
  const printer = createFakePrinter({ clock: createVirtualClock({ jumps: true }), isFolder });
  return {
    printer,
    countPapers: async () => printer.history.length,
    faults: {
      runOutOfPaper: async () => printer.runOutOfPaper(),
      refill: async () => printer.refill(),
      pause: async () => printer.pause(),
      loseJob: async () => printer.loseJob(),
    },
    takeDown: async () => {},
  };
}

describe('the fake printer', () => {
  it('keeps what came out even when the caller wipes its PDF', async () => {
    const printer = createFakePrinter({ clock: createVirtualClock() });
    const pdf = Uint8Array.of(1, 2, 3);
    await printer.submit(pdf);
    pdf.fill(0);
    expect(printer.history).toEqual([Uint8Array.of(1, 2, 3)]);
  });

  it('ends the next job as aborted when told to', async () => {
    const printer = createFakePrinter({ clock: createVirtualClock() });
    printer.failNextJob();
    const job = await printer.submit(Uint8Array.of(1));
    expect(job.ok && (await printer.follow(job.value, 1_000))).toEqual({
      outcome: 'not-printed',
      reason: 'aborted',
    });
    expect(printer.history).toEqual([]);
  });
});

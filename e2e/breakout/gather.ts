/** What became of the attempts of a test: printed, kept for `npm run breakout`, and all blocked. */
import { appendFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { Outcome } from './attempt.ts';
import { isBlocked, tableOf } from './report.ts';

const gatheredIn = process.env.DAYPASS_BREAKOUT_FOUND ?? null;

export async function expectAllBlocked(outcomes: readonly Outcome[]): Promise<void> {
  process.stdout.write(`${tableOf(outcomes)}\n`);
  if (gatheredIn !== null)
    await appendFile(gatheredIn, outcomes.map((one) => `${JSON.stringify(one)}\n`).join(''));
  expect(outcomes.length).toBeGreaterThan(0);
  expect(outcomes.filter((one) => !isBlocked(one))).toEqual([]);
}

/** What axe finds on the page of a running station. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { Station } from './station.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

/** axe on the page as it stands. It goes in by the debugger: the page's own policy lets no script of ours in. */
export async function findings(page: Page): Promise<readonly string[]> {
  const debuggee = await page.context().newCDPSession(page);
  await debuggee.send('Runtime.evaluate', { expression: await readFile(axeFile, 'utf8') });
  const { result } = await debuggee.send('Runtime.evaluate', {
    expression:
      "axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(found.violations))",
    awaitPromise: true,
  });
  await debuggee.detach();
  const violations = JSON.parse(String(result.value)) as readonly Finding[];
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** In light and in dark. */
export async function expectNothingFound({ page }: Station, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await findings(page), `${where}, ${colorScheme}`).toEqual([]);
  }
}

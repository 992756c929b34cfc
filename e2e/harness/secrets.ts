/** Looks for traces of any secret that the tenant ever made: files of the station, its page, its clipboard. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { DemoTenant } from '../../src/demo-tenant/tenant.ts';
import { walk } from './walk.ts';

/** The key material alone identifies a code, so a part of a content that is neither UPN nor id is looked for. */
export async function assertNoSecret(tenant: DemoTenant, dataDir: string, page: Page | null): Promise<void> {
  const needles = tenant.control.secrets().flatMap(formsOf);
  for (const [file, content] of await textsBelow(dataDir)) {
    const found = needles.find((needle) => content.includes(needle));
    expect(found === undefined, `a secret is in ${path.relative(dataDir, file)}`).toBe(true);
  }
  if (page === null) return;
  const dom = await page.content();
  expect(
    needles.some((needle) => dom.includes(needle)),
    'a secret is in the page',
  ).toBe(false);
}

/** As text, as base64 of it at each of the three alignments, and as the ends of it. */
function formsOf(secret: string): readonly string[] {
  const key = secret.split('|').at(-1) ?? secret;
  if (key.length < 16) return [secret];
  const inner = key.slice(2, -2);
  const encoded = [0, 1, 2].map((skip) =>
    Buffer.from(inner.slice(skip, skip + 48))
      .toString('base64')
      .slice(0, 40),
  );
  return [inner.slice(0, 32), inner.slice(-32), ...encoded];
}

async function textsBelow(folder: string): Promise<readonly (readonly [string, string])[]> {
  const files = (await walk(folder)).filter((file) => !path.dirname(file).includes('badges'));
  const read = async (file: string) =>
    [file, (await readFile(file).catch(() => Buffer.alloc(0))).toString('latin1')] as const;
  return Promise.all(files.map(read));
}

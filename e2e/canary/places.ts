/** Where a secret must never lie: each place is searched for every form of it, and what was found is told without quoting it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { filesBelow, type Station } from '../harness/station.ts';
import { openWordsOf, processesOf, searchMemory } from './memory.ts';
import { createFinder, type Finder, needlesOf } from './needles.ts';

/** By place: how often a form of a secret was found. */
export type Found = Map<string, number>;

export interface Rig {
  readonly dataDir: string;
  /** The station's TMPDIR, HOME and CUPS's spool and logs. */
  readonly folders: Readonly<Record<string, string>>;
}

export function finderOf(secrets: readonly string[]): Finder {
  return createFinder(needlesOf(secrets));
}

function note(found: Found, place: string, finder: Finder, bytes: Buffer): void {
  found.set(place, found.get(place) ?? 0);
  finder.search(bytes, bytes.length, (needle) => {
    const named = `${place}: ${needle.name}`;
    found.set(named, (found.get(named) ?? 0) + 1);
  });
}

/** What outlives the program. Badges of a folder printer are paper. */
export async function searchFiles(rig: Rig, finder: Finder, found: Found): Promise<void> {
  const folders = { 'user data and logs': rig.dataDir, ...rig.folders };
  for (const [place, folder] of Object.entries(folders)) {
    found.set(place, found.get(place) ?? 0);
    for (const content of (await filesBelow(folder)).values()) note(found, place, finder, content);
  }
}

/** What the page's process could give away: its document, and all that its heap holds. */
export async function searchPages({ app }: Station, finder: Finder, found: Found): Promise<void> {
  for (const page of app.windows()) {
    note(found, 'document of the page', finder, Buffer.from(await page.content()));
    const devtools = await app.context().newCDPSession(page);
    const chunks: string[] = [];
    devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
    await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    await devtools.detach();
    note(found, 'heap snapshot of the page', finder, Buffer.from(chunks.join('')));
  }
}

export async function searchClipboard({ app }: Station, finder: Finder, found: Found): Promise<void> {
  const held = await app.evaluate(async ({ clipboard }) => clipboard.readText());
  note(found, 'clipboard', finder, Buffer.from(held));
}

/** The processes of the station: what they were started with, and every page of their memory. */
export function searchProcesses({ app }: Station, finder: Finder, found: Found): number {
  let bytes = 0;
  for (const process of processesOf(app.process().pid ?? 0)) {
    note(found, 'environment and arguments', finder, openWordsOf(process));
    const place = `memory of ${process.kind}`;
    const searched = searchMemory(process, finder);
    bytes += searched.bytes;
    found.set(place, found.get(place) ?? 0);
    for (const { needle } of searched.traces) {
      const named = `${place}: ${needle.name}`;
      found.set(named, (found.get(named) ?? 0) + 1);
    }
  }
  return bytes;
}

/** A search that could not find anything would find nothing: each place is given a secret of its own first. */
export async function provesItself(): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-canary-'));
  const finder = finderOf([sample]);
  const found: Found = new Map();
  await writeFile(path.join(folder, 'x'), Buffer.from(`...${sample}...`, 'utf16le'));
  await searchFiles({ dataDir: folder, folders: {} }, finder, found);
  await rm(folder, { recursive: true });
  return [...found].some(([name, count]) => name.includes('utf-16') && count > 0);
}

const sample = '8305927461940275';

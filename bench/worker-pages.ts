/** The pages of the directory that the benchmark has the list filled with, in a file. */
import { type FileHandle, open } from 'node:fs/promises';

export const pageSize = 999;

export type Row = readonly [
  id: string,
  name: string,
  surname: string,
  upn: string,
  number: string,
  department: string,
];

/** Written down beforehand: making them would stop the main thread, and so would the garbage that they leave. */
export interface Pages {
  readonly file: FileHandle;
  /** Where each begins, and where the last ends. */
  readonly offsets: readonly number[];
}

export async function writePages(rows: readonly Row[], path: string): Promise<Pages> {
  const file = await open(path, 'w+');
  const count = Math.ceil(rows.length / pageSize);
  const offsets = [0];
  for (let at = 0; at < count; at += 1) {
    const value = rows
      .slice(at * pageSize, (at + 1) * pageSize)
      .map(([id, displayName, surname, userPrincipalName, employeeId, department]) => ({
        ...{ id, displayName, surname, userPrincipalName, employeeId, department },
        jobTitle: 'Operator',
        accountEnabled: true,
      }));
    const link = at + 1 < count ? { '@odata.nextLink': `n${at + 1}` } : { '@odata.deltaLink': 'd' };
    const { bytesWritten } = await file.write(JSON.stringify({ ...link, value }));
    offsets.push((offsets.at(-1) ?? 0) + bytesWritten);
  }
  return { file, offsets };
}

export async function pageAt({ file, offsets }: Pages, at: number): Promise<Uint8Array> {
  const from = offsets[at] ?? 0;
  const body = new Uint8Array((offsets[at + 1] ?? from) - from);
  await file.read(body, 0, body.length, from);
  return body;
}

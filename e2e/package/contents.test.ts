import { describe, expect, it } from 'vitest';
import { judgeFiles, judgeText, type PackedFile } from './contents.ts';

const file = (path: string, isUnpacked = false): PackedFile => ({ path, bytes: 1, isUnpacked });
const native = file('node_modules/better-sqlite3/build/Release/better_sqlite3.node', true);
const good = [
  native,
  file('package.json'),
  file('out/main/index.cjs'),
  file('out/main/open-station.electron.cjs'),
  file('out/preload/kiosk.cjs'),
  file('out/renderer/assets/index-a1.js'),
  file('node_modules/better-sqlite3/lib/methods/table.js', true),
];

describe('the package', () => {
  it('holds the built app and one native module', () => {
    expect(judgeFiles(good)).toEqual([]);
  });

  it.each([
    'out/main/index.cjs.map',
    'out/main/packages.json',
    'src/main/index.ts',
    'e2e/harness/station.ts',
    'node_modules/zod/index.js',
    'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
    'station.json',
  ])('does not hold %s', (path) => {
    expect(judgeFiles([...good, file(path)])).toEqual([`${path} is inside`]);
  });

  it('has one native module, and only that outside of the archive', () => {
    const other = file('node_modules/better-sqlite3/prebuilds/linux-x64.node', true);
    expect(judgeFiles([...good, other])).toEqual(['2 native modules instead of one']);
    expect(judgeFiles(good.slice(1))).toEqual(['0 native modules instead of one']);
    expect(judgeFiles([...good, file('out/main/thread.cjs', true)])).toEqual([
      'out/main/thread.cjs is unpacked',
    ]);
  });

  it('holds no words of faults, tests, source maps or of the machine that built it', () => {
    expect(judgeText('a.cjs', 'const x = 1; // /home/dev/daypassage', '/home/dev/daypass/')).toEqual([]);
    for (const text of [
      '//# sourceMappingURL=a.map',
      "kind: 'lose-reply'",
      'control.setFault(',
      "from 'vitest'",
    ])
      expect(judgeText('a.cjs', text, '/home/dev/daypass/')).toHaveLength(1);
    expect(judgeText('a.cjs', 'at /home/dev/daypass/src', '/home/dev/daypass/')).toEqual([
      'a.cjs names the folder it was built in',
    ]);
  });
});

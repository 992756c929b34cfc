import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCupsdConf, type SpoolSettings } from './cupsd-conf.ts';

const defaults: SpoolSettings = { keepsJobFiles: true, keepsJobHistory: true, writesLate: true };
const goodTwo = { keepsJobFiles: false, writesLate: false };
const good = 'PreserveJobFiles No\nPreserveJobHistory Yes\nDirtyCleanInterval 0\n';

describe('a cupsd.conf', () => {
  it.each<[string, string, Partial<SpoolSettings>]>([
    ['that says nothing has CUPS’s defaults', '', {}],
    ['with all three set as they should be', good, goodTwo],
    ['in other letters and with tabs', 'preservejobfiles\t\toff  ', { keepsJobFiles: false }],
    ['with a comment behind', 'PreserveJobFiles No # not here', { keepsJobFiles: false }],
    ['with the line commented out', '#PreserveJobFiles No', {}],
    ['that was written on Windows', 'PreserveJobFiles No\r\nDirtyCleanInterval 0\r\n', goodTwo],
    ['that says it twice: the later counts', 'PreserveJobFiles No\nPreserveJobFiles Yes', {}],
    ['with a time and its unit', 'PreserveJobFiles 1d\nDirtyCleanInterval 0s', { writesLate: false }],
    ['with a number of seconds', 'PreserveJobHistory 0', { keepsJobHistory: false }],
    ['with a negative time, which nobody understands', 'DirtyCleanInterval -1', { writesLate: null }],
    ['with a word that nobody understands', 'PreserveJobFiles Perhaps', { keepsJobFiles: null }],
    ['with a directive without its value', 'PreserveJobFiles', {}],
    ['with a name that only begins like it', 'PreserveJobFilesNot No', {}],
    ['with the words inside a section', '<Location />\nPreserveJobFiles No\n</Location>', {}],
    [
      'with sections in sections before it',
      '<Policy default>\n<Limit All>\nOrder allow,deny\n</Limit>\n</Policy>\nPreserveJobFiles No',
      { keepsJobFiles: false },
    ],
  ])('%s', (_title, text, expected) => {
    expect(parseCupsdConf(text)).toEqual({ ...defaults, ...expected });
  });

  it.each([
    ['with a section that never ends', '<Location />\nPreserveJobFiles No'],
    ['with a NUL in it', 'PreserveJobFiles No\0'],
    ['of 300 kB', 'x'.repeat(300_000)],
  ])('%s is none', (_title, text) => {
    expect(parseCupsdConf(text)).toBeNull();
  });

  it('is read or refused, whatever stands in it', () => {
    const piece = fc.constantFrom('PreserveJobFiles', ' ', 'No', '\n', '<', '</', '>', '#', '\\', '0', 'ß');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const parsed = parseCupsdConf(pieces.join(''));
        if (parsed !== null) expect(Object.keys(parsed).sort()).toEqual(Object.keys(defaults).sort());
      }),
    );
  });
});

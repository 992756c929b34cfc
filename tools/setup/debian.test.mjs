import { describe, expect, it } from 'vitest';
import { missingFrom, wantedPackages } from './debian.mjs';

describe('wantedPackages', () => {
  it('asks for a virtual display only where there is no real one', () => {
    expect(wantedPackages('start', true)).not.toContain('xvfb');
    expect(wantedPackages('start', false)).toEqual(expect.arrayContaining(['xvfb', 'xauth']));
  });

  it('asks for printers and scanners only to test', () => {
    const onlyForTests = ['cups', 'cups-filters', 'ghostscript', 'zbar-tools', 'libnss3-tools', 'openssl'];
    expect(wantedPackages('test', true)).toEqual(expect.arrayContaining(onlyForTests));
    for (const name of onlyForTests) expect(wantedPackages('start', false)).not.toContain(name);
  });

  it('starts with all that Electron needs, whatever it is for', () => {
    for (const purpose of /** @type {const} */ (['start', 'test']))
      expect(wantedPackages(purpose, true)).toEqual(
        expect.arrayContaining(['libgtk-3-0', 'libgbm1', 'libnss3']),
      );
  });
});

describe('missingFrom', () => {
  it('finds what is installed and keeps the order of the rest', () => {
    const list = 'libnss3 installed \ncups installed \n';
    expect(missingFrom(['xvfb', 'cups', 'libnss3', 'g++'], list)).toEqual(['xvfb', 'g++']);
  });

  it('takes a package that was removed but left its configuration for missing', () => {
    expect(missingFrom(['cups'], 'cups config-files \n')).toEqual(['cups']);
    expect(missingFrom(['cups'], 'cups not-installed \n')).toEqual(['cups']);
  });

  it('accepts a package under the new name that later Debians gave it', () => {
    const list = 'libasound2t64 installed libasound2 (= 1.2.14-1), liboss4 (= 4)\n';
    expect(missingFrom(['libasound2', 'liboss4'], list)).toEqual([]);
  });

  it('does not accept what only a removed package provided', () => {
    expect(missingFrom(['libasound2'], 'libasound2t64 config-files libasound2 (= 1.2.14-1)\n')).toEqual([
      'libasound2',
    ]);
  });

  it('does not take a package for another whose name merely starts the same', () => {
    expect(missingFrom(['cups', 'libnss3'], 'cups-client installed \nlibnss3-tools installed \n')).toEqual([
      'cups',
      'libnss3',
    ]);
  });

  it('finds everything missing where nothing is listed', () => {
    expect(missingFrom(['cups'], '')).toEqual(['cups']);
  });
});

import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

const none = { configFile: null, dataDir: null, mode: null, isWindowed: false };

describe('switches', () => {
  it.each<[string[], object]>([
    [[], {}],
    [['--config', 'a.json'], { configFile: 'a.json' }],
    [['--config=a.json', '--data-dir', '/d'], { configFile: 'a.json', dataDir: '/d' }],
    [['--mode', 'desk'], { mode: 'desk' }],
  ])('%j', (argv, expected) => {
    expect(parseOptions(argv, {}, true, 'linux')).toEqual({ ok: true, value: { ...none, ...expected } });
    expect(parseOptions(['/app', ...argv], {}, false, 'linux')).toEqual({
      ok: true,
      value: { ...none, ...expected },
    });
  });

  it('come from the environment where the command line is silent', () => {
    const env = { DAYPASS_CONFIG: 'e.json', DAYPASS_DATA_DIR: '/e' };
    expect(parseOptions([], env, true, 'linux')).toMatchObject({
      value: { configFile: 'e.json', dataDir: '/e' },
    });
    expect(parseOptions(['--config', 'c.json'], env, true, 'linux')).toMatchObject({
      value: { configFile: 'c.json', dataDir: '/e' },
    });
  });

  it('that are empty in the environment are not there', () => {
    const env = { DAYPASS_CONFIG: '', DAYPASS_DATA_DIR: '' };
    expect(parseOptions([], env, true, 'linux')).toEqual({ ok: true, value: none });
  });

  it('leave the full screen only where nothing is packaged', () => {
    expect(parseOptions(['/app', '--windowed'], {}, false, 'linux')).toMatchObject({
      value: { isWindowed: true },
    });
    expect(parseOptions(['--windowed'], {}, true, 'linux')).toMatchObject({
      error: { refused: '--windowed' },
    });
  });

  it.each([
    ['--remote-debugging-port=9222'],
    ['--no-sandbox'],
    ['--inspect'],
    ['--proxy-server=evil'],
    ['--host-resolver-rules=MAP * evil'],
    ['--ignore-certificate-errors'],
    ['--js-flags=--expose-gc'],
    ['--load-extension=/x'],
    ['-r'],
    ['/some/other/app'],
    ['--mode=tv'],
    ['--config'],
    ['--config='],
    ['--config=-v=1'],
  ])('%s is refused by a packaged build', (word) => {
    expect(parseOptions([word], {}, true, 'linux').ok).toBe(false);
  });

  it.each<[NodeJS.Platform, string]>([
    ['linux', '--remote-debugging-port=9222'],
    ['linux', '-remote-debugging-port=9222'],
    ['win32', '/remote-debugging-port=9222'],
  ])('to %s’s Chromium cannot hide behind one of ours: %s', (platform, value) => {
    expect(parseOptions(['--config', value], {}, true, platform)).toMatchObject({
      error: { refused: '--config' },
    });
  });

  it('that are refused say where the log is', () => {
    expect(parseOptions(['--data-dir', '/d', '--inspect'], {}, true, 'linux')).toEqual({
      ok: false,
      error: { refused: '--inspect', dataDir: '/d' },
    });
  });

  it('that development tools add are left to them unpackaged', () => {
    const argv = [
      '--inspect=0',
      '--remote-debugging-port=0',
      '--no-sandbox',
      '/app',
      '--log-level=3',
      '--windowed',
    ];
    expect(parseOptions(argv, {}, false, 'linux')).toEqual({
      ok: true,
      value: { ...none, isWindowed: true },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { parseEnvironment, refusedVariables } from './environment.ts';

const app = '/opt/Daypass';

describe('the environment of a packaged build', () => {
  it.each([
    'NODE_OPTIONS',
    'NODE_EXTRA_CA_CERTS',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'ELECTRON_RUN_AS_NODE',
    'ELECTRON_NO_ASAR',
    'ELECTRON_FORCE_IS_PACKAGED',
    'ELECTRON_ENABLE_LOGGING',
    'CHROME_DEVEL_SANDBOX',
    'SSLKEYLOGFILE',
    'LD_PRELOAD',
    'LD_AUDIT',
    'DYLD_INSERT_LIBRARIES',
    'DAYPASS_TEST',
  ])('may not hold %s', (name) => {
    expect(refusedVariables({ [name]: '1', HOME: '/home/station' }, app)).toEqual([name]);
  });

  it('holds what a desktop, a plant’s proxy and the contract set', () => {
    const env = {
      DISPLAY: ':0',
      HOME: '/home/station',
      TZ: 'Europe/Warsaw',
      https_proxy: 'http://proxy.plant7.example:8080',
      CUPS_SERVER: '/run/cups/cups.sock',
      DAYPASS_CONFIG: '/etc/daypass/station.json',
      DAYPASS_DATA_DIR: '/var/lib/daypass',
    };
    expect(refusedVariables(env, app)).toEqual([]);
  });

  it('is not refused for a variable that is empty', () => {
    expect(refusedVariables({ NODE_OPTIONS: '' }, app)).toEqual([]);
  });

  it('may name libraries only within the app, as an AppImage does', () => {
    expect(refusedVariables({ LD_LIBRARY_PATH: '/opt/Daypass/usr/lib' }, app)).toEqual([]);
    for (const other of ['/opt/Daypass/usr/lib:/tmp/evil', '/opt/Daypass-evil', '/opt/Daypass/../evil', ':'])
      expect(refusedVariables({ LD_LIBRARY_PATH: other }, app)).toEqual(['LD_LIBRARY_PATH']);
  });

  it('is read as the kernel keeps it', () => {
    expect(parseEnvironment('A=1\0B=x=y\0C=\0noise\0')).toEqual({ A: '1', B: 'x=y', C: '' });
  });
});

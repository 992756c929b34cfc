import { readFileSync } from 'node:fs';
import path from 'node:path';
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
    'GTK_PATH',
    'GTK_EXE_PREFIX',
    'GTK_IM_MODULE_FILE',
    'GTK_DEBUG',
    'GIO_EXTRA_MODULES',
    'GIO_MODULE_DIR',
    'GDK_PIXBUF_MODULE_FILE',
    'GDK_PIXBUF_MODULEDIR',
    'VK_ICD_FILENAMES',
    'VK_LAYER_PATH',
    'LIBGL_DRIVERS_PATH',
    'GBM_BACKENDS_PATH',
    'GBM_DRIVERS_PATH',
    'LIBVA_DRIVERS_PATH',
    'VDPAU_DRIVER_PATH',
    '__EGL_VENDOR_LIBRARY_FILENAMES',
    '__EGL_VENDOR_LIBRARY_DIRS',
    'ALSA_CONFIG_PATH',
    'ALSA_CONFIG_DIR',
    'ALSA_PLUGIN_DIR',
    'GSS_MECH_CONFIG',
    'BREAKPAD_DUMP_LOCATION',
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
      GTK_IM_MODULE: 'ibus',
      GTK_THEME: 'Adwaita:dark',
      GTK_MODULES: 'gail:atk-bridge',
      XMODIFIERS: '@im=ibus',
      GIO_LAUNCHED_DESKTOP_FILE: '/usr/share/applications/daypass.desktop',
      GDK_BACKEND: 'x11',
      LIBVA_DRIVER_NAME: 'iHD',
      GBM_BACKEND: 'nvidia-drm',
      __GLX_VENDOR_LIBRARY_NAME: 'nvidia',
      KRB5_CONFIG: '/etc/krb5.plant7.conf',
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

  it.each(['GTK_MODULES', 'GTK3_MODULES'])(
    'may name modules in %s as a desktop does, and no file',
    (name) => {
      for (const usual of ['gail:atk-bridge', 'canberra-gtk-module', ':appmenu-gtk-module:'])
        expect(refusedVariables({ [name]: usual }, app)).toEqual([]);
      for (const other of ['/tmp/evil.so', 'gail:/tmp/evil.so', '../evil', 'evil.so', 'a b'])
        expect(refusedVariables({ [name]: other }, app)).toEqual([name]);
    },
  );

  it('is read as the kernel keeps it', () => {
    expect(parseEnvironment('A=1\0B=x=y\0C=\0noise\0')).toEqual({ A: '1', B: 'x=y', C: '' });
  });
});

describe('the start entries that come with the package', () => {
  const deploy = path.join(import.meta.dirname, '../../resources/deploy/linux');
  /** Names that the entry takes out of the environment, in each of the three ways to write it. */
  const takenOut = (entry: string) =>
    readFileSync(path.join(deploy, entry), 'utf8')
      .split('\n')
      .flatMap((line) => {
        if (line.startsWith('Exec=')) return [...line.matchAll(/ -u (\w+)/g)].map(([, name = '']) => name);
        const [, names = ''] = /^(?:UnsetEnvironment=|unset )(.*)$/.exec(line) ?? [];
        return names.split(' ').filter(Boolean);
      });
  const all = takenOut('daypass.service');

  it('take out of the environment what some system sets for all, and only what would be refused', () => {
    expect(all).toEqual(
      expect.arrayContaining(['NODE_EXTRA_CA_CERTS', 'LD_PRELOAD', 'GTK_MODULES', 'GDK_PIXBUF_MODULE_FILE']),
    );
    for (const name of all) expect(refusedVariables({ [name]: '/tmp/x' }, app)).toEqual([name]);
  });

  it.each(['daypass-cage.service', 'daypass-autostart.desktop', 'daypass.desktop', 'openbox/autostart'])(
    'are all alike: %s',
    (entry) => {
      expect(takenOut(entry)).toEqual(all);
    },
  );
});

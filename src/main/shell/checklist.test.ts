import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedPreferences } from './locked-preferences.ts';
import { contentSecurityPolicy, isPageUrl, pageReply, pageUrl } from './page-files.ts';
import { mayLoad, rulesFor } from './sign-in-rules.ts';

/** Electron's own list for secure apps (docs/tutorial/security.md), item by item, against what ships. */

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
/** All that ships, without its comments: what a comment says holds nothing. */
const shipped = ['src/main', 'src/preload', 'src/renderer', 'src/shared']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !/renderer\/dev\./.test(file))
  .map((file) => ({ file, code: withoutComments(read(file)) }));
const codeOf = (file: string) => shipped.find((one) => one.file === file)?.code ?? '';
const filesWith = (wanted: RegExp) => shipped.filter(({ code }) => wanted.test(code)).map(({ file }) => file);

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

const lockdown = codeOf('src/main/shell/lockdown.electron.ts');
const shell = 'src/main/shell';

/** Every page is made with the one set of preferences, first, and what comes after it takes nothing back. */
function expectPreference(name: keyof typeof lockedPreferences, value: boolean): void {
  expect(lockedPreferences[name]).toBe(value);
  const places = filesWith(/webPreferences:/);
  expect(places).toEqual(filesWith(/new (BrowserWindow|WebContentsView)\(/));
  for (const file of places) {
    const made = codeOf(file).match(/webPreferences: \{\s*\.\.\.lockedPreferences,/g) ?? [];
    expect(made.length, file).toBe(codeOf(file).match(/webPreferences:/g)?.length);
    expect(codeOf(file)).not.toMatch(new RegExp(`\\b${name}:`));
  }
}

function directive(name: string): string | undefined {
  return contentSecurityPolicy.split('; ').find((one) => one.split(' ')[0] === name);
}

describe("Electron's checklist", () => {
  it('1: only secure content is loaded', () => {
    const rules = rulesFor('https://login.example.com/authorize', ['login.example.com']);
    expect(mayLoad(rules, 'https://login.example.com/', true)).toBe(true);
    expect(mayLoad(rules, 'http://login.example.com/', true)).toBe(false);
    expect(lockdown).toMatch(/webContentsId > 0 && !isPageUrl\(url\) && !url\.startsWith\('data:'\)/);
    expect(lockdown).toContain('answer({ cancel: isRefused })');
    expect(codeOf('src/main/index.ts')).toContain('pageOnlyOwnFiles(blocked);');
    expect(filesWith(/['"`]http:\/\/(?!localhost|127\.0\.0\.1|www\.w3\.org)[a-z]/)).toEqual([]);
  });

  it('2: no Node in any page', () => {
    for (const name of ['nodeIntegration', 'nodeIntegrationInSubFrames', 'nodeIntegrationInWorker'] as const)
      expectPreference(name, false);
  });

  it('3: contexts are isolated', () => expectPreference('contextIsolation', true));

  it('4: every process of a page is sandboxed', () => {
    expectPreference('sandbox', true);
    expect(lockdown).toContain("if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();");
  });

  it('5: every session refuses every permission and every device', () => {
    expect(lockdown).toContain(
      "app.on('session-created', (created) => refusePermissions(created, blocked));",
    );
    expect(lockdown).toMatch(/setPermissionRequestHandler\([\s\S]{0,120}answer\(false\);/);
    expect(lockdown).toContain('setPermissionCheckHandler(() => false)');
    expect(lockdown).toContain('setDevicePermissionHandler(() => false)');
    expect(lockdown).toMatch(/setDisplayMediaRequestHandler\([\s\S]{0,120}answer\(\{\}\);/);
    for (const device of ['serial-port', 'hid-device', 'usb-device', 'bluetooth-device'])
      expect(lockdown).toMatch(
        new RegExp(`'select-${device}'[\\s\\S]{0,160}preventDefault\\(\\);\\s*answer\\(''\\)`),
      );
    expect(filesWith(/setPermissionRequestHandler|setPermissionCheckHandler/)).toEqual([
      `${shell}/lockdown.electron.ts`,
    ]);
  });

  it('6: web security is on', () => expectPreference('webSecurity', true));

  it('7: the page has a policy, by header, that allows its own files and nothing else', async () => {
    expect(directive('default-src')).toBe("default-src 'none'");
    expect(directive('script-src')).toBe("script-src 'self'");
    expect(directive('style-src')).toBe("style-src 'self'");
    for (const name of [
      'connect-src',
      'frame-src',
      'object-src',
      'base-uri',
      'form-action',
      'frame-ancestors',
    ])
      expect(directive(name)).toBe(`${name} 'none'`);
    expect(directive('require-trusted-types-for')).toBe("require-trusted-types-for 'script'");
    expect(directive('sandbox')).toBe('sandbox allow-scripts allow-same-origin');
    const reply = await pageReply(path.join(root, 'src/renderer'), 'GET', pageUrl);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-security-policy']).toBe(contentSecurityPolicy);
  });

  it('8: no insecure content in a secure page', () => expectPreference('allowRunningInsecureContent', false));

  it('9: no experimental features', () => expectPreference('experimentalFeatures', false));

  it('10: no features of Blink are switched on', () => {
    expect(filesWith(/enableBlinkFeatures|enable-blink-features|enable-features/)).toEqual(
      // Names the switches that it refuses.
      filesWith(/enable-features/).filter((file) => /options|environment/.test(file)),
    );
    expect(lockedPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('11: no webview is allowed to be', () => {
    expectPreference('webviewTag', false);
    expect(filesWith(/<webview|allowpopups/i)).toEqual([]);
  });

  it('12: a webview that is made all the same is stopped before it loads', () => {
    expect(lockdown).toMatch(/'will-attach-webview'[\s\S]{0,80}event\.preventDefault\(\)/);
    expect(lockdown).toContain("app.on('web-contents-created'");
  });

  it('13: navigation is refused, in every frame and on every way', () => {
    expect(lockdown).toMatch(
      /if \(event\.url === pageUrl\) return;\s*blocked\('navigation'\);\s*event\.preventDefault\(\);/,
    );
    for (const event of ['will-frame-navigate', 'will-redirect'])
      expect(lockdown).toContain(`'${event}', stay`);
    expect(lockdown).toMatch(/'did-navigate', [^\n]*arrived\(url\)/);
    expect(lockdown).toMatch(/arrived = [\s\S]{0,120}comeBack\(\);/);
    expect(codeOf(`${shell}/kiosk-window.electron.ts`)).toContain(
      'holdInPlace(webContents, options.blocked, ',
    );
    expect(codeOf(`${shell}/sign-in-window.electron.ts`)).toMatch(/'will-frame-navigate', guard/);
  });

  it('14: no page opens a window', () => {
    expect(lockdown).toMatch(/setWindowOpenHandler\([\s\S]{0,80}return \{ action: 'deny' \};/);
    expect(filesWith(/action: 'allow'/)).toEqual([]);
  });

  it('15: nothing is handed to the system to open', () => {
    expect(filesWith(/openExternal|openPath|showItemInFolder|\bshell\b[^\n]*from 'electron'/)).toEqual([]);
  });

  it('16: Electron is a current one, pinned to the digit', () => {
    const { devDependencies } = JSON.parse(read('package.json'));
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    // Of November 2026, when 45 was the newest; whoever raises Electron raises this.
    expect(Number(devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('17: every call is judged by who sends it, first of all', () => {
    const door = codeOf(`${shell}/ipc.electron.ts`);
    expect(door).toMatch(/Promise<unknown> \{\s*if \(!isOurPage\(event, deps\.pageContentsId\(\)\)\) \{/);
    expect(door).toMatch(/frame === null \|\| event\.sender\.id !== pageContentsId\) return false/);
    expect(door).toContain('return frame.parent === null && isPageUrl(frame.url);');
    for (const url of [
      'https://kiosk/',
      'app://kiosk.evil/',
      'app://evil/',
      'file:///kiosk',
      'app:kiosk',
      '',
    ])
      expect(isPageUrl(url)).toBe(false);
    expect(filesWith(/ipcMain\.(on|once|handleOnce)\(/)).toEqual([]);
    expect(filesWith(/ipcMain\.handle\(/)).toEqual([
      `${shell}/first-question.electron.ts`,
      `${shell}/ipc.electron.ts`,
    ]);
    // Whoever answers the first question judges its sender: the door, or the screen that says why there is no station.
    expect(filesWith(/answerFirst\(/)).toEqual([
      'src/main/open-station.electron.ts',
      `${shell}/ipc.electron.ts`,
    ]);
    expect(filesWith(/!isPageUrl\(event\.senderFrame\.url\)/)).toEqual(['src/main/open-station.electron.ts']);
  });

  it('18: pages come by a protocol of our own, never from files', async () => {
    expect(pageUrl).toBe('app://kiosk/index.html');
    expect(filesWith(/loadFile\(|['"`]file:/)).toEqual([]);
    // Beside the folder lies a picture, which is of a type that may be served.
    for (const place of [
      '/..%2f..%2fresources%2ficon.png',
      '/%2e%2e%2f..%2fresources/icon.png',
      '/styles/..%2f..%2f..%2fresources/icon.png',
      '/..%2f..%2fresources/icon.png%00',
    ])
      expect(
        (await pageReply(path.join(root, 'src/renderer'), 'GET', `app://kiosk${place}`)).statusCode,
      ).toBe(404);
  });

  it('19: the fuses are set', () => {
    const fuses = /electronFuses:\n((?: {2}.*\n?)+)/.exec(read('electron-builder.yml'))?.[1] ?? '';
    for (const off of [
      'runAsNode',
      'enableNodeOptionsEnvironmentVariable',
      'enableNodeCliInspectArguments',
      'grantFileProtocolExtraPrivileges',
      'loadBrowserProcessSpecificV8Snapshot',
    ])
      expect(fuses).toContain(`  ${off}: false`);
    for (const on of ['onlyLoadAppFromAsar', 'enableEmbeddedAsarIntegrityValidation'])
      expect(fuses).toContain(`  ${on}: true`);
  });

  it('20: the preload gives named functions, and nothing of Electron', () => {
    const preload = codeOf('src/preload/kiosk.ts');
    expect(preload.match(/exposeInMainWorld\([^)]*\)/g)).toEqual(["exposeInMainWorld('daypass', bridge)"]);
    expect(preload.match(/ipcRenderer\.\w+\([^,)]*/g)).toEqual([
      'ipcRenderer.invoke(method',
      "ipcRenderer.on('page-event'",
      "ipcRenderer.removeListener('page-event'",
    ]);
    expect(preload.match(/listener\(.*/g)).toEqual(['listener(told(message));']);
    expect(preload).toContain(
      "return changed === 'key' ? { changed, letter: message.letter } : { changed };",
    );
    expect(preload.match(/from 'electron'/g)).toHaveLength(1);
    expect(preload).toContain("import { contextBridge, ipcRenderer } from 'electron';");
  });
});

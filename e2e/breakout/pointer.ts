/** Group C: what a mouse, a finger and things that are dragged can do. Coordinates are pixels of a screen of 1280 x 800. */
import type { Attempt, How, InputEvent } from './attempt.ts';

/** The middle of the page: beside anything that can be tapped. */
const middle = ['mousemove', '640', '600'];

const hand = (name: string, commands: readonly (readonly string[])[], noticed: Attempt['noticed'] = null) =>
  attempt(name, { is: 'hand', commands }, noticed);
const input = (name: string, ...events: readonly InputEvent[]) =>
  attempt(name, { is: 'input', events }, null);

function attempt(name: string, how: How, noticed: Attempt['noticed']): Attempt {
  return { group: 'C', name, how, noticed };
}

const drag = (from: readonly [string, string], to: readonly [string, string]) => [
  ['mousemove', ...from],
  ['mousedown', '1'],
  ['mousemove', '640', '400'],
  ['mousemove', ...to],
  ['mouseup', '1'],
];

const at = { x: 640, y: 600 };
const touch = (type: string, ...points: readonly (readonly [number, number])[]): InputEvent => ({
  command: 'Input.dispatchTouchEvent',
  given: { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) },
});
const dropped = (name: string, data: Readonly<Record<string, unknown>>): Attempt =>
  input(
    name,
    ...['dragEnter', 'dragOver', 'drop'].map((type) => ({
      command: 'Input.dispatchDragEvent',
      given: { type, ...at, data: { items: [], dragOperationsMask: 1, ...data } },
    })),
  );
const file = (path: string) => ({ files: [path] });
const item = (mimeType: string, data: string) => ({ items: [{ mimeType, data }] });

export const pointer: readonly Attempt[] = [
  hand('right click', [middle, ['click', '3']], 'context-menu'),
  hand(
    'right click on the search field',
    [
      ['mousemove', '640', '200'],
      ['click', '3'],
    ],
    'context-menu',
  ),
  hand('right click with Shift', [middle, ['keydown', 'shift'], ['click', '3'], ['keyup', 'shift']]),
  hand('middle click', [middle, ['click', '2']]),
  hand('long press', [middle, ['mousedown', '1'], ['sleep', '1.2'], ['mouseup', '1']]),
  hand('click with Ctrl', [middle, ['keydown', 'ctrl'], ['click', '1'], ['keyup', 'ctrl']]),
  hand('click with Shift', [middle, ['keydown', 'shift'], ['click', '1'], ['keyup', 'shift']]),
  hand('click with Alt', [middle, ['keydown', 'alt'], ['click', '1'], ['keyup', 'alt']]),
  hand('wheel up with Ctrl', [
    middle,
    ['keydown', 'ctrl'],
    ['click', '--repeat', '5', '4'],
    ['keyup', 'ctrl'],
  ]),
  hand('wheel down with Ctrl', [
    middle,
    ['keydown', 'ctrl'],
    ['click', '--repeat', '5', '5'],
    ['keyup', 'ctrl'],
  ]),
  hand('wheel to the left', [middle, ['click', '--repeat', '10', '6']]),
  hand('button back', [middle, ['click', '8']]),
  hand('button forward', [middle, ['click', '9']]),
  hand('double click', [middle, ['click', '--repeat', '2', '--delay', '40', '1']]),
  hand('three clicks, and the text dragged away', [
    ['mousemove', '640', '130'],
    ['click', '--repeat', '3', '--delay', '40', '1'],
    ...drag(['640', '130'], ['5', '5']),
  ]),
  hand('dragged in from the left edge', drag(['0', '400'], ['800', '400'])),
  hand('dragged in from the right edge', drag(['1279', '400'], ['200', '400'])),
  hand('dragged in from the top edge', drag(['640', '0'], ['640', '700'])),
  hand('dragged in from the bottom edge', drag(['640', '799'], ['640', '100'])),
  hand('window dragged with Alt', [
    ['keydown', 'alt'],
    ...drag(['640', '600'], ['900', '700']),
    ['keyup', 'alt'],
  ]),
  hand('double click on the top edge', [
    ['mousemove', '400', '2'],
    ['click', '--repeat', '2', '--delay', '40', '1'],
  ]),
  input('pinch to enlarge', {
    command: 'Input.synthesizePinchGesture',
    given: { ...at, scaleFactor: 3, relativeSpeed: 3000, gestureSourceType: 'touch' },
  }),
  input('pinch to make small', {
    command: 'Input.synthesizePinchGesture',
    given: { ...at, scaleFactor: 0.3, relativeSpeed: 3000, gestureSourceType: 'touch' },
  }),
  input('two taps to enlarge', {
    command: 'Input.synthesizeTapGesture',
    given: { ...at, tapCount: 2, duration: 30, gestureSourceType: 'touch' },
  }),
  input('two fingers swiped back', {
    command: 'Input.synthesizeScrollGesture',
    given: { ...at, xDistance: 500, speed: 4000, gestureSourceType: 'touch' },
  }),
  input('finger held down', {
    command: 'Input.synthesizeTapGesture',
    given: { ...at, duration: 1200, gestureSourceType: 'touch' },
  }),
  input(
    'ten fingers',
    touch('touchStart', ...[...Array(10).keys()].map((n) => [100 + n * 90, 600] as const)),
    touch('touchEnd'),
  ),
  dropped('file dropped', file('/etc/passwd')),
  dropped(
    'page dropped',
    file('/usr/share/doc/adduser/examples/adduser.local.conf.examples/skel.other/index.html'),
  ),
  dropped('shortcut dropped', file('/usr/share/applications/xterm.desktop')),
  dropped('address dropped', item('text/uri-list', 'https://evil.example/')),
  dropped(
    'markup dropped',
    item('text/html', '<img src=x onerror="document.title=1"><script>document.title=1</script>'),
  ),
  dropped('script address dropped', item('text/uri-list', 'javascript:document.title=1')),
  attempt('closed by the window manager', { is: 'window', call: 'close' }, 'window-state'),
  attempt('minimised', { is: 'window', call: 'minimize' }, 'window-state'),
  attempt('taken out of full screen', { is: 'window', call: 'leave-full-screen' }, 'window-state'),
];

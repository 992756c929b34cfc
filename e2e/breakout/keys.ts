/** Groups A and B: what a keyboard can ask of a browser, and of the system beneath it. */
import type { Attempt } from './attempt.ts';

const functionKeys = [...Array(12).keys()].map((at) => `F${at + 1}`);

/** What a browser answers; Chromium beneath us would answer some of it. */
const browserChords = [
  ...functionKeys,
  ...['shift+F10', 'ctrl+F4', 'ctrl+F5', 'alt+F10'],
  ...['ctrl+r', 'ctrl+shift+r', 'ctrl+p', 'ctrl+s', 'ctrl+o', 'ctrl+n', 'ctrl+t', 'ctrl+w', 'ctrl+u'],
  ...['ctrl+f', 'ctrl+g', 'ctrl+h', 'ctrl+j', 'ctrl+k', 'ctrl+l', 'ctrl+d', 'ctrl+e', 'ctrl+m', 'ctrl+q'],
  ...['ctrl+plus', 'ctrl+minus', 'ctrl+0', 'ctrl+Tab', 'ctrl+shift+Tab', 'ctrl+1', 'ctrl+Return'],
  ...['ctrl+shift+i', 'ctrl+shift+j', 'ctrl+shift+c', 'ctrl+shift+n', 'ctrl+shift+p', 'ctrl+shift+t'],
  ...['ctrl+shift+Delete', 'ctrl+shift+v', 'ctrl+shift+m'],
  ...['alt+F4', 'alt+Left', 'alt+Right', 'alt+Home', 'alt+space', 'alt+d', 'alt+f', 'alt+Return'],
  ...['Menu', 'XF86Back', 'XF86Forward', 'XF86HomePage', 'XF86Search', 'XF86Mail'],
];

const systemChords = [
  ...['super+r', 'super+e', 'super+l', 'super+d', 'super+x', 'super+u', 'super+p', 'super+plus', 'super+Tab'],
  ...['super+shift+s', 'super+ctrl+Return', 'alt+Tab', 'alt+shift+Tab', 'alt+Escape', 'ctrl+Escape'],
  ...['ctrl+shift+Escape', 'ctrl+alt+Delete', 'ctrl+alt+t', 'ctrl+alt+l', 'alt+F1', 'alt+F2'],
  ...['Print', 'alt+shift+Print'],
];

const keys = (group: 'A' | 'B', chords: readonly string[], noticed: Attempt['noticed']): Attempt => ({
  group,
  name: chords.length > 1 ? `${chords.length} x ${chords[0]}` : (chords[0] ?? ''),
  how: { is: 'keys', chords },
  noticed,
});
const times = (count: number, chord: string) => Array.from({ length: count }, () => chord);

export const browserKeys: readonly Attempt[] = [
  ...browserChords.map((chord) => keys('A', [chord], 'key')),
  keys('A', times(10, 'Escape'), null),
  keys('A', times(5, 'BackSpace'), null),
  keys('A', times(40, 'F5'), 'key'),
];

/** Under a window manager without shortcuts, which a kiosk's set-up provides: an app cannot refuse what never reaches it. */
export const systemKeys: readonly Attempt[] = [
  ...systemChords.map((chord) => keys('B', [chord], 'key')),
  keys('B', ['super'], 'key'),
  keys('B', times(5, 'shift'), null),
  // The X server keeps these for itself; its configuration (`10-no-escape.conf`) takes them away.
  ...['ctrl+alt+BackSpace', 'ctrl+alt+F1', 'ctrl+alt+F2', 'ctrl+alt+F6'].map((chord) =>
    keys('B', [chord], null),
  ),
  {
    group: 'B',
    name: 'NumLock held down',
    how: {
      is: 'hand',
      commands: [
        ['keydown', 'Num_Lock'],
        ['sleep', '0.6'],
        ['keyup', 'Num_Lock'],
        ['key', 'Num_Lock'],
      ],
    },
    noticed: null,
  },
  {
    group: 'B',
    name: 'right Shift held down',
    how: {
      is: 'hand',
      commands: [
        ['keydown', 'Shift_R'],
        ['sleep', '0.6'],
        ['keyup', 'Shift_R'],
      ],
    },
    noticed: null,
  },
];

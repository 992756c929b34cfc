import { describe, expect, it } from 'vitest';
import { isAllowedKey, type KeyPress } from './allowed-keys.ts';

/** `Control+Shift+i` and the like. */
function press(chord: string): KeyPress {
  const parts = chord === '+' ? ['+'] : chord.split(/\+(?=.)/);
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return {
    key: parts.at(-1) ?? '',
    shift: has('Shift'),
    control: has('Control'),
    alt: has('Alt'),
    meta: has('Meta'),
  };
}

describe('isAllowedKey', () => {
  it.each([
    ...['a', 'Shift+A', 'é', 'ß', 'ن', '漢', '🙂', ' ', '+', '@', '0', 'AltGraph', 'Dead'],
    ...['Enter', 'Tab', 'Shift+Tab', 'Escape', 'Backspace', 'Delete', 'ArrowLeft', 'Home', 'PageDown'],
    ...['Control+a', 'Control+c', 'Control+v', 'Control+x', 'Control+z', 'Shift+Insert'],
    ...['Shift+Shift', 'Control+Control', 'Alt+Alt', 'Control+Alt+AltGraph', 'CapsLock'],
  ])('lets a person type: %s', (chord) => {
    expect(isAllowedKey(press(chord), 'linux')).toBe(true);
  });

  it.each([
    ...[...Array(24).keys()].map((at) => `F${at + 1}`),
    ...['Shift+F10', 'Control+F4', 'Alt+F4', 'Control+r', 'Control+Shift+R', 'Control+p', 'Control+n'],
    ...['Control+t', 'Control+w', 'Control+o', 'Control+s', 'Control+u', 'Control+f', 'Control+j'],
    ...['Control++', 'Control+-', 'Control+0', 'Control+Tab', 'Control+Shift+i', 'Control+Shift+c'],
    ...['Control+Shift+a', 'Control+Shift+v', 'Control+Shift+z', 'Control+m', 'Control+Enter'],
    ...['Control+Alt+t', 'Control+Alt+Delete', 'Control+Alt+F1', 'Control+Escape', 'Control+Shift+Escape'],
    ...['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Alt+d', 'Alt+ ', 'Alt+Enter', 'Alt+Tab'],
    ...['Meta', 'Meta+Meta', 'Meta+r', 'Meta+l', 'Meta+Shift+s', 'Control+Meta+Enter', 'Control+Meta+a'],
    ...['ContextMenu', 'PrintScreen', 'Pause', 'Help', 'Print', 'Power', 'Sleep', 'WakeUp', 'Eject'],
    ...['BrowserBack', 'BrowserForward', 'BrowserHome', 'BrowserRefresh', 'BrowserSearch', 'BrowserStop'],
    ...['BrowserFavorites', 'LaunchMail', 'LaunchApplication1', 'LaunchApplication2', 'LaunchCalculator'],
    ...['ZoomIn', 'ZoomOut', 'Find', 'Open', 'New', 'Close', 'Save', 'AppSwitch', 'GoBack', 'GoHome', ''],
  ])('refuses what leads out, or is unknown: %s', (chord) => {
    expect(isAllowedKey(press(chord), 'linux')).toBe(false);
  });

  it('lets AltGr type on Windows, where it is Control and Alt, and nothing else with both', () => {
    expect(isAllowedKey(press('Control+Alt+@'), 'win32')).toBe(true);
    expect(isAllowedKey(press('Control+Alt+Delete'), 'win32')).toBe(false);
  });
});

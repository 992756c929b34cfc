import { expect, it } from 'vitest';
import { strokeOf } from './scan-keys.electron.ts';

const key = {
  key: 'f',
  code: 'KeyF',
  control: false,
  alt: false,
  meta: false,
  shift: false,
  isAutoRepeat: false,
};

it('takes what AltGr types on Windows for text, so that it is given back to a field', () => {
  const at = { ...key, key: '@', code: 'KeyQ', control: true, alt: true };
  expect(strokeOf(at, 'win32').isCommand).toBe(false);
  expect(strokeOf({ ...at, key: 'F5' }, 'win32').isCommand).toBe(true);
});

it.each([
  ['linux', { control: true, alt: true }],
  ['win32', { control: true }],
  ['win32', { alt: true }],
  ['win32', { meta: true }],
])('takes a letter on %s with %o for a command', (platform, held) => {
  expect(strokeOf({ ...key, ...held }, platform).isCommand).toBe(true);
});

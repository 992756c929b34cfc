/** The one door for strings to markup lets plain text through and nothing else. */
import { describe, expect, it } from 'vitest';
import { plainText } from './trusted-types.ts';

describe('plain text', () => {
  it.each(['', 'q', '⌫', 'Leertaste', "'"])('lets %j through', (text) => {
    expect(plainText(text)).toBe(text);
  });

  it.each(['<img src=x>', '<', '&lt;', 'a<b'])('refuses %j', (text) => {
    expect(() => plainText(text)).toThrow('markup');
  });
});

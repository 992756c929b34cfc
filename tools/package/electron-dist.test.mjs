import { expect, it } from 'vitest';
import { comparedToPinned } from './electron-dist.mjs';

it('says of a packed Electron whether it is the pinned one', () => {
  expect(comparedToPinned('45.4.1', '45.4.1')).toBe('45.4.1, the pinned one');
  expect(comparedToPinned('33.2.1', '45.4.1')).toMatch(/^33\.2\.1, NOT the pinned 45\.4\.1/);
});

import { expect, it } from 'vitest';
import { createMemorySecretStore } from './memory-secret-store.ts';
import { describeSecretStore } from './secret-store.contract.ts';

describeSecretStore('the secret store in memory', () => {
  const store = createMemorySecretStore();
  return { store, loseKey: store.loseKey };
});

it('holds nothing after a write that its disk refused', () => {
  const store = createMemorySecretStore();
  store.write('before');
  store.fillDisk();
  expect(store.write('after')).toMatchObject({ ok: false, error: { kind: 'disk' } });
  expect(store.held()).toBeNull();
});

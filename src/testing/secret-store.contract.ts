/** What every `SecretStore` must do; run against the sealed file and against the one in memory. */
import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../main/ports.ts';

export interface SecretStoreUnderTest {
  readonly store: SecretStore;
  readonly loseKey: () => void;
}

export function describeSecretStore(name: string, create: () => SecretStoreUnderTest): void {
  describe(name, () => {
    it('is empty at first, and may be cleared all the same', () => {
      const { store } = create();
      expect(store.read()).toBeNull();
      expect(store.clear()).toEqual({ ok: true, value: null });
    });
    it('gives back what was written last, as often as asked', () => {
      const { store } = create();
      store.write('first');
      expect(store.write('zweites, mit ü und 🔑')).toEqual({ ok: true, value: null });
      expect([store.read(), store.read()]).toEqual(Array(2).fill('zweites, mit ü und 🔑'));
    });
    it('holds nothing once it was cleared', () => {
      const { store } = create();
      store.write('secret');
      store.clear();
      expect(store.read()).toBeNull();
    });
    it('is empty, and calm, when its key was lost', () => {
      const { store, loseKey } = create();
      store.write('secret');
      loseKey();
      expect(store.read()).toBeNull();
      expect(store.read()).toBeNull();
    });
  });
}

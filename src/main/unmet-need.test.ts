import { expect, it } from 'vitest';
import { configLine, defaultConfig } from './config.ts';
import { unmetNeed } from './unmet-need.ts';

const config = (persistSignIn: boolean) => {
  const { session } = defaultConfig();
  return { session: { ...session, persistSignIn } };
};

it('refuses to keep sign-ins where no key store encrypts, and says what would help', () => {
  const unmet = unmetNeed(config(true), { keyring: null }, 'station.json');
  if (unmet === null) throw new Error('was taken');
  expect(unmet.key).toBe('session.persistSignIn');
  expect(configLine(unmet)).toMatch(/station\.json: session\.persistSignIn: found true, .*GNOME Keyring/);
});

it('asks for nothing that the machine has, or that the config does not want', () => {
  expect(unmetNeed(config(true), { keyring: {} }, 'f')).toBeNull();
  expect(unmetNeed(config(false), { keyring: null }, 'f')).toBeNull();
});

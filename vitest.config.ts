import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'tools/**/*.test.mjs',
      'e2e/{breakout,canary,driverless,faults,fidelity,harness,kill,package}/**/*.test.ts',
    ],
    pool: 'forks',
    testTimeout: 20_000,
  },
});

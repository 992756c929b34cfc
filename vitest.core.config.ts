/** The tests of what is decided and recorded, alone: for their coverage, and for mutants (`npm run mutate`). */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/core/{issuance,journal,queue}/*.test.ts'],
    pool: 'threads',
    coverage: {
      provider: 'v8',
      include: ['src/core/issuance/*.ts', 'src/core/journal/*.ts', 'src/core/queue/*.ts'],
      exclude: ['**/*.test.ts', '**/{answer,entry}.ts'],
      reporter: ['text'],
      reportsDirectory: 'test-results/coverage',
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
});

import { defineConfig } from 'vitest/config';

// Tests run from the sources: the private export condition makes a build unnecessary.
const conditions = ['@midizero/source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['node', 'import', 'default'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'models/*/src/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    setupFiles: ['./test/setup/fail-on-console.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000, // hooks build pages and start browsers
    retry: 0,
  },
});

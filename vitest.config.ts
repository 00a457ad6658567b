import { defineConfig } from 'vitest/config';

// Temporal's native module crashes under worker threads: forks only.
export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/**/*.stack.test.ts'],
          // Files share what they import, which takes longer than most of them.
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          // Far above what any needs: a busy machine must not make one fail.
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: ['test/**/*.stack.test.ts'],
          globalSetup: ['test/global-setup.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

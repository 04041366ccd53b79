import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          testTimeout: 20_000,
          // Importing everything anew for each file was more than half of the time.
          isolate: false,
          // a tenth less work than with processes
          pool: 'threads',
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          setupFiles: ['tests/e2e/support/contract/hold.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // More than there are cores: most of a file's time it waits, for deadlines, retries and starts of stacks.
          maxWorkers: 3,
        },
      },
    ],
  },
});

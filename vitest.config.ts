import { defineConfig } from 'vitest/config'

/** Tests with a real PostgreSQL server end in .pg.test.ts, those with a real browser in .browser.test.ts. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'data/**'],
    // Only against waiting for ever: a busy machine is no failure, and speed is measured by benchmarks.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
})

import { defineConfig } from 'vitest/config'

/** Tests with a real PostgreSQL server end in .pg.test.ts, those with a real browser in .browser.test.ts. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'data/**'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
})

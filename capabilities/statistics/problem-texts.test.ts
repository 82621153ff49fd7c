import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import texts from '#locales/en/statistics-problems.json' with { type: 'json' }

const folder = import.meta.dirname
const source = globSync('{*,{trends,quality}/*}.ts', { cwd: folder })
  .filter(name => !name.endsWith('.test.ts'))
  .map(name => readFileSync(join(folder, name), 'utf8'))
  .join('\n')
const told = Object.keys(texts).flatMap(key => /^problem\.(.+)\.what$/.exec(key)?.[1] ?? [])

it('what is wrong with a question is said in six languages', () => {
  const codes = [
    ...[...source.matchAll(/code: '(statistics\.[\w-]+)'/g)].map(m => m[1]!),
    ...[...source.matchAll(/problem\(\s*'(statistics\.\w+)'/g)].map(m => m[1]!),
  ]
  const wanted = [...new Set(codes)].sort()
  expect(wanted).toEqual([...told].sort())
  expect(wanted.length).toBeGreaterThan(4)
})

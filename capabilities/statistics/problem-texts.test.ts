import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import texts from '#locales/en/statistics-problems.json' with { type: 'json' }

const folder = import.meta.dirname
const source = globSync('{*,{returns,population,trends,quality}/*}.ts', { cwd: folder })
  .filter(name => !name.endsWith('.test.ts'))
  .map(name => readFileSync(join(folder, name), 'utf8'))
  .join('\n')
const told = Object.keys(texts).flatMap(key => /^problem\.(.+)\.what$/.exec(key)?.[1] ?? [])

/** One code for many sentences, each with what it is about; told in English. */
const manySentences = ['returns.sheet', 'returns.file', 'returns.definition']
/** Said while a table is loaded all the same. */
const notices = ['population.jump', 'population.districts']

it('what is wrong with a question, a return or a population table is said in six languages', () => {
  const codes = [
    ...[...source.matchAll(/code: '((?:statistics|returns|population)\.[\w-]+)'/g)].map(m => m[1]!),
    ...[...source.matchAll(/problem\(\s*'(statistics\.\w+)'/g)].map(m => m[1]!),
    ...[...source.matchAll(/(?:wrong\(\s*'\w+',|problem\(\s*(?:'\w+'|where|`[^`]*`),)\s*'(\w+)'/g)].map(
      m => `population.${m[1]}`,
    ),
  ]
  const wanted = [...new Set(codes)].filter(code => ![...manySentences, ...notices].includes(code)).sort()
  expect(wanted).toEqual([...told].sort())
  expect(wanted.length).toBeGreaterThan(20)
})

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { languages } from '#kernel/entity/codelist.ts'
import type { Problem } from '#kernel/result/result.ts'
import texts from '#locales/en/statistics-population-problems.json' with { type: 'json' }
import { problemIn } from '#platform/http/texts.ts'
import { readPopulation } from './reading.rules.ts'
import { rowsOfFile } from './reading-files.ts'

const folder = import.meta.dirname
const source = globSync('*.ts', { cwd: folder })
  .filter(name => !/\.(test|examples)\.ts$/.test(name))
  .map(name => readFileSync(join(folder, name), 'utf8'))
  .join('\n')
const told = Object.keys(texts).flatMap(key => /^problem\.population\.(.+)\.what$/.exec(key)?.[1] ?? [])

it('what is wrong or odd with a population table is said in six languages, and nothing else', () => {
  const codes = [
    ...[...source.matchAll(/code: 'population\.([\w-]+)'/g)].map(m => m[1]!),
    ...[
      ...source.matchAll(/(?:unreadable\(|wrong\(\s*'\w+',|problem\(\s*(?:'\w+'|where|`[^`]*`),)\s*'(\w+)'/g),
    ].map(m => m[1]!),
  ]
  expect([...new Set(codes)].sort()).toEqual([...told].sort())
  expect(told.length).toBeGreaterThan(15)
})

it('a problem names in every language what its English sentence names', () => {
  const read = (text: string): Problem[] => {
    const rows = rowsOfFile(Buffer.from(text))
    const result = rows.ok ? readPopulation(rows.value, code => code === 'AUT') : rows
    return result.ok ? result.value.notices : result.problems
  }
  const problems = [
    read('place,when\nAUT,2024'),
    read(
      'area,year,sex,age,persons\nAUS TRIA,2024,F,_T,1\nAUT,24,x,9-17,"1,234"\nAUT,2023,F,_T,\nAUT,2024,M,_T,5\nAUT,2024,M,_T,6',
    ),
    read('area,year,sex,persons\nAUT,2024,F,50\nAUT,2024,M,60\nAUT,2024,_T,90'),
    read('area,year,persons\nAUT,2023,100\nAUT,2024,180\nAUT-1,2024,90\nAUT-2,2024,50'),
  ].flat()
  expect(problems.length).toBeGreaterThan(9)
  for (const problem of problems)
    for (const language of languages) {
      const said = problemIn(language, problem)
      if (language !== 'en') expect(said.what, `${language} ${problem.code}`).not.toBe(problem.what)
      expect(said.what + said.remedy).not.toContain('{')
      if (/\{value\}/.test(texts[`problem.${problem.code}.what` as keyof typeof texts]) && language !== 'en')
        expect(said.what).toContain(problem.value)
    }
})

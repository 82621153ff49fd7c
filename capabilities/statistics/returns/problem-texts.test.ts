import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { languages } from '#kernel/entity/codelist.ts'
import texts from '#locales/en/returns-problems.json' with { type: 'json' }
import { problemIn } from '#platform/http/texts.ts'
import { checkReturn } from './checks.rules.ts'
import { sentence } from './checks.words.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { type ReturnProblem, returnProblem } from './return-problem.rules.ts'
import { readReturnFile, returnCsv } from './sheet-file.ts'
import { shippedTables } from './tables.store.ts'

const suspected = shippedTables[0]!
const told = Object.keys(texts).flatMap(key => /^problem\.returns\.(.+)\.what$/.exec(key)?.[1] ?? [])
const source = readdirSync(import.meta.dirname)
  .filter(name => /\.ts$/.test(name) && !/\.test(?:ing)?\./.test(name))
  .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n')

it('every sentence about a sheet, a return or a definition belongs to a code that is told, and every code has one', () => {
  const codes = [...source.matchAll(/'(?:returns\.)?([a-z]+(?:-[a-z]+)*)'/g)].map(m => m[1]!)
  // Those whose name is made of a part: `sheet-${odd}`, `definition-${name}`.
  const made = ['formula', 'error', 'kind', 'merged'].map(odd => `sheet-${odd}`)
  const unused = told.filter(
    name => ![...codes, ...made, 'definition-articles', 'definition-source'].includes(name),
  )
  expect(unused).toEqual([])
  const literal = [...source.matchAll(/code: 'returns\.([\w-]+)'/g)].map(m => m[1]!)
  expect(literal.filter(name => !told.includes(name))).toEqual([])
  expect(told.length).toBeGreaterThan(60)
})

it('each sentence is another in every language, and names the value where it has one', () => {
  for (const name of told as ReturnProblem[]) {
    const problem = returnProblem('C7', name, 'XY-7')
    const all = languages.map(language => problemIn(language, problem))
    expect(new Set(all.map(one => one.what)).size, name).toBe(languages.length)
    expect(new Set(all.map(one => one.remedy)).size, name).toBe(languages.length)
    for (const { what, remedy } of all) {
      expect(what + remedy).not.toMatch(/[{}]/)
      expect(what.includes('XY-7')).toBe(all[0]!.what.includes('XY-7'))
    }
  }
})

it('what is wrong with a sheet names its parts in the language of the reader', async () => {
  const of = { tableId: suspected.id, version: 1, agencyId: 'a', agency: 'A', period: '2024' }
  const sheet = returnCsv(suspected, of, aSuspectedReturn(), 'fr').replace(/\nblock,Par forme[^\n]*/, '')
  const read = await readReturnFile(Buffer.from(sheet), suspected, of, 'fr')
  const said = read.ok ? [] : read.problems.map(problem => problemIn('fr', problem).what)
  expect(said).toContain('La partie « Par forme d’exploitation » manque.')
  expect(said.join()).not.toMatch(/\b(the|is|there)\b/i)
})

it('what a return does not say well is refused in every language, with its place', () => {
  const content = aSuspectedReturn()
  const spoiled = {
    ...content,
    source: '',
    cells: { ...content.cells, 'sex-age|_T|_T': 12, 'form|Other|_T': -1, 'sex-age|F|_U': 0.5 },
  }
  const before = {
    definition: suspected,
    period: '2023',
    content: { ...content, cells: { 'sex-age|_T|_T': 400 } },
  }
  for (const check of checkReturn(suspected, spoiled, before)) {
    const all = languages.map(language => sentence(check, suspected, language))
    expect(new Set(all.map(one => one.what)).size, check.code).toBe(languages.length)
    expect(new Set(all.map(one => one.where)).size, check.code).toBeGreaterThan(3)
    for (const { what } of all) expect(what).not.toMatch(/[{}]|returns\./)
  }
  const [sum] = checkReturn(suspected, spoiled).filter(check => check.code === 'sum')
  expect(sentence(sum!, suspected, 'es')).toMatchObject({
    where: 'Por sexo y edad: Total, Total',
    what: expect.stringContaining('suman 30,5'),
  })
  // Each language parts row and column its own way.
  expect(sentence(sum!, suspected, 'ar').where).toMatch(/: .+، /)
  expect(sentence(sum!, suspected, 'zh').where).toMatch(/：.+，/)
  expect(sentence(sum!, suspected, 'fr').where).toMatch(/\s: .+, /)
})

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '#kernel/entity/codelist.ts'
import texts from '#locales/en/statistics-classification-problems.json' with { type: 'json' }
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { dimensions, Fact } from '../statistics.entity.ts'
import { blocks, type CodeMapping, icTipMax, mappedLists } from './classification.entity.ts'
import { icTipOf, withIcTip } from './mapped-codes.rules.ts'
import { changesIn, readMapping } from './mapping.rules.ts'
import { mappingCsv, rowsOfMapping } from './mapping-file.ts'

const lists = factCodelists(codelists)

describe('the blocks of the classification', () => {
  it('hold every list that facts are coded by, once', () => {
    const used = new Set(
      [...dimensions, ...Object.values(Fact.fields)].flatMap(one => ('list' in one && one.list) || []),
    )
    expect(mappedLists.map(one => one.list).sort()).toEqual([...used].sort())
    expect([...new Set(mappedLists.map(one => one.block))]).toEqual([...blocks])
  })
})

describe('a mapping', () => {
  const codes = mappedLists.flatMap(({ list }) =>
    lists.get(list).codes.map(one => ({ list, code: one.code })),
  )
  const mark = fc.constantFrom(...'X1x9é中 ._:/()-')
  const icTip = fc.array(mark, { minLength: 0, maxLength: icTipMax - 2 }).map(marks => `X${marks.join('')}1`)

  it('comes back from its file as it went out, in every language, with every separator', () => {
    const seed = 20261122
    console.log(`seed ${seed}`)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...codes), icTip), {
          selector: ([one]) => one,
          maxLength: 30,
        }),
        fc.constantFrom(...languages),
        fc.constantFrom(',', ';', '\t'),
        (chosen, language, separator) => {
          const stands = new Map<string, Map<string, string>>()
          for (const [{ list, code }, given] of chosen)
            stands.set(list, (stands.get(list) ?? new Map<string, string>()).set(code, given))
          const csv = mappingCsv(stands, lists, language)
          // As a spreadsheet of another country saves it.
          const text = stringify(parse(csv, { bom: true }), { delimiter: separator })
          const rows = rowsOfMapping(Buffer.from(text))
          const read = rows.ok ? readMapping(rows.value, lists) : rows
          if (!read.ok) throw new Error(JSON.stringify(read.problems))
          expect(read.value).toHaveLength(codes.length)
          expect(changesIn(read.value, stands)).toEqual([])
          expect(read.value.filter(one => one.icTip !== null)).toHaveLength(chosen.length)
        },
      ),
      { seed, numRuns: 40 },
    )
  })

  it('changes only what says something else', () => {
    const stands = new Map([['fact.sex', new Map([['female', 'X-1']])]])
    const row = (code: string, icTip: string | null): CodeMapping => ({ list: 'fact.sex', code, icTip })
    expect(changesIn([row('female', 'X-1'), row('male', null)], stands)).toEqual([])
    expect(changesIn([row('female', null), row('male', 'X-1')], stands)).toEqual([
      row('female', null),
      row('male', 'X-1'),
    ])
  })

  it('stands in the lists that facts are coded by, and in those that were joined into them', () => {
    const mapped = withIcTip(lists, new Map([['fact.exploitation', new Map([['ForcedLabour', 'X-1']])]]))
    for (const id of ['fact.exploitation', 'htcds.type-of-exploitation'])
      expect(mapped.get(id).codes.flatMap(one => (one.icTip ? [`${one.code} ${one.icTip}`] : []))).toEqual([
        'ForcedLabour X-1',
      ])
    expect(mapped.get('fact.sex')).toEqual(lists.get('fact.sex'))
  })

  it('names codes as tables of releases write them, age groups too, and nothing else', () => {
    const stands = new Map([
      ['fact.age-group', new Map([['0-17', 'X-1']])],
      ['fact.age-band', new Map([['0-17', 'X-2']])],
      ['countries', new Map([['AUT', 'X-3']])],
    ])
    expect(icTipOf(stands, 'ageBand', 'group 0-17')).toBe('X-1')
    expect(icTipOf(stands, 'ageBand', '0-17')).toBe('X-2')
    expect(icTipOf(stands, 'citizenship', 'AUT')).toBe('X-3')
    expect(icTipOf(stands, 'citizenship', 'unknown')).toBeUndefined()
    expect(icTipOf(stands, 'year', '2024')).toBeUndefined()
  })
})

it('what is wrong with a mapping is said in six languages', () => {
  const folder = import.meta.dirname
  const source = globSync('*.ts', { cwd: folder })
    .filter(name => !name.endsWith('.test.ts'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  const codes = [
    ...[...source.matchAll(/code: 'classification\.([\w-]+)'/g)].map(m => m[1]!),
    ...[...source.matchAll(/problem\(\s*(?:'\w+'|where|`[^`]*`),\s*'(\w+)'/g)].map(m => m[1]!),
  ]
  const told = Object.keys(texts).flatMap(key => /^problem\.classification\.(.+)\.what$/.exec(key)?.[1] ?? [])
  expect([...new Set(codes)].sort()).toEqual([...told].sort())
  expect(told.length).toBeGreaterThan(8)
})

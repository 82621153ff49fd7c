import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReturn } from './checks.rules.ts'
import { owedOn } from './owed.rules.ts'
import type { Block, TableDefinition } from './return.entity.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { breaksSeries, changesBetween } from './table-changes.rules.ts'
import { readDefinition } from './table-definition.rules.ts'
import { carriedOver, readVersion } from './table-version.rules.ts'
import { bookOf, shippedTables } from './tables.store.ts'

const seed = 20260122
const suspected = shippedTables[0]!
const [sexAge, citizenship, form, article] = suspected.blocks as [Block, Block, Block, Block]
const wish = (more: Partial<TableDefinition> = {}): TableDefinition => ({
  ...suspected,
  from: '2027',
  reason: 'The law changed.',
  ...more,
})
const told = (given: unknown) => {
  const read = readVersion(given, shippedTables)
  return read.ok ? [] : read.problems.map(({ where, code }) => `${where} ${code.replace('returns.', '')}`)
}
const kinds = (after: TableDefinition, before = suspected) =>
  changesBetween(before, after).map(change => change.kind)

describe('the next version of a table', () => {
  it('follows the newest one, with its reason and a number of its own', () => {
    const read = readVersion(wish({ dueMonths: 4 }), shippedTables)
    expect(read).toMatchObject({ ok: true, value: { version: 2, from: '2027', reason: 'The law changed.' } })
    expect(readVersion({ ...wish(), id: 'new-table', reason: undefined }, shippedTables)).toMatchObject({
      ok: true,
      value: { version: 1 },
    })
  })

  it('says why it is made, changes something, begins no earlier, and counts the same step and measure', () => {
    expect(told(wish())).toEqual(['definition version-same'])
    expect(told(wish({ dueMonths: 4, reason: ' ' }))).toEqual(['reason version-reason'])
    expect(told(wish({ dueMonths: 4, from: '2021' }))).toEqual(['from version-order'])
    expect(told(wish({ step: 'convicted' }))).toContain('measure version-count')
    expect(told(wish({ measure: 'amount' }))).toContain('measure version-count')
    // A year alone, with nothing else different, is no new version.
    expect(told(wish({ from: '2030' }))).toEqual(['definition version-same'])
  })

  it('is compared with tables that there are and that count the same, and with no other', () => {
    expect(told(wish({ atMost: ['persons-convicted'] }))).toEqual([])
    for (const id of ['confiscated-amounts', 'nothing', 'persons-suspected'])
      expect(told(wish({ atMost: [id] }))).toContain('atMost definition-at-most')
  })

  it('holds from its year on, while periods before it stay with the version before', () => {
    const next = { ...suspected, version: 2, from: '2024', owedBy: ['border' as const] }
    const agencies = ['police', 'border'].map(kind => ({ id: kind, name: kind, kind }))
    const owed = owedOn('2025-01-02', bookOf([suspected, next]), agencies)
    expect(owed.map(one => [one.agencyId, one.period, one.tableVersion])).toEqual([
      ['border', '2024', 2],
      ['police', '2023', 1],
      ['police', '2022', 1],
    ])
  })
})

describe('a definition', () => {
  const spoiled: [Record<string, unknown>, string][] = [
    [{ from: '26' }, 'from definition-from'],
    [{ owedBy: [] }, 'owedBy definition-owed'],
    [{ owedBy: ['florist'] }, 'owedBy definition-owed-kind'],
    [{ dueMonths: Number.NaN }, 'dueMonths definition-due'],
    [{ title: { ...suspected.title, en: ' ' } }, 'title definition-title'],
    [{ note: { ...suspected.note, fr: 'x'.repeat(2_001) } }, 'note.fr definition-translation'],
    [{ articles: '' }, 'articles definition-articles'],
    [{ ownChoice: 'mine' }, 'ownChoice definition-own-choice'],
    [{ jumpFactor: 1 }, 'jumpFactor definition-jump'],
    [{ jumpFactor: '2' }, 'jumpFactor definition-jump'],
    [{ blocks: [] }, 'blocks definition-blocks'],
    [{ blocks: [sexAge, sexAge] }, 'blocks[1].id definition-block-id'],
    [{ blocks: [{ ...sexAge, title: { en: '' } }] }, 'blocks[0].title definition-block-title'],
    [{ blocks: [{ ...sexAge, columns: sexAge.rows }] }, 'blocks[0].columns definition-same-sides'],
    [{ blocks: [{ ...sexAge, apart: true }] }, 'blocks[0].apart definition-first-apart'],
    [
      { blocks: [{ ...sexAge, rows: { dimension: 'sex', codes: [] } }] },
      'blocks[0].rows.codes definition-codes',
    ],
    [
      { blocks: [{ ...sexAge, rows: { dimension: 'sex', codes: ['_T'] } }] },
      'blocks[0].rows.codes definition-code',
    ],
  ]
  it.each(spoiled)('with %j is refused at the field, with a sentence of its own', (more, expected) => {
    expect(told({ ...wish({ dueMonths: 5 }), ...more })).toContain(expected)
  })

  it('says in English what nobody wrote in another language', () => {
    const read = readDefinition({ ...suspected, title: { en: 'Suspects', fr: ' ', ru: 'Подозреваемые' } })
    expect(read.ok && read.value.title).toMatchObject({ en: 'Suspects', fr: 'Suspects', ru: 'Подозреваемые' })
  })

  it('says itself how far a number may go before it is a jump', () => {
    const content = aSuspectedReturn()
    const before = {
      definition: suspected,
      period: '2023',
      content: { ...content, cells: { 'sex-age|_T|_T': 60 } },
    }
    const jumps = (jumpFactor?: number) =>
      checkReturn({ ...suspected, ...(jumpFactor && { jumpFactor }) }, content, before).length
    expect([jumps(), jumps(1.9), jumps(2.5)]).toEqual([1, 1, 0])
  })
})

describe('what a version changed', () => {
  it('is nothing where nothing is different, whatever its number, year and reason', () =>
    expect(changesBetween(suspected, { ...wish(), version: 9 })).toEqual([]))

  it('is told one by one: words, who owes it, when, checks, parts, rows and columns', () => {
    const after = {
      ...suspected,
      title: { ...suspected.title, en: 'Suspects', fr: 'Suspects' },
      owedBy: ['police', 'border'] as const,
      period: 'quarter' as const,
      dueMonths: 1,
      jumpFactor: 2,
      atMost: ['persons-convicted'],
      blocks: [
        { ...form, rows: { ...form.rows, codes: form.rows.codes.filter(code => code !== 'Other') } },
        { ...sexAge, columns: undefined, apart: true },
        { ...citizenship, rows: { dimension: 'citizenship' as const, codes: ['FRA', '_U'] } },
        { ...article, id: 'law' },
      ],
    }
    const changes = changesBetween(suspected, after)
    expect(changes).toEqual([
      { kind: 'title', languages: ['en', 'fr'] },
      { kind: 'owed', added: ['border'], removed: ['labour-inspectorate'] },
      { kind: 'period', from: 'year', to: 'quarter' },
      { kind: 'due', from: 3, to: 1 },
      { kind: 'jump', from: 1.5, to: 2 },
      { kind: 'at-most', added: ['persons-convicted'], removed: [] },
      expect.objectContaining({ kind: 'codes', side: 'rows', removed: ['Other'], added: [] }),
      expect.objectContaining({ kind: 'block-apart' }),
      expect.objectContaining({ kind: 'side', side: 'columns', from: 'age', to: null }),
      expect.objectContaining({ kind: 'codes', added: ['FRA'] }),
      expect.objectContaining({ kind: 'closed' }),
      expect.objectContaining({ kind: 'block-added' }),
      expect.objectContaining({ kind: 'block-removed' }),
      { kind: 'order' },
    ])
    expect(breaksSeries(changes)).toBe(true)
  })

  it('breaks the series where it counts otherwise, and not where words, days due or checks change', () => {
    const quiet = { ...suspected, dueMonths: 4, jumpFactor: 3, source: 'Another office' }
    expect(kinds(quiet)).toEqual(['source', 'due', 'jump'])
    expect(breaksSeries(changesBetween(suspected, quiet))).toBe(false)
    expect(breaksSeries(changesBetween(suspected, { ...suspected, owedBy: ['police'] }))).toBe(true)
    expect(
      breaksSeries(changesBetween(suspected, { ...suspected, note: { ...suspected.note, en: 'Others.' } })),
    ).toBe(true)
  })
})

describe('what was filled in under an earlier version', () => {
  it('comes with what the new form still asks for, and tells how much found no place', () => {
    const next = {
      ...suspected,
      version: 2,
      blocks: [
        { ...sexAge, rows: { ...sexAge.rows, codes: ['F', 'M', '_U'] } },
        { ...form, rows: { dimension: 'sex' as const, codes: ['F', '_U'] } },
      ],
    }
    const { content, leftOut } = carriedOver(suspected, next, aSuspectedReturn())
    const before = aSuspectedReturn().cells
    expect(Object.keys(content.cells).every(key => key.startsWith('sex-age|') && !key.includes('_O'))).toBe(
      true,
    )
    // Another breakdown under the same id begins empty, also where a code is the same.
    expect(content.cells['form|_U|_T']).toBeUndefined()
    expect(content.cells['sex-age|F|Y_GE18']).toBe(before['sex-age|F|Y_GE18'])
    expect(Object.keys(content.cells).length + leftOut).toBe(Object.keys(before).length)
    expect(content.rows).toEqual({})
    expect(checkReturn(next, content).map(check => check.code)).not.toContain('not-in-table')
  })

  it('stays as it is under the same version, and never holds a cell that the form does not have', () => {
    const content = aSuspectedReturn()
    expect(carriedOver(suspected, suspected, content)).toEqual({ content, leftOut: 0 })
    // A form that was open while the table changed keeps its cells under the new version.
    const odd = { ...content, cells: { ...content.cells, 'form|Gone|_T': 4 } }
    expect(carriedOver(suspected, suspected, odd)).toEqual({ content, leftOut: 1 })
    fc.assert(
      fc.property(
        fc.subarray([...suspected.blocks], { minLength: 1 }),
        fc.subarray([...form.rows.codes], { minLength: 1 }),
        (blocks, codes) => {
          const next = {
            ...suspected,
            version: 2,
            blocks: blocks.map(block =>
              block.id === 'form' ? { ...form, rows: { ...form.rows, codes } } : block,
            ),
          }
          const carried = carriedOver(suspected, next, content)
          expect(checkReturn(next, carried.content).map(check => check.code)).not.toContain('not-in-table')
          expect(Object.keys(carried.content.cells).length + carried.leftOut).toBe(
            Object.keys(content.cells).length,
          )
        },
      ),
      { seed },
    )
  })
})

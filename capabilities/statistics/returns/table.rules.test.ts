import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReturn, isJump, unexplained } from './checks.rules.ts'
import { sentence } from './checks.words.ts'
import { countsOf, marginOf } from './counts.rules.ts'
import { owedOn, reminderStageOn, standingsOn } from './owed.rules.ts'
import { dueOn, endOf, periodBefore, periodsOf, readPeriod } from './period.rules.ts'
import { type CellValue, emptyContent, type TableDefinition } from './return.entity.ts'
import { aSuspectedReturn, column, grid } from './return.examples.ts'
import { gridOf } from './table.rules.ts'
import { readDefinition } from './table-definition.rules.ts'
import { bookOf, shippedTables } from './tables.store.ts'

const seed = 20260101
const table = (id: string): TableDefinition => shippedTables.find(t => t.id === id)!
const suspected = table('persons-suspected')
const codesOf = (content = aSuspectedReturn(), definition = suspected) =>
  checkReturn(definition, content).map(c => c.code)
const withCells = (cells: Record<string, CellValue>) => {
  const content = aSuspectedReturn()
  return { ...content, cells: { ...content.cells, ...cells } }
}

describe('the shipped tables', () => {
  it('can be read as definitions, and carry articles, source, note and what is our own choice', () => {
    for (const definition of shippedTables) {
      expect(readDefinition(definition)).toMatchObject({ ok: true })
      expect(definition.ownChoice.length).toBeGreaterThan(0)
      for (const texts of [definition.title, definition.note, ...definition.blocks.map(b => b.title)])
        expect(Object.values(texts).filter(Boolean)).toHaveLength(6)
    }
  })

  it('are refused with a sentence for each thing that a definition lacks', () => {
    const wrong = readDefinition({ ...suspected, owedBy: ['florist'], dueMonths: 1.5, blocks: [{ id: 'A' }] })
    expect(wrong.ok).toBe(false)
    if (!wrong.ok) expect(wrong.problems.map(p => p.where)).toContain('owedBy')
    expect(readDefinition('nothing').ok).toBe(false)
    expect(readDefinition(null).ok).toBe(false)
  })
})

describe('the checks of a return', () => {
  it('find nothing in a return that adds up', () =>
    expect(checkReturn(suspected, aSuspectedReturn())).toEqual([]))

  it('tell negatives, decimals of persons, wrong sums, parts above the whole and blocks that differ', () => {
    expect(codesOf(withCells({ 'sex-age|F|Y0T17': -1 }))).toContain('negative')
    expect(codesOf(withCells({ 'sex-age|F|Y0T17': 0.5 }))).toContain('decimals')
    expect(codesOf(withCells({ 'sex-age|_T|_T': 29 }))).toEqual(
      expect.arrayContaining(['sum', 'blocks-differ']),
    )
    expect(codesOf(withCells({ 'sex-age|M|_T': 20, 'sex-age|M|_U': 'unknown' }))).toContain('part-greater')
    expect(codesOf(withCells({ 'citizenship|FRA|_T': 19 }))).toEqual(['blocks-differ'])
    expect(codesOf(withCells({ 'sex-age|F|Y0T17': 1e12 }))).toContain('too-large')
    expect(codesOf(withCells({ 'sex-age|X|Y0T17': 1 }))).toContain('not-in-table')
    expect(codesOf(withCells({ 'citizenship|_T|_T': 'unknown' }))).toContain('total-said-unknown')
  })

  it('take unknown and not collected as answers, and an empty cell as none', () => {
    const { 'form|Other|_T': _, ...cells } = aSuspectedReturn().cells
    expect(codesOf({ ...aSuspectedReturn(), cells })).toEqual(['empty'])
    expect(codesOf(withCells({ 'form|Other|_T': 'unknown' }))).toEqual([])
    const without = Object.fromEntries(Object.entries(cells).filter(([key]) => !key.startsWith('form|')))
    expect(codesOf({ ...aSuspectedReturn(), cells: { ...without, 'form|_T|_T': 'not-collected' } })).toEqual(
      [],
    )
  })

  it('warn of jumps that chance would not make, and take an explanation for that very number', () => {
    expect(isJump(12, 10, false)).toBe(false)
    expect(isJump(3, 1, false)).toBe(false)
    expect(isJump(48, 12, false)).toBe(true)
    expect(isJump(0, 9, false)).toBe(true)
    expect(isJump(1000, 900, false)).toBe(false)
    expect(isJump(250, 100, true)).toBe(false)
    expect(isJump(300, 100, true)).toBe(true)
    const before = {
      definition: suspected,
      period: '2023',
      content: withCells({ 'sex-age|M|Y_GE18': 1, 'sex-age|F|Y_GE18': 1, 'sex-age|_T|_T': 5 }),
    }
    const checks = checkReturn(suspected, aSuspectedReturn(), before)
    expect(checks.map(c => [c.code, c.values])).toEqual([['jump', { now: 30, before: 5, period: '2023' }]])
    expect(sentence(checks[0]!, suspected).what).toContain('30, where it was 5 in 2023')
    expect(unexplained(checks, { explanations: { [checks[0]!.id]: 'A new unit.' } })).toEqual([])
    expect(unexplained(checks, { explanations: { [checks[0]!.id]: '  ' } })).toHaveLength(1)
    expect(unexplained(checks, { explanations: { 'jump|sex-age|_T|_T|31|5': 'Another.' } })).toHaveLength(1)
  })

  it('warn where more were convicted than prosecuted in the same year', () => {
    const convicted = table('persons-convicted')
    const beside = new Map([
      [
        'persons-prosecuted',
        {
          definition: table('persons-prosecuted'),
          period: '2024',
          content: withCells({ 'sex-age|_T|_T': 20 }),
        },
      ],
    ])
    expect(checkReturn(convicted, aSuspectedReturn(), undefined, beside)).toMatchObject([
      { code: 'pair', severity: 'warning', values: { count: 30, limit: 20 } },
    ])
  })

  it('want a currency and hundredths for amounts', () => {
    const amounts = table('confiscated-amounts')
    const content = {
      ...emptyContent(),
      articles: 'a',
      source: 's',
      cells: column('asset', {
        money: 10.25,
        immovable: 0,
        vehicles: 0.1,
        virtual: 0.2,
        other: 'unknown',
        _U: 0,
      }),
    }
    expect(checkReturn(amounts, content).map(c => c.code)).toEqual(['currency'])
    const said = { ...content, currency: 'EUR' }
    expect(checkReturn(amounts, said)).toEqual([])
    expect(
      checkReturn(amounts, { ...said, cells: { ...said.cells, 'asset|other|_T': 0, 'asset|_T|_T': 10.55 } }),
    ).toEqual([])
    expect(
      checkReturn(amounts, { ...said, cells: { ...said.cells, 'asset|money|_T': 1.234 } }).map(c => c.code),
    ).toEqual(['decimals'])
  })
})

describe('sums', () => {
  const cell = fc.oneof(
    { weight: 9, arbitrary: fc.nat(1000) },
    { weight: 1, arbitrary: fc.constant('unknown' as const) },
  )
  const block = suspected.blocks[0]!
  const cells = fc
    .array(cell, { minLength: 12, maxLength: 12 })
    .map(values =>
      grid(
        block.id,
        Object.fromEntries(
          block.rows.codes.map((row, i) => [
            row,
            Object.fromEntries(block.columns!.codes.map((c, j) => [c, values[3 * i + j]!])),
          ]),
        ),
      ),
    )

  it('that were left empty are those of the parts in both directions, and never made from what is unknown', () => {
    fc.assert(
      fc.property(cells, filled => {
        const g = gridOf(block, { cells: filled, rows: {} })
        const numbers = Object.values(filled).filter(v => typeof v === 'number')
        const sum = numbers.reduce((a, b) => a + b, 0)
        const all = numbers.length === Object.keys(filled).length
        expect(g.value('_T', '_T')).toBe(all ? sum : undefined)
        if (all) expect(g.columns.reduce((n, c) => n + (g.value('_T', c) as number), 0)).toBe(sum)
        const counted = countsOf({ blocks: [block] }, { cells: filled, rows: {} })
        expect(marginOf(counted)).toBe(all ? sum : undefined)
        expect(new Set(counted.map(c => JSON.stringify(c.codes))).size).toBe(counted.length)
      }),
      { seed },
    )
  })

  it('typed are right exactly when they are the sums, whatever else is there', () => {
    fc.assert(
      fc.property(cells, fc.nat(3000), (filled, said) => {
        const values = Object.values(filled)
        const known = values.filter(v => typeof v === 'number').reduce((a, b) => a + b, 0)
        const whole = values.every(v => typeof v === 'number')
        const content = { ...emptyContent(), cells: { ...filled, [`${block.id}|_T|_T`]: said } }
        const found = checkReturn({ ...suspected, blocks: [block] }, content).filter(c =>
          ['sum', 'part-greater'].includes(c.code),
        )
        if (whole) expect(found.length > 0).toBe(said !== known)
        else if (said >= known) expect(found).toEqual([])
      }),
      { seed },
    )
  })
})

describe('periods', () => {
  it('are read and written as SDMX writes them, and know their end, the day due and what came before', () => {
    expect(readPeriod('2025-S2')).toEqual({ kind: 'half-year', year: 2025, part: 2 })
    for (const wrong of ['25', '2025-Q5', '2025-S0', '2025-01', '']) expect(readPeriod(wrong)).toBeUndefined()
    expect(periodsOf('quarter', 2025)).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'])
    expect([endOf('2025'), endOf('2025-S1'), endOf('2025-Q3')]).toEqual([
      '2026-01-01',
      '2025-07-01',
      '2025-10-01',
    ])
    expect([dueOn('2025', 3), dueOn('2025-S1', 1), dueOn('2025-Q1', 0)]).toEqual([
      '2026-03-31',
      '2025-07-31',
      '2025-03-31',
    ])
    expect([periodBefore('2025'), periodBefore('2025-S1'), periodBefore('2025-Q3')]).toEqual([
      '2024',
      '2024-S2',
      '2025-Q2',
    ])
  })

  it('that are over are owed by the kinds of agency that the definition names, under the version of their year', () => {
    const book = bookOf([
      { ...suspected, from: '2023' },
      { ...suspected, version: 2, from: '2025', period: 'half-year' as const, dueMonths: 1 },
    ])
    const agencies = [
      { id: 'a', name: 'Police', kind: 'police' },
      { id: 'b', name: 'Shelter', kind: 'shelter' },
    ]
    const owed = owedOn('2025-08-02', book, agencies)
    expect(owed.map(o => [o.agencyId, o.period, o.tableVersion, o.dueOn])).toEqual([
      ['a', '2025-S1', 2, '2025-07-31'],
      ['a', '2024', 1, '2025-03-31'],
      ['a', '2023', 1, '2024-03-31'],
    ])
    const begun = { agencyId: 'a', tableId: suspected.id, hasDraft: false, revision: 1 }
    const standings = standingsOn('2025-08-02', owed, [
      { ...begun, period: '2024', decision: 'asked', firstSentOn: '2025-04-02' },
      { ...begun, period: '2023', hasDraft: true, revision: null, decision: null, firstSentOn: null },
    ])
    expect(standings.map(s => [s.state, s.lateDays, s.sentLateDays])).toEqual([
      ['none', 2, null],
      ['asked', 0, 2],
      ['draft', 489, null],
    ])
  })

  it('are reminded of 30 and 7 days before and 1 and 30 days after the day due', () => {
    const due = '2025-03-31'
    expect(
      ['2025-02-28', '2025-03-01', '2025-03-24', '2025-03-31', '2025-04-01', '2025-04-30'].map(day =>
        reminderStageOn(due, day),
      ),
    ).toEqual([undefined, 'before-30', 'before-7', 'before-7', 'after-1', 'after-30'])
  })
})

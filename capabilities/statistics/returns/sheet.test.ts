import { type CellObject, read, utils, type WorkBook, write } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '#kernel/entity/codelist.ts'
import { cellKey, emptyContent, type ReturnContent, type TableDefinition } from './return.entity.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { readReturnFile, returnCsv, returnXlsx } from './sheet-file.ts'
import { gridOf } from './table.rules.ts'
import { shippedTables } from './tables.store.ts'

const seed = 20260102
const madeAt = new Date(Date.UTC(2026, 0, 1))
const suspected = shippedTables[0]!
const of = (definition: TableDefinition) => ({
  tableId: definition.id,
  version: definition.version,
  agencyId: 'aaaaaaaa-0000-4000-8000-000000000001',
  agency: '=Agency "of" police',
  period: '2024',
})
const readsBack = (bytes: Uint8Array, definition: TableDefinition = suspected) =>
  readReturnFile(bytes, definition, of(definition))
const filled = (content: ReturnContent = aSuspectedReturn()) =>
  returnXlsx(suspected, of(suspected), content, 'en', madeAt)

/** The workbook after somebody did something to its sheet. */
function spoiled(change: (book: WorkBook, cell: (address: string) => CellObject) => void): Uint8Array {
  const book = read(filled(), { type: 'buffer' })
  const sheet = book.Sheets.return!
  change(book, address => {
    sheet[address] ??= { t: 'z' }
    return sheet[address] as CellObject
  })
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array
}
/** Where the number of adult women stands. */
const women = (() => {
  const sheet = read(filled(), { type: 'buffer' }).Sheets.return!
  return Object.keys(sheet).find(a => a.startsWith('D') && (sheet[a] as CellObject).v === 8)!
})()
const said = async (bytes: Uint8Array) => {
  const result = await readsBack(bytes)
  return result.ok ? [] : result.problems.map(p => `${p.where}: ${p.what}`)
}

describe('the sheet of a return', () => {
  const definition = fc.constantFrom(...shippedTables)
  const words = fc.string({ maxLength: 40, unit: 'grapheme' }).map(t =>
    t
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what no spreadsheet can carry
      .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff|]|[\ud800-\udfff]/g, '')
      .trim(),
  )
  const contentOf = (table: TableDefinition) =>
    fc
      .record({
        countries: fc.uniqueArray(fc.constantFrom('FRA', 'ROU', 'NGA', 'VNM', 'BRA'), { maxLength: 4 }),
        articles: fc.uniqueArray(
          words.filter(w => w !== '' && w !== '_T' && w !== '_U'),
          { maxLength: 4 },
        ),
        values: fc.infiniteStream(
          fc.oneof(
            fc.nat(5000),
            fc.integer({ min: -9, max: -1 }),
            fc.constantFrom('unknown' as const, 'not-collected' as const),
            fc.constant(undefined),
          ),
        ),
        text: words,
        note: words,
      })
      .map(({ countries, articles, values, text, note }): ReturnContent => {
        const content: ReturnContent = {
          ...emptyContent(),
          articles: text,
          source: note,
          note: text,
          currency: table.measure === 'amount' ? 'EUR' : null,
          explanations: { 'jump|sex-age|_T|_T|9|40': text },
        }
        for (const block of table.blocks) {
          const rows = block.rows.open === 'countries' ? countries : block.rows.open ? articles : []
          if (rows.length > 0) content.rows[block.id] = rows
          const g = gridOf(block, content)
          for (const row of [...g.rows, '_T'])
            for (const column of [...g.columns, '_T']) {
              const value = values.next().value
              if (value !== undefined) content.cells[cellKey(block.id, row, column)] = value
            }
        }
        return content
      })

  it('comes back as the same return from XLSX and from CSV, in every language', async () => {
    await fc.assert(
      fc.asyncProperty(
        definition.chain(table => fc.record({ table: fc.constant(table), content: contentOf(table) })),
        fc.constantFrom(...languages),
        async ({ table, content }, language) => {
          const xlsx = await readsBack(returnXlsx(table, of(table), content, language, madeAt), table)
          expect(xlsx).toEqual({ ok: true, value: content })
          const csv = await readsBack(Buffer.from(returnCsv(table, of(table), content, language)), table)
          expect(csv).toEqual({ ok: true, value: content })
        },
      ),
      { seed, numRuns: 60 },
    )
  })

  it('comes back empty when nothing was filled in', async () => {
    for (const table of shippedTables) {
      const empty = await readsBack(returnXlsx(table, of(table), emptyContent(), 'fr', madeAt), table)
      expect(empty).toEqual({ ok: true, value: emptyContent() })
    }
  })

  it('is refused for another table, agency or period', async () => {
    expect(
      await said(spoiled((_, cell) => void Object.assign(cell('C2'), { v: 'persons-convicted 1' }))),
    ).toEqual([expect.stringContaining('C2: The sheet is of “persons-convicted 1”')])
    expect(await said(spoiled((_, cell) => void Object.assign(cell('C3'), { v: 'somebody' })))).toHaveLength(
      1,
    )
    expect(await said(spoiled((_, cell) => void Object.assign(cell('C4'), { v: '2023' })))).toEqual([
      'C4: The sheet is for “2023”, not for this period.',
    ])
  })

  it('of another version of its table is refused with that alone, since the table has changed', async () => {
    const next = { ...suspected, version: 2, blocks: suspected.blocks.slice(0, 2) }
    const read = await readReturnFile(filled(), next, of(next))
    expect(read.ok ? [] : read.problems.map(p => [p.where, p.code, p.value])).toEqual([
      ['C2', 'returns.sheet-version', 'persons-suspected 1'],
    ])
  })

  it('is refused with the cell for formulas, errors, dates, words and merged cells', async () => {
    const cases: [(book: WorkBook, cell: (a: string) => CellObject) => void, string][] = [
      [(_, cell) => void Object.assign(cell(women), { f: '4+4' }), 'This cell holds a formula.'],
      [(_, cell) => void Object.assign(cell(women), { t: 'e', v: 7 }), 'an error of the spreadsheet'],
      [(_, cell) => void Object.assign(cell(women), { t: 'b', v: true }), 'a date or a truth value'],
      [(_, cell) => void Object.assign(cell(women), { t: 's', v: '8 persons' }), '“8 persons” is no number.'],
      [(_, cell) => void Object.assign(cell(women), { t: 's', v: '1,234' }), '“1,234” is no number.'],
      [
        book => {
          const at = utils.decode_cell(women)
          book.Sheets.return!['!merges'] = [{ s: at, e: { r: at.r, c: at.c + 1 } }]
        },
        'merged with others',
      ],
    ]
    for (const [change, expected] of cases)
      expect((await said(spoiled(change)))[0], expected).toMatch(
        new RegExp(`^${women}: .*${expected.replace(/[“”.]/g, '.')}`),
      )
  })

  it('takes numbers as texts with blanks between thousands, and words in any language', async () => {
    const result = await readsBack(
      spoiled((_, cell) => void Object.assign(cell(women), { t: 's', v: '1\u202f234' })),
    )
    expect(result.ok && result.value.cells['sex-age|F|Y_GE18']).toBe(1234)
    for (const [word, value] of [
      ['Inconnu', 'unknown'],
      ['not_collected', 'not-collected'],
      ['未收集', 'not-collected'],
      ['٨', 8],
    ] as const) {
      const read = await readsBack(spoiled((_, cell) => void Object.assign(cell(women), { t: 's', v: word })))
      expect(read.ok && read.value.cells['sex-age|F|Y_GE18']).toBe(value)
    }
  })

  it('is refused when it is another sheet, damaged, no table, or too large', async () => {
    const other = utils.book_new()
    utils.book_append_sheet(other, utils.aoa_to_sheet([['Persons', 30]]), 'Sheet1')
    const wrong = write(other, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array
    expect(await said(wrong)).toEqual(['A1: This is not the sheet of a return.'])
    expect(await said(filled().subarray(0, 900))).toEqual(['file: The workbook is damaged or locked.'])
    expect(await said(Buffer.from([0xff, 0xfe, 0, 1]))).toHaveLength(1)
    expect(await said(Buffer.alloc(2_000_000, 'a'))).toEqual(['file: The file is larger than 1 MB.'])
    expect(await said(Buffer.from(''))).toEqual(['A1: This is not the sheet of a return.'])
    const long = utils.book_new()
    utils.book_append_sheet(long, utils.aoa_to_sheet(Array.from({ length: 1500 }, (_, i) => [i])), 'return')
    expect(
      await said(write(long, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array),
    ).toEqual(['file: The file has more than 1,000 lines.'])
    const bomb = utils.book_new()
    utils.book_append_sheet(bomb, utils.aoa_to_sheet([['x'.repeat(30_000)]]), 'return')
    for (let i = 0; i < 900; i++) {
      const sheet = utils.aoa_to_sheet([[`${i} ${'x'.repeat(30_000)}`]])
      utils.book_append_sheet(bomb, sheet, `s${i}`)
    }
    expect(
      await said(write(bomb, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array),
    ).toEqual(['file: The workbook is too large.'])
  })

  it('is refused when rows or columns were moved about', async () => {
    const csv = returnCsv(suspected, of(suspected), aSuspectedReturn(), 'en')
    const changed = (from: string | RegExp, to: string) => said(Buffer.from(csv.replace(from, to)))
    expect(await changed('codes,,Y0T17,Y_GE18', 'codes,,Y_GE18,Y0T17')).toEqual([
      expect.stringContaining('The columns are not'),
    ])
    expect(await changed('\nM,Male', '\nX,Male')).toEqual([expect.stringContaining('“X” is no row')])
    expect(await changed('\nM,Male', '\nF,Male')).toEqual([expect.stringContaining('“F” is there twice')])
    expect(await changed('new,FRA', 'new,Atlantis')).toEqual([
      expect.stringContaining('“Atlantis” is no country'),
    ])
    expect(await changed('new,FRA', 'new,')).toEqual([expect.stringContaining('says not what they count')])
    expect(await changed(/\nblock,By form[^\n]*/, '\nblock,,nothing')).toEqual(
      expect.arrayContaining([expect.stringContaining('no part “nothing”')]),
    )
  })
})

import { type CellObject, utils, write } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { csvReader } from './csv-records.ts'
import { findSeparator } from './csv-table.ts'
import { type OpenOptions, openTable, type TableRow } from './read-table.ts'

const seed = 20_260_802
const utf8 = (text: string) => new TextEncoder().encode(text)

async function rows(bytes: Uint8Array, options?: OpenOptions, name = 'file') {
  const table = await openTable({ name, bytes }, options)
  const all: string[][] = []
  for await (const batch of table.batches()) all.push(...batch.map(r => r.cells))
  return { table, all }
}
const refusal = async (bytes: Uint8Array, options?: OpenOptions) => {
  try {
    await rows(bytes, options)
  } catch (error) {
    return (error as { problem: { code: string; what: string } }).problem
  }
  throw new Error('The file was read.')
}

const cell = fc
  .array(fc.constantFrom('a', 'é', '名', ',', ';', '\t', '"', '\n', ' ', "'", '=', '1', 'ب'), {
    maxLength: 6,
  })
  .map(parts => parts.join(''))
const wide = fc
  .integer({ min: 2, max: 6 })
  .chain(width =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  )
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`

describe('a CSV table', () => {
  it('is read as it was written, with any separator and line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        wide,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (table, separator, end, last) => {
          const header = table[0]!.map((_, i) => `h${i}`)
          const text = [header, ...table].map(r => r.map(quote).join(separator)).join(end) + (last ? end : '')
          const { all } = await rows(utf8(text))
          // An apostrophe before a sign of a formula is taken off, as spreadsheets and our export put it on.
          expect(all).toEqual([header, ...table.map(r => r.map(c => c.replace(/^'(?='*[=+\-@\t\r])/, '')))])
        },
      ),
      { seed },
    )
  })

  it('is read as csv-parse reads it, however the text is cut into pieces', () => {
    fc.assert(
      fc.property(wide, fc.array(fc.nat(40), { maxLength: 12 }), fc.boolean(), (table, cuts, always) => {
        const text = table
          .map(r => r.map(c => (always || /[",\n]/.test(c) ? quote(c) : c)).join(','))
          .join('\n')
        const reader = csvReader(',')
        const read: string[][] = []
        let at = 0
        for (const cut of cuts) {
          read.push(...reader.push(text.slice(at, at + cut)).map(r => r.cells))
          at += cut
        }
        read.push(...reader.push(text.slice(at)).map(r => r.cells))
        const { records, open } = reader.end()
        read.push(...records.map(r => r.cells))
        expect(open).toBe(false)
        expect(read).toEqual(parse(text, { relax_column_count: true }))
      }),
      { seed, numRuns: 500 },
    )
  })

  it('keeps an empty line as a row, so that rows keep their numbers', async () => {
    expect((await rows(utf8('a,b\n\n1,2\n'))).all).toEqual([['a', 'b'], [''], ['1', '2']])
  })

  it('takes a quotation mark inside a cell for text, and marks one that leaves the end unclear', async () => {
    const table = await openTable({ name: 'f', bytes: utf8('a,b\nx 5" y,1\n"p" q,2\n"r",3') })
    const read: TableRow[] = []
    for await (const batch of table.batches()) read.push(...batch)
    expect(read.map(r => r.unclear ?? false)).toEqual([false, false, true, false])
    expect(read[1]!.cells).toEqual(['x 5" y', '1'])
    expect(read[3]!.cells).toEqual(['r', '3'])
  })

  it('names the row of a quotation mark that is never closed, after the rows before it', async () => {
    const table = await openTable({ name: 'f', bytes: utf8('a,b\n1,2\n"3,4\n5,6\n') })
    const seen: number[] = []
    await expect(async () => {
      for await (const batch of table.batches()) seen.push(...batch.map(r => r.number))
    }).rejects.toMatchObject({ problem: { code: 'file.quote', row: 3 } })
    expect(seen).toEqual([1, 2])
  })

  it('is decoded from UTF-8, UTF-16 and Windows-1252, the last with a notice', async () => {
    const text = 'Prénom;Pays\nZoé;Côte d’Ivoire'
    const expected = [
      ['Prénom', 'Pays'],
      ['Zoé', 'Côte d’Ivoire'],
    ]
    const utf16 = Buffer.from(text, 'utf16le')
    for (const bytes of [
      utf8(text),
      utf8(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      utf16,
    ]) {
      const { all, table } = await rows(new Uint8Array(bytes))
      expect(all).toEqual(expected)
      expect(table.notices).toEqual([])
    }
    const windows = Uint8Array.from(text, c => (c === '’' ? 0x92 : c.charCodeAt(0)))
    const { all, table } = await rows(windows)
    expect(all).toEqual(expected)
    expect(table.notices.map(n => n.code)).toEqual(['file.encoding'])
    const russian = Uint8Array.from([0xcf, 0xee, 0xeb, 0x3b, 0x31])
    expect((await rows(russian, { encoding: 'windows-1251' })).all).toEqual([['Пол', '1']])
  })

  it('finds its separator, or takes the one that its first line names', async () => {
    expect(findSeparator('a;b;c\n"1,2,3,4,5";2;3\n')).toBe(';')
    expect(findSeparator('a\tb\n1,5\t2,5\n')).toBe('\t')
    expect((await rows(utf8('sep=|\na|b\n1|2'))).all).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })
})

describe('a workbook', () => {
  const book = (cells: (CellObject | undefined)[][], bookType: 'xlsx' | 'ods' = 'xlsx', more = {}) => {
    const workbook = utils.book_new()
    const width = Math.max(...cells.map(r => r.length))
    const sheet = { '!data': cells, '!ref': `A1:${utils.encode_cell({ r: cells.length - 1, c: width - 1 })}` }
    utils.book_append_sheet(workbook, sheet as never, 'Sheet')
    Object.assign(workbook, more)
    return new Uint8Array(write(workbook, { type: 'array', bookType, bookSST: true }))
  }
  const text = (v: string): CellObject => ({ t: 's', v })

  it.each(['xlsx', 'ods'] as const)('gives the texts that were written into it (%s)', async format => {
    await fc.assert(
      fc.asyncProperty(wide, async table => {
        const tidy = table.map(r => r.map((c, i) => (i === 0 ? `r${c}.` : c).replace(/ *\n */g, '\n').trim()))
        const { all } = await rows(
          book(
            tidy.map(r => r.map(c => (c ? text(c) : undefined))),
            format,
          ),
        )
        expect(all.map((r, i) => tidy[i]!.map((_, c) => r[c] ?? ''))).toEqual(tidy)
      }),
      { seed, numRuns: 50 },
    )
  })

  it.each(['xlsx', 'ods'] as const)(
    'gives numbers in digits, dates as days, formulas by their value (%s)',
    async format => {
      const { all } = await rows(
        book(
          [
            [
              { t: 'n', v: 447700900123 },
              { t: 'n', v: 0.1 },
              { t: 'n', v: 43895, z: 'dd/mm/yyyy' },
              { t: 'n', v: 12345, z: '#,##0' },
              { t: 'b', v: true },
              { t: 'n', v: 7, f: 'A1+1' },
              { t: 's', v: 'x', f: '"x"' },
            ],
          ],
          format,
        ),
      )
      expect(all[0]).toEqual(['447700900123', '0.1', '2020-03-05', '12345', 'TRUE', '7', 'x'])
    },
  )

  it('keeps the zeros that a format puts before a number', async () => {
    expect((await rows(book([[{ t: 'n', v: 1234, z: '00000' }]]))).all).toEqual([['01234']])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const bytes = book([[{ t: 'n', v: 42433, z: 'yyyy-mm-dd' }]], 'xlsx', {
      Workbook: { WBProps: { date1904: true } },
    })
    const { table, all } = await rows(bytes)
    expect(table.since1904).toBe(true)
    expect(all[0]).toEqual(['2020-03-05'])
  })

  it('does not take a formula that was never worked out for nought', async () => {
    const sheet = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1-1</f><v>0</v></c><c r="C1"><v>5</v></c></row></sheetData></worksheet>`
    const { all } = await rows(minimalXlsx(sheet))
    expect(all[0]).toEqual(['#UNCALCULATED!', '0', '5'])
  })

  it('reads the sheet that is named', async () => {
    const workbook = utils.book_new()
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([['one']]), 'First')
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([['two']]), 'Second')
    const bytes = new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }))
    expect((await rows(bytes)).all).toEqual([['one']])
    expect((await rows(bytes, { sheet: 'Second' })).all).toEqual([['two']])
    expect(await refusal(bytes, { sheet: 'Third' })).toMatchObject({ code: 'file.sheet' })
  })

  function minimalXlsx(sheet: string): Uint8Array {
    const xml = '<?xml version="1.0" encoding="UTF-8"?>'
    const office = 'http://schemas.openxmlformats.org'
    return zipSync({
      '[Content_Types].xml': utf8(
        `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      ),
      '_rels/.rels': utf8(
        `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      'xl/workbook.xml': utf8(
        `${xml}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': utf8(
        `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': utf8(sheet),
    })
  }

  it('is refused when it unpacks to more than the limit, whatever it claims', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(3_000_000) }, { level: 9 })
    const limits = { unpackedBytesMax: 1_000_000 }
    expect(await refusal(bomb, { limits })).toMatchObject({ code: 'file.huge' })
    const lying = bomb.slice()
    const view = new DataView(lying.buffer)
    for (let i = 0; i < lying.length - 4; i++)
      if (view.getUint32(i, true) === 3_000_000) view.setUint32(i, 10, true)
    expect(await refusal(lying, { limits })).toMatchObject({ code: 'file.huge' })
  })

  it('is refused when it is cut off or altered', async () => {
    const whole = book([[text('a'), text('b')]])
    expect(await refusal(whole.slice(0, whole.length - 200))).toMatchObject({ code: 'file.damaged' })
    const altered = whole.slice()
    altered.fill(0x55, 60, 400)
    expect((await refusal(altered)).code).toMatch(/^file\.(damaged|notTable)$/)
  })
})

describe('a file that is no table', () => {
  it('is refused with one sentence that says what it is', async () => {
    const locked = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    for (const [bytes, code] of [
      [new Uint8Array(), 'file.empty'],
      [utf8('%PDF-1.7 …'), 'file.pdf'],
      [Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'file.image'],
      [utf8('<!DOCTYPE html><p>'), 'file.markup'],
      [new Uint8Array(locked), 'file.locked'],
      [Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'file.old'],
      [zipSync({ 'word/document.xml': utf8('<a/>') }), 'file.notTable'],
      [Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 256), 'file.notTable'],
    ] as const) {
      const problem = await refusal(bytes)
      expect(problem.code).toBe(code)
      expect(problem.what).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('is refused when it is too large, too wide or too long', async () => {
    const bytes = utf8(`${'a,'.repeat(20)}\n${'1,\n'.repeat(20)}`)
    expect((await refusal(bytes, { limits: { fileBytesMax: 10 } })).code).toBe('file.huge')
    expect((await refusal(bytes, { limits: { columnsMax: 10 } })).code).toBe('file.wide')
    expect((await refusal(bytes, { limits: { rowsMax: 10 } })).code).toBe('file.long')
  })
})

import { ok, type Problem, type Result } from '#kernel/result/result.ts'
import {
  type Block,
  type CellValue,
  cellKey,
  emptyContent,
  notRecorded,
  type ReturnContent,
  type TableDefinition,
  total,
} from './return.entity.ts'
import { type ReturnProblem, returnProblem } from './return-problem.rules.ts'
import { type SheetOf, sheetMark } from './sheet.rules.ts'
import { typedNumber } from './typed-number.rules.ts'

/** A cell as it was read: its value, or what stands in the way of taking it. */
export interface ReadCell {
  value: string | number | null
  /** A formula, an error of the spreadsheet, a date or truth value, or part of merged cells. */
  odd?: 'formula' | 'error' | 'kind' | 'merged'
}

/** What reading a sheet needs to know. */
export interface SheetKnowledge {
  definition: TableDefinition
  of: SheetOf
  /** ISO 3166 alpha-3 of a code or a name; undefined where nothing or several match. */
  countryOf(text: string): string | undefined
  /** Words for what is no number, in every language, folded. */
  unknown: ReadonlySet<string>
  notCollected: ReadonlySet<string>
  /** Title of a part in the reader's language. */
  titleOf(block: Block): string
}

const textMax = 5_000
const rowTextMax = 200

/** Case, blanks and hyphens do not part two words. */
export const foldedWord = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s\-_]+/g, ' ')

/** Where a cell stands, as a spreadsheet names it. */
export const addressOf = (row: number, column: number): string => {
  let letters = ''
  for (let n = column; n >= 0; n = Math.floor(n / 26) - 1)
    letters = String.fromCharCode(65 + (n % 26)) + letters
  return `${letters}${row + 1}`
}

/**
 * Reads what somebody filled into the sheet of a return.
 * @param lines rows of cells, from the first line on
 * @returns the content, or every problem with the cell it is in; sums and jumps are looked at afterwards
 */
export function readSheet(
  lines: readonly (readonly ReadCell[])[],
  known: SheetKnowledge,
): Result<ReturnContent> {
  const reader = new SheetReader(lines, known)
  reader.read()
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : ok(reader.content)
}

class SheetReader {
  readonly problems: Problem[] = []
  readonly content: ReturnContent = emptyContent()
  readonly #lines: readonly (readonly ReadCell[])[]
  readonly #known: SheetKnowledge
  readonly #blocks = new Set<string>()

  constructor(lines: readonly (readonly ReadCell[])[], known: SheetKnowledge) {
    this.#lines = lines
    this.#known = known
  }

  read(): undefined {
    if (this.#text(0, 0) !== sheetMark) return this.#say('A1', 'sheet-mark')
    let block: { block: Block; columns: string[]; rows: Set<string> } | undefined
    for (let row = 1; row < this.#lines.length; row++) {
      const word = this.#text(row, 0)
      if (word === 'block') block = this.#block(row)
      else if (word === 'explanation') {
        this.#explanation(row)
        block = undefined
      } else if (block) {
        if (word === 'codes') block.columns = this.#columns(row, block.block)
        else if (word !== '' || this.#values(row, block.columns.length)) this.#line(row, word, block)
      } else if (word !== '') {
        this.#head(row, word)
        // What stands in the sheet of another table says nothing about this one.
        if (this.problems.some(({ code }) => /^returns\.sheet-(?:table|version)$/.test(code))) return
      }
    }
    for (const block of this.#known.definition.blocks)
      if (!this.#blocks.has(block.id)) this.#say('sheet', 'sheet-part-missing', this.#known.titleOf(block))
  }

  #head(row: number, word: string): void {
    const { definition, of } = this.#known
    const said = this.#text(row, 2)
    const mustBe = (wanted: string, name: ReturnProblem) => {
      if (said.toLowerCase() !== wanted.toLowerCase())
        this.#say(addressOf(row, 2), name, name === 'sheet-agency' ? undefined : said || '–')
    }
    if (word === 'table') {
      const sameTable = said.toLowerCase().startsWith(`${of.tableId} `)
      mustBe(`${of.tableId} ${of.version}`, sameTable ? 'sheet-version' : 'sheet-table')
    } else if (word === 'agency') mustBe(of.agencyId, 'sheet-agency')
    else if (word === 'period') mustBe(of.period, 'sheet-period')
    else if (word === 'articles' || word === 'source' || word === 'note')
      this.content[word] = this.#long(row, 2)
    else if (word === 'currency') {
      if (definition.measure === 'amount') this.content.currency = said.toUpperCase() || null
    } else this.#say(addressOf(row, 0), 'sheet-line', word)
  }

  #block(row: number) {
    const id = this.#text(row, 2)
    const block = this.#known.definition.blocks.find(b => b.id === id)
    if (!block || this.#blocks.has(id)) {
      this.#say(addressOf(row, 2), block ? 'sheet-part-twice' : 'sheet-part-unknown', id)
      return undefined
    }
    this.#blocks.add(id)
    const columns = [...(block.columns?.codes ?? []), total]
    return { block, columns, rows: new Set<string>() }
  }

  #columns(row: number, block: Block): string[] {
    const wanted = [...(block.columns?.codes ?? []), total]
    const said = wanted.map((_, i) => this.#text(row, 2 + i))
    if (said.some((code, i) => code !== wanted[i]))
      this.#say(addressOf(row, 2), 'sheet-columns', wanted.join(', '))
    return wanted
  }

  #line(row: number, word: string, at: { block: Block; columns: string[]; rows: Set<string> }): undefined {
    const { block, columns, rows } = at
    if (word === '') {
      // The line of names below the codes carries no values that count.
      if (row > 0 && this.#text(row - 1, 0) === 'codes') return
      return this.#say(addressOf(row, 0), 'sheet-unnamed')
    }
    const code = word === 'new' ? this.#added(row, at) : word
    if (code === undefined) return
    const fixed = word === total || block.rows.codes.includes(word)
    if (word !== 'new' && !fixed) return this.#say(addressOf(row, 0), 'sheet-row', word)
    if (rows.has(code)) return this.#say(addressOf(row, 0), 'sheet-row-twice', code)
    rows.add(code)
    if (word === 'new') {
      this.content.rows[block.id] = [...(this.content.rows[block.id] ?? []), code]
    }
    columns.forEach((column, i) => {
      const value = this.#value(row, 2 + i)
      if (value !== undefined) this.content.cells[cellKey(block.id, code, column)] = value
    })
  }

  /** The code of a row that the agency added; undefined for an empty line or one that cannot be read. */
  #added(row: number, { block, columns }: { block: Block; columns: string[] }): string | undefined {
    const written = this.#text(row, 1)
    if (written === '') {
      if (this.#values(row, columns.length)) this.#say(addressOf(row, 1), 'sheet-unnamed-new')
      return undefined
    }
    if (block.rows.open === 'countries') {
      const code = this.#known.countryOf(written)
      if (!code) this.#say(addressOf(row, 1), 'sheet-country', written)
      return code
    }
    if (block.rows.open !== 'text') {
      this.#say(addressOf(row, 0), 'sheet-no-rows')
      return undefined
    }
    if (
      written.length > rowTextMax ||
      written.includes('|') ||
      written === total ||
      written === notRecorded
    ) {
      this.#say(addressOf(row, 1), 'sheet-row-name')
      return undefined
    }
    return written
  }

  #explanation(row: number): void {
    const id = this.#text(row, 2)
    if (/^(jump|pair)\|[^\n]{1,300}$/.test(id)) this.content.explanations[id] = this.#long(row, 3)
  }

  #values(row: number, count: number): boolean {
    return Array.from({ length: count }, (_, i) => this.#lines[row]?.[2 + i]).some(
      cell => cell?.odd !== undefined || (cell?.value ?? '') !== '',
    )
  }

  #value(row: number, column: number): CellValue | undefined {
    const cell = this.#lines[row]?.[column]
    if (!cell) return undefined
    const at = addressOf(row, column)
    if (cell.odd) {
      this.#say(at, `sheet-${cell.odd}`)
      return undefined
    }
    if (typeof cell.value === 'number') return cell.value
    const text = (cell.value ?? '').trim()
    if (text === '') return undefined
    const word = foldedWord(text)
    if (this.#known.unknown.has(word)) return 'unknown'
    if (this.#known.notCollected.has(word)) return 'not-collected'
    const number = typedNumber(text)
    if (number !== undefined) return number
    this.#say(at, 'sheet-number', text)
    return undefined
  }

  #text(row: number, column: number): string {
    const cell = this.#lines[row]?.[column]
    if (cell?.odd && (column !== 0 || cell.odd !== 'merged')) {
      if (column < 2) this.#say(addressOf(row, column), `sheet-${cell.odd}`)
      return ''
    }
    return String(cell?.value ?? '').trim()
  }

  #long(row: number, column: number): string {
    const text = this.#text(row, column)
    if (text.length > textMax) this.#say(addressOf(row, column), 'sheet-text')
    return text.slice(0, textMax)
  }

  #say(where: string, name: ReturnProblem, value?: string): undefined {
    if (this.problems.length < 200) this.problems.push(returnProblem(where, name, value))
  }
}

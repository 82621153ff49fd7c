import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Problem, Result } from '#kernel/result/result.ts'
import type { TextRow } from '../population/reading.rules.ts'
import { type CodeMapping, type IcTipCodes, icTipMax, mappedLists } from './classification.entity.ts'

/** All codes of facts are fewer; a longer file is another one. */
export const mappingRowsMax = 5_000
/** No more problems than one can read. */
const problemsMax = 100

const headers = {
  list: ['codelist', 'list'],
  code: ['code'],
  icTip: ['ictip', 'ictipcode'],
} as const
type Column = keyof typeof headers

/** Letters and digits of any script with the marks that codes are written with; a letter or digit first, no blank last. */
const written = new RegExp(
  `^[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._:/()-]{0,${icTipMax - 2}}[\\p{L}\\p{N}._:/()-])?$`,
  'u',
)

/**
 * Reads a mapping from the rows of a file. The first row that is not empty names the columns: code list, code, IC-TIP
 * code; others are not read. A row without an IC-TIP code says that the code is not mapped.
 * @returns every row's mapping, or one problem for each bad row
 */
export function readMapping(lines: readonly TextRow[], lists: Codelists): Result<CodeMapping[]> {
  const [head, ...body] = lines.filter(line => line.cells.some(cell => cell.trim() !== ''))
  if (!head || body.length === 0)
    return failed(
      problem('file', 'empty', 'The file has no rows.', 'Export the codes, fill in the file and choose it.'),
    )
  if (body.length > mappingRowsMax)
    return failed(
      problem(
        'file',
        'tooLong',
        `The file has ${body.length} rows, more than there are codes.`,
        'Choose the file with code lists, codes and IC-TIP codes.',
        String(body.length),
      ),
    )
  const at = columnsOf(head)
  if (at.list === undefined || at.code === undefined || at.icTip === undefined)
    return failed(
      problem(
        `row ${head.number}`,
        'columns',
        'A column for the code list, the code or the IC-TIP code is missing.',
        'Name the columns in the first row: code list, code, IC-TIP code.',
      ),
    )
  const columns = { list: at.list, code: at.code, icTip: at.icTip }
  const rows = body.map(({ number, cells }) => {
    const cell = (name: Column) => (cells[columns[name]] ?? '').trim()
    return { number, list: cell('list'), code: cell('code'), icTip: cell('icTip') || null }
  })
  const problems = checkRows(rows, lists)
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: rows.map(({ number: _, ...mapping }) => mapping) }
}

/** What is wrong with mappings that are entered together: of each at most one problem, with the code as its place. */
export function checkMappings(rows: readonly CodeMapping[], lists: Codelists): Problem[] {
  const seen = new Set<string>()
  return rows
    .flatMap(row => {
      const where = `${short(row.list)} ${short(row.code)}`
      const isNew = !seen.has(keyOf(row))
      seen.add(keyOf(row))
      if (isNew) return checkMapping(row, where, lists) ?? []
      return problem(where, 'repeated', 'The same code is named twice.', 'Name it once.')
    })
    .slice(0, problemsMax)
}

/** The same for rows of a file, each with its number there. */
function checkRows(rows: readonly (CodeMapping & { number: number })[], lists: Codelists): Problem[] {
  const seen = new Map<string, number>()
  return rows
    .flatMap(row => {
      const where = `row ${row.number}`
      const before = seen.get(keyOf(row))
      if (before === undefined) {
        seen.set(keyOf(row), row.number)
        return checkMapping(row, where, lists) ?? []
      }
      return problem(
        where,
        'twice',
        `The same code stands in row ${before} already.`,
        'Keep one of the two.',
        String(before),
      )
    })
    .slice(0, problemsMax)
}

function checkMapping(
  { list, code, icTip }: CodeMapping,
  where: string,
  lists: Codelists,
): Problem | undefined {
  if (!mappedLists.some(one => one.list === list))
    return problem(
      where,
      'list',
      `Facts have no code list “${short(list)}”.`,
      'Write its name as the exported file has it.',
      short(list),
    )
  if (!lists.get(list).codes.some(one => one.code === code))
    return problem(
      where,
      'code',
      `The list has no code “${short(code)}”.`,
      'Write it as the exported file has it; a spreadsheet may have turned it into a date.',
      short(code),
    )
  if (icTip !== null && !written.test(icTip))
    return problem(
      where,
      'icTip',
      `“${short(icTip)}” cannot be an IC-TIP code.`,
      `Write at most ${icTipMax} letters, digits, blanks and the marks . - _ : / ( ), a letter or digit first, or leave it empty.`,
      short(icTip),
    )
  return undefined
}

/** The rows that say something else than what stands. */
export const changesIn = (rows: readonly CodeMapping[], stands: IcTipCodes): CodeMapping[] =>
  rows.filter(({ list, code, icTip }) => (stands.get(list)?.get(code) ?? null) !== icTip)

function columnsOf(head: TextRow): Partial<Record<Column, number>> {
  const at: Partial<Record<Column, number>> = {}
  head.cells.forEach((cell, i) => {
    const plain = cell.toLowerCase().replace(/[^a-z]/g, '')
    for (const name of Object.keys(headers) as Column[])
      if ((headers[name] as readonly string[]).includes(plain)) at[name] ??= i
  })
  return at
}

const keyOf = ({ list, code }: CodeMapping) => `${list} ${code}`
const short = (text: string) => text.slice(0, 60)
const failed = (...problems: Problem[]): Result<never> => ({ ok: false, problems })
const problem = (where: string, code: string, what: string, remedy: string, value?: string): Problem => ({
  where,
  code: `classification.${code}`,
  what,
  remedy,
  ...(value !== undefined && { value }),
})

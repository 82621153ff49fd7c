import type { Codelists } from '#kernel/entity/codelist.ts'
import type { CaseDraft, RowOutcome } from './case-draft.ts'
import type { ImportMapping } from './import-mapping.ts'
import { type ImportProblem, type Severity, UnreadableFile } from './import-problem.ts'
import { headOfTable, type LayoutProposal, recogniseLayout } from './layouts.ts'
import type { DateOrder } from './read-dates.ts'
import { type OpenOptions, openTable, type Table } from './read-table.ts'
import { rowKeys } from './row-key.ts'
import type { TableFile } from './table-file.ts'
import { checkMapping, draftReader } from './to-draft.ts'

export interface ReadOptions {
  /** Who imports; part of the key of every row. */
  scope: string
  /** Makes the keys of rows HMAC-SHA-256; needed for keys that are stored. */
  secret?: Uint8Array
}

export interface CaseBatch {
  outcomes: RowOutcome[]
  /** Rows in which nothing stands that is read. */
  empty: number
  /** Number of the last row read. */
  lastRow: number
}

/**
 * Opens a file and recognises its layout. Of a workbook it takes the first sheet of a known layout, or else the first.
 * @throws UnreadableFile with one clear sentence
 */
export async function openCaseTable(
  file: TableFile,
  lists: Codelists,
  options: OpenOptions = {},
): Promise<{ table: Table; proposal: LayoutProposal }> {
  const table = await openTable(file, options)
  const candidates = options.sheet || !table.ofSheet ? [table] : table.sheets.map(table.ofSheet)
  const read: { table: Table; proposal: LayoutProposal }[] = []
  for (const candidate of candidates)
    read.push({ table: candidate, proposal: recogniseLayout(await headOfTable(candidate), lists) })
  const known = read.filter(r => r.proposal.certain)
  const chosen = known[0] ?? read[0]!
  chosen.proposal.notices.unshift(...chosen.table.notices)
  if (known.length > 1)
    chosen.proposal.notices.unshift({
      severity: 'notice',
      where: file.name,
      code: 'table.sheets',
      what: `${known.length} sheets hold cases; only “${chosen.table.sheet}” is read.`,
      remedy: `Import the others one by one: ${known
        .slice(1)
        .map(r => r.table.sheet)
        .join(', ')}.`,
    })
  return chosen
}

/**
 * Reads a table's rows into drafts, in batches, holding one batch at a time.
 * @throws UnreadableFile where reading must stop; what was read before stands
 */
export async function* readCases(
  table: Table,
  mapping: ImportMapping,
  lists: Codelists,
  options: ReadOptions & { dateOrders?: Record<DateOrder, number> },
): AsyncGenerator<CaseBatch> {
  const reader = draftReader(table, mapping, lists, rowKeys(options.scope, options.secret))
  let skipped = 0
  for await (const rows of table.batches()) {
    const batch: CaseBatch = { outcomes: [], empty: 0, lastRow: rows.at(-1)?.number ?? 0 }
    for (const row of rows) {
      if (skipped < mapping.headerRows) {
        skipped++
        continue
      }
      const outcome = reader.read(row)
      if (outcome) batch.outcomes.push(outcome)
      else batch.empty++
    }
    if (options.dateOrders) Object.assign(options.dateOrders, reader.dateOrders)
    yield batch
  }
}

/** The same problem in many rows, told once. */
export interface ProblemGroup {
  severity: Severity
  code: string
  column?: string
  header?: string
  labelKey?: string
  what: string
  remedy: string
  rows: number
  firstRow?: number
}

/** What an import would do, without doing it. */
export interface DryRun {
  /** Rows that hold something. */
  rows: number
  /** Rows that become cases. */
  good: number
  /** Rows that are left out. */
  bad: number
  empty: number
  /** Cases that stand in this file before, equal in everything: other persons, as far as the file tells. */
  alike: number
  /** The first problems in full. */
  problems: ImportProblem[]
  /** Every problem and notice, by what it is and the column. */
  groups: ProblemGroup[]
  /** The first drafts, to look at. */
  preview: CaseDraft[]
  dateOrders: Record<DateOrder, number>
}

const problemsMax = 1_000
const groupsMax = 2_000

/**
 * Reads a whole file and says what an import would do.
 * @param previewCount how many drafts to show
 */
export async function dryRun(
  table: Table,
  mapping: ImportMapping,
  lists: Codelists,
  options: ReadOptions & { previewCount?: number },
): Promise<DryRun> {
  const result: DryRun = {
    rows: 0,
    good: 0,
    bad: 0,
    empty: 0,
    alike: 0,
    problems: [],
    groups: [],
    preview: [],
    dateOrders: { dmy: 0, mdy: 0 },
  }
  const groups = new Map<string, ProblemGroup>()
  const contents = new Set<string>()
  const note = (problem: ImportProblem) => {
    if (result.problems.length < problemsMax) result.problems.push(problem)
    const key = `${problem.severity} ${problem.code} ${problem.column ?? ''}`
    const group = groups.get(key)
    if (group) group.rows++
    else if (groups.size < groupsMax)
      groups.set(key, {
        severity: problem.severity,
        code: problem.code,
        what: problem.what,
        remedy: problem.remedy,
        rows: 1,
        ...(problem.column ? { column: problem.column } : {}),
        ...(problem.header ? { header: problem.header } : {}),
        ...(problem.labelKey ? { labelKey: problem.labelKey } : {}),
        ...(problem.row ? { firstRow: problem.row } : {}),
      })
  }
  for (const problem of checkMapping(mapping, lists)) note(problem)
  if (result.problems.length === 0)
    try {
      for await (const batch of readCases(table, mapping, lists, {
        ...options,
        dateOrders: result.dateOrders,
      })) {
        result.empty += batch.empty
        for (const outcome of batch.outcomes) {
          result.rows++
          for (const problem of outcome.problems) note(problem)
          if (!outcome.draft) {
            result.bad++
            continue
          }
          result.good++
          if (contents.has(outcome.draft.contentKey)) result.alike++
          else contents.add(outcome.draft.contentKey)
          if (result.preview.length < (options.previewCount ?? 5)) result.preview.push(outcome.draft)
        }
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      note(error.problem)
    }
  result.groups = [...groups.values()].sort(
    (a, b) => weight[a.severity] - weight[b.severity] || b.rows - a.rows,
  )
  return result
}

const weight: Record<Severity, number> = { file: 0, row: 1, notice: 2 }

import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { type AddedCount, addUp, type Part, partOf } from './adding.rules.ts'
import { type Counted, isPlain } from './counts.rules.ts'
import { periodsOf, readPeriod } from './period.rules.ts'
import {
  type ResponseStep,
  type ReturnContent,
  type ReturnMeasure,
  type TableDefinition,
  total,
} from './return.entity.ts'
import { readTables, type TableBook } from './tables.store.ts'

export type { ResponseStep } from './return.entity.ts'

/**
 * A number that agencies of one kind returned for one year. `_T` is the total over a dimension; `_U` those of whom the
 * value is not recorded. What is unknown or not collected is not there, since it is not zero. Facts from cases stand
 * beside it and are never added to it.
 */
export interface ReturnedCount {
  step: ResponseStep
  measure: ReturnMeasure
  agencyKind: string
  year: number
  sex: 'F' | 'M' | '_O' | '_U' | '_T'
  age: 'Y0T17' | 'Y_GE18' | '_U' | '_T'
  /** ISO 3166 alpha-3, `_U` or `_T`. */
  citizenship: string
  /** Code of HTCDS's TypeOfExploitation, `several`, `_U` or `_T`. */
  form: string
  count: number
  /** ISO 4217, for amounts. */
  unit?: string
  /** National articles of law under which was counted. */
  articles: string
  /** Agencies, and the registers they drew from. */
  source: string
  /** Definition of the table, and what the agencies noted. */
  note: string
  /** Table and version; several versions where agencies sent under different ones. */
  table: string
  /** How many agencies of the kind the number is from, and how many owe the table. */
  agencies: number
  agenciesOwing: number
  /** The least number above 0 that an agency learns of the others by taking away its own; null where it learns none. */
  leastOfOthers: number | null
}

/** The same, broken down by what is no dimension of {@link ReturnedCount}: article, length of sentence, asset, route. */
export interface ReturnedBreakdown extends ReturnedCount {
  block: string
  by: Partial<Record<'article' | 'sentence' | 'asset' | 'route', string>>
}

/**
 * What agencies returned for whole years, by the newest accepted revision of each return. Parts of a year are added only
 * where all are there; agencies of one kind are added, since they count different persons' first contacts.
 * An agency reads its own, those to whom returns come and the node read all.
 * @param years the first and the last year
 */
export async function returnedCounts(
  tx: Read,
  { from, to }: { from: number; to: number },
): Promise<ReturnedCount[]> {
  return (await added(tx, { from, to })).filter(line => isPlain(line.counted)).map(line => line.count)
}

/** The same for what is counted by articles of law, lengths of sentences, kinds of property and routes. */
export async function returnedBreakdowns(
  tx: Read,
  { from, to }: { from: number; to: number },
): Promise<ReturnedBreakdown[]> {
  return (await added(tx, { from, to }, 'all'))
    .filter(({ counted }) => !isPlain(counted) || counted.apart)
    .map(({ count, counted }) => ({ ...count, block: counted.block, by: otherCodes(counted) }))
}

interface Accepted {
  agencyId: string
  agency: string
  agencyKind: string
  tableId: string
  tableVersion: number
  period: string
  content: ReturnContent
}

type Line = { count: ReturnedCount; counted: AddedCount }

/** The newest accepted revision of every return for periods of these years. */
export async function acceptedReturns(
  tx: Read,
  { from, to }: { from: number; to: number },
): Promise<Accepted[]> {
  const { rows } = await sql<Accepted>`
    select distinct on (r.id) r.agency_id as "agencyId", d.name as agency, d.kind as "agencyKind",
      r.table_id as "tableId", v.table_version as "tableVersion", r.period, v.content
    from statistics.agency_return r
    join access.agency_directory d on d.id = r.agency_id
    join statistics.return_revision v on v.return_id = r.id
    join statistics.return_decision c on c.return_id = r.id and c.revision = v.revision and c.decision = 'accepted'
    where left(r.period, 4)::int between ${from} and ${to}
    order by r.id, v.revision desc`.execute(tx.db)
  return rows
}

async function owingByKind(tx: Read): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from access.agency_directory where closed_on is null group by kind`.execute(
    tx.db,
  )
  return new Map(rows.map(r => [r.kind, r.count]))
}

async function added(tx: Read, years: { from: number; to: number }, only: 'table' | 'all' = 'table') {
  const [book, accepted, owing] = [
    await readTables(tx),
    await acceptedReturns(tx, years),
    await owingByKind(tx),
  ]
  const wholeYears = wholeYearsOf(accepted, book, only)
  const groups = Map.groupBy(wholeYears, y => [y.definition.id, y.agencyKind, y.year, y.unit ?? ''].join('|'))
  return [...groups.values()].flatMap(group => linesOf(group, owing)).sort(inOrder)
}

interface WholeYear {
  agency: string
  agencyKind: string
  year: number
  unit: string | undefined
  definition: TableDefinition
  contents: ReturnContent[]
  counted: Part
}

/** One agency's year of one table; left out where a part of the year is missing or was counted in another currency. */
function wholeYearsOf(accepted: readonly Accepted[], book: TableBook, only: 'table' | 'all'): WholeYear[] {
  const years = Map.groupBy(accepted, a => [a.agencyId, a.tableId, a.period.slice(0, 4)].join('|'))
  return [...years.values()].flatMap(parts => {
    const last = parts.reduce((a, b) => (a.period > b.period ? a : b))
    const definition = book.version(last.tableId, last.tableVersion)
    const { kind, year } = readPeriod(last.period)!
    const wanted = periodsOf(kind, year)
    const present = wanted.map(period => parts.find(p => p.period === period))
    if (present.some(p => p === undefined)) return []
    const contents = present.map(p => p!.content)
    const currencies = new Set(contents.map(c => c.currency))
    if (definition.measure === 'amount' && currencies.size > 1) return []
    const counted = present.map(p => partOf(book.version(p!.tableId, p!.tableVersion), p!.content, only))
    return [
      {
        agency: last.agency,
        agencyKind: last.agencyKind,
        year,
        unit: definition.measure === 'amount' ? (contents[0]!.currency ?? undefined) : undefined,
        definition,
        contents,
        counted: addUp(counted),
      },
    ]
  })
}

function linesOf(group: readonly WholeYear[], owing: ReadonlyMap<string, number>): Line[] {
  const { definition, agencyKind, year, unit } = group[0]!
  const texts = (pick: (content: ReturnContent) => string) =>
    [...new Set(group.flatMap(y => y.contents.map(pick)).map(t => t.trim()))].filter(Boolean)
  const articles = texts(c => c.articles).join('; ')
  const source = group.map(y => `${y.agency}: ${y.contents.at(-1)!.source.trim()}`).join('; ')
  const definitions = [...new Map(group.map(y => [y.definition.version, y.definition])).values()]
  const note = [...new Set([...definitions.map(d => d.note.en), ...texts(c => c.note)])].join(' ')
  // Agencies that sent under different versions stand in one number, which says so.
  const versions = definitions.map(({ version }) => version).sort((a, b) => a - b)
  return addUp(group.map(y => y.counted)).counts.map(counted => ({
    counted,
    count: {
      step: definition.step,
      measure: definition.measure,
      agencyKind,
      year,
      sex: (counted.codes.sex ?? total) as ReturnedCount['sex'],
      age: (counted.codes.age ?? total) as ReturnedCount['age'],
      citizenship: counted.codes.citizenship ?? total,
      form: counted.codes.form ?? total,
      count: counted.count,
      leastOfOthers: counted.leastOfOthers,
      ...(unit && { unit }),
      articles,
      source,
      note,
      table: `${definition.id} ${versions.join(', ')}`,
      agencies: group.length,
      agenciesOwing: Math.max(group.length, owing.get(agencyKind) ?? 0),
    },
  }))
}

function otherCodes({ codes }: Counted): ReturnedBreakdown['by'] {
  const { sex: _, age: __, citizenship: ___, form: ____, ...others } = codes
  return others
}

const inOrder = (a: Line, b: Line) =>
  a.count.year - b.count.year ||
  a.count.table.localeCompare(b.count.table) ||
  a.count.agencyKind.localeCompare(b.count.agencyKind)

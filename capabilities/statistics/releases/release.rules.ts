import type { Problem, Result } from '#kernel/result/result.ts'
import { ok, refused } from '#kernel/result/result.ts'
import { cellsMax } from '../disclosure/cube.ts'
import { type DimensionId, type FactKind, findDimension } from '../statistics.entity.ts'
import {
  dimensionsPerTableMax,
  type FrozenCounts,
  type ReleaseDefinition,
  type ReleaseMethod,
  type ReleaseTable,
  releaseMethods,
  tablesMax,
} from './release.entity.ts'
import { linkName } from './release-cubes.ts'

/** What somebody asks for when she makes a release. */
export interface ReleaseWish {
  title: string
  kind: FactKind
  tables: readonly { title: string; dimensions: readonly string[] }[]
  thresholds: { public: number; internal: number }
  /** 'withhold' where nothing is said. */
  method?: ReleaseMethod
}

/** What a release went out as, for those that come after it. */
export interface WentOut {
  name: string
  definition: Pick<ReleaseDefinition, 'method' | 'thresholds'>
}

const fieldsMax = 5

/**
 * Checks what is wished for.
 * @returns every problem, with what to do
 */
export function readWish(wish: ReleaseWish): Result<ReleaseTable[]> {
  const problems: Problem[] = []
  const complain = (where: string, code: string, what: string, remedy: string) =>
    void problems.push({ where, code, what, remedy })
  if (wish.title.trim() === '')
    complain(
      'title',
      'release.title',
      'The release has no title.',
      'Say what it is about, and of which years.',
    )
  if (wish.tables.length === 0 || wish.tables.length > tablesMax)
    complain(
      'tables',
      'release.tables',
      `There are ${wish.tables.length} tables.`,
      `Choose 1 to ${tablesMax}.`,
    )
  const fields = new Set<string>()
  const tables = wish.tables.map((table, i): ReleaseTable => {
    const known = table.dimensions.flatMap(id => {
      const dimension = findDimension(id)
      if (dimension?.kinds.includes(wish.kind)) return [dimension]
      complain(
        `tables[${i}]`,
        'statistics.dimension',
        `Facts of this kind are not counted by “${id.slice(0, 40)}”.`,
        'Choose one of those that /api/statistics/dimensions names.',
      )
      return []
    })
    const columns = known.map(d => d.column)
    if (known.length === 0 || known.length > dimensionsPerTableMax)
      complain(
        `tables[${i}]`,
        'release.dimensions',
        `Table ${i + 1} counts by ${known.length} dimensions.`,
        `Choose 1 to ${dimensionsPerTableMax}.`,
      )
    if (new Set(columns).size < columns.length)
      complain(
        `tables[${i}]`,
        'statistics.sameField',
        `Table ${i + 1} counts the same field twice.`,
        'Choose different ones.',
      )
    for (const column of columns) fields.add(column)
    return { title: table.title.trim(), dimensions: known.map(d => d.id) as DimensionId[] }
  })
  if (fields.size > fieldsMax)
    complain(
      'tables',
      'release.fields',
      `The tables count by ${fields.size} fields together.`,
      `Use at most ${fieldsMax} in one release, so that they can be protected together.`,
    )
  const { thresholds } = wish
  for (const audience of ['public', 'internal'] as const)
    if (!Number.isInteger(thresholds[audience]) || thresholds[audience] < 3 || thresholds[audience] > 100)
      complain(
        `thresholds.${audience}`,
        'release.threshold',
        `The threshold is ${thresholds[audience]}.`,
        'Give a whole number from 3 to 100.',
      )
  if (wish.method !== undefined && !releaseMethods.includes(wish.method))
    complain(
      'method',
      'release.way',
      `“${String(wish.method).slice(0, 40)}” is no way to protect a release.`,
      'Choose withhold or round.',
    )
  if (thresholds.internal > thresholds.public)
    complain(
      'thresholds.internal',
      'release.thresholds',
      'The threshold for the node is higher than the one for the public.',
      'What the public sees the node sees, too: make it the same or lower.',
    )
  return problems.length > 0 ? { ok: false, problems } : ok(tables)
}

/**
 * Refuses a table with more cells than can be protected; a table has a cell for every combination of codes and totals.
 * @param counts as they were frozen
 */
export function checkSizes(tables: readonly ReleaseTable[], counts: FrozenCounts): Result<true> {
  const codes = new Map(
    counts.dimensions.map((id, i) => [linkName(id), new Set(counts.rows.map(row => String(row[i]))).size]),
  )
  const problems = tables.flatMap((table, i): Problem[] => {
    const cells = table.dimensions.reduce((n, id) => n * ((codes.get(linkName(id)) ?? 0) + 1), 1)
    return cells <= cellsMax
      ? []
      : [
          {
            where: `tables[${i}]`,
            code: 'release.size',
            what: `Table ${i + 1} would have ${cells.toLocaleString('en')} cells, more than the ${cellsMax.toLocaleString('en')} that can be protected.`,
            remedy: 'Count it by fewer fields, or by coarser ones.',
          },
        ]
  })
  return problems.length > 0 ? { ok: false, problems } : ok(true)
}

/**
 * Refuses a way of protecting that does not go with what went out before: numbers withheld once and rounded once, or
 * rounded to two bases, could be narrowed by laying one over the other.
 */
export function checkMethod(wish: WentOut['definition'], earlier: readonly WentOut[]): Result<true> {
  const way = ({ method, thresholds }: WentOut['definition']) =>
    method === 'round' ? `rounded to multiples of ${thresholds.public}` : 'withheld'
  const other = earlier.find(({ definition }) => way(definition) !== way(wish))
  if (!other) return ok(true)
  return refused({
    where: 'method',
    code: 'release.method',
    what: `Release ${other.name} of the same kind of figures protects counts in another way: small ones are ${way(other.definition)}.`,
    remedy: 'Choose the same way; two laid over each other could give counts away.',
  })
}

/** What a correction may follow: the newest published revision of its number, of the same kind, with a reason. */
export function checkCorrection(
  former: { kind: string; status: string; revision: number },
  newestRevision: number,
  wish: Pick<ReleaseWish, 'kind'>,
  reason: string,
): Result<true> {
  const problems: Problem[] = []
  if (reason.trim() === '')
    problems.push({
      where: 'reason',
      code: 'release.correction.reason',
      what: 'The correction gives no reason.',
      remedy: 'Say what was wrong and what is different now; everybody will read it.',
    })
  if (!['published', 'withdrawn'].includes(former.status) || former.revision !== newestRevision)
    problems.push({
      where: 'corrects',
      code: 'release.correction.former',
      what: 'Only the newest published revision can be corrected.',
      remedy: 'Open the newest revision of this release and correct that one.',
    })
  if (former.kind !== wish.kind)
    problems.push({
      where: 'kind',
      code: 'release.correction.kind',
      what: 'The correction counts another kind of facts.',
      remedy: 'Count the same kind, or make a release of its own.',
    })
  return problems.length > 0 ? { ok: false, problems } : ok(true)
}

/** What is said of tables that no withholding makes safe. @param what the sentence of the one who tried */
export const unprotectable = (what: string): Problem => ({
  where: 'tables',
  code: 'release.unprotectable',
  what,
  remedy: 'Use coarser codes, a longer period, or fewer tables.',
})

/** How a release is named where others refer to it: '2026-1', '2026-1 rev. 2'. */
export const releaseName = (number: string, revision: number): string =>
  revision === 1 ? number : `${number} rev. ${revision}`

/**
 * The next free number of a year.
 * @param taken numbers of all releases, '2026-1'
 */
export function nextNumber(year: number, taken: readonly string[]): string {
  const used = taken.flatMap(number => {
    const [of, n] = number.split('-')
    return Number(of) === year ? [Number(n)] : []
  })
  return `${year}-${Math.max(0, ...used) + 1}`
}

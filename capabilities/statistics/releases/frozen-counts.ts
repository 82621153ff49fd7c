import { sql } from 'kysely'
import type { Statistics } from '#platform/database/transaction.ts'
import { type DimensionId, type FactKind, findDimension, unknown } from '../statistics.entity.ts'
import { type FrozenCounts, several } from './release.entity.ts'
import { linkName } from './release-cubes.ts'

/**
 * Counts the facts of a kind by all dimensions of a release at once. A fact with several values of a field stands under
 * 'several'; nothing known is 'unknown'.
 */
export async function countFacts(
  tx: Statistics,
  kind: FactKind,
  dimensions: readonly DimensionId[],
): Promise<FrozenCounts> {
  // Of a field counted coarse and fine, the fine says both.
  const ids = [...new Set(dimensions.map(linkName))]
    .map(name => dimensions.find(id => id === name) ?? dimensions.find(id => linkName(id) === name)!)
    .sort()
  const columns = ids.map(id => {
    const { column, multiple } = findDimension(id)!
    const name = sql.ref(column.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`))
    return multiple
      ? sql<string>`case when coalesce(cardinality(${name}), 0) = 0 then ${sql.lit(unknown)}
          when cardinality(${name}) = 1 then ${name}[1] else ${sql.lit(several)} end`
      : sql<string>`coalesce(${name}::text, ${sql.lit(unknown)})`
  })
  const places = sql.join(columns.map((_, i) => sql.lit(i + 1)))
  const { rows } = await sql<{ codes: string[]; count: number }>`
    select array[${sql.join(columns.map((_, i) => sql.ref(`c${i}`)))}] as codes, count from (
      select ${sql.join(columns.map((column, i) => sql`${column} as ${sql.ref(`c${i}`)}`))}, count(*)::int as count
      from statistics.fact where kind = ${kind} and not withdrawn group by ${places}) as counted`.execute(
    tx.db,
  )
  const sorted = rows.map(({ codes, count }): [...string[], number] => [...codes, count])
  sorted.sort((a, b) => (a.join('\u0000') < b.join('\u0000') ? -1 : 1))
  return { dimensions: ids, rows: sorted }
}

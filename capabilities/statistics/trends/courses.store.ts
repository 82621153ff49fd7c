import { type RawBuilder, sql } from 'kysely'
import type { Read, Statistics } from '#platform/database/transaction.ts'
import { sqlName } from '../columns/question.sql.ts'
import { ageBandCodes, ageGroupOf, separator } from '../fact.rules.ts'
import type { QuestionPopulation } from '../question.rules.ts'
import { type Dimension, type DimensionId, findDimension, unknown } from '../statistics.entity.ts'
import type { Combinations } from '../tables.ts'
import type { CountedWay } from './corridors.rules.ts'
import type { CountedDays } from './funnel.rules.ts'

/**
 * What courses can be counted by beside the dimensions of facts. Only victims have a course. Months are no dimension:
 * they are protected under the quarters and years that they make up, or the years would give small months away.
 */
export const districtDimension = courseDimension('district', false)
export const transitDimension = courseDimension('transit', true)

/** Counts facts in the database, joined with the courses of victims: for what the columns in memory do not carry. */
export function courseCounts(tx: Statistics) {
  return {
    /** Combinations of the values of two dimensions, as the columns in memory give them. */
    async count(rows: Dimension, columns: Dimension, population: QuestionPopulation): Promise<Combinations> {
      const [r, c] = [valuesOf(rows), valuesOf(columns)]
      const { rows: lines } = await sql<{ r: string[]; c: string[]; n: number }>`
        select ${r} as r, ${c} as c, count(*)::int as n from ${counted(population)} group by 1, 2`.execute(
        db(tx),
      )
      const [rowLists, columnLists] = [new Numbered(), new Numbered()]
      return {
        row: lines.map(line => rowLists.numberOf(line.r)),
        column: lines.map(line => columnLists.numberOf(line.c)),
        count: lines.map(line => line.n),
        rows: rowLists.lists,
        columns: columnLists.lists,
      }
    },
  }
}

/** Victims by year and month of registration; `month` is null where only the year is known, `year` where neither is. */
export async function countMonths(
  tx: Statistics,
  population: QuestionPopulation,
): Promise<{ year: number | null; month: string | null; count: number }[]> {
  const { rows } = await sql<{ year: number | null; month: string | null; count: number }>`
    select f.year, c.month, count(*)::int as count from ${counted(population)} group by 1, 2`.execute(db(tx))
  return rows
}

/** Victims by where they came from, through which countries, and where they were exploited. */
export async function countCorridors(tx: Statistics, population: QuestionPopulation): Promise<CountedWay[]> {
  // As texts, each read once: taking every array of many thousand rows apart would keep others waiting.
  const { rows } = await sql<{ from: string; through: string; to: string; count: number }>`
    select array_to_string("from", ${separator}) as "from", array_to_string(through, ${separator}) as through,
      array_to_string("to", ${separator}) as "to", count
    from (select coalesce(f.citizenship, '{}') as "from", coalesce(c.transit, '{}') as through,
        coalesce(f.country_of_exploitation, '{}') as "to", count(*)::int as count
      from ${counted(population)} group by 1, 2, 3) as ways`.execute(db(tx))
  const known = new Map<string, string[]>()
  const listOf = (text: string) => {
    const list = known.get(text) ?? (text === '' ? [] : text.split(separator))
    known.set(text, list)
    return list
  }
  return rows.map(({ from, through, to, count }) => ({
    from: listOf(from),
    through: listOf(through),
    to: listOf(to),
    count,
  }))
}

/** Victims by the set of steps of the response that they reached. */
export async function countReached(
  tx: Statistics,
  population: QuestionPopulation,
): Promise<{ reached: string[]; count: number }[]> {
  const { rows } = await sql<{ reached: string[]; count: number }>`
    select coalesce(c.reached, '{}') as reached, count(*)::int as count from ${counted(population)} group by 1`.execute(
    db(tx),
  )
  return rows
}

/**
 * Days from one step to another, of everybody for whom both days are known; 'detected' is the day of registration.
 * @returns for each pair how many took how long, ascending; what is shown of them is decided by `timeBetween`
 */
export async function daysBetween(
  tx: Statistics,
  population: QuestionPopulation,
  pairs: readonly (readonly [from: string, to: string])[],
): Promise<CountedDays[][]> {
  const dayOf = (step: string) => (step === 'detected' ? sql`0` : sql`(c.days->>${step}::text)::int`)
  const between = sql.join(
    pairs.map(([from, to], pair) => sql`(${pair}::int, ${dayOf(to)} - ${dayOf(from)})`),
  )
  const { rows } = await sql<CountedDays & { pair: number }>`
    select x.pair, x.days, count(*)::int as count from ${counted(population)}
    cross join lateral (values ${between}) as x (pair, days) where x.days is not null
    group by 1, 2 order by 1, 2`.execute(db(tx))
  const byPair = Map.groupBy(rows, row => row.pair)
  return pairs.map((_, pair) => byPair.get(pair) ?? [])
}

/** Facts of the population with the courses of victims; facts without a course are counted, too. */
function counted({ kind, filters }: QuestionPopulation): RawBuilder<unknown> {
  const conditions = Object.entries(filters).map(([id, codes]) => {
    const dimension = findDimension(id)
    if (!dimension?.kinds.includes(kind)) throw new Error(`Facts of kind ${kind} carry no ${id}.`)
    return conditionOf(dimension, codes ?? [])
  })
  return sql`(select f.* from statistics.fact f where f.kind = ${kind} and not f.withdrawn
    ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}) f
    left join statistics.course c on c.fact_id = f.id`
}

function conditionOf(dimension: Dimension, codes: readonly string[]): RawBuilder<unknown> {
  const values = valuesOf(dimension)
  const wanted = dimension.id === 'ageGroup' ? bandsOf(codes) : codes
  const isUnknown = codes.includes(unknown) ? sql`or cardinality(${values}) = 0` : sql``
  return sql`(${values} && ${[...wanted]}::text[] ${isUnknown})`
}

const bandsOf = (groups: readonly string[]) => ageBandCodes.filter(band => groups.includes(ageGroupOf(band)))

/** The values of a fact in a dimension as an array of texts; empty where nobody knows. */
function valuesOf({ id, column, multiple }: Dimension): RawBuilder<unknown> {
  if (id === (districtDimension.id as string))
    return sql`case when c.district is null then '{}'::text[] else array[c.district] end`
  if (id === (transitDimension.id as string)) return sql`coalesce(c.transit, '{}'::text[])`
  const name = sql.ref(`f.${sqlName(column)}`)
  return multiple
    ? sql`coalesce(${name}, '{}'::text[])`
    : sql`case when ${name} is null then '{}'::text[] else array[${name}::text] end`
}

/** Lists of values, each distinct one numbered; sets, so that order does not matter. */
class Numbered {
  readonly lists: string[][] = []
  readonly #numbers = new Map<string, number>()

  numberOf(values: readonly string[]): number {
    const list = [...new Set(values)].sort()
    const key = list.join('|')
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.lists.length)
    return this.lists.push(list) - 1
  }
}

function courseDimension(id: 'district' | 'transit', multiple: boolean): Dimension {
  return {
    id: id as DimensionId,
    title: `statistics.dimension.${id}`,
    column: id as Dimension['column'],
    ...(id === 'transit' && { list: 'countries' }),
    multiple,
    ordered: false,
    kinds: ['victim'],
  }
}

/** The statistics role may name the two tables; their types are not among those of the allow-list. */
const db = (tx: Statistics) => tx.db as unknown as Read['db']

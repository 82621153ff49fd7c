import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { readWanted } from '../search.rules.ts'
import type { Columns } from './columns.rules.ts'

/** What is looked for in the texts of the registry. */
export interface Sought {
  words: string
  phrases: readonly string[]
  /** Languages of the texts that are looked through by stem; none where no stem is looked for. */
  languages: readonly string[]
}

/** @returns undefined when nothing is looked for */
export function soughtIn(columns: Columns, typed: string | undefined): Sought | undefined {
  const { words, phrases } = readWanted(typed ?? '')
  if (words === '' && phrases.length === 0) return undefined
  return { words, phrases, languages: words === '' ? [] : columns.languages }
}

/**
 * Looks through the texts.
 * @param ranked how well each fits is weighed too, which a mere count need not know
 * @returns for each row how well it fits, less than 0 where it does not
 */
export async function lookFor(
  tx: Read,
  columns: Columns,
  { words, phrases, languages }: Sought,
  ranked: boolean,
): Promise<Float64Array> {
  const ranks = new Float64Array(columns.length).fill(-1)
  const stems = languages.map(
    language => sql`(language = ${language} and search @@ recommendations.wanted(${language}, ${words}))`,
  )
  const holds = [
    ...(words === '' ? [] : [stems.length === 0 ? sql`false` : sql`(${sql.join(stems, sql` or `)})`]),
    ...phrases.map(
      phrase =>
        sql`recommendations.grams(folded) @> recommendations.grams(${phrase}) and position(${phrase} in folded) > 0`,
    ),
  ]
  const rank = byLanguage(
    ranked ? languages : [],
    sql`language`,
    language => sql`ts_rank(search, recommendations.wanted(${language}, ${words}))`,
    sql`0`,
  )
  // Lists of numbers as one text each: many rows would take longer to hand over than to find.
  const { rows } = await sql<{ report_id: string; ordinals: string; ranks: string }>`
    select report_id, string_agg(ordinal::text, ',') as ordinals, string_agg(rank::text, ',') as ranks
    from (select report_id, ordinal, ${rank} as rank from recommendations.wording
      where ${sql.join(holds, sql` and `)}) w
    group by report_id`.execute(tx.db)
  for (const found of rows) {
    const weighed = found.ranks.split(',')
    found.ordinals.split(',').forEach((ordinal, at) => {
      const row = columns.rowOf(found.report_id, Number(ordinal))
      if (row !== undefined) ranks[row] = Number(weighed[at])
    })
  }
  return ranks
}

/**
 * Something said per language of a row. What is looked for is a constant in it: read from the row, it would be parsed
 * for each.
 */
export function byLanguage(
  languages: readonly string[],
  of: RawBuilder<unknown>,
  say: (language: string) => RawBuilder<unknown>,
  otherwise: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (languages.length === 0) return otherwise
  const cases = languages.map(language => sql`when ${language} then ${say(language)}`)
  return sql`case ${of} ${sql.join(cases, sql` `)} else ${otherwise} end`
}

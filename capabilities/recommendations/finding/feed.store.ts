import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Filters } from '../facets.rules.ts'
import { listRecommendations } from '../recommendations.store.ts'
import type { FeedEntry } from './atom.ts'

/** Most entries of one feed. */
export const entriesMax = 100

/** What a feed tells: the recommendations that fit, those that entered the registry last first. */
export async function findFeedEntries(tx: Read, filters: Filters): Promise<FeedEntry[]> {
  const page = { limit: entriesMax, offset: 0, order: 'entered' as const, excerpts: false }
  const listed = await listRecommendations(tx, filters, page)
  const places = JSON.stringify(listed.map(({ report, address }, place) => ({ report, address, place })))
  const { rows } = await sql<Omit<FeedEntry, 'enteredAtMs'> & { entered_at_ms: number }>`
    select r.slug as report, p.address, p.citation, p.text, p.language, coalesce(r.title, r.symbol, '') as document,
      r.entered_at_ms, s.concepts
    from jsonb_to_recordset(${places}::jsonb) as n(report text, address text, place integer)
    join recommendations.report r on r.slug = n.report
    join recommendations.paragraph p on p.report_id = r.id and p.address = n.address
    join recommendations.listed l on l.report_id = p.report_id and l.ordinal = p.ordinal
    join recommendations.topic_set s on s.id = l.topics
    order by n.place`.execute(tx.db)
  return rows.map(({ entered_at_ms, ...row }) => ({ ...row, enteredAtMs: entered_at_ms }))
}

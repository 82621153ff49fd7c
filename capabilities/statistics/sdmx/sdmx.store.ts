import { sql } from 'kysely'
import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Read } from '#platform/database/transaction.ts'
import { numericCountry } from '#standards/countries.ts'
import type { ReleaseDocument } from '../releases/release.entity.ts'
import type { Flow } from './flow.ts'
import { releaseFlows } from './release-flows.ts'
import { sdgFlow } from './sdg-flow.ts'

/**
 * Everything that is served as SDMX: each table of the newest revision of each published release, and indicator
 * 16.2.2 of the newest release that tells it. What was withdrawn is gone.
 */
export async function publishedFlows(tx: Read, lists: Codelists): Promise<Flow[]> {
  const { rows } = await sql<{ text: string; at: number; country: string | null }>`
    select distinct on (r.number) r.public_text as text, r.published_at_ms as at, a.country
    from statistics.release r left join access.agency_directory a on a.id = r.agency_id
    where r.published_at_ms is not null and r.withdrawn_at_ms is null
    order by r.number, r.revision desc`.execute(tx.db)
  const releases = rows
    .map(({ text, at, country }) => ({
      document: JSON.parse(text) as ReleaseDocument,
      publishedAt: new Date(at).toISOString(),
      area: (country && numericCountry(country)) || '_X',
    }))
    .sort((a, b) => (a.publishedAt > b.publishedAt ? -1 : 1))
  const flows = releases.flatMap(release => releaseFlows(release, lists))
  for (const release of releases) {
    const sdg = sdgFlow(release, release.area)
    if (sdg) return [sdg, ...flows]
  }
  return flows
}

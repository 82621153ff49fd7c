import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { found } from '#platform/http/refusals.ts'
import { readDocument } from './make-release.ts'
import type { ReleaseDocument } from './release.entity.ts'

/** A release that is published and stands, by its newest revision. */
export interface StandingRelease {
  id: string
  number: string
  revision: number
  kind: string
  /** SHA-256 of what the public reads. */
  hash: string
  /** When it was published, in milliseconds since 1970. */
  at: number
  /** State of the agency that made it, ISO 3166 alpha-3. */
  country: string | null
}

/** The newest published revision of every number, the newest first; a number whose newest was withdrawn is gone. */
export async function standingReleases(tx: Read): Promise<StandingRelease[]> {
  const { rows } = await sql<StandingRelease>`
    select id, number, revision, kind, hash, at, country from (
      select distinct on (r.number) r.id, r.number, r.revision, r.kind, r.public_hash as hash,
        r.published_at_ms as at, r.withdrawn_at_ms, a.country
      from statistics.release r left join access.agency_directory a on a.id = r.agency_id
      where r.published_at_ms is not null order by r.number, r.revision desc) as newest
    where withdrawn_at_ms is null order by at desc, number desc`.execute(tx.db)
  return rows
}

/** What the public reads of a published release. @throws NotFound */
export async function getPublicDocument(tx: Read, id: string): Promise<ReleaseDocument> {
  const { rows } = await sql<{ text: string }>`select public_text as text from statistics.release
    where id = ${id} and published_at_ms is not null`.execute(tx.db)
  return readDocument(found(rows[0]).text)
}

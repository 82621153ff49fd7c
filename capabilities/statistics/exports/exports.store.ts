import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import { readDocument } from '../releases/make-release.ts'
import { findRelease, findRows, listReleases } from '../synthetic/synthetic.store.ts'
import type { CataloguedRelease } from './catalogue.ts'
import type { SyntheticRow } from './ctdc.rules.ts'

/** Every published release and revision, the newest first, as the catalogue lists it. */
export async function cataloguedReleases(tx: Read): Promise<CataloguedRelease[]> {
  const { rows } = await sql<{
    number: string
    revision: number
    title: string
    reason: string | null
    text: string
    publishedAtMs: number
    withdrawnAtMs: number | null
    withdrawnWhy: string | null
    isNewest: boolean
  }>`select number, revision, title, reason, public_text as text, published_at_ms as "publishedAtMs",
      withdrawn_at_ms as "withdrawnAtMs", withdrawn_why as "withdrawnWhy",
      revision = max(revision) over (partition by number) as "isNewest"
    from statistics.release where published_at_ms is not null
    order by published_at_ms desc, number desc, revision desc limit 1000`.execute(tx.db)
  return rows.map(({ text, publishedAtMs, withdrawnAtMs, ...row }) => ({
    ...row,
    document: withdrawnAtMs === null ? readDocument(text) : null,
    publishedAt: new Date(Number(publishedAtMs)).toISOString(),
  }))
}

/**
 * The rows of a differentially private synthetic release.
 * @param id the newest that was made when undefined
 * @returns undefined when there is none
 */
export async function syntheticRows(
  tx: Read,
  id?: string,
): Promise<{ id: string; rows: SyntheticRow[] } | undefined> {
  const release =
    id === undefined ? (await listReleases(tx)).find(r => r.state === 'made') : await findRelease(tx, id)
  const packed = release?.state === 'made' ? await findRows(tx, release.id) : undefined
  if (!release || !packed) return undefined
  return { id: release.id, rows: parse(gunzipSync(packed), { columns: true, bom: true }) as SyntheticRow[] }
}

import { sql } from 'kysely'
import { cellCountMin, readSetting } from '#platform/access/settings.ts'
import type { Read } from '#platform/database/transaction.ts'
import { codelists } from '#standards/codelists.ts'
import { releaseName } from '../releases/release.rules.ts'
import { getPublicDocument, standingReleases } from '../releases/standing-releases.store.ts'
import { returnedCounts } from '../returns/returned-counts.store.ts'
import type { KeptStory } from './kept-story.ts'
import { protectReturned } from './returned-protection.ts'
import {
  type KeptSubmission,
  keptSubmissions,
  listSubmissions,
} from './submissions/kept-submissions.store.ts'
import { withEarlier } from './submissions/submission.rules.ts'
import { responseRows, type UnodcRow, victimRows } from './unodc.rules.ts'
import type { UnodcCollection } from './unodc-workbook.ts'

const nameOf = (code: string): string =>
  codelists.get('countries').codes.find(c => c.code === code)?.labels.en ?? code

/** Every release of victims that stands, the newest first. */
async function standing(tx: Read) {
  const releases = (await standingReleases(tx)).filter(({ kind }) => kind === 'victim')
  return Promise.all(
    releases.map(async release => ({ ...release, document: await getPublicDocument(tx, release.id) })),
  )
}

/** Years that releases or returns tell something of, or that were submitted, the newest first. */
export async function yearsToTell(tx: Read): Promise<number[]> {
  const years = new Set<number>()
  for (const { document } of await standing(tx))
    for (const { dimensions } of document.tables)
      for (const code of dimensions.find(d => d.id === 'year')?.codes ?? [])
        if (/^\d{4}$/.test(code)) years.add(Number(code))
  const now = tx.now.getUTCFullYear()
  for (const { year } of await returnedCounts(tx, { from: now - 30, to: now })) years.add(year)
  for (const { year } of await listSubmissions(tx)) years.add(year)
  return [...years].sort((a, b) => b - a)
}

/** What goes to UNODC for a year, and what has to be kept beside it when it is submitted. */
export interface Collected {
  collection: UnodcCollection
  stories: KeptStory[]
  /** Submissions of the same year that it was protected with, the first one first. */
  kept: KeptSubmission[]
}

/**
 * What goes to UNODC for a year: victims from the newest release that tells them, persons and proceedings from what
 * agencies returned, protected together with what was submitted before.
 * @param read a transaction that only reads; it has ended before the solver begins
 */
export async function collectForUnodc(
  read: <T>(work: (tx: Read) => Promise<T>) => Promise<T>,
  year: number,
): Promise<Collected> {
  const { releases, own, returned, threshold, madeAt, kept } = await read(async tx => ({
    releases: await standing(tx),
    own: await ownCountry(tx),
    returned: await returnedCounts(tx, { from: year, to: year }),
    kept: await keptSubmissions(tx, year),
    threshold: await readSetting(tx, cellCountMin),
    madeAt: tx.now.toISOString(),
  }))
  const { told, stories } = await protectReturned(
    returned,
    threshold,
    kept.map(one => one.stories),
  )
  const telling = releases
    .map(release => ({ ...release, victims: victimRows(release.document, year, nameOf) }))
    .find(({ victims }) => victims.length > 0)
  const code = (telling ?? releases[0])?.country ?? own
  const beside = (rows: readonly UnodcRow[], of: 'victims' | 'response') =>
    withEarlier(
      rows,
      kept.map(({ revision, collection }) => ({ revision, rows: collection[of] })),
    )
  return {
    collection: {
      year,
      country: { code: code ?? '', name: code ? nameOf(code) : '' },
      release: telling ? releaseName(telling.number, telling.revision) : null,
      victims: beside(telling?.victims ?? [], 'victims'),
      response: beside(responseRows(told, year, nameOf), 'response'),
      madeAt,
    },
    stories,
    kept,
  }
}

async function ownCountry(tx: Read): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`
    select country from access.agency_directory where id = ${tx.caller.agencyId}`.execute(tx.db)
  return rows[0]?.country ?? null
}

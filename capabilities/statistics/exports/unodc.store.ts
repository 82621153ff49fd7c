import { sql } from 'kysely'
import { cellCountMin, readSetting } from '#platform/access/settings.ts'
import type { Read } from '#platform/database/transaction.ts'
import { codelists } from '#standards/codelists.ts'
import { releaseName } from '../releases/release.rules.ts'
import { getPublicDocument, standingReleases } from '../releases/standing-releases.store.ts'
import { returnedCounts } from '../returns/returned-counts.store.ts'
import { protectReturned } from './returned-protection.ts'
import { responseRows, victimRows } from './unodc.rules.ts'
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

/** Years that releases or returns tell something of, the newest first. */
export async function yearsToTell(tx: Read): Promise<number[]> {
  const years = new Set<number>()
  for (const { document } of await standing(tx))
    for (const { dimensions } of document.tables)
      for (const code of dimensions.find(d => d.id === 'year')?.codes ?? [])
        if (/^\d{4}$/.test(code)) years.add(Number(code))
  const now = tx.now.getUTCFullYear()
  for (const { year } of await returnedCounts(tx, { from: now - 30, to: now })) years.add(year)
  return [...years].sort((a, b) => b - a)
}

/**
 * What goes to UNODC for a year: victims from the newest release that tells them, persons and proceedings from what
 * agencies returned, protected.
 * @param read a transaction that only reads; it has ended before the solver begins
 */
export async function collectForUnodc(
  read: <T>(work: (tx: Read) => Promise<T>) => Promise<T>,
  year: number,
): Promise<UnodcCollection> {
  const { releases, own, returned, threshold, madeAt } = await read(async tx => ({
    releases: await standing(tx),
    own: await ownCountry(tx),
    returned: await returnedCounts(tx, { from: year, to: year }),
    threshold: await readSetting(tx, cellCountMin),
    madeAt: tx.now.toISOString(),
  }))
  const told = releases
    .map(release => ({ ...release, victims: victimRows(release.document, year, nameOf) }))
    .find(({ victims }) => victims.length > 0)
  const code = (told ?? releases[0])?.country ?? own
  return {
    year,
    country: { code: code ?? '', name: code ? nameOf(code) : '' },
    release: told ? releaseName(told.number, told.revision) : null,
    victims: told?.victims ?? [],
    response: responseRows((await protectReturned(returned, threshold)).told, year, nameOf),
    madeAt,
  }
}

async function ownCountry(tx: Read): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`
    select country from access.agency_directory where id = ${tx.caller.agencyId}`.execute(tx.db)
  return rows[0]?.country ?? null
}

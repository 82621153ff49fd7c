import { sql } from 'kysely'
import { cellCountMin, readSetting } from '#platform/access/settings.ts'
import type { Read } from '#platform/database/transaction.ts'
import { codelists } from '#standards/codelists.ts'
import { readDocument } from '../releases/make-release.ts'
import { releaseName } from '../releases/release.rules.ts'
import { returnedCounts } from '../returns/returned-counts.store.ts'
import { protectReturned } from './returned-protection.ts'
import { responseRows, victimRows } from './unodc.rules.ts'
import type { UnodcCollection } from './unodc-workbook.ts'

const nameOf = (code: string): string =>
  codelists.get('countries').codes.find(c => c.code === code)?.labels.en ?? code

interface Row {
  number: string
  revision: number
  text: string
  country: string | null
}

/** The newest revision of every release of victims that stands, the newest first. */
async function standing(tx: Read): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select number, revision, text, country from (
      select distinct on (r.number) r.number, r.revision, r.public_text as text, r.published_at_ms as at,
        r.withdrawn_at_ms, a.country
      from statistics.release r left join access.agency_directory a on a.id = r.agency_id
      where r.published_at_ms is not null and r.kind = 'victim' order by r.number, r.revision desc) as newest
    where withdrawn_at_ms is null order by at desc, number desc`.execute(tx.db)
  return rows
}

/** Years that releases or returns tell something of, the newest first. */
export async function yearsToTell(tx: Read): Promise<number[]> {
  const years = new Set<number>()
  for (const { text } of await standing(tx))
    for (const { dimensions } of readDocument(text).tables)
      for (const code of dimensions.find(d => d.id === 'year')?.codes ?? [])
        if (/^\d{4}$/.test(code)) years.add(Number(code))
  const now = tx.now.getUTCFullYear()
  for (const { year } of await returnedCounts(tx, { from: now - 30, to: now })) years.add(year)
  return [...years].sort((a, b) => b - a)
}

/**
 * What goes to UNODC for a year: victims from the newest release that tells them, persons and proceedings from what
 * agencies returned, protected.
 */
export async function collectForUnodc(tx: Read, year: number): Promise<UnodcCollection> {
  const releases = await standing(tx)
  const told = releases
    .map(row => ({ ...row, victims: victimRows(readDocument(row.text), year, nameOf) }))
    .find(({ victims }) => victims.length > 0)
  const code = (told ?? releases[0])?.country ?? (await ownCountry(tx))
  const returned = await returnedCounts(tx, { from: year, to: year })
  const threshold = await readSetting(tx, cellCountMin)
  return {
    year,
    country: { code: code ?? '', name: code ? nameOf(code) : '' },
    release: told ? releaseName(told.number, told.revision) : null,
    victims: told?.victims ?? [],
    response: responseRows(await protectReturned(returned, threshold), year, nameOf),
    madeAt: tx.now.toISOString(),
  }
}

async function ownCountry(tx: Read): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`
    select country from access.agency_directory where id = ${tx.caller.agencyId}`.execute(tx.db)
  return rows[0]?.country ?? null
}

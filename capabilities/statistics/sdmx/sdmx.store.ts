import { sql } from 'kysely'
import type { Codelists } from '#kernel/entity/codelist.ts'
import type { Read } from '#platform/database/transaction.ts'
import { numericCountry } from '#standards/countries.ts'
import { icTipCodes } from '../classification/mapped-codes.store.ts'
import { type Population, populationOf } from '../population/population.store.ts'
import {
  getPublicDocument,
  type StandingRelease,
  standingReleases,
} from '../releases/standing-releases.store.ts'
import type { Flow } from './flow.ts'
import { releaseFlows } from './release-flows.ts'
import { sdgFlow } from './sdg-flow.ts'
import { withRates } from './sdg-rates.ts'

/**
 * Everything that is served as SDMX: each table of the newest revision of each published release, and indicator
 * 16.2.2 of the newest release that tells it, with rates where the population is known. What was withdrawn is gone.
 */
export async function publishedFlows(tx: Read, lists: Codelists): Promise<Flow[]> {
  const releases = (await standingReleases(tx)).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
  const made = await Promise.all(
    releases.map(async release => known.get(nameOf(release)) ?? make(tx, release, lists)),
  )
  known.clear()
  releases.forEach((release, i) => {
    known.set(nameOf(release), made[i]!)
  })
  const at = made.findIndex(release => release.sdg !== undefined)
  const flows = made.flatMap(release => release.flows)
  if (at < 0) return flows
  const { country } = releases[at]!
  const sdg = { ...made[at]!.sdg!, changed: await changedAt(tx) }
  return [country ? withRates(sdg, await populationOfState(tx, country), country) : sdg, ...flows]
}

/**
 * When anything was published, withdrawn or loaded last. The indicator stands on the newest release that stands, so it
 * may go back to an older one, and its rates on populations that come and go.
 */
async function changedAt(tx: Read): Promise<string> {
  const { rows } = await sql<{ at: string }>`select greatest(
      (select max(greatest(published_at_ms, withdrawn_at_ms)) from statistics.release where published_at_ms is not null),
      (select max(greatest(loaded_at_ms, withdrawn_at_ms)) from statistics.population_table))::text as at`.execute(
    tx.db,
  )
  return new Date(Number(rows[0]!.at)).toISOString()
}

/** What was published never changes, so each release is read once by a process. */
const known = new Map<string, { flows: Flow[]; sdg: Flow | undefined }>()
const nameOf = ({ hash, at, country }: StandingRelease) => `${hash} ${at} ${country}`

async function make(tx: Read, { id, at, country }: StandingRelease, lists: Codelists) {
  const release = {
    document: await getPublicDocument(tx, id),
    publishedAt: new Date(at).toISOString(),
  }
  return {
    flows: releaseFlows(release, lists, await icTipCodes(tx, Date.parse(release.document.moment.at))),
    sdg: sdgFlow(release, (country && numericCountry(country)) || '_X'),
  }
}

/** The population last read; it is read again when a table was loaded or withdrawn. */
let knownPopulation: { name: string; rows: Population[] } | undefined

async function populationOfState(tx: Read, country: string): Promise<Population[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(string_agg(id::text || version, ' ' order by number), '') as name
    from statistics.population_table`.execute(tx.db)
  const name = `${country} ${rows[0]!.name}`
  if (knownPopulation?.name !== name)
    knownPopulation = { name, rows: (await populationOf(tx)).filter(row => row.area === country) }
  return knownPopulation.rows
}

import { factCodelists } from '#capabilities/statistics/fact.codelists.ts'
import {
  freeze,
  listReleases,
  protect,
  publish,
  runAudit,
} from '#capabilities/statistics/releases/release.store.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { codelists } from '#standards/codelists.ts'
import { chanceFrom } from './chance.ts'

/** What is published, the oldest first, each under the name from which its acts have their ids. */
const wishes = {
  releases: {
    title: 'Victims registered, by year, sex, age and exploitation',
    kind: 'victim' as const,
    tables: [
      { title: 'Victims by year and sex', dimensions: ['year', 'sex'] },
      { title: 'Victims by form of exploitation and sex', dimensions: ['exploitation', 'sex'] },
      { title: 'Victims by sex and age', dimensions: ['sex', 'ageBand'] },
    ],
    thresholds: { public: 5, internal: 3 },
  },
  releasesByCountry: {
    title: 'Where victims came from and where they were exploited',
    kind: 'victim' as const,
    tables: [
      { title: 'Victims by citizenship', dimensions: ['citizenship'] },
      {
        title: 'Victims by citizenship and country of exploitation',
        dimensions: ['citizenship', 'countryOfExploitation'],
      },
    ],
    thresholds: { public: 5, internal: 3 },
  },
}

/**
 * Publishes releases of the demonstration's figures: each frozen, protected and audited by the rapporteur, published by
 * the ministry before the next is frozen. What was done already is not done again.
 */
export async function loadReleases(
  database: Database,
  seed: number,
  rapporteur: Caller,
  ministry: Caller,
): Promise<void> {
  const lists = factCodelists(codelists)
  for (const [name, wish] of Object.entries(wishes)) {
    const chance = chanceFrom(seed, name)
    const id = chance.fork('release').uuid()
    const actId = (step: string) => chance.fork(step).uuid()
    const status = async () =>
      (await database.read(rapporteur, tx => listReleases(tx))).find(release => release.id === id)?.status
    if ((await status()) === undefined)
      await freeze(database, rapporteur, wish, { id, actId: actId('freeze') })
    if ((await status()) === 'draft') await protect(database, rapporteur, id, actId('protect'), lists)
    if ((await status()) === 'protected') await runAudit(database, rapporteur, id, actId('audit'), lists)
    if ((await status()) === 'audited')
      await database.write(ministry, tx => publish(tx, id, actId('publish')))
  }
}

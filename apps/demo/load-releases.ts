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

const wish = {
  title: 'Victims registered, by year, sex, age and exploitation',
  kind: 'victim' as const,
  tables: [
    { title: 'Victims by year and sex', dimensions: ['year', 'sex'] },
    { title: 'Victims by form of exploitation and sex', dimensions: ['exploitation', 'sex'] },
    { title: 'Victims by sex and age', dimensions: ['sex', 'ageBand'] },
  ],
  thresholds: { public: 5, internal: 3 },
}

/**
 * Publishes one release of the demonstration's figures: frozen, protected and audited by the rapporteur, published by
 * the ministry. What was done already is not done again.
 */
export async function loadReleases(
  database: Database,
  seed: number,
  rapporteur: Caller,
  ministry: Caller,
): Promise<void> {
  const chance = chanceFrom(seed, 'releases')
  const id = chance.fork('release').uuid()
  const actId = (step: string) => chance.fork(step).uuid()
  const lists = factCodelists(codelists)
  const status = async () =>
    (await database.read(rapporteur, tx => listReleases(tx))).find(release => release.id === id)?.status
  if ((await status()) === undefined) await freeze(database, rapporteur, wish, { id, actId: actId('freeze') })
  if ((await status()) === 'draft') await protect(database, rapporteur, id, actId('protect'), lists)
  if ((await status()) === 'protected') await runAudit(database, rapporteur, id, actId('audit'), lists)
  if ((await status()) === 'audited') await database.write(ministry, tx => publish(tx, id, actId('publish')))
}

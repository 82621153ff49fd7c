import { placeAgencyInDistrict } from '#capabilities/statistics/population/district.store.ts'
import { loadPopulationFile } from '#capabilities/statistics/population/population.store.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import { type AgencyKey, stateCode } from './agencies.ts'
import { chanceFrom } from './chance.ts'
import type { Demonstration } from './generate.ts'

const loader = nodeCaller('demonstration')

/** Districts of the invented State: share of its people, and the agency that works there. */
const districts: readonly { code: string; name: string; share: number; agency: AgencyKey }[] = [
  { code: `${stateCode}-01`, name: 'Capital', share: 0.38, agency: 'shelter' },
  { code: `${stateCode}-02`, name: 'Harbour Coast', share: 0.27, agency: 'counselling' },
  { code: `${stateCode}-03`, name: 'Orchard Plain', share: 0.21, agency: 'labour' },
  { code: `${stateCode}-04`, name: 'Northern Border', share: 0.14, agency: 'border' },
]
const [firstYear, lastYear] = [2015, 2026]
const peopleIn2015 = 6_200_000
const growth = 1.006
const womenShare = 0.506
const childrenShare = 0.24

/** Loads an invented population of the invented State, and says in which district agencies work. */
export async function loadPopulation(database: Database, { seed, agencies }: Demonstration): Promise<void> {
  const chance = chanceFrom(seed, 'population')
  const said = {
    id: chance.fork('table').uuid(),
    actId: chance.fork('load').uuid(),
    fileName: 'population.csv',
    source: 'Invented population of the demonstration',
  }
  await database.write(loader, async tx => {
    await loadPopulationFile(tx, Buffer.from(table()), said)
    for (const { code, agency } of districts) {
      const { id } = agencies.find(a => a.key === agency)!
      await placeAgencyInDistrict(tx, id, code, chance.fork(agency).uuid())
    }
  })
}

function table(): string {
  const lines = ['area,area name,year,sex,age,persons']
  for (let year = firstYear; year <= lastYear; year++) {
    const all = peopleIn2015 * growth ** (year - firstYear)
    const cell = (area: string, name: string, share: number) => {
      for (const [sex, ofSex] of [
        ['F', womenShare],
        ['M', 1 - womenShare],
      ] as const)
        for (const [age, ofAge] of [
          ['Y0T17', childrenShare],
          ['Y_GE18', 1 - childrenShare],
        ] as const)
          lines.push([area, name, year, sex, age, Math.round(all * share * ofSex * ofAge)].join(','))
    }
    cell(stateCode, '', 1)
    for (const { code, name, share } of districts) cell(code, name, share)
  }
  return lines.join('\n')
}

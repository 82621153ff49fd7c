import { sql } from 'kysely'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import { populationPolicies as may } from './population.policy.ts'

/** District in which an agency works; `district` is null for those of the whole State. */
export interface AgencyPlace {
  agencyId: string
  name: string
  district: string | null
}

const placeAgency = defineAct<{ district: string | null }>('district.place-agency', {
  subject: 'agency',
  policy: may['district.place-agency'],
  topics: () => ['facts', 'population'],
  project: async (tx, entries) => {
    for (const { subjectId, content } of entries) {
      await sql`delete from statistics.agency_district where agency_id = ${subjectId}`.execute(tx.db)
      if (content.district !== null)
        await sql`insert into statistics.agency_district values (${subjectId}, ${content.district})`.execute(
          tx.db,
        )
      await sql`select cases.place_courses(${subjectId}, ${content.district})`.execute(tx.db)
    }
  },
})

export const districtProjections: Projections = {
  tables: ['statistics.agency_district'],
  acts: [placeAgency.name],
}

/** Every open agency with its district. */
export async function listAgencyPlaces(tx: Read): Promise<AgencyPlace[]> {
  const { rows } = await sql<AgencyPlace>`
    select a.id as "agencyId", a.name, d.district from access.agency_directory a
    left join statistics.agency_district d on d.agency_id = a.id
    where a.closed_on is null and a.kind not in ('secretariat', 'delegation') order by a.name limit 1000`.execute(
    tx.db,
  )
  return rows
}

/**
 * Places an agency in a district, or in none: all cases that it opened count there from then on, also the earlier ones.
 * @throws Refused
 */
export async function placeAgencyInDistrict(
  tx: Write,
  agencyId: string,
  district: string | null,
  actId: string,
): Promise<void> {
  await act(tx, placeAgency, { id: actId, subjectId: agencyId, about: undefined, payload: { district } })
}

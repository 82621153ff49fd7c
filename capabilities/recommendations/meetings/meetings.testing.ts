import { randomUUID } from 'node:crypto'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { foundAgency } from '#platform/accounts/accounts.store.ts'
import type { Database } from '#platform/database/open.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { callerOf } from '../../../test/support/database.ts'
import { reportRoutes } from '../reports.routes.ts'
import { routes } from './meetings.routes.ts'

/** The people of a meeting, for tests: a secretariat with its Chair, three delegations, somebody who only reads. */
export const people = {
  secretariat: person('secretariat', 'secretariat'),
  chair: person('chair', 'secretariat'),
  calmeria: person('delegate', 'delegation'),
  ostelway: person('delegate', 'delegation'),
  lindrona: person('delegate', 'delegation'),
  reader: person('caseworker', 'shelter'),
}
people.chair.agencyId = people.secretariat.agencyId

function person(role: Caller['roles'][number], kind: Caller['agencyKind']): Caller {
  return callerOf(randomUUID(), {
    userId: randomUUID(),
    roles: [role],
    agencyKind: kind,
    purpose: 'deliberation',
  })
}

const agencies = [
  ['secretariat', 'Secretariat of the Conference', 'secretariat'],
  ['calmeria', 'Calmeria', 'delegation'],
  ['ostelway', 'Ostelway', 'delegation'],
  ['lindrona', 'Lindrona', 'delegation'],
  ['reader', 'Harbour Shelter', 'shelter'],
] as const

/** Founds their agencies. */
export async function foundPeople(database: Database): Promise<void> {
  for (const [who, name, kind] of agencies)
    await database.write(nodeCaller('administration'), tx =>
      foundAgency(tx, { id: people[who].agencyId!, name, kind, country: null }),
    )
}

/** The routes of meetings and of the registry's reports. */
export const meetingAndReportRoutes = (server: RouteServer, context: RouteContext): void => {
  routes(server, context)
  reportRoutes(server, context)
}

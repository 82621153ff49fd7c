import { randomUUID } from 'node:crypto'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { callerOf, openTestServer, type TestServer } from '../../../test/support/server.ts'
import { routes } from '../statistics.routes.ts'

export const agency = 'aaaaaaaa-0000-4000-8000-000000000001'
export const shelter = callerOf(agency, { userId: randomUUID() })
export const rapporteur = callerOf(agency, {
  roles: ['rapporteur'],
  userId: randomUUID(),
  agencyKind: 'national-rapporteur',
})

/** A server of figures with one agency and its rapporteur. */
export async function openTrendsServer(): Promise<TestServer> {
  const server = await openTestServer(routes)
  await server.context.database.write(nodeCaller('administration'), async tx => {
    await foundAgency(tx, { id: agency, name: 'Office', kind: 'shelter', country: null })
    await createAccount(tx, {
      id: rapporteur.userId,
      name: 'Rapporteur',
      email: 'rapporteur@office.example',
      passwordHash: null,
      memberships: [{ agencyId: agency, role: 'rapporteur' }],
    })
  })
  return server
}

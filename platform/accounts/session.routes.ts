import { sql } from 'kysely'
import { languages } from '#kernel/entity/codelist.ts'
import { mayOf } from '#platform/access/may.ts'
import { isDemonstration } from '#platform/access/settings.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { NotFound } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { anything, nullable, object, oneOf, uuid } from '#platform/http/shape.ts'
import { listDemonstrationAccounts } from './accounts.store.ts'
import { openIdConnectId } from './auth.ts'
import type { OpenSession } from './sessions.ts'

interface AgencyChoice {
  id: string
  name: string
  kind: string
}

/** Who is signed in, what she may do, and for which agency she acts. */
export function sessionRoutes(server: RouteServer, parts: RouteContext): void {
  const { database, configuration } = parts
  const db = database.ownerPool

  server.read(
    'GET',
    '/api/session',
    { summary: 'Who is signed in, and this node', caller: 'public', extendsSession: false, answer: anything },
    ({ signedIn, read }) => {
      const session = signedIn as OpenSession | undefined
      return read(async tx => {
        const demonstration = await isDemonstration(tx)
        return {
          signedIn: session !== undefined,
          node: {
            name: configuration.nodeName,
            kind: configuration.nodeKind,
            demonstration,
            languages,
            exitUrl: configuration.quickExitUrl,
            idleLockMinutes: configuration.sessionIdleMinutes,
          },
          quickExitUrl: configuration.quickExitUrl,
          idleMinutes: configuration.sessionIdleMinutes,
          ...(configuration.openIdConnect
            ? { openIdConnect: [{ id: openIdConnectId, name: configuration.openIdConnect.name }] }
            : {}),
          ...(demonstration && !session ? { accounts: await listDemonstrationAccounts(tx) } : {}),
          ...(session ? signedInPart(session, await agenciesOf(tx, session.user.id)) : {}),
        }
      })
    },
  )

  server.write(
    'POST',
    '/api/session/agency',
    {
      summary: 'Choose the agency to act for; null for the node itself',
      caller: 'signed-in',
      body: object({ agencyId: nullable(uuid) }),
      answer: 'nothing',
    },
    async ({ signedIn, body, read }) => {
      const session = signedIn as OpenSession
      if (body.agencyId !== null) {
        const agencies = await read(tx => agenciesOf(tx, session.user.id))
        if (!agencies.some(a => a.id === body.agencyId)) throw new NotFound()
      }
      await sql`update accounts.session set agency_id = ${body.agencyId} where id = ${session.sessionId}`.execute(
        db,
      )
    },
  )

  server.write(
    'PUT',
    '/api/session/language',
    {
      summary: 'Remember the language of the screens',
      caller: 'signed-in',
      body: object({ language: oneOf(languages) }),
      answer: 'nothing',
    },
    async ({ caller, body }) => {
      await sql`update accounts."user" set language = ${body.language} where id = ${caller.userId}`.execute(
        db,
      )
    },
  )
}

async function agenciesOf(tx: Read, userId: string): Promise<AgencyChoice[]> {
  const { rows } = await sql<AgencyChoice>`select distinct d.id, d.name, d.kind from access.membership m
    join access.agency_directory d on d.id = m.agency_id and d.closed_on is null
    where m.user_id = ${userId} order by d.name`.execute(tx.db)
  return rows
}

/** What only somebody who is signed in is told: herself, her agencies, and what she may do. */
function signedInPart(session: OpenSession, agencies: AgencyChoice[]) {
  const { user, caller } = session
  const agency = agencies.find(a => a.id === caller.agencyId)
  return {
    user: { id: user.id, name: user.name, email: user.email, language: user.language ?? undefined },
    ...(agency ? { agency } : {}),
    agencies,
    administrator: user.administrator,
    roles: caller.roles,
    may: mayOf(caller),
    purpose: caller.purpose,
    lapsesAt: new Date(session.lapsesAtMs).toISOString(),
    secondFactor: { enabled: user.secondFactor, required: session.secondFactorRequired, used: caller.strong },
    mustChangePassword: user.mustChangePassword,
  }
}

import { sql } from 'kysely'
import type { RouteContext } from '#platform/http/context.ts'
import type { OpenSession } from './sessions.ts'

/** An answer about the caller's own sessions; `token` is an id that opens nothing. */
export type OwnAnswer = (
  context: RouteContext,
  session: OpenSession,
  body: Record<string, unknown>,
) => Promise<unknown>

interface Row {
  id: string
  created_at: Date
  lapses_at: Date
  user_agent: string | null
}

const presented = (row: Row) => ({
  id: row.id,
  token: row.id,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.lapses_at.toISOString(),
  userAgent: row.user_agent,
})

/** Every session of the caller that has not lapsed, newest first. */
export const ownSessions: OwnAnswer = async ({ database }, { user }) => {
  const { rows } = await sql<Row>`select id, created_at, lapses_at, user_agent from accounts.session
    where user_id = ${user.id} and lapses_at > ${new Date()} order by created_at desc limit 100`.execute(
    database.ownerPool,
  )
  return rows.map(presented)
}

/** The session of this request. */
export const ownSession: OwnAnswer = async ({ database }, { sessionId, user }) => {
  const { rows } = await sql<Row>`select id, created_at, lapses_at, user_agent from accounts.session
    where id = ${sessionId}`.execute(database.ownerPool)
  return { session: rows[0] ? presented(rows[0]) : null, user: { twoFactorEnabled: user.secondFactor } }
}

/** Ends one of the caller's own sessions. */
export const endOwnSession: OwnAnswer = async ({ database }, { user }, { token }) => {
  await sql`delete from accounts.session where id::text = ${String(token)} and user_id = ${user.id}`.execute(
    database.ownerPool,
  )
  return { status: true }
}

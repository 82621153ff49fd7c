import { sql } from 'kysely'
import type { Read } from '#platform/database/transaction.ts'
import type { Choices } from './plan.lists.ts'

/** What an action can name: every agency of the node, and the accounts that may act for one. */
export async function findChoices(tx: Read): Promise<Choices> {
  const { rows: agencies } = await sql<Choices['agencies'][number]>`
    select id, name, kind from access.agency_directory where closed_on is null order by name`.execute(tx.db)
  const { rows: accounts } = await sql<Choices['accounts'][number]>`
    select u.id, u.name, m.agency_id as "agencyId", m.role from access.membership m
    join accounts."user" u on u.id = m.user_id where u.locked_at is null order by u.name, m.role`.execute(
    tx.db,
  )
  return { agencies, accounts }
}

/** Whether a file is the caller's own, to be given as evidence; one that she only sees is not. */
export async function mayGive(tx: Read, fileId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select plan.may_give(${fileId}) as may`.execute(tx.db)
  return rows[0]!.may
}

/** Names of accounts and agencies, by id. */
export async function namesOf(tx: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from access.agency_directory where id = any(${ids}::uuid[])
    union all select id, name from accounts."user" where id = any(${ids}::uuid[])`.execute(tx.db)
  return new Map(rows.map(r => [r.id, r.name]))
}

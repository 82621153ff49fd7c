import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import type { NodeKeys } from '#platform/vault/node-keys.ts'
import { casePolicies } from './cases.policy.ts'
import type { CaseFilter } from './list.entity.ts'

/** Filters of the list that a person keeps under a name, for herself. */
export interface SavedView {
  id: string
  name: string
  filter: CaseFilter
}

interface KeptView {
  /** Name and filter under the node's key (base64): she may have typed a name. */
  sealed: string
}

export const saveViewAct = defineAct<KeptView>('case-view.save', {
  subject: 'case-view',
  policy: casePolicies['case-view.save'],
  topics: () => ['case-views'],
  project: async (tx, entries) => {
    const ids = entries.map(e => e.subjectId)
    await sql`delete from cases.view where id = any(${ids}::uuid[])`.execute(tx.db)
    await insertRows(
      tx,
      'cases.view',
      ['id', 'user_id', 'agency_id', 'saved_at_ms', 'sealed'],
      entries.map(e => ({
        id: e.subjectId,
        user_id: e.actorId,
        agency_id: e.agencyId,
        saved_at_ms: e.recordedAtMs,
        sealed: `\\x${Buffer.from(e.content.sealed, 'base64').toString('hex')}`,
      })),
    )
  },
})

export const removeViewAct = defineAct<Record<string, never>>('case-view.remove', {
  subject: 'case-view',
  policy: casePolicies['case-view.save'],
  topics: () => ['case-views'],
  project: async (tx, entries) => {
    await sql`delete from cases.view where id = any(${entries.map(e => e.subjectId)}::uuid[])`.execute(tx.db)
  },
})

export const viewsMax = 50

/** The caller's own views, the oldest first. */
export async function listViews(tx: Read, keys: NodeKeys): Promise<SavedView[]> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`select id, sealed from cases.view
    where user_id = (select access.member()) and agency_id = (select access.agency())
    order by saved_at_ms, id limit ${viewsMax}`.execute(tx.db)
  return rows.map(r => ({
    id: r.id,
    ...(JSON.parse(keys.unwrap(r.sealed, context(r.id)).toString()) as Omit<SavedView, 'id'>),
  }))
}

export async function saveView(tx: Write, keys: NodeKeys, view: SavedView, actId: string): Promise<void> {
  const { id, ...kept } = view
  const sealed = keys.wrap(Buffer.from(JSON.stringify(kept)), context(id)).toString('base64')
  await act(tx, saveViewAct, { id: actId, subjectId: id, about: undefined, payload: { sealed } })
}

/** @returns false when she has no such view */
export async function removeView(tx: Write, id: string, actId: string): Promise<boolean> {
  const { rows } = await sql`select from cases.view where id = ${id}`.execute(tx.db)
  if (rows.length === 0) return false
  await act(tx, removeViewAct, { id: actId, subjectId: id, about: undefined, payload: {} })
  return true
}

const context = (id: string) => `case view ${id}`

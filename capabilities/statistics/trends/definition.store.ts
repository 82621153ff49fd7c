import { sql } from 'kysely'
import type { Read, Statistics, Write } from '#platform/database/transaction.ts'
import { found } from '#platform/http/refusals.ts'
import { act, defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { FactKind } from '../statistics.entity.ts'
import type { Definition } from './definition.entity.ts'
import { definitionPolicies as may } from './definition.policy.ts'

export type NewDefinition = Omit<Definition, 'id' | 'version' | 'withdrawnWhy'>

const topics = () => ['facts']

const writeDefinition = defineAct<NewDefinition>('definition.write', {
  subject: 'definition',
  policy: may['definition.write'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content: c } of entries)
      await sql`insert into statistics.definition
          (id, version, kind, dimension, since, definition, change, comparable, written_by, written_at_ms)
        values (${subjectId}, ${version}, ${c.kind}, ${c.dimension}, ${c.since}, ${c.definition}, ${c.change},
          ${c.comparable}, ${actorId}, ${recordedAtMs})`.execute(tx.db)
  },
})

const withdrawDefinition = defineAct<{ reason: string }, { isWithdrawn: boolean }>('definition.withdraw', {
  subject: 'definition',
  policy: may['definition.withdraw'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, content } of entries)
      await sql`update statistics.definition set version = ${version}, withdrawn_why = ${content.reason}
        where id = ${subjectId}`.execute(tx.db)
  },
})

export const definitionProjections: Projections = {
  tables: ['statistics.definition'],
  acts: [writeDefinition.name, withdrawDefinition.name],
}

/**
 * The definitions of one kind of fact that hold or held, the oldest first.
 * @param dimensions those that a figure is counted or narrowed by: what their codes mean parts it, too
 */
export async function definitionsOf(
  tx: Pick<Read | Statistics, 'db'>,
  kind: FactKind,
  dimensions: readonly string[] = [],
): Promise<Definition[]> {
  const { rows } = await sql<Definition>`
    select id, version, kind, dimension, since, definition, change, comparable, withdrawn_why as "withdrawnWhy"
    from statistics.definition
    where kind = ${kind} and withdrawn_why is null
      and (dimension is null or dimension = any(${[...dimensions]}::text[]))
    order by since, written_at_ms`.execute(tx.db as Read['db'])
  return rows
}

/** Every definition, also those taken back; the newest first. */
export async function listDefinitions(tx: Read): Promise<Definition[]> {
  const { rows } = await sql<Definition>`
    select id, version, kind, dimension, since, definition, change, comparable, withdrawn_why as "withdrawnWhy"
    from statistics.definition order by since desc, written_at_ms desc limit 1000`.execute(tx.db)
  return rows
}

/** Says what is counted from a date on. @throws Refused */
export async function addDefinition(
  tx: Write,
  id: string,
  definition: NewDefinition,
  actId: string,
): Promise<void> {
  await act(tx, writeDefinition, { id: actId, subjectId: id, about: undefined, payload: definition })
}

/** Takes a definition back that was wrong; it parts no series any more. @throws NotFound, Refused */
export async function takeBackDefinition(
  tx: Write,
  id: string,
  reason: string,
  actId: string,
): Promise<void> {
  const { rows } = await sql<{ isWithdrawn: boolean }>`
    select withdrawn_why is not null as "isWithdrawn" from statistics.definition where id = ${id}`.execute(
    tx.db,
  )
  await act(tx, withdrawDefinition, { id: actId, subjectId: id, about: found(rows[0]), payload: { reason } })
}

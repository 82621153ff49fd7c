import { sql } from 'kysely'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Read, Write } from '#platform/database/transaction.ts'
import { found } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import {
  type Begun,
  type OwedStanding,
  type OwingAgency,
  owedOn,
  reminderStageOn,
  standingsOn,
} from './owed.rules.ts'
import { putReminderAside, type RaisedReminder, raiseReminder } from './return.acts.ts'

import { returnId } from './return-id.ts'
import { readTables } from './tables.store.ts'

/** The calendar day of a transaction, in UTC. */
export const todayOf = (tx: Pick<Read, 'now'>): string => tx.now.toISOString().slice(0, 10)

/** What is owed and where it stands: of one agency, or of all that the caller may read. */
export async function findOwed(tx: Read, agencyId?: string): Promise<OwedStanding[]> {
  const { rows: agencies } = await sql<OwingAgency>`select id, name, kind from access.agency_directory
    where closed_on is null and ${agencyId === undefined ? sql`true` : sql`id = ${agencyId}`}
    order by name`.execute(tx.db)
  const { rows: begun } = await sql<Omit<Begun, 'firstSentOn'> & { firstSentAtMs: string | null }>`
    select r.agency_id as "agencyId", r.table_id as "tableId", r.period, d.return_id is not null as "hasDraft",
      v.revision, c.decision, v."firstSentAtMs"
    from statistics.agency_return r
    left join statistics.return_draft d on d.return_id = r.id
    left join (select return_id, max(revision) as revision, min(sent_at_ms) as "firstSentAtMs"
      from statistics.return_revision group by return_id) v on v.return_id = r.id
    left join statistics.return_decision c on c.return_id = r.id and c.revision = v.revision
    where ${agencyId === undefined ? sql`true` : sql`r.agency_id = ${agencyId}`}`.execute(tx.db)
  const today = todayOf(tx)
  return standingsOn(
    today,
    owedOn(today, await readTables(tx), agencies),
    begun.map(b => ({
      ...b,
      firstSentOn:
        b.firstSentAtMs === null ? null : new Date(Number(b.firstSentAtMs)).toISOString().slice(0, 10),
    })),
  )
}

const node = nodeCaller('administration')

/**
 * Raises what has to be reminded of today: one reminder for each return that was never sent, and stage. Running it again,
 * or in two processes at once, raises nothing twice.
 * @returns how many reminders are new
 */
export async function raiseReturnReminders(database: Database): Promise<number> {
  const wanted = await database.read(node, async tx => {
    const today = todayOf(tx)
    const { rows } = await sql<{ id: string }>`select statistics.reminders_raised() as id`.execute(tx.db)
    const known = new Set(rows.map(r => r.id))
    return (await findOwed(tx)).flatMap((owed): (RaisedReminder & { id: string })[] => {
      const stage = owed.revision === 0 ? reminderStageOn(owed.dueOn, today) : undefined
      if (!stage) return []
      const { agencyId, tableId, period, dueOn } = owed
      const id = returnId('reminder', agencyId, tableId, period, stage, dueOn)
      return known.has(id) ? [] : [{ id, agencyId, tableId, period, dueOn, stage }]
    })
  })
  for (const { id, ...reminder } of wanted)
    await database.write(node, tx =>
      act(tx, raiseReminder, {
        id: returnId('raised', id),
        subjectId: id,
        about: undefined,
        payload: reminder,
      }),
    )
  return wanted.length
}

export interface ShownReminder extends RaisedReminder {
  id: string
  version: number
}

/** Open reminders of the caller's agency; of each return only the last, and none of what was sent meanwhile. */
export async function findReminders(tx: Read): Promise<ShownReminder[]> {
  const { rows } = await sql<ShownReminder>`
    select m.id, m.version, m.agency_id as "agencyId", m.table_id as "tableId", m.period, m.stage,
      m.due_on::text as "dueOn"
    from statistics.return_reminder m
    where m.agency_id = ${tx.caller.agencyId} and m.seen_at_ms is null
      and not exists (select from statistics.return_reminder o where o.agency_id = m.agency_id
        and o.table_id = m.table_id and o.period = m.period and o.raised_at_ms > m.raised_at_ms)
      and not exists (select from statistics.agency_return r join statistics.return_revision v on v.return_id = r.id
        where r.agency_id = m.agency_id and r.table_id = m.table_id and r.period = m.period)
    order by m.due_on, m.table_id, m.period`.execute(tx.db)
  return rows
}

/** Puts a reminder aside; the next stage is raised all the same. @throws NotFound, Refused */
export async function putAside(tx: Write, id: string, actId: string): Promise<void> {
  const reminder = found((await findReminders(tx)).find(r => r.id === id))
  await act(tx, putReminderAside, {
    id: actId,
    subjectId: id,
    about: { agencyId: reminder.agencyId },
    expectedVersion: reminder.version,
    payload: {},
  })
}

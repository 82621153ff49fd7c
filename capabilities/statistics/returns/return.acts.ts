import { sql } from 'kysely'
import type { Write } from '#platform/database/transaction.ts'
import { type ActEntry, defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { Check } from './checks.rules.ts'
import type { DecisionKind, ReturnContent, TableDefinition } from './return.entity.ts'
import { returnPolicies as may, type ReturnBearers } from './return.policy.ts'

/** Which return an entry is about; said again in each, so that any of them can be the first. */
export interface ReturnPlace {
  agencyId: string
  tableId: string
  period: string
}

export interface SavedReturn extends ReturnPlace {
  tableVersion: number
  content: ReturnContent
}

export interface SentReturn extends SavedReturn {
  revision: number
  reason: string | null
  warnings: Check[]
}

const topics = () => ['returns']
const subject = 'return'

async function begin(tx: Write, { subjectId, occurredAtMs, content: c }: ActEntry<ReturnPlace>) {
  await sql`insert into statistics.agency_return (id, agency_id, table_id, period, began_at_ms)
    values (${subjectId}, ${c.agencyId}, ${c.tableId}, ${c.period}, ${occurredAtMs})
    on conflict (id) do nothing`.execute(tx.db)
}

export const saveReturn = defineAct<SavedReturn, ReturnBearers>('return.save', {
  subject,
  policy: may['return.save'],
  // Told at every pause in typing, and seen by the agency alone.
  topics: () => ['return-drafts'],
  project: async (tx, entries) => {
    for (const entry of entries) {
      const { subjectId, version, actorId, occurredAtMs, content: c } = entry
      await begin(tx, entry)
      await sql`insert into statistics.return_draft (return_id, version, table_version, content, saved_by, saved_at_ms)
        values (${subjectId}, ${version}, ${c.tableVersion}, ${JSON.stringify(c.content)}::jsonb, ${actorId}, ${occurredAtMs})
        on conflict (return_id) do update set version = excluded.version, table_version = excluded.table_version,
          content = excluded.content, saved_by = excluded.saved_by, saved_at_ms = excluded.saved_at_ms`.execute(
        tx.db,
      )
    }
  },
})

export const sendReturn = defineAct<SentReturn, ReturnBearers>('return.send', {
  subject,
  policy: may['return.send'],
  topics,
  project: async (tx, entries) => {
    for (const entry of entries) {
      const { subjectId, version, actorId, occurredAtMs, content: c } = entry
      await begin(tx, entry)
      await sql`insert into statistics.return_revision
          (return_id, revision, version, table_version, content, warnings, reason, sent_by, sent_at_ms)
        values (${subjectId}, ${c.revision}, ${version}, ${c.tableVersion}, ${JSON.stringify(c.content)}::jsonb,
          ${JSON.stringify(c.warnings)}::jsonb, ${c.reason}, ${actorId}, ${occurredAtMs})`.execute(tx.db)
      await sql`delete from statistics.return_draft where return_id = ${subjectId}`.execute(tx.db)
    }
  },
})

export interface DecidedReturn {
  revision: number
  decision: DecisionKind
  words: string | null
}

export const decideReturn = defineAct<DecidedReturn, ReturnBearers>('return.decide', {
  subject,
  policy: may['return.decide'],
  // Accepted returns are figures of the response, too.
  topics: () => ['returns', 'facts'],
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, agencyId, occurredAtMs, content: c } of entries)
      await sql`insert into statistics.return_decision
          (return_id, revision, version, decision, words, decided_by, agency_id, decided_at_ms)
        values (${subjectId}, ${c.revision}, ${version}, ${c.decision}, ${c.words}, ${actorId}, ${agencyId},
          ${occurredAtMs})`.execute(tx.db)
  },
})

export const defineTable = defineAct<TableDefinition>('return-table.define', {
  subject: 'return-table',
  policy: may['return-table.define'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, actorId, recordedAtMs, content } of entries)
      await sql`insert into statistics.return_table (id, table_id, version, definition, defined_by, defined_at_ms)
        values (${subjectId}, ${content.id}, ${content.version}, ${JSON.stringify(content)}::jsonb, ${actorId},
          ${recordedAtMs})`.execute(tx.db)
  },
})

export const reminderStages = ['before-30', 'before-7', 'after-1', 'after-30'] as const
export type ReminderStage = (typeof reminderStages)[number]

export interface RaisedReminder extends ReturnPlace {
  stage: ReminderStage
  dueOn: string
}

export const raiseReminder = defineAct<RaisedReminder>('return-reminder.raise', {
  subject: 'return-reminder',
  policy: may['return-reminder.raise'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs, content: c } of entries)
      await sql`insert into statistics.return_reminder
          (id, version, agency_id, table_id, period, stage, due_on, raised_at_ms)
        values (${subjectId}, ${version}, ${c.agencyId}, ${c.tableId}, ${c.period}, ${c.stage}, ${c.dueOn},
          ${recordedAtMs})`.execute(tx.db)
  },
})

export const putReminderAside = defineAct<Record<string, never>, { agencyId: string }>(
  'return-reminder.put-aside',
  {
    subject: 'return-reminder',
    policy: may['return-reminder.put-aside'],
    topics,
    project: async (tx, entries) => {
      for (const { subjectId, version, recordedAtMs } of entries)
        await sql`update statistics.return_reminder set version = ${version}, seen_at_ms = ${recordedAtMs}
          where id = ${subjectId}`.execute(tx.db)
    },
  },
)

/** The tables that these acts fill. */
export const returnProjections: Projections = {
  tables: [
    'statistics.return_table',
    'statistics.agency_return',
    'statistics.return_draft',
    'statistics.return_revision',
    'statistics.return_decision',
    'statistics.return_reminder',
  ],
  acts: [saveReturn, sendReturn, decideReturn, defineTable, raiseReminder, putReminderAside].map(
    kind => kind.name,
  ),
}

import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { CodeMapping } from './classification.entity.ts'
import { classificationPolicies as may } from './classification.policy.ts'

/** Codes that are mapped, mapped otherwise, or no longer. */
export interface MappedCodes {
  changes: readonly CodeMapping[]
  reason: string
  fileName: string | null
}

export const mapCodes = defineAct<MappedCodes>('classification.map', {
  subject: 'classification',
  policy: may['classification.map'],
  topics: () => ['classification'],
  project: async (tx, entries) => {
    for (const { id, version, actorId, recordedAtMs, content: c } of entries)
      await sql`insert into statistics.ic_tip_code
          (list, code, version, ic_tip, reason, file_name, act_id, entered_by, entered_at_ms)
        select list, code, ${version}, "icTip", ${c.reason}, ${c.fileName}, ${id}, ${actorId}, ${recordedAtMs}
        from jsonb_to_recordset(${JSON.stringify(c.changes)}::jsonb) as r(list text, code text, "icTip" text)`.execute(
        tx.db,
      )
  },
})

/** The table that this act fills. */
export const classificationProjections: Projections = {
  tables: ['statistics.ic_tip_code'],
  acts: [mapCodes.name],
}

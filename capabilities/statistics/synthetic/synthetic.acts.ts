import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { SyntheticReport } from './release.ts'
import { syntheticPolicies as may } from './synthetic.policy.ts'

const topics = () => ['synthetic']

export interface OrderedRelease {
  population: 'victim'
  columns: string[]
  epsilon: number
  delta: number
  /** Charged at once, in trillionths. */
  rho: number
}

export const orderRelease = defineAct<OrderedRelease>('synthetic-release.order', {
  subject: 'synthetic-release',
  policy: may['synthetic-release.order'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, agencyId, actorId, recordedAtMs, content: c } of entries)
      await sql`insert into statistics.synthetic_release
          (id, version, agency_id, ordered_by, ordered_at_ms, population, columns, epsilon, delta, rho, state)
        values (${subjectId}, ${version}, ${agencyId}, ${actorId}, ${recordedAtMs}, ${c.population}, ${c.columns},
          ${c.epsilon}, ${c.delta}, ${c.rho}, 'ordered')`.execute(tx.db)
  },
})

export type FinishedRelease =
  | {
      report: SyntheticReport
      /** The rows as CSV, packed with gzip, in base64. */
      rows: string
    }
  | { failed: true }

export const finishRelease = defineAct<FinishedRelease>('synthetic-release.finish', {
  subject: 'synthetic-release',
  policy: may['synthetic-release.finish'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, recordedAtMs, content: c } of entries)
      if ('failed' in c)
        await sql`update statistics.synthetic_release set version = ${version}, state = 'failed',
            finished_at_ms = ${recordedAtMs} where id = ${subjectId}`.execute(tx.db)
      else
        await sql`update statistics.synthetic_release set version = ${version}, state = 'made',
            finished_at_ms = ${recordedAtMs}, records = ${c.report.records}, report = ${JSON.stringify(c.report)}::jsonb,
            rows = ${Buffer.from(c.rows, 'base64')} where id = ${subjectId}`.execute(tx.db)
  },
})

/** What is built anew from the entries. */
export const syntheticProjections: Projections = {
  tables: ['statistics.synthetic_release'],
  acts: ['synthetic-release.order', 'synthetic-release.finish'],
}

import { sql } from 'kysely'
import { defineAct } from '#platform/ledger/act.ts'
import type { Projections } from '#platform/ledger/rebuild.ts'
import type { PopulationRow } from './population.entity.ts'
import { populationPolicies as may } from './population.policy.ts'
import { withSums } from './reading.rules.ts'

export interface LoadedPopulation {
  source: string
  note: string | null
  fileName: string
  rows: readonly PopulationRow[]
}

/** Figures that divide by the population are asked anew. */
const topics = () => ['facts', 'population']

export const loadPopulation = defineAct<LoadedPopulation>('population.load', {
  subject: 'population-table',
  policy: may['population.load'],
  topics,
  project: async (tx, entries) => {
    for (const { subjectId, version, actorId, recordedAtMs, content: c } of entries) {
      await sql`insert into statistics.population_table
          (id, version, number, source, note, file_name, row_count, loaded_by, loaded_at_ms)
        select ${subjectId}, ${version}, coalesce(max(number), 0) + 1, ${c.source}, ${c.note}, ${c.fileName},
          ${c.rows.length}, ${actorId}, ${recordedAtMs} from statistics.population_table`.execute(tx.db)
      const rows = withSums(c.rows).map(({ areaName, ...row }) => ({ ...row, area_name: areaName ?? null }))
      await sql`insert into statistics.population (table_id, area, area_name, year, sex, age, persons, summed)
        select ${subjectId}, area, area_name, year, sex, age, persons, summed
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(area text, area_name text, year smallint, sex text,
          age text, persons bigint, summed boolean)`.execute(tx.db)
    }
  },
})

export const withdrawPopulation = defineAct<{ reason: string }, { isWithdrawn: boolean }>(
  'population.withdraw',
  {
    subject: 'population-table',
    policy: may['population.withdraw'],
    topics,
    project: async (tx, entries) => {
      for (const { subjectId, version, recordedAtMs, content } of entries)
        await sql`update statistics.population_table set version = ${version}, withdrawn_at_ms = ${recordedAtMs},
        withdrawn_why = ${content.reason} where id = ${subjectId}`.execute(tx.db)
    },
  },
)

/** The tables that these acts fill. */
export const populationProjections: Projections = {
  tables: ['statistics.population_table', 'statistics.population'],
  acts: [loadPopulation.name, withdrawPopulation.name],
}

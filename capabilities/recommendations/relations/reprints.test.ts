import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { callerOf, openTestDatabase } from '../../../test/support/database.ts'
import { realText } from '../reading/real-reports.testing.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { proposeForReport } from './relating.store.ts'

const rapporteur = callerOf('aaaaaaaa-0000-4000-8000-000000000001', { roles: ['rapporteur'] })

it('a pair that was proposed of a later print is not proposed again when the first print is entered', async () => {
  const { database } = await openTestDatabase()
  const enter = (name: Parameters<typeof realText>[0]) =>
    database.write(rapporteur, async tx => {
      const reading = readFile(new TextEncoder().encode(realText(name)))
      if (!reading.ok) throw new Error(reading.problem.sentence)
      await enterFile(tx, reading.file, randomUUID())
      return reading.file.id
    })
  const look = (id: string) => database.write(rapporteur, tx => proposeForReport(tx, id, randomUUID()))
  await enter('004')
  const later = await enter('002')
  const before = await look(later)
  expect(before).toBeGreaterThan(5)
  for (const id of [await enter('000'), await enter('001'), later]) await look(id)
  const { rows } = await database.read(rapporteur, tx =>
    sql<{ pair: string; later: boolean }>`
      select least(one, other) || ' | ' || greatest(one, other) as pair, later from (
        select coalesce(f.of_report_id, l.from_report_id) || ' ' || coalesce(f.of_ordinal, l.from_ordinal) as one,
          coalesce(t.of_report_id, l.to_report_id) || ' ' || coalesce(t.of_ordinal, l.to_ordinal) as other,
          t.report_id is not null as later
        from recommendations.relation l
        left join recommendations.expression f on f.report_id = l.from_report_id and f.ordinal = l.from_ordinal
        left join recommendations.expression t on t.report_id = l.to_report_id and t.ordinal = l.to_ordinal) ends`.execute(
      tx.db,
    ),
  )
  expect(rows.filter(row => row.later).length).toBeGreaterThan(10)
  expect(rows.length).toBeGreaterThan(before)
  expect(new Set(rows.map(row => row.pair)).size).toBe(rows.length)
  await database.close()
})

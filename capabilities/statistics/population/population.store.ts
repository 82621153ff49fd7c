import { sql } from 'kysely'
import type { Problem } from '#kernel/result/result.ts'
import { isDemonstration } from '#platform/access/settings.ts'
import type { Read, Statistics, Write } from '#platform/database/transaction.ts'
import { found, Invalid } from '#platform/http/refusals.ts'
import { act } from '#platform/ledger/act.ts'
import { codelists } from '#standards/codelists.ts'
import { inventedStates } from '#standards/invented-states.ts'
import { loadPopulation, withdrawPopulation } from './population.acts.ts'
import type { PopulationAge, PopulationSex } from './population.entity.ts'
import { type ReadPopulation, readPopulation } from './reading.rules.ts'
import { problemOfUnpacking, rowsOfFile } from './reading-files.ts'

/** How many persons of one sex and age live in one area in one year, and who says so. */
export interface Population {
  /** ISO 3166-1 alpha-3 of a State, or the code of a district. */
  area: string
  areaName: string | null
  year: number
  sex: PopulationSex
  age: PopulationAge
  persons: number
  source: string
}

/**
 * The population of every area and year: of each, the rows of the newest table that has it and was not withdrawn, so
 * that parts and totals come from one source.
 * @param area this one alone
 */
export async function populationOf(tx: Pick<Read | Statistics, 'db'>, area?: string): Promise<Population[]> {
  const { rows } = await sql<Population & { persons: string | number }>`
    with newest as (
      select p.area, p.year, max(t.number) as number
      from statistics.population p join statistics.population_table t on t.id = p.table_id
      where t.withdrawn_at_ms is null and ${area === undefined ? sql`true` : sql`p.area = ${area}`}
      group by p.area, p.year)
    select p.area, p.area_name as "areaName", p.year, p.sex, p.age, p.persons, t.source
    from newest n
    join statistics.population_table t on t.number = n.number
    join statistics.population p on p.table_id = t.id and p.area = n.area and p.year = n.year
    order by p.area, p.year, p.sex, p.age`.execute(tx.db as Read['db'])
  return rows.map(row => ({ ...row, persons: Number(row.persons) }))
}

/** A loaded table as lists show it. Times are milliseconds since 1970. */
export interface PopulationTable {
  id: string
  version: number
  number: number
  source: string
  note: string | null
  fileName: string
  rowCount: number
  loadedAtMs: number
  withdrawnAtMs: number | null
  withdrawnWhy: string | null
  areas: number
  yearFrom: number | null
  yearTo: number | null
}

/** Every table that was loaded, the newest first. */
export async function listPopulationTables(tx: Read): Promise<PopulationTable[]> {
  const { rows } = await sql<PopulationTable>`
    select t.id, t.version, t.number, t.source, t.note, t.file_name as "fileName", t.row_count as "rowCount",
      t.loaded_at_ms as "loadedAtMs", t.withdrawn_at_ms as "withdrawnAtMs", t.withdrawn_why as "withdrawnWhy",
      count(distinct p.area)::int as areas, min(p.year) as "yearFrom", max(p.year) as "yearTo"
    from statistics.population_table t left join statistics.population p on p.table_id = t.id
    group by t.id order by t.number desc limit 1000`.execute(tx.db)
  return rows.map(row => ({
    ...row,
    loadedAtMs: Number(row.loadedAtMs),
    withdrawnAtMs: row.withdrawnAtMs === null ? null : Number(row.withdrawnAtMs),
  }))
}

/** Reads a file and says what it holds, or every problem. @throws Invalid */
export async function checkPopulationFile(tx: Pick<Read, 'db'>, bytes: Uint8Array): Promise<ReadPopulation> {
  const states = new Set(codelists.get('countries').codes.map(code => code.code))
  // A State that does not exist has people in a demonstration alone.
  if (await isDemonstration(tx)) for (const { code } of inventedStates.codes) states.add(code)
  const bomb = await problemOfUnpacking(bytes)
  if (bomb) throw new Invalid([bomb])
  const lines = rowsOfFile(bytes)
  const read = lines.ok ? readPopulation(lines.value, code => states.has(code)) : lines
  if (!read.ok) throw new Invalid(read.problems)
  return read.value
}

/**
 * Loads a file as the newest table.
 * @returns what was odd about it without being wrong
 * @throws Invalid with every problem of the file, Refused
 */
export async function loadPopulationFile(
  tx: Write,
  bytes: Uint8Array,
  said: { id: string; actId: string; fileName: string; source: string; note?: string },
): Promise<ReadPopulation> {
  const source = said.source.trim()
  if (source === '') throw new Invalid([withoutSource])
  const read = await checkPopulationFile(tx, bytes)
  await act(tx, loadPopulation, {
    id: said.actId,
    subjectId: said.id,
    about: undefined,
    payload: {
      source,
      note: said.note?.trim() || null,
      fileName: said.fileName.slice(0, 200),
      rows: read.rows,
    },
  })
  return read
}

/** Takes a table out of use, with its reason; older ones that it covered count again. @throws NotFound, Refused */
export async function withdrawPopulationTable(
  tx: Write,
  id: string,
  reason: string,
  actId: string,
  expectedVersion?: number,
): Promise<void> {
  const { rows } = await sql<{ isWithdrawn: boolean }>`
    select withdrawn_at_ms is not null as "isWithdrawn" from statistics.population_table where id = ${id}`.execute(
    tx.db,
  )
  await act(tx, withdrawPopulation, {
    id: actId,
    subjectId: id,
    about: found(rows[0]),
    expectedVersion,
    payload: { reason },
  })
}

const withoutSource: Problem = {
  where: 'source',
  code: 'population.source',
  what: 'The table does not say where it comes from.',
  remedy: 'Name the office and the edition, such as “National Statistical Office, projections 2024”.',
}

import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { Asked, RouteServer, Upload } from '#platform/http/route.ts'
import { instant, integer, list, nullable, object, oneOf, text, uuid, yesNo } from '#platform/http/shape.ts'
import { problemIn } from '#platform/http/texts.ts'
import { sayingRows } from '../row-places.ts'
import { listAgencyPlaces, placeAgencyInDistrict } from './district.store.ts'
import { isDistrict, populationAges, populationSexes } from './population.entity.ts'
import { populationPolicies as may } from './population.policy.ts'
import {
  checkPopulationFile,
  listPopulationTables,
  loadPopulationFile,
  type PopulationTable,
  populationOf,
  withdrawPopulationTable,
} from './population.store.ts'
import type { ReadPopulation } from './reading.rules.ts'
import { populationBytesMax } from './reading-files.ts'

const notice = object({
  where: text(),
  code: text(),
  what: text({ max: 1_000 }),
  remedy: text({ max: 1_000 }),
})
const reading = {
  rows: integer(),
  areas: integer(),
  yearFrom: integer(),
  yearTo: integer(),
  notices: list(notice),
}
const table = object({
  id: uuid,
  version: integer(),
  number: integer(),
  source: text({ max: 2_000 }),
  note: nullable(text({ max: 4_000 })),
  fileName: text(),
  rowCount: integer(),
  areas: integer(),
  yearFrom: nullable(integer()),
  yearTo: nullable(integer()),
  loadedAt: instant,
  withdrawnAt: nullable(instant),
  withdrawnWhy: nullable(text({ max: 2_000 })),
})
const upload = { bytesMax: populationBytesMax }
const withTable = { tableId: uuid }

/** Population tables: what is loaded, loading and withdrawing one, and the figures that rates divide by. */
export function populationRoutes(server: RouteServer, _: RouteContext): void {
  definePolicies(may)
  const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
    authorise(caller, 'population.read', may['population.read'], undefined)

  server.read(
    'GET',
    '/api/statistics/population',
    {
      summary: 'Population tables that were loaded, and the areas and years that rates can be had for',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({
        tables: list(table),
        agencies: list(object({ agencyId: uuid, name: text(), district: nullable(text()) })),
        areas: list(
          object({ area: text(), name: nullable(text()), isDistrict: yesNo, years: list(integer()) }),
          5_000,
        ),
      }),
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        const areas = new Map<string, { name: string | null; years: Set<number> }>()
        for (const { area, areaName, year } of await populationOf(tx)) {
          const known = areas.get(area) ?? { name: null, years: new Set() }
          known.years.add(year)
          areas.set(area, { ...known, name: areaName ?? known.name })
        }
        return {
          tables: (await listPopulationTables(tx)).map(presentTable),
          agencies: await listAgencyPlaces(tx),
          areas: [...areas].map(([area, { name, years }]) => ({
            area,
            name,
            isDistrict: isDistrict(area),
            years: [...years].sort(),
          })),
        }
      })
    },
  )
  server.read(
    'GET',
    '/api/statistics/population/rows',
    {
      summary: 'The population of one area by year, sex and age, with the source of each figure',
      caller: 'signed-in',
      query: { area: text({ max: 20 }) },
      answer: object({
        rows: list(
          object({
            year: integer(),
            sex: oneOf(populationSexes),
            age: oneOf(populationAges),
            persons: integer(),
            source: text({ max: 2_000 }),
          }),
          5_000,
        ),
      }),
    },
    async asked => {
      mayRead(asked)
      const known = await asked.read(tx => populationOf(tx, asked.query.area))
      return {
        rows: known.map(({ year, sex, age, persons, source }) => ({ year, sex, age, persons, source })),
      }
    },
  )
  server.write(
    'POST',
    '/api/statistics/population/check',
    {
      summary: 'Read a population table without loading it: what it holds, or every problem with its row',
      caller: 'signed-in',
      cost: 10,
      upload,
      answer: object(reading),
    },
    async asked => {
      authorise(asked.caller, 'population.load', may['population.load'], undefined)
      const bytes = await bytesOf(await asked.upload())
      const { language } = asked
      const read = await sayingRows(language, () => asked.read(tx => checkPopulationFile(tx, bytes)))
      return presentReading(read, language)
    },
  )
  server.write(
    'POST',
    '/api/statistics/population',
    {
      summary: 'Load a population table (CSV or XLSX: area, year, sex, age, persons) as the newest',
      caller: 'signed-in',
      cost: 20,
      upload,
      query: { source: text({ min: 1, max: 500 }), note: { ...text({ max: 1_000 }), optional: true } },
      answer: object({ id: uuid, ...reading }),
      status: 201,
    },
    async asked => {
      authorise(asked.caller, 'population.load', may['population.load'], undefined)
      const file = await asked.upload()
      const bytes = await bytesOf(file)
      // The act's id names the table too, so that a retry finds what it wrote.
      const { actId } = asked
      const said = { ...asked.query, id: actId, actId, fileName: file.fileName }
      const { language } = asked
      const read = await sayingRows(language, () => asked.write(tx => loadPopulationFile(tx, bytes, said)))
      return { id: actId, ...presentReading(read, language) }
    },
  )
  server.write(
    'PUT',
    '/api/statistics/population/agencies/:agencyId',
    {
      summary: 'Place an agency in a district, or in none; its cases count there, the earlier ones too',
      caller: 'signed-in',
      params: { agencyId: uuid },
      body: object({ district: nullable(text({ pattern: '^[A-Z]{3}-[A-Z0-9]{1,10}$' })) }),
      answer: 'nothing',
    },
    asked =>
      asked.write(tx => placeAgencyInDistrict(tx, asked.params.agencyId, asked.body.district, asked.actId)),
  )
  server.write(
    'POST',
    '/api/statistics/population/:tableId/withdrawal',
    {
      summary: 'Take a population table out of use; what it covered counts again',
      caller: 'signed-in',
      params: withTable,
      body: object({ reason: text({ min: 3, max: 1_000 }) }),
      answer: 'nothing',
    },
    asked =>
      asked.write(tx =>
        withdrawPopulationTable(
          tx,
          asked.params.tableId,
          asked.body.reason,
          asked.actId,
          asked.expectedVersion,
        ),
      ),
  )
}

const presentTable = ({ loadedAtMs, withdrawnAtMs, ...told }: PopulationTable) => ({
  ...told,
  loadedAt: new Date(loadedAtMs).toISOString(),
  withdrawnAt: withdrawnAtMs === null ? null : new Date(withdrawnAtMs).toISOString(),
})

const presentReading = ({ rows, notices }: ReadPopulation, language: string) => {
  const years = rows.map(row => row.year)
  return {
    rows: rows.length,
    areas: new Set(rows.map(row => row.area)).size,
    yearFrom: Math.min(...years),
    yearTo: Math.max(...years),
    notices: notices
      .map(one => problemIn(language, one))
      .map(({ where, code, what, remedy }) => ({ where, code, what, remedy })),
  }
}

async function bytesOf({ bytes }: Upload): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

import { stringify } from 'csv-stringify/sync'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { valid } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  yesNo,
} from '#platform/http/shape.ts'
import { about, answering, axis, code, count, countsMax, dimensionName, filter, kind } from './answering.ts'
import { classificationRoutes } from './classification/classification.routes.ts'
import { figuresOf } from './figures.store.ts'
import { findingOfFlows, findingOfList, findingOfSeries, findingOfTable } from './finding.rules.ts'
import { placesOf } from './places.ts'
import { populationRoutes } from './population/population.routes.ts'
import { populationOf } from './population/population.store.ts'
import { flowsOf, seriesOf } from './published.ts'
import { readDimensions } from './question.rules.ts'
import { releaseRoutes } from './releases/release.routes.ts'
import { dimensions, factKinds, findDimension } from './statistics.entity.ts'
import { statisticsPolicies } from './statistics.policy.ts'
import { tableAsRows } from './table-file.ts'
import { ratesOf } from './trends/rates.rules.ts'
import { trendRoutes } from './trends/trends.routes.ts'

/** Figures: what may be counted, tables, yearly series and flows, all after disclosure control. */
export function routes(server: RouteServer, context: RouteContext): void {
  const { database } = context
  definePolicies(statisticsPolicies)
  releaseRoutes(server, context)
  populationRoutes(server, context)
  classificationRoutes(server)
  trendRoutes(server, context)
  const figures = figuresOf(database)

  const { population, named, labelsOf, standing } = answering(figures)

  server.read(
    'GET',
    '/api/statistics/dimensions',
    {
      summary: 'What may be counted, by what, and how many facts there are',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({
        countMin: integer(),
        changedAt: text(),
        facts: record(count),
        dimensions: list(
          object({
            id: dimensionName,
            titleKey: text(),
            multiple: yesNo,
            ordered: yesNo,
            kinds: list(oneOf(factKinds)),
            list: optional(text()),
            listVersion: optional(text()),
            listSource: optional(text({ max: 2_000 })),
          }),
        ),
      }),
    },
    async asked => {
      population(asked, 'victim')
      return {
        ...(await standing()),
        facts: await figures.sizes(),
        dimensions: dimensions.map(({ id, title, multiple, ordered, kinds, list }) => {
          const codelist = list ? figures.lists.get(list) : undefined
          return {
            id,
            titleKey: title,
            multiple,
            ordered,
            kinds: [...kinds],
            ...(codelist && {
              list: codelist.id,
              listVersion: codelist.version,
              listSource: codelist.source,
            }),
          }
        }),
      }
    },
  )

  const tableQuery = { kind, rows: dimensionName, columns: optional(dimensionName), filter }
  server.read(
    'GET',
    '/api/statistics/table',
    {
      summary: 'A one- or two-way table; withheld counts are null',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      query: { ...tableQuery, area: optional(text({ max: 20 })) },
      answer: object({
        ...about,
        rows: axis,
        columns: nullable(axis),
        /** Row by row; empty in a one-way table, whose counts are the totals of its rows. */
        counts: list(list(count, countsMax), countsMax),
        rowTotals: list(count, countsMax),
        columnTotals: list(count, countsMax),
        cells: integer(),
        /** Per 100,000 of the area, beside the totals of rows; empty where a year or the population is missing. */
        rates: list(nullable(number({ min: 0 })), countsMax),
        rateSources: list(text({ max: 2_000 })),
      }),
    },
    async asked => {
      const { query } = asked
      const of = population(asked, query.kind, query.filter)
      const { rows, columns } = valid(readDimensions(of.kind, query.rows, query.columns))
      if (!columns) {
        const { axis, counts, ...rest } = await figures.list(rows, of)
        const { area } = query
        const populations = area === undefined ? [] : await asked.statistics(tx => populationOf(tx, area))
        const finding = findingOfList({ axis, counts, ...rest })
        return {
          ...rest,
          ...(await standing()),
          kind: of.kind,
          rows: writable(axis),
          columns: null,
          counts: [],
          rowTotals: counts,
          columnTotals: [],
          cells: counts.length,
          ...ratesOf(axis, counts, of.filters, query.area, populations),
          finding,
          labels: named(asked, of, finding, axis),
        }
      }
      const table = await figures.table(rows, columns, of)
      const finding = findingOfTable(table)
      return {
        ...table,
        ...(await standing()),
        kind: of.kind,
        rows: writable(table.rows),
        columns: writable(table.columns),
        rates: [],
        rateSources: [],
        finding,
        labels: named(asked, of, finding, table.rows, table.columns),
      }
    },
  )

  server.read(
    'GET',
    '/api/statistics/table.csv',
    {
      summary: 'The same table as a file: one line for each count, withheld ones marked',
      caller: 'signed-in',
      cost: 5,
      query: tableQuery,
      answer: 'file',
    },
    async asked => {
      const { query, language } = asked
      const of = population(asked, query.kind, query.filter)
      const { rows, columns } = valid(readDimensions(of.kind, query.rows, query.columns))
      const lines = columns
        ? tableAsRows(await figures.table(rows, columns, of), axis =>
            labelsOf(findDimension(axis.dimension)!, axis.codes, language),
          )
        : tableAsRows(await figures.list(rows, of), axis =>
            labelsOf(findDimension(axis.dimension)!, axis.codes, language),
          )
      return {
        fileName: `${of.kind}-${[rows.id, columns?.id].filter(Boolean).join('-')}.csv`,
        mediaType: 'text/csv; charset=utf-8',
        body: stringify(lines, { bom: true, escape_formulas: true }),
      }
    },
  )

  server.read(
    'GET',
    '/api/statistics/series',
    {
      summary: 'Counts by year, one line for each value of a dimension; withheld counts are null',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      query: { kind, lines: optional(dimensionName), filter },
      answer: object({
        ...about,
        years: list(integer()),
        lines: list(object({ code, counts: list(count) }), countsMax),
        totals: list(count),
        undated: count,
      }),
    },
    async asked => {
      const { query } = asked
      const of = population(asked, query.kind, query.filter)
      const { columns } = valid(readDimensions(of.kind, 'year', query.lines))
      const year = findDimension('year')!
      const table = columns ? await figures.table(year, columns, of) : await figures.list(year, of)
      const series = seriesOf(table)
      const finding = findingOfSeries(series, database.clock().getUTCFullYear() - 1)
      return {
        ...series,
        ...(await standing()),
        kind: of.kind,
        total: table.total,
        withheld: table.withheld,
        finding,
        labels: named(asked, of, finding, ...('columns' in table ? [table.columns] : [])),
      }
    },
  )

  server.read(
    'GET',
    '/api/statistics/flows',
    {
      summary: 'Flows from citizenship to country of exploitation, largest first',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      query: { kind, filter },
      answer: object({
        ...about,
        flows: list(object({ from: code, to: code, count: integer() }), countsMax),
        /** How many flows are shown of those that could be. */
        flowsTotal: integer(),
        /** Where States that no atlas has stand on the map, in degrees east and north. */
        places: record(object({ longitude: number(), latitude: number() })),
      }),
    },
    async asked => {
      const of = population(asked, asked.query.kind, asked.query.filter)
      const [from, to] = [findDimension('citizenship')!, findDimension('countryOfExploitation')!]
      const all = flowsOf(await figures.table(from, to, of))
      const finding = findingOfFlows(all)
      const flows = all.flows.slice(0, countsMax)
      const codes = [...new Set(flows.flatMap(flow => [flow.from, flow.to]))]
      return {
        ...(await standing()),
        kind: of.kind,
        total: all.total,
        withheld: all.withheld,
        flows,
        flowsTotal: all.flows.length,
        finding,
        labels: named(asked, of, finding, { dimension: from.id, codes }, { dimension: to.id, codes }),
        places: placesOf(codes, figures.lists),
      }
    },
  )
}

const writable = (axis: { dimension: string; codes: readonly string[]; multiple: boolean }) => ({
  ...axis,
  codes: [...axis.codes],
})

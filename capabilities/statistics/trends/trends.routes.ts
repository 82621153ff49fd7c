import type { RouteContext } from '#platform/http/context.ts'
import { Invalid, valid } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  text,
  yesNo,
} from '#platform/http/shape.ts'
import { about, answering, code, count, countsMax, dimensionName, filter, kind } from '../answering.ts'
import { figuresOf } from '../figures.store.ts'
import { type FigureSource, figureTable } from '../figures.ts'
import { findingOfFlows, findingOfTimeline } from '../finding.rules.ts'
import { listAgencyPlaces } from '../population/district.store.ts'
import { isDistrict } from '../population/population.entity.ts'
import { type Population, populationOf } from '../population/population.store.ts'
import { publishTable, seriesOf } from '../published.ts'
import { type QuestionPopulation, readDimensions } from '../question.rules.ts'
import { findDimension } from '../statistics.entity.ts'
import { changesIn } from './changes.rules.ts'
import { compare, yearsOf } from './comparison.rules.ts'
import { corridorsOf, flowCounts } from './corridors.rules.ts'
import { countCorridors, countMonths, courseCounts, districtDimension } from './courses.store.ts'
import { definition, definitionRoutes, presentDefinition } from './definition.routes.ts'
import { definitionsOf } from './definition.store.ts'
import { denominatorOf, narrowed, rateOf, sourcesOf } from './rates.rules.ts'
import { responseRoute } from './response.routes.ts'
import { timeSteps } from './time-steps.ts'
import { periodOf, periodOfDate, type Timeline, timelineOf } from './timeline.rules.ts'

const area = optional(text({ max: 20 }))
const rate = nullable(number({ min: 0 }))
const place = object({ code: text(), name: text() })
const sources = list(text({ max: 2_000 }))

/** Series by month with changes and breaks, corridors, the response, comparisons, and what figures mean. */
export function trendRoutes(server: RouteServer, context: RouteContext): void {
  const { database } = context
  const figures = figuresOf(database)
  const { population, named, labelsOf, standing } = answering(figures)
  const countryNames = (codes: string[], language: string) =>
    labelsOf(findDimension('citizenship')!, codes, language)
  const sourceOf = (tx: Parameters<typeof courseCounts>[0], countMin: number): FigureSource => ({
    facts: courseCounts(tx),
    lists: figures.lists,
    countMin,
  })
  const populationsOf = (area: string | undefined): Promise<Population[]> =>
    area === undefined ? Promise.resolve([]) : database.statistics(tx => populationOf(tx, area))

  server.read(
    'GET',
    '/api/statistics/timeline',
    {
      summary: 'Counts by year, quarter or month, with changes of level, breaks of definition and rates',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      query: { kind, filter, step: optional(oneOf(timeSteps)), area },
      answer: object({
        ...about,
        step: oneOf(timeSteps),
        points: list(object({ period: text(), count, rate, isOpen: yesNo }), 5_000),
        undated: count,
        changes: list(
          object({
            from: text(),
            to: text(),
            at: text(),
            probability: number(),
            before: number(),
            after: number(),
          }),
        ),
        breaks: list(object({ period: text(), definition })),
        rateSources: sources,
      }),
    },
    async asked => {
      const { query } = asked
      const of = population(asked, query.kind, query.filter)
      // Only victims have months; other facts are counted by year.
      const step = of.kind === 'victim' ? (query.step ?? 'year') : 'year'
      const now = database.clock()
      const [timeline, definitions, populations] = await Promise.all([
        timelineIn(of, step),
        asked.read(tx => definitionsOf(tx, of.kind, Object.keys(of.filters))),
        populationsOf(query.area),
      ])
      const breaks = definitions.map(d => ({
        period: periodOfDate(d.since, step),
        definition: presentDefinition(d),
      }))
      const lastFull = lastFullOf(now, step)
      const changes = changesIn(
        timeline.points.filter(({ period }) => period <= lastFull),
        breaks.filter(b => !b.definition.comparable).map(b => b.period),
      )
      const below = query.area === undefined ? undefined : denominatorOf(query.area, of.filters)
      const finding = findingOfTimeline(timeline.points, timeline.total, changes, lastFull)
      return {
        ...(await standing()),
        kind: of.kind,
        total: timeline.total,
        withheld: timeline.withheld,
        undated: timeline.undated,
        step,
        points: timeline.points.map(point => ({
          ...point,
          // A month is no year: only yearly counts are set against a year's population.
          rate:
            below && step === 'year'
              ? rateOf(point.count, Number(point.period), below, populations).rate
              : null,
          isOpen: point.period > lastFull,
        })),
        changes,
        breaks,
        rateSources: query.area === undefined ? [] : sourcesOf(populations, query.area),
        finding,
        labels: named(asked, of, { ...finding, codes: {} }),
      }
    },
  )

  async function timelineIn(of: QuestionPopulation, step: (typeof timeSteps)[number]): Promise<Timeline> {
    if (step === 'year') {
      const table = await figures.list(findDimension('year')!, of)
      const { years, totals, undated } = seriesOf(table)
      const points = years.map((year, i) => ({ period: String(year), count: totals[i]! }))
      return { points, total: table.total, undated, withheld: points.filter(p => p.count === null).length }
    }
    const countMin = await figures.countMin()
    return timelineOf(await database.statistics(tx => countMonths(tx, of)), step, countMin)
  }

  server.read(
    'GET',
    '/api/statistics/corridors',
    {
      summary: 'Corridors from citizenship through countries of transit to the country of exploitation',
      caller: 'signed-in',
      extendsSession: false,
      cost: 5,
      query: { filter },
      answer: object({
        ...about,
        corridors: list(
          object({ from: code, through: nullable(code), to: code, count: integer() }),
          countsMax,
        ),
        corridorsTotal: integer(),
      }),
    },
    async asked => {
      const of = population(asked, 'victim', asked.query.filter)
      const [from, to] = [findDimension('citizenship')!, findDimension('countryOfExploitation')!]
      const countMin = await figures.countMin()
      const counted = await database.statistics(tx => countCorridors(tx, of))
      const source = { facts: flowCounts(counted), lists: figures.lists, countMin }
      const all = corridorsOf(counted, await figureTable(source, from, to, of), countMin)
      const corridors = all.corridors.slice(0, countsMax)
      const finding = findingOfFlows({
        flows: corridors.filter(c => c.through !== null),
        withheld: all.withheld,
        total: all.total,
      })
      const codes = (pick: (c: (typeof corridors)[number]) => string | null) => [
        ...new Set(corridors.map(pick).filter(c => c !== null)),
      ]
      return {
        ...(await standing()),
        kind: of.kind,
        total: all.total,
        withheld: all.withheld,
        corridors,
        corridorsTotal: all.corridors.length,
        finding: {
          ...finding,
          key: corridors.some(c => c.through !== null) ? finding.key : noTransit(all.total, finding.key),
        },
        labels: named(
          asked,
          of,
          finding,
          { dimension: from.id, codes: [...codes(c => c.from), ...codes(c => c.through)] },
          { dimension: to.id, codes: codes(c => c.to) },
        ),
      }
    },
  )

  responseRoute(server, context)

  server.read(
    'GET',
    '/api/statistics/comparison',
    {
      summary: 'Two periods or two districts beside each other; differences only where both counts are shown',
      caller: 'signed-in',
      extendsSession: false,
      cost: 5,
      query: {
        kind,
        rows: dimensionName,
        by: oneOf(['period', 'district']),
        a: text({ max: 30 }),
        b: text({ max: 30 }),
        area,
        filter,
      },
      answer: object({
        ...about,
        by: oneOf(['period', 'district']),
        a: text(),
        b: text(),
        lines: list(
          object({ code, a: count, b: count, difference: nullable(integer()), rateA: rate, rateB: rate }),
          countsMax,
        ),
        sums: object({ a: count, b: count, difference: nullable(integer()), rateA: rate, rateB: rate }),
        breaks: list(definition),
        rateSources: sources,
      }),
    },
    async asked => {
      const { query } = asked
      const isPeriod = query.by === 'period'
      const of = population(asked, isPeriod ? query.kind : 'victim', query.filter)
      const { rows } = valid(readDimensions(of.kind, query.rows, isPeriod ? 'year' : undefined))
      const [a, b] = isPeriod ? [yearsOf(query.a), yearsOf(query.b)] : [[query.a], [query.b]]
      if (!a || !b) throw new Invalid([wrongPeriod])
      const countMin = await figures.countMin()
      const table = isPeriod
        ? await figures.table(rows, findDimension('year')!, of)
        : await database.statistics(async tx =>
            publishTable(await figureTable(sourceOf(tx, countMin), rows, districtDimension, of)),
          )
      const compared = compare(table, a, b)
      const populations = await database.statistics(populationOf)
      const year = isPeriod
        ? undefined
        : of.filters.year?.length === 1
          ? Number(of.filters.year[0])
          : undefined
      const rateFor = (side: readonly string[], count: number | null, code?: string) => {
        const [of0, when] = isPeriod
          ? [query.area, side.length === 1 ? Number(side[0]) : undefined]
          : [side[0], year]
        const whole = of0 === undefined ? undefined : denominatorOf(of0, of.filters)
        const below = whole && code !== undefined ? narrowed(whole, rows.id, code) : whole
        return below && when ? rateOf(count, when, below, populations).rate : null
      }
      const [definitions, lead] = [
        await asked.read(tx => definitionsOf(tx, of.kind, [rows.id, ...Object.keys(of.filters)])),
        compared.total,
      ]
      // What began after the earlier side and before the later one ended parts the two.
      const [from, to] = [[...a, ...b].sort()[0]!, [...a, ...b].sort().at(-1)!]
      const breaks = isPeriod
        ? definitions.filter(d => d.since.slice(0, 4) > from && d.since.slice(0, 4) <= to)
        : []
      const finding = {
        key: `statistics.finding.${lead.difference === null ? 'notComparable' : lead.difference === 0 ? 'sameSides' : lead.difference > 0 ? 'moreInB' : 'lessInB'}`,
        codes: {
          a: { dimension: query.by, code: query.a },
          b: { dimension: query.by, code: query.b },
        },
        values: { aCount: lead.a ?? 0, bCount: lead.b ?? 0 },
      }
      const usedAreas = isPeriod ? [query.area ?? ''] : [query.a, query.b]
      return {
        ...(await standing()),
        kind: of.kind,
        total: table.total,
        withheld: compared.withheld,
        by: query.by,
        a: query.a,
        b: query.b,
        lines: compared.lines.map(line => ({
          ...line,
          rateA: rateFor(a, line.a, line.code),
          rateB: rateFor(b, line.b, line.code),
        })),
        sums: { ...lead, rateA: rateFor(a, lead.a), rateB: rateFor(b, lead.b) },
        breaks: breaks.map(presentDefinition),
        rateSources: usedAreas
          .flatMap(one => sourcesOf(populations, one))
          .filter((s, i, all) => all.indexOf(s) === i),
        finding,
        labels: {
          ...named(asked, of, { ...finding, codes: {} }, table.rows),
          district: Object.fromEntries(populations.filter(p => p.areaName).map(p => [p.area, p.areaName!])),
        },
      }
    },
  )

  server.read(
    'GET',
    '/api/statistics/districts',
    {
      summary: 'Districts that can be compared, and States whose population is known, with their names',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({ districts: list(place), states: list(place) }),
    },
    async asked => {
      population(asked, 'victim')
      const [agencies, populations] = await asked.read(
        async tx => [await listAgencyPlaces(tx), await populationOf(tx)] as const,
      )
      const names = new Map(
        populations.filter(p => isDistrict(p.area)).map(p => [p.area, p.areaName ?? p.area]),
      )
      for (const { district } of agencies) if (district && !names.has(district)) names.set(district, district)
      const states = populations.filter(p => !isDistrict(p.area)).map(p => p.area)
      return {
        districts: [...names]
          .map(([code, name]) => ({ code, name }))
          .sort((x, y) => (x.code < y.code ? -1 : 1)),
        states: Object.entries(countryNames([...new Set(states)], asked.language)).map(([code, name]) => ({
          code,
          name,
        })),
      }
    },
  )

  definitionRoutes(server)
}

/** The last year, quarter or month that is over. */
function lastFullOf(now: Date, step: (typeof timeSteps)[number]): string {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
  const start = step === 'year' ? [year, 0] : step === 'quarter' ? [year, month - (month % 3)] : [year, month]
  return periodOf(new Date(Date.UTC(start[0]!, start[1]!, 1) - 1), step)
}

const noTransit = (total: number | null, key: string) => (total ? 'statistics.finding.noTransit' : key)

const wrongPeriod = {
  where: 'query',
  code: 'statistics.period',
  what: 'This is no period.',
  remedy: 'Write a year, such as 2024, or a first and a last one, such as 2019-2021.',
}

import type { Language } from '#kernel/entity/codelist.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, nullable, number, object, optional, text, yesNo } from '#platform/http/shape.ts'
import { about, answering, count, filter } from '../answering.ts'
import { type Figures, figuresOf } from '../figures.store.ts'
import type { QuestionPopulation } from '../question.rules.ts'
import { returnedCounts } from '../returns/returned-counts.store.ts'
import { tableBreaks } from '../returns/tables.store.ts'
import { findDimension } from '../statistics.entity.ts'
import { countReached, daysBetween } from './courses.store.ts'
import { type Funnel, type FunnelStep, funnelOf, timeBetween, timedSteps } from './funnel.rules.ts'

/** The response: help and proceedings as funnels, the days between their steps, and what agencies returned. */
export function responseRoute(server: RouteServer, { database }: RouteContext): void {
  const figures = figuresOf(database)
  const { population, named, standing } = answering(figures)
  server.read(
    'GET',
    '/api/statistics/response',
    {
      summary:
        'How many of those registered reached each step of help and of proceedings, and the days between',
      caller: 'signed-in',
      extendsSession: false,
      cost: 5,
      query: { filter },
      answer: object({
        ...about,
        support: list(object({ step: text(), count })),
        justice: list(object({ step: text(), count })),
        times: list(
          object({
            from: text(),
            to: text(),
            isEmpty: yesNo,
            median: nullable(integer()),
            lower: nullable(integer()),
            upper: nullable(integer()),
          }),
        ),
        /** What agencies returned; beside the counts of cases, never added to them. */
        returned: list(
          object({
            step: text(),
            measure: text(),
            agencyKind: text(),
            year: integer(),
            count: number(),
            unit: optional(text()),
            articles: text({ max: 5_000 }),
            source: text({ max: 5_000 }),
            note: text({ max: 10_000 }),
            agencies: integer(),
            agenciesOwing: integer(),
          }),
          5_000,
        ),
        /** Years from which on a table of returns counts otherwise than before. */
        returnedBreaks: list(
          object({
            table: text(),
            version: integer(),
            year: integer(),
            reason: nullable(text({ max: 5_000 })),
          }),
          1_000,
        ),
      }),
    },
    async asked => {
      const of = population(asked, 'victim', asked.query.filter)
      const countMin = await figures.countMin()
      const hidden = await hiddenSteps(figures, of)
      const { funnel, times } = await database.statistics(async tx => {
        const funnel = funnelOf(await countReached(tx, of), countMin, hidden)
        const days = await daysBetween(tx, of, timedSteps)
        const times = timedSteps.map((pair, i) =>
          timeBetween(pair, days[i]!, countOf(funnel, pair[1]), countMin),
        )
        return { funnel, times }
      })
      const years = (of.filters.year ?? []).map(Number).filter(year => year > 0)
      const thisYear = database.clock().getUTCFullYear()
      const [from, to] =
        years.length > 0 ? [Math.min(...years), Math.max(...years)] : [thisYear - 20, thisYear]
      const breaks = await asked.read(tx => tableBreaks(tx, { from, to }))
      const returned = (await asked.read(tx => returnedCounts(tx, { from, to }))).filter(
        r =>
          [r.sex, r.age, r.citizenship, r.form].every(c => c === '_T') &&
          (years.length === 0 || years.includes(r.year)),
      )
      const assisted = funnel.support.find(s => s.step === 'assisted')!.count
      const finding = {
        key: `statistics.finding.${funnel.total === null ? 'withheld' : funnel.total === 0 ? 'none' : assisted === null ? 'detected' : 'response'}`,
        codes: {},
        values: { total: funnel.total ?? 0, assisted: assisted ?? 0 },
      }
      return {
        ...(await standing()),
        kind: of.kind,
        total: funnel.total,
        withheld: funnel.withheld,
        support: funnel.support,
        justice: funnel.justice,
        times,
        returned: returned
          .slice(0, 5_000)
          .map(
            ({
              step,
              measure,
              agencyKind,
              year,
              count,
              unit,
              articles,
              source,
              note,
              agencies,
              agenciesOwing,
            }) => ({
              ...{ step, measure, agencyKind, year, count, articles, source, note, agencies, agenciesOwing },
              ...(unit !== undefined && { unit }),
            }),
          ),
        returnedBreaks: breaks
          .filter(({ tableId }) => returned.some(r => r.table.startsWith(`${tableId} `)))
          .map(({ title, version, year, reason }) => ({
            table: title[asked.language as Language] ?? title.en,
            version,
            year,
            reason,
          })),
        finding,
        labels: named(asked, of, finding, {
          dimension: 'agencyKind',
          codes: [...new Set(returned.map(r => r.agencyKind))],
        }),
      }
    },
  )
}

const countOf = (funnel: Funnel, step: string) =>
  [...funnel.support, ...funnel.justice].find(one => one.step === step)?.count ?? null

/** Codes of the figures by trafficking status and by stage that say how many reached a step. */
const codeOfStep: Partial<Record<FunnelStep, string>> = {
  identified: 'ActualVictimOfTrafficking',
  compensated: 'Compensated',
  suspected: 'Suspected',
  investigated: 'Investigated',
  prosecuted: 'Prosecuted',
  convicted: 'Convicted',
}

/** Steps that the figures by trafficking status or by stage withhold, under the filters that those can carry. */
async function hiddenSteps(figures: Figures, of: QuestionPopulation): Promise<Set<FunnelStep>> {
  const [status, stage] = [findDimension('traffickingStatus')!, findDimension('stage')!]
  const filters = Object.fromEntries(
    Object.entries(of.filters).filter(([id]) => findDimension(id)?.kinds.includes('proceeding')),
  )
  const lists = [await figures.list(status, of), await figures.list(stage, { kind: 'proceeding', filters })]
  const withheld = new Set(
    lists.flatMap(({ axis, counts }) => axis.codes.filter((_, i) => counts[i] === null)),
  )
  return new Set(
    Object.entries(codeOfStep).flatMap(([step, code]) => (withheld.has(code) ? [step as FunnelStep] : [])),
  )
}

import {
  type FactKind,
  figuresOf,
  findDimension,
  type ResponseStep,
  returnedByYear,
  seriesOf,
} from '#capabilities/statistics/public.ts'
import type { Language } from '#kernel/entity/codelist.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { Database } from '#platform/database/open.ts'
import type { Indicator, IndicatorReading, IndicatorSource } from './evidence.entity.ts'
import { linesOf, type YearlyCounts } from './evidence.rules.ts'

/**
 * Indicators read from the figures of this node: the same counts, withheld by the same rule, as its tables of trends
 * show.
 */
export function figuresSource(database: Database): IndicatorSource {
  return {
    async read(indicator, language) {
      const figures = figuresOf(database)
      if (indicator.facts === 'return') return readReturned(database, indicator)
      const counts = await countsOf(database, indicator.facts, indicator.split)
      const base = indicator.per ? await countsOf(database, indicator.per, null) : undefined
      const list = indicator.split === null ? undefined : findDimension(indicator.split)?.list
      const labels = list ? figures.lists.get(list).codes : []
      const labelOf = (code: string) =>
        labels.find(c => c.code === code)?.labels[language as Language] ?? code
      const { years, lines } = linesOf(indicator, counts, base, labelOf)
      const values = lines.flatMap(line => line.values)
      return {
        years,
        lines,
        withheld: values.filter(value => value === null).length,
        threshold: await figures.countMin(),
        facts: factsIn(indicator, lines),
        changedAt: figures.changedAt.toISOString(),
      } satisfies IndicatorReading
    },
  }
}

/**
 * Persons returned at one step, in the years for which every agency that owes the table returned it: a year that is not
 * whole is left out, since what is not known is not zero. What may not be told of them, returns withhold.
 */
async function readReturned(database: Database, indicator: Indicator): Promise<IndicatorReading> {
  const threshold = await figuresOf(database).countMin()
  const { years, changedAt } = await database.read(nodeCaller('statistics'), tx =>
    returnedByYear(tx, indicator.split as ResponseStep, threshold),
  )
  const values = years.map(({ count }) => count)
  return {
    years: years.map(({ year }) => year),
    lines: [{ code: indicator.id, label: null, values }],
    withheld: values.filter(value => value === null).length,
    threshold,
    facts: null,
    changedAt: changedAt.toISOString(),
  }
}

/** Yearly counts of one kind of fact, as the table of year and split is published. */
async function countsOf(database: Database, kind: FactKind, split: string | null): Promise<YearlyCounts> {
  const figures = figuresOf(database)
  const year = findDimension('year')!
  if (split === null) return seriesOf(await figures.list(year, { kind }))
  return seriesOf(await figures.table(year, findDimension(split)!, { kind }))
}

function factsIn(indicator: Indicator, lines: IndicatorReading['lines']): number | null {
  if (indicator.per) return null
  let sum = 0
  for (const value of lines.flatMap(line => line.values)) {
    if (value === null) return null
    sum += value
  }
  return sum
}

import { figuresOf, findDimension, seriesOf } from '#capabilities/statistics/public.ts'
import type { Language } from '#kernel/entity/codelist.ts'
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

/** Yearly counts of one kind of fact, as the table of year and split is published. */
async function countsOf(
  database: Database,
  kind: Indicator['facts'],
  split: string | null,
): Promise<YearlyCounts> {
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

import type { Indicator, IndicatorLine } from './evidence.entity.ts'

/** Counts by year as statistics publishes them; null where withheld. */
export interface YearlyCounts {
  years: readonly number[]
  lines: readonly { code: string; counts: readonly (number | null)[] }[]
  totals: readonly (number | null)[]
}

/** The lines of an indicator over all years of its counts, without gaps; a year without facts is 0. */
export function linesOf(
  indicator: Indicator,
  counts: YearlyCounts,
  base: YearlyCounts | undefined,
  labelOf: (code: string) => string | null,
): { years: number[]; lines: IndicatorLine[] } {
  const years = yearsOf([counts, ...(base ? [base] : [])])
  const at = (source: YearlyCounts, values: readonly (number | null)[], year: number) => {
    const index = source.years.indexOf(year)
    return index < 0 ? 0 : (values[index] ?? null)
  }
  const bases = base && years.map(year => at(base, base.totals, year))
  const chosen =
    indicator.split === null
      ? [{ code: indicator.id, counts: counts.totals }]
      : indicator.codes.map(
          code =>
            counts.lines.find(line => line.code === code) ?? { code, counts: counts.years.map(() => 0) },
        )
  return {
    years,
    lines: chosen.map(line => ({
      code: line.code,
      label: indicator.split === null ? null : labelOf(line.code),
      values: years.map((year, index) => {
        const count = at(counts, line.counts, year)
        return bases ? shareOf(count, bases[index]!) : count
      }),
    })),
  }
}

/** A share of two published counts; withheld when one of them is, and not said of nobody. */
function shareOf(count: number | null, base: number | null): number | null {
  return count === null || base === null || base === 0 ? null : count / base
}

function yearsOf(sources: readonly YearlyCounts[]): number[] {
  const all = sources.flatMap(source => [...source.years])
  if (all.length === 0) return []
  const [from, to] = [Math.min(...all), Math.max(...all)]
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

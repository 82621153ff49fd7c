import type { Translate } from '#platform/screens/text.ts'
import type { IndicatorAnswer } from './answers.ts'

export interface Latest {
  label: string | null
  year: number
  value: number
  /** The first year with a figure, where there is an earlier one. */
  from?: { year: number; value: number }
}

/**
 * What an indicator says last: the first line's figure of the last whole year, and that of the first year that has one.
 * The year in which the figures last changed is not yet whole.
 */
export function latestOf({
  years,
  lines,
  changedAt,
}: Pick<IndicatorAnswer, 'years' | 'lines' | 'changedAt'>): Latest | undefined {
  const line = lines[0]
  if (!line) return undefined
  const thisYear = new Date(changedAt).getUTCFullYear()
  const points = years.flatMap((year, index) => {
    const value = line.values[index]
    return value === null || value === undefined || year >= thisYear ? [] : [{ year, value }]
  })
  const last = points.at(-1)
  const first = points[0]
  if (!last || !first) return undefined
  return { label: line.label, ...last, ...(first.year < last.year ? { from: first } : {}) }
}

/** What an indicator rests on, for the line under its picture. */
export const sourceOf = ({ facts }: Pick<IndicatorAnswer, 'facts'>, t: Translate) =>
  facts === 'return'
    ? { name: t('recommendations.figureSourceReturns') }
    : { name: t('recommendations.figureSource'), href: '/trends' }

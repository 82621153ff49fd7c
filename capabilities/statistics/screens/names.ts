import { useCallback } from 'react'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { Finding } from '../finding.rules.ts'
import { unknown } from '../statistics.entity.ts'
import type { About } from './answers.ts'

export type NameOf = (dimension: string, code: string) => string

/** Names of codes as the server gave them; years and codes without a name stand for themselves. */
export function useNames(labels: About['labels'] | undefined): NameOf {
  const t = useText()
  const period = usePeriod()
  return useCallback(
    (dimension, code) =>
      dimension === 'period'
        ? period(code)
        : code === unknown
          ? t('statistics.unknown')
          : (labels?.[dimension]?.[code] ?? code),
    [labels, t, period],
  )
}

/** A period as the reader writes it: 2024, 2019–2021, the second quarter of 2024, March 2025. */
export function usePeriod(): (period: string) => string {
  const t = useText()
  const write = useFormats()
  return useCallback(
    period => {
      const [, year, quarter] = /^(\d{4})-Q(\d)$/.exec(period) ?? []
      if (year) return t('trends.quarter', { quarter: quarter!, year })
      const [, from, to] = /^(\d{4})-(\d{4})$/.exec(period) ?? []
      return from ? `${from}–${to}` : write.partialDate(period)
    },
    [t, write],
  )
}

/** The sentence over a picture. */
export function useFindingText(): (finding: Finding, about: Pick<About, 'kind'>, nameOf: NameOf) => string {
  const t = useText()
  const write = useFormats()
  return useCallback(
    (finding, { kind }, nameOf) => {
      const values: Record<string, string | number> = { kind }
      for (const [name, value] of Object.entries(finding.values))
        values[name] = name === 'share' ? write.share(value) : isYear(name) ? String(value) : value
      for (const [name, { dimension, code }] of Object.entries(finding.codes))
        values[name] = nameOf(dimension, code)
      return t(finding.key, values)
    },
    [t, write],
  )
}

const isYear = (name: string) => name === 'from' || name === 'to' || name === 'year'

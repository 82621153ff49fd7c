import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import type { Finding } from '../finding.rules.ts'
import type { Flow, Series, Shown } from '../published.ts'
import type { DimensionId, FactKind } from '../statistics.entity.ts'
import type { Axis } from '../tables.ts'
import type { TimeStep } from '../trends/time-steps.ts'

/** What stands beside every figure that the server gives. */
export interface About {
  kind: FactKind
  total: Shown
  withheld: number
  countMin: number
  changedAt: string
  finding: Finding
  labels: Record<string, Record<string, string>>
}

export interface TableAnswer extends About {
  rows: Axis
  columns: Axis | null
  counts: Shown[][]
  rowTotals: Shown[]
  columnTotals: Shown[]
  cells: number
  rates: (number | null)[]
  rateSources: string[]
}

export type SeriesAnswer = About & Series
export interface DefinitionAnswer {
  id: string
  kind: FactKind
  dimension: string | null
  since: string
  definition: string
  change: string
  comparable: boolean
}
export type TimelineAnswer = About & {
  step: TimeStep
  points: { period: string; count: Shown; rate: number | null; isOpen: boolean }[]
  undated: Shown
  changes: { from: string; to: string; at: string; probability: number; before: number; after: number }[]
  breaks: { period: string; definition: DefinitionAnswer }[]
  rateSources: string[]
}
export type CorridorsAnswer = About & {
  corridors: { from: string; through: string | null; to: string; count: number }[]
  corridorsTotal: number
}
export type ResponseAnswer = About & {
  support: { step: string; count: Shown }[]
  justice: { step: string; count: Shown }[]
  times: {
    from: string
    to: string
    isEmpty: boolean
    median: number | null
    lower: number | null
    upper: number | null
  }[]
  returned: {
    step: string
    measure: string
    agencyKind: string
    year: number
    count: number
    unit?: string
    articles: string
    source: string
    note: string
    agencies: number
    agenciesOwing: number
  }[]
  /** Years from which on a table of returns counts otherwise than before. */
  returnedBreaks: { table: string; version: number; year: number; reason: string | null }[]
}
type ComparedSides = {
  a: Shown
  b: Shown
  difference: number | null
  rateA: number | null
  rateB: number | null
}
export type ComparisonAnswer = About & {
  by: 'period' | 'district'
  a: string
  b: string
  lines: (ComparedSides & { code: string })[]
  sums: ComparedSides
  breaks: DefinitionAnswer[]
  rateSources: string[]
}
export interface DistrictsAnswer {
  districts: { code: string; name: string }[]
  states: { code: string; name: string }[]
}
export type FlowsAnswer = About & {
  flows: Flow[]
  flowsTotal: number
  places: Record<string, { longitude: number; latitude: number }>
}

export interface DimensionsAnswer {
  countMin: number
  changedAt: string
  facts: Record<FactKind, Shown>
  dimensions: {
    id: DimensionId
    titleKey: string
    multiple: boolean
    ordered: boolean
    kinds: FactKind[]
    list?: string
    listVersion?: string
    listSource?: string
  }[]
}

/** A figure of the server; the one before stays until the next has come, so that nothing jumps. */
export function useFigure<T>(
  path: string,
  query: Record<string, string | undefined>,
  enabled = true,
): UseQueryResult<T> {
  return useQuery({
    queryKey: ['facts', path, query],
    queryFn: ({ signal }) => api.get<T>(`/api/statistics/${path}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

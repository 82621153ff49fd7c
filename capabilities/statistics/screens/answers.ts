import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import type { Finding } from '../finding.rules.ts'
import type { Flow, Series, Shown } from '../published.ts'
import type { DimensionId, FactKind } from '../statistics.entity.ts'
import type { Axis } from '../tables.ts'

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
}

export type SeriesAnswer = About & Series
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

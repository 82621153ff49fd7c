import { useQuery } from '@tanstack/react-query'
import { useIntl } from 'react-intl'
import { api } from '#platform/screens/api.ts'
import type { TableDefinition } from '../../return.entity.ts'

export type Labels = Record<string, Record<string, string>>

/** One version of a table; those that Palermo ships were made by nobody here. */
export interface VersionAnswer {
  definition: TableDefinition
  madeAt: string | null
  madeBy: string | null
}

export interface TableAnswer {
  id: string
  /** The newest first. */
  versions: VersionAnswer[]
}

/** Answer of the server about the tables that agencies owe. */
export interface TablesAnswer {
  /** This year. */
  year: number
  tables: TableAnswer[]
  /** Codes that a breakdown is chosen from, in their order. */
  codes: Record<string, string[]>
  labels: Labels
  /** Returns that were begun, by table and year. */
  begun: { tableId: string; year: number; returns: number }[]
}

export const tablesPath = '/statistics/returns/tables'

/** Every version of every table, in the reader's language. */
export function useTables() {
  const { locale } = useIntl()
  return useQuery({
    queryKey: ['returns', 'tables', locale],
    queryFn: ({ signal }) => api.get<TablesAnswer>('/api/statistics/returns/tables/versions', { signal }),
  })
}

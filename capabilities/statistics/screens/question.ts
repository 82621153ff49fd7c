import { useMemo } from 'react'
import { type Search, useSearch } from '#platform/screens/navigate.tsx'
import { type QuestionPopulation, readFilters, writeFilters } from '../question.rules.ts'
import { type DimensionId, type FactKind, factKinds, findDimension } from '../statistics.entity.ts'

export const views = ['groups', 'years', 'flows'] as const
export type View = (typeof views)[number]

/** What the page shows, as its address says it: opening the address again shows the same. */
export interface Question {
  view: View
  kind: FactKind
  rows: DimensionId
  columns: DimensionId | undefined
  lines: DimensionId | undefined
  filters: QuestionPopulation['filters']
  /** The filters as the address carries them. */
  filter: string | undefined
}

export type QuestionChange = Partial<Omit<Question, 'filter'>>

const firstRows: Record<FactKind, DimensionId> = {
  victim: 'exploitation',
  service: 'serviceType',
  proceeding: 'stage',
}

/** The question of the address, and the way to change it. What an address says wrongly is left out. */
export function useQuestion(): [Question, (change: QuestionChange) => void] {
  const [search, change] = useSearch()
  const { view, kind, rows, columns, lines, filter } = search
  const question = useMemo(
    () => readQuestion({ view, kind, rows, columns, lines, filter }),
    [view, kind, rows, columns, lines, filter],
  )
  return [
    question,
    wanted => {
      // Another kind of fact begins with what it is usually asked for.
      const { kind = question.kind } = wanted
      const anew =
        kind === question.kind ? {} : { rows: firstRows[kind], columns: undefined, lines: undefined }
      change(writeQuestion({ ...question, ...anew, ...wanted }))
    },
  ]
}

function readQuestion(search: Record<string, string | undefined>): Question {
  const kind = factKinds.find(k => k === search.kind) ?? 'victim'
  const dimension = (id: string | undefined): DimensionId | undefined => {
    const found = id === undefined ? undefined : findDimension(id)
    return found?.kinds.includes(kind) ? found.id : undefined
  }
  const rows = dimension(search.rows) ?? firstRows[kind]
  const columns = dimension(search.columns)
  const read = readFilters(kind, search.filter)
  const filters = read.ok ? read.value : {}
  return {
    view: views.find(v => v === search.view) ?? 'groups',
    kind,
    rows,
    columns: sameField(rows, columns) ? undefined : columns,
    lines: dimension(search.lines),
    filters,
    filter: writeFilters(filters) || undefined,
  }
}

/** Defaults leave the address. */
function writeQuestion({ view, kind, rows, columns, lines, filters }: Question): Search {
  return {
    view: view === 'groups' ? undefined : view,
    kind: kind === 'victim' ? undefined : kind,
    rows: rows === firstRows[kind] ? undefined : rows,
    columns: sameField(rows, columns) ? undefined : columns,
    lines: lines === 'year' ? undefined : lines,
    filter: writeFilters(filters) || undefined,
  }
}

export const sameField = (a: DimensionId | undefined, b: DimensionId | undefined): boolean =>
  a !== undefined && b !== undefined && findDimension(a)?.column === findDimension(b)?.column

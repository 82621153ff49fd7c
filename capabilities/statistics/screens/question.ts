import { useMemo } from 'react'
import { type Search, useSearch } from '#platform/screens/navigate.tsx'
import { type QuestionPopulation, readFilters, writeFilters } from '../question.rules.ts'
import { type DimensionId, type FactKind, factKinds, findDimension } from '../statistics.entity.ts'
import { type TimeStep, timeSteps } from '../trends/time-steps.ts'

export const views = ['groups', 'years', 'flows', 'response', 'compare'] as const
export type View = (typeof views)[number]

/** What the page shows, as its address says it: opening the address again shows the same. */
export interface Question {
  view: View
  kind: FactKind
  rows: DimensionId
  columns: DimensionId | undefined
  lines: DimensionId | undefined
  /** Of a series. */
  step: TimeStep
  /** Whose population rates are of; no rates without. */
  area: string | undefined
  /** Flows with their countries of transit. */
  transit: boolean
  /** What is compared: two periods or two districts. */
  by: 'period' | 'district'
  a: string | undefined
  b: string | undefined
  filters: QuestionPopulation['filters']
  /** The filters as the address carries them. */
  filter: string | undefined
}

export type QuestionChange = Partial<Omit<Question, 'filter'>>

const questionKeys = [
  ...['view', 'kind', 'rows', 'columns', 'lines', 'step', 'area', 'transit', 'by', 'a', 'b', 'filter'],
] as const
const areaPattern = /^[A-Z]{3}(-[A-Z0-9]{1,10})?$/
const sidePattern = /^(\d{4}(-\d{4})?|[A-Z]{3}-[A-Z0-9]{1,10})$/

const firstRows: Record<FactKind, DimensionId> = {
  victim: 'exploitation',
  service: 'serviceType',
  proceeding: 'stage',
}

/** The question of the address, and the way to change it. What an address says wrongly is left out. */
export function useQuestion(): [Question, (change: QuestionChange) => void] {
  const [search, change] = useSearch()
  // The address is the question: the same texts give the same one.
  const said = questionKeys.map(key => search[key] ?? '').join('\n')
  const question = useMemo(() => {
    const values = said.split('\n')
    return readQuestion(Object.fromEntries(questionKeys.map((key, i) => [key, values[i] || undefined])))
  }, [said])
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

export function readQuestion(search: Record<string, string | undefined>): Question {
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
    step: timeSteps.find(step => step === search.step) ?? 'year',
    area: areaPattern.test(search.area ?? '') ? search.area : undefined,
    transit: search.transit === 'shown',
    by: search.by === 'district' ? 'district' : 'period',
    a: sidePattern.test(search.a ?? '') ? search.a : undefined,
    b: sidePattern.test(search.b ?? '') ? search.b : undefined,
    filters,
    filter: writeFilters(filters) || undefined,
  }
}

/** Defaults leave the address. */
export function writeQuestion(question: Question): Search {
  const { view, kind, rows, columns, lines, filters } = question
  return {
    view: view === 'groups' ? undefined : view,
    kind: kind === 'victim' ? undefined : kind,
    rows: rows === firstRows[kind] ? undefined : rows,
    columns: sameField(rows, columns) ? undefined : columns,
    lines: lines === 'year' ? undefined : lines,
    step: question.step === 'year' ? undefined : question.step,
    area: question.area,
    transit: question.transit ? 'shown' : undefined,
    by: question.by === 'period' ? undefined : question.by,
    a: question.a,
    b: question.b,
    filter: writeFilters(filters) || undefined,
  }
}

export const sameField = (a: DimensionId | undefined, b: DimensionId | undefined): boolean =>
  a !== undefined && b !== undefined && findDimension(a)?.column === findDimension(b)?.column

import { ok, type Problem, type Result } from '#kernel/result/result.ts'
import { type Dimension, type DimensionId, type FactKind, findDimension } from './statistics.entity.ts'

/** What is counted: facts of one kind, narrowed by filters. */
export interface QuestionPopulation {
  kind: FactKind
  filters: Partial<Record<DimensionId, readonly string[]>>
}

/** At most so many dimensions are narrowed at once: each cuts the population smaller. */
export const filtersMax = 3
const codesMax = 50

/**
 * Reads filters as an address carries them: `sex:female,male;year:2020`. Codes stand by themselves, `unknown` too.
 * @returns every problem found, with what to do
 */
export function readFilters(kind: FactKind, text: string | undefined): Result<QuestionPopulation['filters']> {
  const filters: QuestionPopulation['filters'] = {}
  const problems: Problem[] = []
  for (const part of (text ?? '').split(';').filter(Boolean)) {
    const [id = '', codes = ''] = part.split(':', 2)
    const dimension = findDimension(id)
    const wanted = codes.split(',').filter(Boolean)
    if (!dimension?.kinds.includes(kind))
      problems.push(
        problem('statistics.dimension', `Facts of this kind are not counted by “${id.slice(0, 40)}”.`),
      )
    else if (wanted.length === 0 || wanted.length > codesMax)
      problems.push({
        ...problem('statistics.filter', `The filter of ${id} names ${wanted.length} values.`),
        remedy: `Name one to ${codesMax}.`,
      })
    else filters[dimension.id] = [...new Set(wanted)].sort()
  }
  if (Object.keys(filters).length > filtersMax)
    problems.push({
      ...problem('statistics.filters', `There are ${Object.keys(filters).length} filters.`),
      remedy: `Use at most ${filtersMax}; each makes the groups smaller and more counts withheld.`,
    })
  return problems.length > 0 ? { ok: false, problems } : ok(filters)
}

/** The filters as an address carries them; the same filters always give the same text. */
export const writeFilters = (filters: QuestionPopulation['filters']): string =>
  Object.entries(filters)
    .filter(([, codes]) => codes && codes.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, codes]) => `${id}:${[...codes!].sort().join(',')}`)
    .join(';')

/** The dimensions of a question, checked: carried by the kind of fact, and two different fields. */
export function readDimensions(
  kind: FactKind,
  rows: string,
  columns: string | undefined,
): Result<{ rows: Dimension; columns: Dimension | undefined }> {
  const problems: Problem[] = []
  const read = (id: string): Dimension | undefined => {
    const dimension = findDimension(id)
    if (dimension?.kinds.includes(kind)) return dimension
    problems.push(
      problem('statistics.dimension', `Facts of this kind are not counted by “${id.slice(0, 40)}”.`),
    )
    return undefined
  }
  const [first, second] = [read(rows), columns ? read(columns) : undefined]
  if (first && second && first.column === second.column)
    problems.push({
      ...problem('statistics.sameField', `“${rows}” and “${columns}” count the same field.`),
      remedy: 'Choose two different ones.',
    })
  return problems.length > 0 || !first ? { ok: false, problems } : ok({ rows: first, columns: second })
}

const problem = (code: string, what: string): Problem => ({
  where: 'query',
  code,
  what,
  remedy: 'Choose one of those that /api/statistics/dimensions names.',
})

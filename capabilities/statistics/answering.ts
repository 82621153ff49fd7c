import type { Language } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { valid } from '#platform/http/refusals.ts'
import type { Asked } from '#platform/http/route.ts'
import {
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  schema,
  text,
  yesNo,
} from '#platform/http/shape.ts'
import type { Figures } from './figures.store.ts'
import type { Finding } from './finding.rules.ts'
import { type QuestionPopulation, readFilters } from './question.rules.ts'
import {
  type Dimension,
  type DimensionId,
  dimensions,
  factKinds,
  findDimension,
} from './statistics.entity.ts'
import { statisticsPolicies } from './statistics.policy.ts'

const ids = dimensions.map(d => d.id)
export const kind = optional(oneOf(factKinds))
export const dimensionName = schema<DimensionId>({ type: 'string', enum: ids })
export const filter = optional(text({ max: 2_000 }))
export const code = text({ max: 100 })
export const count = nullable(integer({ min: 0 }))
export const countsMax = 2_000
export const axis = object({ dimension: code, codes: list(code, countsMax), multiple: yesNo })
const labels = record(record(text()))
const finding = object({
  key: text(),
  codes: record(object({ dimension: code, code })),
  values: record(number()),
})
/** What stands beside every figure. */
export const about = {
  kind: oneOf(factKinds),
  /** Facts counted; null where they are too few to say. */
  total: count,
  withheld: integer({ min: 0 }),
  countMin: integer({ min: 1 }),
  changedAt: text(),
  finding,
  labels,
}

/** What every question about figures needs: who may ask, the names of codes, the moment. */
export function answering(figures: Figures) {
  const population = (asked: Asked, kind: (typeof factKinds)[number] | undefined, filters?: string) => {
    authorise(asked.caller, 'statistics.read', statisticsPolicies['statistics.read'], undefined)
    const of = kind ?? 'victim'
    return { kind: of, filters: valid(readFilters(of, filters)) }
  }
  const named = (
    asked: Asked,
    of: QuestionPopulation,
    finding: Finding,
    ...axes: { dimension: string; codes: readonly string[] }[]
  ) => {
    const names: Record<string, Record<string, string>> = {}
    const also = [
      ...Object.values(finding.codes).map(c => ({ dimension: c.dimension, codes: [c.code] })),
      ...Object.entries(of.filters).map(([dimension, codes]) => ({ dimension, codes })),
    ]
    for (const { dimension, codes } of [...axes, ...also])
      names[dimension] = {
        ...names[dimension],
        ...labelsOf(findDimension(dimension)!, codes, asked.language),
      }
    return names
  }
  const labelsOf = ({ list }: Dimension, codes: readonly string[], language: string) => {
    if (!list) return {}
    const wanted = new Set(codes)
    const known = figures.lists.get(list).codes.filter(c => wanted.has(c.code))
    return Object.fromEntries(known.map(c => [c.code, c.labels[language as Language] ?? c.labels.en]))
  }
  const standing = async () => ({
    countMin: await figures.countMin(),
    changedAt: figures.changedAt.toISOString(),
  })
  return { population, named, labelsOf, standing }
}

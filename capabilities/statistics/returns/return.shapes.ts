import {
  anything,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  record,
  type Shape,
  schema,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { reminderStages } from './return.acts.ts'
import type { CellValue, TableDefinition } from './return.entity.ts'
import { periodKinds, responseSteps, returnMeasures, returnStates } from './return.entity.ts'

const words = { max: 5_000 }
export const placeShape = {
  agencyId: uuid,
  tableId: text({ max: 60, pattern: '^[a-z0-9-]+$' }),
  period: text({ max: 7, pattern: '^[0-9]{4}(-(S[12]|Q[1-4]))?$' }),
}

const cellShape: Shape<CellValue> = schema({
  anyOf: [{ type: 'number' }, { type: 'string', enum: ['unknown', 'not-collected'] }],
})
export const contentShape = object({
  cells: record(cellShape),
  rows: record(list(text({ max: 200 }), 300)),
  articles: text(words),
  source: text(words),
  note: text(words),
  currency: nullable(text({ max: 3 })),
  explanations: record(text(words)),
})
const texts = record(text(words))
const side = {
  dimension: text(),
  codes: list(text()),
  open: { ...text(), optional: true },
} as const
/** The definition as data; its texts in all languages. */
export const definitionShape = object({
  id: text(),
  version: integer(),
  from: text(),
  step: oneOf(responseSteps),
  measure: oneOf(returnMeasures),
  owedBy: list(text()),
  period: oneOf(periodKinds),
  dueMonths: integer(),
  title: texts,
  note: texts,
  articles: text(words),
  source: text(words),
  ownChoice: list(text(words)),
  atMost: list(text()),
  jumpFactor: { ...number(), optional: true },
  reason: { ...text(words), optional: true },
  blocks: list(
    object({
      id: text(),
      title: texts,
      rows: object(side),
      columns: { ...object(side), optional: true },
      apart: { ...yesNo, optional: true },
    }),
  ),
})
export const checkShape = object({
  id: text({ max: 500 }),
  severity: oneOf(['error', 'warning']),
  code: text(),
  cells: list(text({ max: 500 }), 2_000),
  values: record(schema<number | string>({ anyOf: [{ type: 'number' }, { type: 'string' }] })),
})
export const owedShape = object({
  agencyId: uuid,
  agency: text(),
  agencyKind: text(),
  tableId: text(),
  tableVersion: integer(),
  period: text(),
  dueOn: text(),
  state: oneOf(returnStates),
  hasDraft: yesNo,
  revision: integer(),
  lateDays: integer(),
  sentLateDays: nullable(integer()),
})
export const revisionShape = object({
  revision: integer(),
  tableVersion: integer(),
  content: contentShape,
  warnings: list(checkShape),
  reason: nullable(text(words)),
  sentBy: nullable(text()),
  sentAt: text(),
  decision: nullable(oneOf(['accepted', 'asked'])),
  words: nullable(text(words)),
  decidedBy: nullable(text()),
  decidedAt: nullable(text()),
})
export const comparedShape = object({ definition: definitionShape, content: contentShape, period: text() })
export const reminderShape = object({
  id: uuid,
  tableId: text(),
  period: text(),
  stage: oneOf(reminderStages),
  dueOn: text(),
})
export const countShape = object({
  step: oneOf(responseSteps),
  measure: oneOf(returnMeasures),
  agencyKind: text(),
  year: integer(),
  sex: text(),
  age: text(),
  citizenship: text(),
  form: text(),
  count: number(),
  unit: { ...text(), optional: true },
  articles: text({ max: 100_000 }),
  source: text({ max: 100_000 }),
  note: text({ max: 100_000 }),
  table: text(),
  agencies: integer(),
  agenciesOwing: integer(),
})
/** A definition as an answer carries it: the same, with lists that may be changed. */
export const written = (definition: TableDefinition) => structuredClone(definition) as never
/** A definition as somebody wrote it; what is wrong with it is said by reading it. */
export const wishShape = anything

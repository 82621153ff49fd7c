import { type Language, languages } from '#kernel/entity/codelist.ts'
import {
  instant,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  schema,
  text,
  yesNo,
} from '#platform/http/shape.ts'
import { conceptStatuses } from './topics.entity.ts'
import type { ConceptEntry, CountedConcept, ShownTopic } from './topics.store.ts'

/** What the routes of topics take and give. */

export const keyText = text({ min: 1, max: 60, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
const label = text({ max: 200 })

/** One value for each language that has one. */
const byLanguage = <T>(
  value: Shape<T>,
  required: readonly Language[] = [],
): Shape<Partial<Record<Language, T>>> =>
  schema({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(languages.map(language => [language, value.schema])),
    ...(required.length > 0 ? { required } : {}),
  })

export const contentFields = {
  labels: byLanguage(label, ['en']) as Shape<{ en: string } & Partial<Record<Language, string>>>,
  drafts: list(oneOf(languages), 6),
  otherLabels: byLanguage(list(label, 20)),
  scopeNotes: byLanguage(text({ max: 1_000 })),
  broader: list(keyText, 3),
  related: list(keyText, 20),
  words: list(text({ max: 100 }), 60),
  goals: list(text({ max: 5 }), 20),
  articles: list(text({ max: 3 }), 20),
}
export const reasonText = text({ min: 1, max: 1_000 })

const conceptFields = {
  ...contentFields,
  key: keyText,
  status: oneOf(conceptStatuses),
  replacedBy: nullable(keyText),
  version: integer(),
  recommendations: integer(),
}
export const thesaurusShape = object({ concepts: list(object(conceptFields), 5_000) })
export const conceptShape = object({
  ...conceptFields,
  history: list(
    object({
      act: text(),
      version: integer(),
      at: instant,
      by: nullable(text()),
      agency: nullable(text()),
      reason: text({ max: 1_000 }),
      into: nullable(keyText),
    }),
  ),
})
export const presentConcept = (concept: CountedConcept, history: readonly ConceptEntry[]) => ({
  ...concept,
  history: history.map(({ atMs, ...entry }) => ({ ...entry, at: new Date(atMs).toISOString() })),
})

export const topicShape = object({
  concept: keyText,
  origin: oneOf(['rule', 'person']),
  proposed: yesNo,
  because: list(text()),
  decision: nullable(oneOf(['accepted', 'rejected'])),
  main: yesNo,
  reason: nullable(text({ max: 1_000 })),
  by: nullable(text()),
  at: nullable(instant),
  version: integer(),
})
export const presentTopic = ({ atMs, ...topic }: ShownTopic) => ({
  ...topic,
  at: atMs === null ? null : new Date(atMs).toISOString(),
})
export const settlementFields = {
  decision: oneOf(['accepted', 'rejected']),
  main: optional(yesNo),
  reason: optional(nullable(text({ max: 1_000 }))),
}

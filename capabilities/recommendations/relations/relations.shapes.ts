import {
  instant,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  schema,
  text,
  uuid,
} from '#platform/http/shape.ts'
import { addressText, documentShape, slugText } from '../recommendations.shapes.ts'
import { type Reason, relationOrigins, relationTypes } from './relations.entity.ts'
import { relationStates } from './relations.rules.ts'

/** What the routes of relations take and give. */

const words = text({ max: 4_000 })
const letter = nullable(text({ max: 8 }))

/** Reasons are data; each kind has its own words. They pass through whole. */
const reason = schema<Reason>({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' } },
  additionalProperties: true,
})

const end = object({
  report: slugText,
  address: addressText,
  number: integer(),
  kind: oneOf(['paragraph', 'Recommendation']),
  citation: words,
  text: text({ max: 200_000 }),
  document: documentShape,
  sub: letter,
  headings: list(words),
  letters: list(text({ max: 8 })),
})

export const relationShape = object({
  id: uuid,
  version: integer(),
  type: oneOf(relationTypes),
  origin: oneOf(relationOrigins),
  state: oneOf(relationStates),
  level: oneOf(['paragraph', 'sub-item']),
  score: nullable(number()),
  reasons: list(reason, 100),
  /** The later recommendation, and the earlier one that it recalls, builds on, repeats, narrows or supersedes. */
  from: end,
  to: end,
  begunAt: instant,
  decided: nullable(object({ by: words, at: instant })),
  remark: words,
})

export const queueShape = object({
  counts: object({ proposed: integer(), accepted: integer(), rejected: integer(), withdrawn: integer() }),
  page: integer(),
  pages: integer(),
  relations: list(relationShape),
})

export const historyShape = object({
  events: list(
    object({
      act: text(),
      by: words,
      at: instant,
      type: nullable(oneOf(relationTypes)),
      reason: words,
    }),
  ),
})

const givenEnd = object({ report: slugText, address: addressText, sub: optional(letter) })
export const givenShape = object({
  from: givenEnd,
  to: givenEnd,
  type: oneOf(relationTypes),
  remark: optional(text({ max: 2_000 })),
})

/** What a person decides about a proposal. */
export const decisionShape = object({
  decision: oneOf(['accept', 'reject']),
  /** As which relation it is accepted; as proposed when left out. */
  type: optional(oneOf(relationTypes)),
  /** Sub-items that are meant; as proposed when left out, null for the whole recommendation. */
  fromSub: optional(letter),
  toSub: optional(letter),
  reason: optional(text({ max: 2_000 })),
})
export const withdrawalShape = object({ reason: text({ max: 2_000 }) })

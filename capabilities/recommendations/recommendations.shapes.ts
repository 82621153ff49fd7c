import {
  instant,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  schema,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import type { Compilation } from './documents/compilation.ts'
import type { RecommendationIndex } from './documents/index.ts'
import type { PresentedReport } from './present.ts'
import type { CitationKind, CitedRelation, DocumentKind, TopicLevel } from './recommendations.entity.ts'
import { topicShape } from './topics/topics.shapes.ts'

/** What the routes of this capability take and give, said once for the machine and the compiler. */

const long = text({ max: 200_000 })
const words = text({ max: 4_000 })
export const slugText = text({ max: 80, pattern: '^[a-z0-9-]+$' })
export const addressText = text({ max: 20, pattern: '^R?[0-9]{1,7}(-[0-9]{1,4})?$' })
const letterOrNone = nullable(text({ max: 8 }))
const kind = oneOf(['paragraph', 'Recommendation'])
const direction = nullable(oneOf(['above', 'below']))

const meeting = nullable(
  object({ place: nullable(words), from: text(), to: text(), year: integer(), literal: words }),
)
export const documentShape = object({
  symbol: nullable(words),
  date: nullable(text()),
  title: nullable(words),
  byline: nullable(words),
  kind: oneOf<DocumentKind>([
    'meeting report',
    'draft report',
    "chair's report",
    'background paper',
    'report',
  ]),
  meeting,
})

const stretch = object({ text: long, found: yesNo })
const facet = list(object({ value: words, count: integer() }), 100_000)

export const listShape = object({
  total: integer(),
  page: integer(),
  pages: integer(),
  recommendations: list(
    object({
      report: slugText,
      address: addressText,
      number: integer(),
      kind,
      citation: words,
      language: text(),
      meeting,
      theme: text(),
      addressees: list(words),
      forces: list(words),
      subItems: integer(),
      excerpt: list(stretch),
      evidence: yesNo,
      reissue: yesNo,
    }),
  ),
  facets: object({
    addressees: facet,
    forces: facet,
    topics: facet,
    meetings: list(object({ value: text(), count: integer(), place: nullable(words), to: text() }), 100_000),
    evidence: object({ with: integer(), without: integer() }),
  }),
})

const placeFields = {
  report: slugText,
  address: addressText,
  number: integer(),
  kind,
  citation: words,
  text: long,
  document: documentShape,
}
const { text: _, ...withoutText } = placeFields
const place = object(placeFields)
const reference = object({
  origin: oneOf(['printed', 'derived']),
  direction,
  fromSub: letterOrNone,
  toSub: letterOrNone,
  literal: nullable(words),
  scope: nullable(oneOf(['paragraph', 'sub-item', 'open'])),
  scopeInDoubt: yesNo,
  other: nullable(place),
  otherNumber: integer(),
  printedIn: nullable(object(withoutText)),
})
const piece = schema<{ text: string } | { note: { label: string; text: string; resolved: string | null } }>({
  type: 'object',
  properties: {
    text: { type: 'string' },
    note: {
      type: 'object',
      required: ['label', 'text', 'resolved'],
      properties: {
        label: { type: 'string' },
        text: { type: 'string' },
        resolved: { type: ['string', 'null'] },
      },
    },
  },
})
const citationKinds: readonly CitationKind[] = [
  'treaty article',
  'treaty series',
  'decision',
  'resolution',
  'document',
  'publication',
  'earlier recommendation',
  'present report',
]
const relation = oneOf<CitedRelation>(['recalls', 'builds on', 'reaffirms', 'reservation', 'cites'])

export const recommendationShape = object({
  ...placeFields,
  language: text(),
  meeting,
  topics: list(
    object({
      level: oneOf<TopicLevel>(['chapter', 'section', 'sub-section', 'unnumbered']),
      numeral: nullable(text()),
      title: words,
      line: integer(),
    }),
  ),
  theme: text(),
  about: list(topicShape),
  blocks: list(object({ mark: nullable(text()), pieces: list(piece) })),
  items: list(object({ letter: text({ max: 8 }), text: long, citation: words })),
  atoms: list(
    object({
      sub: letterOrNone,
      addressee: words,
      addresseeOrigin: oneOf([
        'explicit',
        'inherited',
        'anaphora',
        'shared subject',
        'as printed',
        'not stated',
      ]),
      deontic: words,
      deonticLiteral: words,
      text: long,
      leadIn: nullable(long),
      issuer: nullable(words),
      delegate: nullable(words),
      qualifiers: list(words),
    }),
  ),
  references: list(reference),
  referredBy: list(reference),
  citations: list(
    object({
      kind: oneOf(citationKinds),
      relation,
      target: words,
      of: nullable(words),
      literal: long,
      sub: letterOrNone,
      leadsTo: nullable(place),
    }),
  ),
  citedBy: list(object({ ...placeFields, relation, literal: long })),
  expressions: list(object({ ...placeFields, likeness: number(), first: yesNo })),
  evidence: list(
    object({ id: uuid, version: integer(), sub: letterOrNone, indicator: text(), tiedAt: instant }),
  ),
  openFlags: integer(),
  before: nullable(addressText),
  after: nullable(addressText),
})

const counts = {
  recommendations: integer(),
  withSubItems: integer(),
  subItems: integer(),
  atoms: integer(),
  suggestions: integer(),
  crossReferences: integer(),
  derivedReferences: integer(),
  flags: integer(),
}
export const reportShape = object({
  slug: slugText,
  language: text(),
  document: documentShape,
  enteredAt: instant,
  ...counts,
  openFlags: integer(),
  reissued: integer(),
})

export const doubt = {
  code: text(),
  literal: long,
  what: words,
  remedy: words,
  named: list(long),
  line: integer(),
  para: nullable(integer()),
  sub: letterOrNone,
}
export const previewShape = object({
  document: documentShape,
  fileKind: oneOf(['text', 'pdf', 'word']),
  pages: nullable(integer()),
  ...counts,
  /** Where the same text stands already. */
  known: nullable(slugText),
  /** Reports of the same meeting that stand already, in another wording. */
  sameMeeting: list(object({ slug: slugText, title: nullable(words), symbol: nullable(words) })),
  addressees: list(object({ value: words, count: integer() })),
  doubts: list(object(doubt), 2_000),
  first: list(object({ number: integer(), kind, text: long })),
})

export const indicatorShape = object({
  id: text(),
  facts: oneOf(['victim', 'service', 'proceeding', 'return']),
  share: yesNo,
  years: list(integer()),
  lines: list(object({ code: text(), label: nullable(words), values: list(nullable(number())) })),
  withheld: integer(),
  threshold: integer(),
  total: nullable(integer()),
  changedAt: instant,
})
export const tieShape = object({
  report: slugText,
  address: addressText,
  sub: optional(letterOrNone),
  indicator: text({ max: 60 }),
})

/** Documents are described where they are built; they pass through whole. */
export const indexShape: Shape<RecommendationIndex> = schema({ type: 'object', additionalProperties: true })
export const compilationShape: Shape<Compilation> = schema({ type: 'object', additionalProperties: true })
export const exportShape: Shape<PresentedReport> = schema({ type: 'object', additionalProperties: true })

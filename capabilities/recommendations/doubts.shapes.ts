import {
  instant,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { correctedFields } from './doubts.acts.ts'
import { decisions } from './recommendations.acts.ts'
import { addressText, documentShape, doubt, slugText } from './recommendations.shapes.ts'

/** What the routes of doubts, corrections and errata take and give. */

const long = text({ max: 200_000 })
const words = text({ max: 4_000 })
const letterOrNone = nullable(text({ max: 8 }))
const field = oneOf(correctedFields)
const place = integer({ min: 0 })
const remark = text({ max: 2_000 })

const atom = object({ place: integer(), sub: letterOrNone, addressee: words, deontic: words, text: long })

export const flagShape = object({
  id: uuid,
  version: integer(),
  report: slugText,
  document: documentShape,
  address: nullable(addressText),
  ...doubt,
  page: nullable(integer()),
  compared: yesNo,
  source: object({
    before: long,
    found: long,
    after: long,
    firstLine: integer(),
    firstPage: nullable(integer()),
  }),
  atoms: list(atom),
  inParagraph: yesNo,
  settled: nullable(object({ decision: oneOf(decisions), remark: words, by: words, at: instant })),
})

/** `seen` is what stood on the page; when something else stands there by now, the request is refused with 409. */
const corrected = object({ place, field, seen: words, said: text({ min: 1, max: 200 }) })

export const settlementShape = object({
  decision: oneOf(decisions),
  remark,
  /** With "read-otherwise": whom or how strongly, atom by atom. */
  corrections: optional(list(corrected, 100)),
  /** With "print-wrong": the words as printed, and those that are meant. */
  erratum: optional(object({ printed: text({ min: 1, max: 2_000 }), meant: text({ min: 1, max: 2_000 }) })),
})

export const correctionsShape = object({ corrections: list(corrected, 100), remark })
export const erratumShape = object({
  sub: optional(letterOrNone),
  printed: text({ min: 1, max: 2_000 }),
  meant: text({ min: 1, max: 2_000 }),
  remark,
})

const shownErratum = object({
  id: uuid,
  version: integer(),
  address: addressText,
  number: integer(),
  kind: oneOf(['paragraph', 'Recommendation']),
  sub: letterOrNone,
  printed: words,
  meant: words,
  remark: words,
  by: words,
  at: instant,
})
export const errataShape = object({ errata: list(shownErratum, 10_000) })

export const remarksShape = object({
  reservations: list(
    object({
      literal: words,
      note: nullable(words),
      report: slugText,
      address: addressText,
      number: integer(),
      text: long,
    }),
  ),
  errata: list(shownErratum),
  corrections: list(
    object({
      id: uuid,
      version: integer(),
      place: integer(),
      sub: letterOrNone,
      field,
      read: words,
      said: words,
      remark: words,
      by: words,
      at: instant,
    }),
  ),
  atoms: list(atom),
})

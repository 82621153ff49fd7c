import {
  day,
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
  yesNo,
} from '#platform/http/shape.ts'
import type { PrintedBlock, PrintedReport } from '../documents/report-document.ts'
import type { Reason } from '../relations/relations.entity.ts'
import {
  attendanceKinds,
  documentKinds,
  draftStates,
  meetingStates,
  stances,
  statementStates,
  suggestionStates,
  topicStates,
} from './meetings.entity.ts'
import { handMax, textMax } from './shared-text.ts'

export const ofMeeting = { meetingId: uuid }

/** What the routes of meetings take and give. */

const line = text({ max: 500 })
const words = text({ max: 20_000 })
const lineOrNone = nullable(line)
export const draftWords = text({ max: textMax })
export const base64 = text({ max: 400_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' })
export const hand = integer({ min: 1, max: handMax })
export const itemNumber = text({ max: 4, pattern: '^[0-9]{1,3}$' })
export const may = list(text({ max: 60 }), 100)

const meetingFields = {
  body: line,
  organ: line,
  ordinal: lineOrNone,
  symbol: lineOrNone,
  place: line,
  from: day,
  to: day,
  chair: lineOrNone,
  chairState: lineOrNone,
}
export const meetingFacts = object(meetingFields)
export const agendaShape = list(
  object({ number: text({ max: 4 }), title: line, annotation: words, parts: list(line, 26) }),
  200,
)
export const convening = object({ ...meetingFields, agenda: agendaShape })
export const meetingState = oneOf(meetingStates)

const meetingHead = {
  id: uuid,
  version: integer(),
  ...meetingFields,
  state: meetingState,
  adoptedOn: nullable(day),
  reportSlug: nullable(text({ max: 80 })),
}
export const meetingList = object({
  meetings: list(object({ ...meetingHead, drafts: integer(), adopted: integer(), topics: integer() })),
  may,
})

export const documentFields = {
  kind: oneOf(documentKinds),
  title: line,
  symbol: lineOrNone,
  link: nullable(text({ max: 500, pattern: '^https?://[^\\s]+$' })),
  item: nullable(itemNumber),
}
const documentShape = object({
  id: uuid,
  version: integer(),
  ...documentFields,
  link: nullable(text({ max: 500 })),
  hasFile: yesNo,
  agency: line,
  addedAt: instant,
  may,
})
export const attendanceKind = oneOf(attendanceKinds)
const attendanceShape = object({ id: uuid, name: line, kind: attendanceKind, may })
export const statementState = oneOf(statementStates)
const statementShape = object({
  id: uuid,
  version: integer(),
  item: itemNumber,
  place: integer(),
  speaker: line,
  state: statementState,
  text: words,
  summary: words,
  /** Entered by the caller's own agency, which alone changes its words. */
  own: yesNo,
  may,
})

const positionCounts = object({
  support: integer(),
  accept: integer(),
  reservation: integer(),
  oppose: integer(),
})
export const draftSummary = object({
  id: uuid,
  version: integer(),
  place: integer(),
  number: nullable(integer()),
  section: text({ max: 500 }),
  state: oneOf(draftStates),
  text: draftWords,
  agency: line,
  suggestions: integer(),
  comments: integer(),
  positions: positionCounts,
})
export const meetingPage = object({
  ...meetingHead,
  agenda: agendaShape,
  documents: list(documentShape),
  attendance: list(attendanceShape, 2000),
  statements: list(statementShape, 5000),
  drafts: list(draftSummary, 500),
  topics: list(object({ id: uuid, title: line }), 500),
  /** The delegation that the caller speaks for; null for others. */
  delegation: lineOrNone,
  may,
})

export const topicShape = object({
  id: uuid,
  version: integer(),
  title: line,
  note: words,
  source: nullable(object({ report: text({ max: 80 }), citation: line, para: integer(), literal: words })),
  state: oneOf(topicStates),
  meeting: nullable(object({ id: uuid, body: line, ordinal: lineOrNone, from: day, to: day, place: line })),
  agency: line,
  supporters: list(line, 500),
  supported: yesNo,
  may,
})
export const topicBoard = object({ topics: list(topicShape, 2000), may })

export const updatesShape = object({
  version: integer(),
  state: oneOf(draftStates),
  /** More was written than fits: ask again from the last one. */
  more: yesNo,
  updates: list(object({ version: integer(), agency: line, at: instant, own: yesNo, update: base64 }), 500),
})

export const stance = oneOf(stances)
export const draftRoom = object({
  id: uuid,
  version: integer(),
  meetingId: uuid,
  place: integer(),
  number: nullable(integer()),
  section: text({ max: 500 }),
  state: oneOf(draftStates),
  text: draftWords,
  tabledText: nullable(draftWords),
  adoptedText: nullable(draftWords),
  adoptedBy: nullable(text({ max: 200 })),
  adoptedAt: nullable(instant),
  agency: line,
  /** Stretches of the text by the delegation that wrote them. */
  hands: list(object({ agency: line, text: draftWords }), 5000),
  suggestions: list(
    object({
      id: uuid,
      version: integer(),
      state: oneOf(suggestionStates),
      agency: line,
      note: words,
      baseText: draftWords,
      text: draftWords,
      /** How the draft would read with it taken up now. */
      wouldRead: text({ max: 60_000 }),
      madeAt: instant,
      may,
    }),
    500,
  ),
  comments: list(object({ id: uuid, agency: line, text: words, at: instant }), 2000),
  positions: list(object({ agency: line, stance, reason: words, at: instant, own: yesNo }), 500),
  may,
})
export const similarList = object({
  similar: list(
    object({
      report: text({ max: 80 }),
      address: text({ max: 20 }),
      citation: text({ max: 500 }),
      text: text({ max: 200_000 }),
      score: number(),
      reasons: schema<Reason[]>({ type: 'array', items: { type: 'object', additionalProperties: true } }),
    }),
    20,
  ),
})

export const previewShape = object({
  front: schema<PrintedReport['front']>({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
  }),
  blocks: schema<PrintedBlock[]>({ type: 'array', items: { type: 'object', additionalProperties: true } }),
  notes: list(object({ label: text(), text: words }), 500),
  parts: list(
    object({ part: text({ max: 40 }), version: integer(), text: text({ max: 60_000 }), standard: yesNo }),
    300,
  ),
  /** What reading the print finds: it is this that enters the registry. */
  read: object({
    recommendations: integer(),
    atoms: integer(),
    doubts: list(object({ where: line, what: words }), 100),
  }),
  may,
})
export const optionalText = optional(words)

/** A meeting of a body of States: before it, in session, over. Days are ISO 8601. */
export const meetingStates = ['preparation', 'session', 'closed'] as const
export type MeetingState = (typeof meetingStates)[number]

export interface MeetingFacts {
  /** The body that meets, as printed: "Working Group on Trafficking in Persons". */
  body: string
  /** The one it reports to, as printed. */
  organ: string
  /** Which meeting it is, as printed: "tenth". */
  ordinal: string | null
  /** Symbol of the report; null while there is none. */
  symbol: string | null
  place: string
  from: string
  to: string
  chair: string | null
  /** The State that the Chair comes from, as printed. */
  chairState: string | null
}

/** One item of the agenda. Statements and the summary of deliberations name it by its number. */
export interface AgendaItem {
  number: string
  title: string
  /** What the annotated agenda says about it. */
  annotation: string
  /** Lettered parts, without their letters. */
  parts: string[]
}

export const documentKinds = [
  'annotated agenda',
  'background paper',
  'conference room paper',
  'draft report',
  'other',
] as const
export type MeetingDocumentKind = (typeof documentKinds)[number]

export interface MeetingDocument {
  kind: MeetingDocumentKind
  title: string
  symbol: string | null
  link: string | null
  fileId: string | null
  /** Number of the agenda item that it is for. */
  item: string | null
}

/** As what somebody attends; the groups of the report, in its order. */
export const attendanceKinds = [
  'party',
  'signatory',
  'state',
  'united-nations',
  'intergovernmental',
  'entity',
  'non-governmental',
] as const
export type AttendanceKind = (typeof attendanceKinds)[number]

/** A delegation has the floor in the order of its inscription; the secretariat may change it. */
export const statementStates = ['inscribed', 'made', 'withdrawn'] as const
export type StatementState = (typeof statementStates)[number]

/** Where a topic for a future meeting comes from. */
export interface TopicSource {
  report: string
  citation: string
  para: number
  /** The words of the report from which the topic was drawn. */
  literal: string
}
export const topicStates = ['proposed', 'chosen', 'withdrawn'] as const
export type TopicState = (typeof topicStates)[number]

/** A recommendation on its way: written together, tabled for adoption, adopted; or withdrawn. */
export const draftStates = ['drafting', 'tabled', 'adopted', 'withdrawn'] as const
export type DraftState = (typeof draftStates)[number]

export const suggestionStates = ['open', 'taken', 'declined', 'withdrawn'] as const
export type SuggestionState = (typeof suggestionStates)[number]

/** What a State holds of a paragraph, from warmest to coldest. */
export const stances = ['support', 'accept', 'reservation', 'oppose'] as const
export type Stance = (typeof stances)[number]

/** The prose of the report that is written and not gathered; deliberations have one part for each agenda item. */
export const fixedParts = ['introduction', 'opening'] as const
export type ReportPartName = (typeof fixedParts)[number] | `deliberations:${string}`

/** Heading of recommendations that stand under none of their own; as the reports print it. */
export const generalSection = 'General recommendations'

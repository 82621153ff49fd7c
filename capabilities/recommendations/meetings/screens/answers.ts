import type { PrintedBlock, PrintedReport } from '../../documents/report-document.ts'
import type { Reason } from '../../relations/relations.entity.ts'
import type {
  AgendaItem,
  AttendanceKind,
  DraftState,
  MeetingDocumentKind,
  MeetingFacts,
  MeetingState,
  Stance,
  StatementState,
  SuggestionState,
  TopicSource,
  TopicState,
} from '../meetings.entity.ts'

/** What the server of this capability answers, as its shapes say. */

export interface MeetingHead extends MeetingFacts {
  id: string
  version: number
  state: MeetingState
  adoptedOn: string | null
  reportSlug: string | null
}
export interface MeetingsAnswer {
  meetings: (MeetingHead & { drafts: number; adopted: number; topics: number })[]
  may: string[]
}

export interface DocumentAnswer {
  id: string
  kind: MeetingDocumentKind
  title: string
  symbol: string | null
  link: string | null
  hasFile: boolean
  item: string | null
  agency: string
  addedAt: string
  may: string[]
}
export interface AttendanceAnswer {
  id: string
  name: string
  kind: AttendanceKind
  may: string[]
}
export interface StatementAnswer {
  id: string
  version: number
  item: string
  place: number
  speaker: string
  state: StatementState
  text: string
  summary: string
  own: boolean
  may: string[]
}
export interface DraftSummary {
  id: string
  version: number
  place: number
  number: number | null
  section: string
  state: DraftState
  text: string
  agency: string
  suggestions: number
  comments: number
  positions: Record<Stance, number>
}
export interface MeetingAnswer extends MeetingHead {
  agenda: AgendaItem[]
  documents: DocumentAnswer[]
  attendance: AttendanceAnswer[]
  statements: StatementAnswer[]
  drafts: DraftSummary[]
  topics: { id: string; title: string }[]
  delegation: string | null
  may: string[]
}

export interface TopicAnswer {
  id: string
  version: number
  title: string
  note: string
  source: TopicSource | null
  state: TopicState
  meeting: Pick<MeetingHead, 'id' | 'body' | 'ordinal' | 'from' | 'to' | 'place'> | null
  agency: string
  supporters: string[]
  supported: boolean
  may: string[]
}
export interface BoardAnswer {
  topics: TopicAnswer[]
  may: string[]
}

export interface UpdatesAnswer {
  version: number
  state: DraftState
  more: boolean
  updates: { version: number; agency: string; at: string; own: boolean; update: string }[]
}
export interface SuggestionAnswer {
  id: string
  version: number
  state: SuggestionState
  agency: string
  note: string
  baseText: string
  text: string
  wouldRead: string
  madeAt: string
  may: string[]
}
export interface RoomAnswer {
  id: string
  version: number
  meetingId: string
  place: number
  number: number | null
  section: string
  state: DraftState
  text: string
  tabledText: string | null
  adoptedText: string | null
  adoptedBy: string | null
  adoptedAt: string | null
  agency: string
  hands: { agency: string; text: string }[]
  suggestions: SuggestionAnswer[]
  comments: { id: string; agency: string; text: string; at: string }[]
  positions: { agency: string; stance: Stance; reason: string; at: string; own: boolean }[]
  may: string[]
}
export interface SimilarAnswer {
  similar: {
    report: string
    address: string
    citation: string
    text: string
    score: number
    reasons: Reason[]
  }[]
}

export interface ReportAnswer {
  front: PrintedReport['front']
  blocks: PrintedBlock[]
  notes: { label: string; text: string }[]
  parts: { part: string; version: number; text: string; standard: boolean }[]
  read: { recommendations: number; atoms: number; doubts: { where: string; what: string }[] }
  may: string[]
}

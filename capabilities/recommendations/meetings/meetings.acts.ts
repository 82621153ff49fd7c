import { defineAct } from '#platform/ledger/act.ts'
import type {
  AgendaItem,
  AttendanceKind,
  MeetingDocument,
  MeetingFacts,
  MeetingState,
  StatementState,
  TopicSource,
} from './meetings.entity.ts'
import { meetingPolicies as may } from './meetings.policy.ts'
import * as project from './meetings.projection.ts'

/** What can happen at a meeting apart from drafting. Nothing of it is identity: States and delegations speak. */

const topics = () => ['meetings']

export interface ConvenedMeeting extends MeetingFacts {
  agenda: AgendaItem[]
}
export const conveneMeeting = defineAct<ConvenedMeeting>('meeting.convene', {
  subject: 'meeting',
  policy: may['meeting.convene'],
  topics,
  project: project.meetingConvened,
})
export const amendMeeting = defineAct('meeting.amend', {
  subject: 'meeting',
  policy: may['meeting.amend'],
  topics,
  project: project.meetingAmended,
})
export const moveMeeting = defineAct('meeting.move', {
  subject: 'meeting',
  policy: may['meeting.move'],
  topics,
  project: project.meetingMoved,
})
export const setAgenda = defineAct('agenda.set', {
  subject: 'meeting',
  policy: may['agenda.set'],
  topics,
  project: project.agendaSet,
})
export interface MovedMeeting {
  state: MeetingState
}
export interface SetAgenda {
  agenda: AgendaItem[]
}

export interface AddedDocument extends MeetingDocument {
  meetingId: string
}
export const addDocument = defineAct('meeting-document.add', {
  subject: 'meeting-document',
  policy: may['meeting-document.add'],
  topics,
  project: project.documentAdded,
})
export const removeDocument = defineAct('meeting-document.remove', {
  subject: 'meeting-document',
  policy: may['meeting-document.remove'],
  topics,
  project: project.documentRemoved,
})

export interface RecordedAttendance {
  meetingId: string
  name: string
  kind: AttendanceKind
}
export const recordAttendance = defineAct('attendance.record', {
  subject: 'attendance',
  policy: may['attendance.record'],
  topics,
  project: project.attendanceRecorded,
})
export const removeAttendance = defineAct('attendance.remove', {
  subject: 'attendance',
  policy: may['attendance.remove'],
  topics,
  project: project.attendanceRemoved,
})

export interface InscribedStatement {
  meetingId: string
  item: string
  speaker: string
  text: string
}
export const inscribeStatement = defineAct('statement.inscribe', {
  subject: 'statement',
  policy: may['statement.inscribe'],
  topics,
  project: project.statementInscribed,
})
export interface AmendedStatement {
  text: string
  summary: string
  state: StatementState
}
export const amendStatement = defineAct('statement.amend', {
  subject: 'statement',
  policy: may['statement.amend'],
  topics,
  project: project.statementAmended,
})
export const orderStatement = defineAct('statement.order', {
  subject: 'statement',
  policy: may['statement.order'],
  topics,
  project: project.statementOrdered,
})

export interface ProposedTopic {
  title: string
  note: string
  source: TopicSource | null
}
export const proposeTopic = defineAct<ProposedTopic>('meeting-topic.propose', {
  subject: 'meeting-topic',
  policy: may['meeting-topic.propose'],
  topics,
  project: project.topicProposed,
})
export const importTopic = defineAct<ProposedTopic>('meeting-topic.import', {
  subject: 'meeting-topic',
  policy: may['meeting-topic.import'],
  topics,
  project: project.topicProposed,
})
/** The subject is the support itself: one for each topic and delegation. */
export const supportTopic = defineAct<{ topicId: string; supported: boolean }>('meeting-topic.support', {
  subject: 'meeting-topic-support',
  policy: may['meeting-topic.support'],
  topics,
  project: project.topicSupported,
})
export const withdrawTopic = defineAct('meeting-topic.withdraw', {
  subject: 'meeting-topic',
  policy: may['meeting-topic.withdraw'],
  topics,
  project: project.topicWithdrawn,
})
/** For a meeting, or for none again. */
export const chooseTopic = defineAct('meeting-topic.choose', {
  subject: 'meeting-topic',
  policy: may['meeting-topic.choose'],
  topics,
  project: project.topicChosen,
})

export interface WrittenPart {
  meetingId: string
  part: string
  text: string
}
export const writePart = defineAct('report-part.write', {
  subject: 'report-part',
  policy: may['report-part.write'],
  topics,
  project: project.partWritten,
})
export const adoptReport = defineAct('meeting-report.adopt', {
  subject: 'meeting',
  policy: may['meeting-report.adopt'],
  topics,
  project: project.reportAdopted,
})
/** The adopted report stands in the registry: as which one. The registry's own act is `report.enter`. */
export const linkReport = defineAct('meeting-report.enter', {
  subject: 'meeting',
  policy: may['meeting-report.enter'],
  topics,
  project: project.reportLinked,
})

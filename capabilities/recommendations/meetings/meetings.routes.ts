import { definePolicies } from '#platform/access/may.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { object, uuid } from '#platform/http/shape.ts'
import { listPositions } from './discussion.store.ts'
import { documentRoutes } from './documents.routes.ts'
import { draftingRoutes } from './drafting.routes.ts'
import { countRemarks, listDrafts, numbersOf } from './drafting.store.ts'
import { floorRoutes } from './floor.routes.ts'
import { reportRoutes } from './meeting-report.routes.ts'
import type { Stance } from './meetings.entity.ts'
import { stances } from './meetings.entity.ts'
import { meetingPolicies } from './meetings.policy.ts'
import {
  agendaShape,
  convening,
  meetingFacts,
  meetingList,
  meetingPage,
  meetingState,
  ofMeeting,
} from './meetings.shapes.ts'
import {
  amend,
  convene,
  delegationOf,
  getMeeting,
  listMeetings,
  type MeetingRecord,
  move,
  replaceAgenda,
} from './meetings.store.ts'
import { listAttendance, listDocuments, listStatements } from './papers.store.ts'
import { allowed, mayRead } from './permitted.ts'
import { createSimilar } from './similar.store.ts'
import { topicRoutes } from './topics.routes.ts'
import { listTopics } from './topics.store.ts'
import { waitingAtMeetings } from './waiting.store.ts'

/** The work of a meeting of States: agenda, documents, attendance, statements, topics, drafting, adoption, report. */
export function routes(server: RouteServer, context: RouteContext): void {
  definePolicies(meetingPolicies)
  meetingRoutes(server)
  documentRoutes(server, context)
  floorRoutes(server)
  topicRoutes(server)
  draftingRoutes(server, createSimilar())
  reportRoutes(server)
  context.home.add(waitingAtMeetings)
}

function meetingRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/meetings',
    {
      summary: 'Meetings, the latest first',
      caller: 'signed-in',
      extendsSession: false,
      answer: meetingList,
    },
    async ({ caller, read }) => {
      mayRead(caller)
      return { meetings: await read(listMeetings), may: allowed(caller, ['meeting.convene'], {}) }
    },
  )
  server.write(
    'POST',
    '/api/meetings',
    {
      summary: 'Convene a meeting',
      caller: 'signed-in',
      body: convening,
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ body: { agenda, ...facts }, write, actId }) => ({
      id: await write(tx => convene(tx, facts, agenda, actId)),
    }),
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId',
    {
      summary: 'A meeting with its agenda, documents, attendance, statements and drafts',
      caller: 'signed-in',
      extendsSession: false,
      params: ofMeeting,
      answer: meetingPage,
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      return read(async tx => presented(tx, await getMeeting(tx, params.meetingId)))
    },
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId',
    {
      summary: 'Change the facts of a meeting',
      caller: 'signed-in',
      params: ofMeeting,
      body: meetingFacts,
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        amend(tx, { meeting: await getMeeting(tx, params.meetingId), actId, expectedVersion }, body),
      ),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/state',
    {
      summary: 'Open a meeting, close it, or take it back into preparation',
      caller: 'signed-in',
      params: ofMeeting,
      body: object({ state: meetingState }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        move(tx, { meeting: await getMeeting(tx, params.meetingId), actId, expectedVersion }, body.state),
      ),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/agenda',
    {
      summary: 'Set the agenda with its annotations, as a whole',
      caller: 'signed-in',
      params: ofMeeting,
      body: object({ agenda: agendaShape }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        replaceAgenda(
          tx,
          { meeting: await getMeeting(tx, params.meetingId), actId, expectedVersion },
          body.agenda,
        ),
      ),
  )
}

async function presented(tx: Read, meeting: MeetingRecord) {
  const { caller } = tx
  const { id, state } = meeting
  const drafts = await listDrafts(tx, id)
  const numbers = numbersOf(drafts)
  const positions = await listPositions(
    tx,
    drafts.map(d => d.id),
  )
  const remarks = await countRemarks(tx, id)
  const delegation = await delegationOf(tx)
  const own = { state, agencyId: caller.agencyId, adopted: meeting.adoptedOn !== null }
  return {
    ...meeting,
    documents: (await listDocuments(tx, id)).map(({ fileId, agencyId, addedAtMs, ...document }) => ({
      ...document,
      hasFile: fileId !== null,
      addedAt: new Date(addedAtMs).toISOString(),
      may: allowed(caller, ['meeting-document.remove'], { state, agencyId }),
    })),
    attendance: (await listAttendance(tx, id)).map(({ agencyId, ...one }) => ({
      ...one,
      may: allowed(caller, ['attendance.remove'], { state, agencyId }),
    })),
    statements: (await listStatements(tx, id)).map(({ agencyId, ...one }) => ({
      ...one,
      own: agencyId === caller.agencyId,
      may: allowed(caller, ['statement.amend', 'statement.order'], { state, agencyId }),
    })),
    drafts: drafts.map(draft => ({
      id: draft.id,
      version: draft.version,
      place: draft.place,
      number: numbers.get(draft.id) ?? null,
      section: draft.section,
      state: draft.state,
      text: draft.adoptedText ?? draft.text,
      agency: draft.agency,
      suggestions: remarks.get(draft.id)?.suggestions ?? 0,
      comments: remarks.get(draft.id)?.comments ?? 0,
      positions: Object.fromEntries(
        stances.map(stance => [
          stance,
          positions.filter(p => p.draftId === draft.id && p.stance === stance).length,
        ]),
      ) as Record<Stance, number>,
    })),
    topics: (await listTopics(tx))
      .filter(topic => topic.meetingId === id)
      .map(topic => ({ id: topic.id, title: topic.title })),
    delegation,
    may: allowed(
      caller,
      [
        'meeting.amend',
        'meeting.move',
        'agenda.set',
        'meeting-document.add',
        'attendance.record',
        'statement.inscribe',
        'statement.order',
        'draft.propose',
        'draft.place',
        'report-part.write',
      ],
      own,
    ),
  }
}

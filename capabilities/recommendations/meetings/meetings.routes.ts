import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { Read } from '#platform/database/transaction.ts'
import { findFile, keepFile, writeFile } from '#platform/files/files.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, object, optional, text, uuid } from '#platform/http/shape.ts'
import { idOf } from '../stable-id.ts'
import { listPositions } from './discussion.store.ts'
import { draftingRoutes } from './drafting.routes.ts'
import { countRemarks, listDrafts, numbersOf } from './drafting.store.ts'
import { reportRoutes } from './meeting-report.routes.ts'
import type { Stance } from './meetings.entity.ts'
import { stances } from './meetings.entity.ts'
import { meetingPolicies } from './meetings.policy.ts'
import {
  agendaShape,
  attendanceKind,
  convening,
  documentFields,
  itemNumber,
  meetingFacts,
  meetingList,
  meetingPage,
  meetingState,
  optionalText,
  statementState,
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
import {
  attend,
  changeStatement,
  inscribe,
  leave,
  listAttendance,
  listDocuments,
  listStatements,
  placeStatement,
  putDocument,
  takeDocumentAway,
} from './papers.store.ts'
import { allowed, mayRead } from './permitted.ts'
import { createSimilar } from './similar.store.ts'
import { topicRoutes } from './topics.routes.ts'
import { listTopics } from './topics.store.ts'

const ofMeeting = { meetingId: uuid }

/** The work of a meeting of States: agenda, documents, attendance, statements, topics, drafting, adoption, report. */
export function routes(server: RouteServer, context: RouteContext): void {
  definePolicies(meetingPolicies)
  meetingRoutes(server)
  documentRoutes(server, context)
  floorRoutes(server)
  topicRoutes(server)
  draftingRoutes(server, createSimilar())
  reportRoutes(server)
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

function documentRoutes(server: RouteServer, { files }: Pick<RouteContext, 'files'>): void {
  server.write(
    'POST',
    '/api/meetings/:meetingId/documents',
    {
      summary: 'Put a document before the meeting by its symbol or a link',
      caller: 'signed-in',
      params: ofMeeting,
      body: object(documentFields),
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ params, body, write, actId }) => ({
      id: await write(async tx =>
        putDocument(tx, await getMeeting(tx, params.meetingId), { ...body, fileId: null }, actId),
      ),
    }),
  )
  server.write(
    'POST',
    '/api/meetings/:meetingId/documents/file',
    {
      summary: 'Put a document before the meeting as a file',
      caller: 'signed-in',
      cost: 20,
      params: ofMeeting,
      query: {
        kind: documentFields.kind,
        title: optional(text({ max: 500 })),
        symbol: optional(text({ max: 500 })),
        item: optional(itemNumber),
      },
      upload: {},
      answer: object({ id: uuid }),
      status: 201,
    },
    async asked => {
      const { caller, params, query, actId } = asked
      const meeting = await asked.read(tx => getMeeting(tx, params.meetingId))
      authorise(caller, 'meeting-document.add', meetingPolicies['meeting-document.add'], meeting)
      const { fileName, bytes } = await asked.upload()
      const file = await writeFile(files, randomUUID(), fileName, bytes)
      const document = {
        kind: query.kind,
        title: query.title?.trim() || fileName,
        symbol: query.symbol?.trim() || null,
        link: null,
        item: query.item ?? null,
        fileId: file.id,
      }
      return {
        id: await asked.write(async tx => {
          await keepFile(tx, file, idOf('file', actId))
          return putDocument(tx, meeting, document, actId)
        }),
      }
    },
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId/documents/:documentId/file',
    {
      summary: 'The file of a document',
      caller: 'signed-in',
      cost: 5,
      params: { ...ofMeeting, documentId: uuid },
      answer: 'file',
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      const file = await read(async tx => {
        const [document] = await listDocuments(tx, params.meetingId, params.documentId)
        return findFile(tx, files, found(found(document).fileId))
      })
      const { name, content } = found(file)
      return { fileName: name, mediaType: 'application/octet-stream', body: Readable.from(content()) }
    },
  )
  server.write(
    'DELETE',
    '/api/meetings/:meetingId/documents/:documentId',
    {
      summary: 'Take a document back',
      caller: 'signed-in',
      params: { ...ofMeeting, documentId: uuid },
      answer: 'nothing',
    },
    ({ params, write, actId }) =>
      write(async tx =>
        takeDocumentAway(tx, await getMeeting(tx, params.meetingId), params.documentId, actId),
      ),
  )
}

/** Who is there and who speaks. A delegation names itself; nobody else can. */
function floorRoutes(server: RouteServer): void {
  server.write(
    'POST',
    '/api/meetings/:meetingId/attendance',
    {
      summary: 'Record who attends: a delegation itself, the secretariat everybody',
      caller: 'signed-in',
      params: ofMeeting,
      body: object({ name: optional(text({ max: 300 })), kind: attendanceKind }),
      answer: 'nothing',
    },
    ({ params, body, write, actId }) =>
      write(async tx => {
        const meeting = await getMeeting(tx, params.meetingId)
        const name = (await delegationOf(tx)) ?? body.name ?? ''
        await attend(tx, meeting, { name, kind: body.kind }, actId)
      }),
  )
  server.write(
    'DELETE',
    '/api/meetings/:meetingId/attendance/:id',
    {
      summary: 'Strike somebody off the list of those who attend',
      caller: 'signed-in',
      params: { ...ofMeeting, id: uuid },
      answer: 'nothing',
    },
    ({ params, write, actId }) =>
      write(async tx => leave(tx, await getMeeting(tx, params.meetingId), params.id, actId)),
  )
  server.write(
    'POST',
    '/api/meetings/:meetingId/statements',
    {
      summary: 'Ask for the floor under an item of the agenda',
      caller: 'signed-in',
      params: ofMeeting,
      body: object({ item: itemNumber, speaker: optional(text({ max: 300 })), text: optionalText }),
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ params, body, write, actId }) => ({
      id: await write(async tx => {
        const meeting = await getMeeting(tx, params.meetingId)
        const speaker = (await delegationOf(tx)) ?? body.speaker?.trim() ?? ''
        return inscribe(tx, meeting, { item: body.item, speaker, text: body.text ?? '' }, actId)
      }),
    }),
  )
  server.write(
    'PATCH',
    '/api/meetings/:meetingId/statements/:id',
    {
      summary: 'Change a statement: its text, its summary, whether it was made',
      caller: 'signed-in',
      params: { ...ofMeeting, id: uuid },
      body: object({ text: optionalText, summary: optionalText, state: optional(statementState) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        changeStatement(tx, await getMeeting(tx, params.meetingId), params.id, body, actId, expectedVersion),
      ),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/statements/:id/place',
    {
      summary: 'Change the order of speakers',
      caller: 'signed-in',
      params: { ...ofMeeting, id: uuid },
      body: object({ place: integer({ min: 0, max: 10_000 }) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId }) =>
      write(async tx =>
        placeStatement(tx, await getMeeting(tx, params.meetingId), params.id, body.place, actId),
      ),
  )
}

import type { RouteServer } from '#platform/http/route.ts'
import { integer, object, optional, text, uuid } from '#platform/http/shape.ts'
import { attendanceKind, itemNumber, ofMeeting, optionalText, statementState } from './meetings.shapes.ts'
import { delegationOf, getMeeting } from './meetings.store.ts'
import { attend, changeStatement, inscribe, leave, placeStatement } from './papers.store.ts'

/** Who is there and who speaks. A delegation names itself; nobody else can. */
export function floorRoutes(server: RouteServer): void {
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

import { authorise } from '#kernel/policy/policy.ts'
import { found } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, nullable, object, text, uuid, yesNo } from '#platform/http/shape.ts'
import { citationOf } from '../recommendations.rules.ts'
import { idsOfSlugs } from '../registry.store.ts'
import { findReports } from '../reports.store.ts'
import { meetingPolicies } from './meetings.policy.ts'
import { topicBoard } from './meetings.shapes.ts'
import { getMeeting, listMeetings } from './meetings.store.ts'
import { allowed, mayRead } from './permitted.ts'
import { topicsOf } from './topics.rules.ts'
import { choose, importTopics, listTopics, propose, support, withdraw } from './topics.store.ts'

const ofTopic = { topicId: uuid }

/** Topics for future meetings: proposed, supported, chosen; the first ones drawn from a report. */
export function topicRoutes(server: RouteServer): void {
  server.read(
    'GET',
    '/api/meeting-topics',
    {
      summary: 'Topics for future meetings, those with most support first',
      caller: 'signed-in',
      extendsSession: false,
      answer: topicBoard,
    },
    async ({ caller, read }) => {
      mayRead(caller)
      return read(async tx => {
        const meetings = new Map((await listMeetings(tx)).map(m => [m.id, m]))
        return {
          topics: (await listTopics(tx)).map(topic => {
            const meeting = topic.meetingId === null ? undefined : meetings.get(topic.meetingId)
            return {
              id: topic.id,
              version: topic.version,
              title: topic.title,
              note: topic.note,
              source: topic.source,
              state: topic.state,
              meeting: meeting
                ? {
                    id: meeting.id,
                    body: meeting.body,
                    ordinal: meeting.ordinal,
                    from: meeting.from,
                    to: meeting.to,
                    place: meeting.place,
                  }
                : null,
              agency: topic.agency,
              supporters: topic.supporters.map(s => s.agency),
              supported: topic.supporters.some(s => s.agencyId === caller.agencyId),
              may: [
                ...allowed(caller, ['meeting-topic.support'], {}),
                ...allowed(caller, ['meeting-topic.withdraw'], { agencyId: topic.agencyId }),
                ...allowed(caller, ['meeting-topic.choose'], { state: meeting?.state ?? 'preparation' }),
              ],
            }
          }),
          may: allowed(caller, ['meeting-topic.propose', 'meeting-topic.import'], {}),
        }
      })
    },
  )
  server.write(
    'POST',
    '/api/meeting-topics',
    {
      summary: 'Propose a topic for a future meeting',
      caller: 'signed-in',
      body: object({ title: text({ max: 300 }), note: text({ max: 4000 }) }),
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ body, write, actId }) => ({ id: await write(tx => propose(tx, body, actId)) }),
  )
  server.write(
    'POST',
    '/api/meeting-topics/import',
    {
      summary:
        'Put the topics that a report of the registry suggests onto the board; those there already stay',
      caller: 'signed-in',
      cost: 5,
      body: object({ report: text({ max: 80, pattern: '^[a-z0-9-]+$' }) }),
      answer: object({ found: integer(), added: integer() }),
    },
    async ({ caller, body, write, actId }) => {
      authorise(caller, 'meeting-topic.import', meetingPolicies['meeting-topic.import'], undefined)
      return write(async tx => {
        const [entry] = await findReports(tx, await idsOfSlugs(tx, [body.report]))
        const { report, slug } = found(entry)
        const topics = topicsOf(report, slug, p => citationOf(report.document, p.kind, p.number))
        return { found: topics.length, added: await importTopics(tx, topics, actId) }
      })
    },
  )
  server.write(
    'PUT',
    '/api/meeting-topics/:topicId/support',
    {
      summary: 'Support a topic for one’s own State, or no longer',
      caller: 'signed-in',
      params: ofTopic,
      body: object({ supported: yesNo }),
      answer: 'nothing',
    },
    ({ params, body, write, actId }) => write(tx => support(tx, params.topicId, body.supported, actId)),
  )
  server.write(
    'PUT',
    '/api/meeting-topics/:topicId/meeting',
    {
      summary: 'Choose a topic for a meeting, or for none again',
      caller: 'signed-in',
      params: ofTopic,
      body: object({ meetingId: nullable(uuid) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        const meeting = body.meetingId === null ? null : await getMeeting(tx, body.meetingId)
        await choose(tx, params.topicId, meeting, actId, expectedVersion)
      }),
  )
  server.write(
    'DELETE',
    '/api/meeting-topics/:topicId',
    { summary: 'Withdraw a topic', caller: 'signed-in', params: ofTopic, answer: 'nothing' },
    ({ params, write, actId }) => write(tx => withdraw(tx, params.topicId, actId)),
  )
}

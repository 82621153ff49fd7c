import type { Read } from '#platform/database/transaction.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, object, oneOf, optional, schema, text, uuid } from '#platform/http/shape.ts'
import {
  comment,
  hold,
  listComments,
  listPositions,
  listSuggestions,
  rule,
  suggest,
  withdrawOwn,
  wouldRead,
} from './discussion.store.ts'
import {
  adopt,
  getDraft,
  listDrafts,
  listHands,
  listUpdates,
  numbersOf,
  type OpenDraft,
  place,
  proposeText,
  reopen,
  standing,
  table,
  withdraw,
  write as writeWords,
} from './drafting.store.ts'
import { base64, draftRoom, draftWords, hand, similarList, stance, updatesShape } from './meetings.shapes.ts'
import { getMeeting } from './meetings.store.ts'
import { allowed, mayRead } from './permitted.ts'
import { handsOf } from './shared-text.ts'
import type { createSimilar } from './similar.store.ts'

const ofDraft = { meetingId: uuid, draftId: uuid }
const updatesMax = 500
const similarMax = 6

/** Drafting recommendations together: the shared text, suggestions, comments, positions, adoption. */
export function draftingRoutes(server: RouteServer, similar: ReturnType<typeof createSimilar>): void {
  textRoutes(server)
  stateRoutes(server)
  discussionRoutes(server)
  server.read(
    'POST',
    '/api/meetings/:meetingId/drafts/:draftId/similar',
    {
      summary: 'Earlier recommendations that are like a text being written',
      caller: 'signed-in',
      extendsSession: false,
      cost: 5,
      params: ofDraft,
      body: object({ text: draftWords }),
      answer: similarList,
    },
    async ({ caller, body, read }) => {
      mayRead(caller)
      return { similar: await read(tx => similar(tx, body.text, similarMax)) }
    },
  )
}

function textRoutes(server: RouteServer): void {
  server.write(
    'POST',
    '/api/meetings/:meetingId/drafts',
    {
      summary: 'Propose a recommendation',
      caller: 'signed-in',
      params: { meetingId: uuid },
      body: object({ section: text({ max: 300 }), text: draftWords }),
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ params, body, write, actId }) => ({
      id: await write(async tx => proposeText(tx, await getMeeting(tx, params.meetingId), body, actId)),
    }),
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId/drafts/:draftId',
    {
      summary: 'A draft with who wrote what, suggestions, comments and positions',
      caller: 'signed-in',
      extendsSession: false,
      params: ofDraft,
      answer: draftRoom,
    },
    async ({ caller, params, read }) => {
      mayRead(caller)
      return read(async tx => presented(tx, await getDraft(tx, params.meetingId, params.draftId)))
    },
  )
  server.read(
    'GET',
    '/api/meetings/:meetingId/drafts/:draftId/text',
    {
      summary: 'What was written after a version, as updates of the shared text (Yjs)',
      caller: 'signed-in',
      extendsSession: false,
      params: ofDraft,
      query: { after: schema<string>({ type: 'string', pattern: '^[0-9]{1,9}$' }) },
      answer: updatesShape,
    },
    async ({ caller, params, query, read }) => {
      mayRead(caller)
      return read(async tx => {
        const draft = await getDraft(tx, params.meetingId, params.draftId)
        const updates = await listUpdates(tx, draft.id, Number(query.after), updatesMax)
        return {
          version: draft.version,
          state: draft.state,
          more: updates.length === updatesMax,
          updates: updates.map(({ version, agency, agencyId, atMs, update }) => ({
            version,
            agency,
            own: agencyId === caller.agencyId,
            at: new Date(atMs).toISOString(),
            update,
          })),
        }
      })
    },
  )
  server.write(
    'POST',
    '/api/meetings/:meetingId/drafts/:draftId/text',
    {
      summary: 'Write into the shared text: an update (Yjs) in one’s own hand; sent again it changes nothing',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ hand, update: base64 }),
      answer: object({ version: integer() }),
    },
    async ({ params, body, write, actId }) => ({
      version: await write(async tx =>
        writeWords(tx, await getDraft(tx, params.meetingId, params.draftId), body, actId),
      ),
    }),
  )
}

async function presented(tx: Read, draft: OpenDraft) {
  const { caller } = tx
  const subject = standing(draft)
  const hands = await listHands(tx, draft.id)
  const numbers = numbersOf(await listDrafts(tx, draft.meetingId))
  const iso = (ms: number) => new Date(ms).toISOString()
  return {
    id: draft.id,
    version: draft.version,
    meetingId: draft.meetingId,
    place: draft.place,
    number: numbers.get(draft.id) ?? null,
    section: draft.section,
    state: draft.state,
    text: draft.text,
    tabledText: draft.tabledText,
    adoptedText: draft.adoptedText,
    adoptedBy: draft.adoptedBy,
    adoptedAt: draft.adoptedAtMs === null ? null : iso(draft.adoptedAtMs),
    agency: draft.agency,
    hands: byAgency(handsOf(draft.shared), hands),
    suggestions: (await listSuggestions(tx, draft.id)).map(one => ({
      id: one.id,
      version: one.version,
      state: one.state,
      agency: one.agency,
      note: one.note,
      baseText: one.baseText,
      text: one.text,
      // Only what is still open is shown as it would read.
      wouldRead: one.state === 'open' ? wouldRead(draft, one) : one.text,
      madeAt: iso(one.madeAtMs),
      may: [
        ...(one.state === 'open' ? allowed(caller, ['suggestion.rule'], subject) : []),
        ...(one.state === 'open'
          ? allowed(caller, ['suggestion.withdraw'], { ...subject, agencyId: one.agencyId })
          : []),
      ],
    })),
    comments: (await listComments(tx, draft.id)).map(({ atMs, ...one }) => ({ ...one, at: iso(atMs) })),
    positions: (await listPositions(tx, [draft.id])).map(one => ({
      agency: one.agency,
      stance: one.stance,
      reason: one.reason,
      at: iso(one.atMs),
      own: one.agencyId === caller.agencyId,
    })),
    may: [
      ...allowed(
        caller,
        [
          'draft.write',
          'draft.table',
          'draft.reopen',
          'draft.adopt',
          'draft.withdraw',
          'draft.place',
          'suggestion.make',
          'comment.write',
        ],
        subject,
      ),
      ...allowed(caller, ['position.take'], { ...subject, agencyId: caller.agencyId }),
    ],
  }
}

/** Stretches of one delegation that follow each other become one, whichever of its hands wrote them. */
function byAgency(runs: readonly { hand: number; text: string }[], hands: ReadonlyMap<number, string>) {
  const joined: { agency: string; text: string }[] = []
  for (const { hand, text } of runs) {
    const agency = hands.get(hand) ?? ''
    const last = joined.at(-1)
    if (last?.agency === agency) last.text += text
    else joined.push({ agency, text })
  }
  return joined
}

function stateRoutes(server: RouteServer): void {
  server.write(
    'PUT',
    '/api/meetings/:meetingId/drafts/:draftId/place',
    {
      summary: 'Change a draft’s place and the heading it stands under',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ place: integer({ min: 0, max: 10_000 }), section: text({ max: 300 }) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId }) =>
      write(async tx => place(tx, await getDraft(tx, params.meetingId, params.draftId), body, actId)),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/drafts/:draftId/state',
    {
      summary: 'Close the drafting of a text, open it again, or withdraw it',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ state: oneOf(['drafting', 'tabled', 'withdrawn']) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx => {
        const draft = await getDraft(tx, params.meetingId, params.draftId)
        if (body.state === 'tabled') await table(tx, draft, actId, expectedVersion)
        else if (body.state === 'drafting') await reopen(tx, draft, actId)
        else await withdraw(tx, draft, actId)
      }),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/drafts/:draftId/adoption',
    {
      summary: 'Adopt a recommendation as orally amended: its final text',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ text: draftWords }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        adopt(tx, await getDraft(tx, params.meetingId, params.draftId), body.text, actId, expectedVersion),
      ),
  )
}

function discussionRoutes(server: RouteServer): void {
  server.write(
    'POST',
    '/api/meetings/:meetingId/drafts/:draftId/suggestions',
    {
      summary: 'Suggest another text; the draft itself does not change',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ text: draftWords, note: optional(text({ max: 2000 })) }),
      answer: object({ id: uuid }),
      status: 201,
    },
    async ({ params, body, write, actId }) => ({
      id: await write(async tx =>
        suggest(
          tx,
          await getDraft(tx, params.meetingId, params.draftId),
          { text: body.text, note: body.note ?? '' },
          actId,
        ),
      ),
    }),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/drafts/:draftId/suggestions/:id/ruling',
    {
      summary: 'Take a suggestion up into the draft, or decline it',
      caller: 'signed-in',
      params: { ...ofDraft, id: uuid },
      body: object({ ruling: oneOf(['taken', 'declined']) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId, expectedVersion }) =>
      write(async tx =>
        rule(
          tx,
          await getDraft(tx, params.meetingId, params.draftId),
          params.id,
          body.ruling,
          actId,
          expectedVersion,
        ),
      ),
  )
  server.write(
    'DELETE',
    '/api/meetings/:meetingId/drafts/:draftId/suggestions/:id',
    {
      summary: 'Withdraw one’s own suggestion',
      caller: 'signed-in',
      params: { ...ofDraft, id: uuid },
      answer: 'nothing',
    },
    ({ params, write, actId }) =>
      write(async tx =>
        withdrawOwn(tx, await getDraft(tx, params.meetingId, params.draftId), params.id, actId),
      ),
  )
  server.write(
    'POST',
    '/api/meetings/:meetingId/drafts/:draftId/comments',
    {
      summary: 'Say something about a draft',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ text: text({ max: 4000 }) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId }) =>
      write(async tx => comment(tx, await getDraft(tx, params.meetingId, params.draftId), body.text, actId)),
  )
  server.write(
    'PUT',
    '/api/meetings/:meetingId/drafts/:draftId/position',
    {
      summary: 'Say what one’s own State holds of a draft, with a word of reason',
      caller: 'signed-in',
      params: ofDraft,
      body: object({ stance, reason: text({ max: 1000 }) }),
      answer: 'nothing',
    },
    ({ params, body, write, actId }) =>
      write(async tx => hold(tx, await getDraft(tx, params.meetingId, params.draftId), body, actId)),
  )
}

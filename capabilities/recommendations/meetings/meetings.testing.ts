import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { type Caller, nodeCaller } from '#kernel/policy/caller.ts'
import { foundAgency } from '#platform/accounts/accounts.store.ts'
import type { Database } from '#platform/database/open.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { callerOf } from '../../../test/support/database.ts'
import { openTestServer, type TestServer } from '../../../test/support/server.ts'
import { reportRoutes } from '../reports.routes.ts'
import { EXAMPLE_AGENDA, EXAMPLE_MEETING } from './meetings.examples.ts'
import { routes } from './meetings.routes.ts'
import { merged, toBase64, updateTo } from './shared-text.ts'

/** The people of a meeting, for tests: a secretariat with its Chair, three delegations, somebody who only reads. */
export const people = {
  secretariat: person('secretariat', 'secretariat'),
  chair: person('chair', 'secretariat'),
  calmeria: person('delegate', 'delegation'),
  ostelway: person('delegate', 'delegation'),
  lindrona: person('delegate', 'delegation'),
  reader: person('caseworker', 'shelter'),
}
people.chair.agencyId = people.secretariat.agencyId

function person(role: Caller['roles'][number], kind: Caller['agencyKind']): Caller {
  return callerOf(randomUUID(), {
    userId: randomUUID(),
    roles: [role],
    agencyKind: kind,
    purpose: 'deliberation',
  })
}

const agencies = [
  ['secretariat', 'Secretariat of the Conference', 'secretariat'],
  ['calmeria', 'Calmeria', 'delegation'],
  ['ostelway', 'Ostelway', 'delegation'],
  ['lindrona', 'Lindrona', 'delegation'],
  ['reader', 'Harbour Shelter', 'shelter'],
] as const

/** Founds their agencies. */
export async function foundPeople(database: Database): Promise<void> {
  for (const [who, name, kind] of agencies)
    await database.write(nodeCaller('administration'), tx =>
      foundAgency(tx, { id: people[who].agencyId!, name, kind, country: null }),
    )
}

/** The routes of meetings and of the registry's reports. */
export const meetingAndReportRoutes = (server: RouteServer, context: RouteContext): void => {
  routes(server, context)
  reportRoutes(server, context)
}

export type Asking = Parameters<TestServer['ask']>
type Who = Asking[0]

export interface MeetingPage {
  version: number
  state: string
  agenda: { number: string; title: string }[]
  documents: { id: string; title: string; hasFile: boolean; may: string[] }[]
  attendance: { id: string; name: string; may: string[] }[]
  statements: {
    id: string
    speaker: string
    place: number
    state: string
    text: string
    own: boolean
    may: string[]
  }[]
  drafts: { id: string; version: number; number: number | null; positions: Record<string, number> }[]
  topics: { title: string }[]
  delegation: string | null
  reportSlug: string | null
  may: string[]
}

export interface DraftRoom {
  version: number
  state: string
  text: string
  adoptedText: string | null
  adoptedBy: string | null
  hands: { agency: string; text: string }[]
  suggestions: { id: string; version: number; state: string; wouldRead: string; may: string[] }[]
  comments: { agency: string; text: string }[]
  positions: { agency: string; stance: string; reason: string; own: boolean }[]
  may: string[]
}

/** A served meeting of a file of tests, and the ways in which they ask it. */
export function serveMeeting() {
  let server: TestServer
  let meeting: string
  const ask = async <T = Record<string, unknown>>(...asking: Asking) =>
    (await server.ask(...asking)) as unknown as { status: number; body: T; text: string; raw: Buffer }
  const at = (path = '') => `/api/meetings/${meeting}${path}`
  const { reader, secretariat } = people
  /** Convenes another meeting; from now on it is the one that is asked. */
  const convene = async () => {
    const facts = { ...EXAMPLE_MEETING, agenda: EXAMPLE_AGENDA }
    meeting = (await ask<{ id: string }>(secretariat, 'POST', '/api/meetings', facts)).body.id
    return meeting
  }
  beforeAll(async () => {
    server = await openTestServer(meetingAndReportRoutes)
    await foundPeople(server.context.database)
    await convene()
  })
  afterAll(() => server.close())
  return {
    ask,
    at,
    convene,
    meetingId: () => meeting,
    /** What the start page says that waits. */
    waiting: (as: Caller) => server.context.database.read(as, tx => server.context.home.items(tx)),
    status: async (...asking: Asking) => (await ask(...asking)).status,
    page: async (as: Who = reader) => (await ask<MeetingPage>(as, 'GET', at())).body,
    room: async (draft: string, as: Who = reader) =>
      (await ask<DraftRoom>(as, 'GET', at(`/drafts/${draft}`))).body,
    propose: async (as: Who, text: string, section = '') =>
      (await ask<{ id: string }>(as, 'POST', at('/drafts'), { section, text })).body.id,
    /** Writes a new text over the one that stands, as a browser does. */
    writeOver: (as: Who, draft: string, hand: number, base: Uint8Array, text: string) => {
      const update = toBase64(updateTo(base, text, hand))
      return ask<{ version: number }>(as, 'POST', at(`/drafts/${draft}/text`), { hand, update })
    },
    stateOfText: async (draft: string) => {
      const { body } = await ask<{ updates: { update: string; agency: string }[] }>(
        reader,
        'GET',
        at(`/drafts/${draft}/text?after=0`),
      )
      return body.updates.reduce<Uint8Array | undefined>(
        (state, { update }) => merged(state, Buffer.from(update, 'base64')).state,
        undefined,
      )!
    },
  }
}

import { randomUUID } from 'node:crypto'
import type { Plain } from '#kernel/entity/describe.ts'
import { identifyingFields } from '#kernel/entity/describe.ts'
import { validate } from '#kernel/entity/validate.ts'
import { purposes } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { Problem } from '#kernel/result/result.ts'
import { definePolicies } from '#platform/access/may.ts'
import { withPurpose } from '#platform/access/purposes.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid, Rejected } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  anything,
  instant,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  schema,
  text,
  uuid,
  yesNo,
} from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { addParticipant, amend } from './amending.store.ts'
import { casePolicies } from './cases.policy.ts'
import { presentCase } from './cases.present.ts'
import {
  type CaseContent,
  emptyContent,
  type PartName,
  partDescriptions,
  type RepeatedPart,
  repeatedParts,
  singleParts,
} from './cases.rules.ts'
import { type CaseRecord, findCase } from './cases.store.ts'
import { descriptionRoutes } from './descriptions.routes.ts'
import { agencyNames, findHistory } from './history.store.ts'
import { erase, findNotes, keepNote, openSealed } from './identity.store.ts'
import { importRoutes } from './imports.routes.ts'
import { listRoutes } from './list.routes.ts'
import { countOverduePlans } from './list.store.ts'
import { openCases } from './opening.store.ts'

const partNames = Object.keys(partDescriptions) as PartName[]
/** A part's fields as they come; what they mean is checked by its description. */
const value = schema<Plain>({ type: 'object' })
const caseId = { caseId: uuid }
const changed = object({ id: uuid, version: integer() })

/** Identity that was opened closes again on the screen after so many minutes. */
const openMinutes = 5

export const presentedCase = object({
  id: uuid,
  reference: text(),
  version: integer(),
  changedAt: instant,
  erased: yesNo,
  participants: list(
    object({ agencyId: uuid, name: text(), role: oneOf(['owner', 'participant']), since: instant }),
  ),
  parts: record(anything),
  rows: record(list(object({ id: uuid, value: anything, sealed: yesNo }), 10_000)),
  sealedParts: list(oneOf(partNames)),
  due: list(object({ key: text(), on: optional(text()) })),
  may: list(text()),
  purposes: list(text()),
})

/** Cases: list, one case, its history, changes, identity, imports, and what their fields are. */
export function routes(server: RouteServer, context: RouteContext): void {
  const { database, keys, home } = context
  definePolicies(casePolicies)
  home.add(async tx => {
    if (!casePolicies['case.list'](tx.caller).allowed) return []
    const { count, due } = await countOverduePlans(tx)
    return [
      {
        titleKey: 'cases.nav.plansOverdue',
        values: { count },
        to: '/cases?planOverdue=true',
        count,
        ...(due && { due }),
      },
    ]
  })
  listRoutes(server, context)
  importRoutes(server, context)
  descriptionRoutes(server)

  server.read(
    'GET',
    '/api/cases/:caseId',
    {
      summary: 'One case, without what is sealed',
      caller: 'signed-in',
      params: caseId,
      answer: presentedCase,
    },
    ({ params, read }) =>
      read(async tx => presentCase(tx, await getCase(tx, params.caseId, 'case.read'), today(tx))),
  )
  server.read(
    'GET',
    '/api/cases/:caseId/history',
    {
      summary: 'What was done in a case, when, by whom and why; the newest first',
      caller: 'signed-in',
      params: caseId,
      query: { before: optional(integer({ min: 1 })) },
      answer: object({
        lines: list(
          object({
            id: uuid,
            version: integer(),
            act: text(),
            purpose: text(),
            occurredAt: instant,
            recordedAt: instant,
            agency: nullable(object({ id: uuid, name: text() })),
            who: nullable(text()),
            changed: list(text()),
            opened: list(text()),
            joinedAgency: nullable(object({ id: uuid, name: text() })),
            imported: yesNo,
          }),
        ),
        next: optional(integer()),
      }),
    },
    ({ params, query, read }) =>
      read(async tx => {
        await getCase(tx, params.caseId, 'case.read')
        const limit = 50
        const lines = await findHistory(tx, params.caseId, {
          limit,
          ...(query.before !== undefined && { before: query.before }),
        })
        const last = lines.at(-1)
        return {
          lines: lines.map(({ occurredAtMs, recordedAtMs, ...line }) => ({
            ...line,
            occurredAt: new Date(occurredAtMs).toISOString(),
            recordedAt: new Date(recordedAtMs).toISOString(),
          })),
          ...(lines.length === limit && last && last.version > 1 && { next: last.version }),
        }
      }),
  )
  server.write(
    'POST',
    '/api/cases',
    {
      summary: 'Open a case by hand',
      caller: 'signed-in',
      body: object({ id: optional(uuid), content: schema<Record<string, unknown>>({ type: 'object' }) }),
      answer: changed,
      status: 201,
    },
    async ({ body, actId, caller, write }) => {
      authorise(caller, 'case.open', casePolicies['case.open'], undefined)
      const content = readContent(body.content)
      const id = body.id ?? randomUUID()
      await write(tx => openCases(tx, keys, [{ id, actId, content }]))
      return { id, version: 1 }
    },
  )
  server.write(
    'PUT',
    '/api/cases/:caseId/parts/:part',
    {
      summary: 'Change a part of which a case has one; needs If-Match',
      caller: 'signed-in',
      params: { ...caseId, part: oneOf(singleParts) },
      body: object({ value, cleared: optional(list(text())) }),
      answer: changed,
    },
    ({ params, body, actId, expectedVersion, write }) =>
      write(async tx => {
        const standing = await getCase(tx, params.caseId, 'case.amend')
        const version = await amend(tx, keys, standing, {
          actId,
          expectedVersion: seen(expectedVersion),
          part: params.part,
          value: readPart(params.part, body.value),
          cleared: readCleared(params.part, body.cleared),
        })
        return { id: standing.id, version }
      }),
  )
  server.write(
    'PUT',
    '/api/cases/:caseId/parts/:part/rows/:rowId',
    {
      summary: 'Add or change one of several events, plans, services …; needs If-Match',
      caller: 'signed-in',
      params: { ...caseId, part: oneOf(repeatedParts), rowId: uuid },
      body: object({ value, cleared: optional(list(text())) }),
      answer: changed,
    },
    ({ params, body, actId, expectedVersion, write }) =>
      write(async tx => {
        const standing = await getCase(tx, params.caseId, 'case.amend')
        const version = await amend(tx, keys, standing, {
          actId,
          expectedVersion: seen(expectedVersion),
          part: params.part,
          rowId: params.rowId,
          value: readPart(params.part, body.value),
          cleared: readCleared(params.part, body.cleared),
        })
        return { id: standing.id, version }
      }),
  )
  server.write(
    'DELETE',
    '/api/cases/:caseId/parts/:part/rows/:rowId',
    {
      summary: 'Remove one of several events, plans, services …; needs If-Match',
      caller: 'signed-in',
      params: { ...caseId, part: oneOf(repeatedParts), rowId: uuid },
      answer: changed,
    },
    ({ params, actId, expectedVersion, write }) =>
      write(async tx => {
        const standing = await getCase(tx, params.caseId, 'case.amend')
        found(standing.repeated[params.part as RepeatedPart].find(r => r.id === params.rowId))
        const version = await amend(tx, keys, standing, {
          actId,
          expectedVersion: seen(expectedVersion),
          part: params.part,
          rowId: params.rowId,
        })
        return { id: standing.id, version }
      }),
  )
  server.write(
    'POST',
    '/api/cases/:caseId/identity',
    {
      summary: 'Open what is sealed, for a purpose; the look stands in the history',
      caller: 'signed-in',
      params: caseId,
      body: object({
        purpose: oneOf(purposes),
        note: optional(text({ max: 500 })),
        parts: optional(list(oneOf(partNames))),
      }),
      answer: object({
        version: integer(),
        until: instant,
        parts: record(anything),
        notes: list(object({ at: instant, text: text() })),
      }),
    },
    ({ params, body, actId, caller }) =>
      database.write(withPurpose(caller, body.purpose), async tx => {
        const standing = await getCase(tx, params.caseId, 'identity.open')
        const parts = await openSealed(tx, keys, standing, body.parts ?? standing.sealedParts, actId)
        const note = body.note?.trim()
        if (note) await keepNote(tx, keys, standing, note, randomUUID())
        const notes = await findNotes(tx, keys, standing)
        return {
          version: (await findCase(tx, standing.id))!.version,
          until: new Date(tx.now.getTime() + openMinutes * 60_000).toISOString(),
          parts,
          notes: notes.map(n => ({ at: new Date(n.atMs).toISOString(), text: n.text })),
        }
      }),
  )
  server.write(
    'POST',
    '/api/cases/:caseId/agencies',
    {
      summary: 'Let another agency take part in a case',
      caller: 'signed-in',
      params: caseId,
      body: object({ agencyId: uuid }),
      answer: 'nothing',
    },
    ({ params, body, actId, write }) =>
      write(async tx => {
        const standing = await getCase(tx, params.caseId, 'case.join')
        if (standing.participants.includes(body.agencyId)) return
        await mustBeAgency(tx, body.agencyId)
        await addParticipant(tx, standing, body.agencyId, actId)
      }),
  )
  server.write(
    'POST',
    '/api/cases/:caseId/erasure',
    {
      summary: 'Erase the person of a case; her key is destroyed and nothing brings it back',
      caller: 'signed-in',
      params: caseId,
      body: object({ reference: text({ max: 20 }) }),
      answer: 'nothing',
    },
    ({ params, body, actId, write }) =>
      write(async tx => {
        const standing = await getCase(tx, params.caseId, 'person.erase')
        if (body.reference.trim().toUpperCase() !== standing.reference)
          throw new Invalid([
            {
              where: 'reference',
              code: 'erasure.reference',
              what: 'This is not the reference of the case.',
              remedy: 'Type it as it stands on the page.',
            },
          ])
        if (!standing.erased) await erase(tx, standing, actId)
      }),
  )
}

const today = (tx: Read) => tx.now.toISOString().slice(0, 10)

/**
 * A case that the caller may do this to.
 * @throws NotFound where she may not know that it exists; Refused where she may know, but not do it
 */
async function getCase(
  tx: Read,
  id: string,
  act: 'case.read' | 'case.amend' | 'case.join' | 'identity.open' | 'person.erase',
): Promise<CaseRecord> {
  const standing = found(await findCase(tx, id))
  authorise(tx.caller, act, casePolicies[act], standing)
  return standing
}

/** @throws Rejected when the client did not say which version it saw */
function seen(version: number | undefined): number {
  if (version === undefined) throw new Rejected(400, 'if-match')
  return version
}

function readPart(part: PartName, given: unknown, prefix = ''): Plain {
  const result = validate(partDescriptions[part], given, codelists)
  if (result.ok) return result.value as Plain
  throw new Invalid(result.problems.map(p => ({ ...p, where: `${prefix}${p.where}` })))
}

function readCleared(part: PartName, names: readonly string[] | undefined): string[] {
  const identifying = new Set(identifyingFields(partDescriptions[part]))
  return (names ?? []).filter(name => identifying.has(name))
}

/** A whole case as a client sends it; every problem of every part at once. */
function readContent(given: Record<string, unknown>): CaseContent {
  const content = emptyContent() as unknown as Record<string, unknown>
  const problems: Problem[] = []
  const read = (part: PartName, one: unknown, prefix: string) => {
    try {
      return readPart(part, one, prefix)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      problems.push(...error.problems)
      return {}
    }
  }
  for (const [name, one] of Object.entries(given)) {
    if (!(partNames as string[]).includes(name))
      problems.push({
        where: name,
        code: 'field.unknown',
        what: 'A case has no such part.',
        remedy: 'Leave it out.',
      })
    else if ((repeatedParts as readonly string[]).includes(name))
      content[name] = (Array.isArray(one) ? one : [one]).map((row, i) =>
        read(name as PartName, row, `${name}.${i}.`),
      )
    else content[name] = read(name as PartName, one, `${name}.`)
  }
  if (problems.length > 0) throw new Invalid(problems)
  return content as unknown as CaseContent
}

async function mustBeAgency(tx: Read, id: string): Promise<void> {
  if (!(await agencyNames(tx, [id])).has(id))
    throw new Invalid([
      {
        where: 'agencyId',
        code: 'agency.unknown',
        what: 'There is no such agency.',
        remedy: 'Choose one of the list.',
      },
    ])
}

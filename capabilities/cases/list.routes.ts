import { validate } from '#kernel/entity/validate.ts'
import { purposes } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { withPurpose } from '#platform/access/purposes.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, Invalid, valid } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import {
  instant,
  integer,
  list,
  number,
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
import { casePolicies } from './cases.policy.ts'
import { exportCases } from './export-cases.ts'
import { findByIdentity, identityKinds } from './identity.store.ts'
import { CaseFilter } from './list.entity.ts'
import { findCaseIds, findListed, firstPage, type ListedCase, listCases } from './list.store.ts'
import { listViews, removeView, saveView, viewsMax } from './views.store.ts'

const code = text({ max: 100 })
const codes = optional(list(code, 100))
const filterQuery = {
  search: optional(text({ max: 100 })),
  status: codes,
  exploitation: codes,
  citizenship: codes,
  countryOfExploitation: codes,
  gender: codes,
  ageBand: codes,
  traffickingStatus: codes,
  planOverdue: optional(yesNo),
  yearFrom: optional(number()),
  yearTo: optional(number()),
}
const listed = object({
  id: uuid,
  reference: text(),
  externalReference: optional(text()),
  openedOn: optional(text()),
  status: optional(code),
  gender: optional(code),
  ageBand: optional(code),
  citizenship: optional(list(code)),
  countryOfExploitation: optional(list(code)),
  exploitation: optional(list(code)),
  traffickingStatus: optional(code),
  changedAt: instant,
  erased: yesNo,
})
const present = ({ changedAtMs, ...line }: ListedCase) => ({
  ...line,
  changedAt: new Date(changedAtMs).toISOString(),
})
/** Answers name no fields of a filter, so that all are sent. */
const view = object({ id: uuid, name: text({ min: 1, max: 100 }), filter: schema<CaseFilter>({}) })
const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv; charset=utf-8',
} as const

const readFilter = (given: unknown): CaseFilter => valid(validate(CaseFilter, given, codelists))

/** The list of cases, saved views of it, search for a person, and the list as a file. */
export function listRoutes(server: RouteServer, { database, keys }: RouteContext): void {
  server.read(
    'GET',
    '/api/cases',
    {
      summary: 'Cases of the caller’s agency, the newest first, narrowed by what one decides by',
      caller: 'signed-in',
      cost: 3,
      query: { ...filterQuery, after: optional(text()), limit: optional(integer({ min: 1, max: 100 })) },
      answer: object({
        cases: list(listed),
        next: optional(text()),
        /** Of all that pass the filter; with the first page only. */
        total: optional(integer()),
        byStatus: optional(record(integer())),
      }),
    },
    ({ query, caller, read }) => {
      authorise(caller, 'case.list', casePolicies['case.list'], undefined)
      const { after, limit, ...given } = query
      const filter = readFilter(given)
      return read(async tx => {
        const page = after
          ? await listCases(tx, filter, { limit: limit ?? 25, after })
          : await firstPage(tx, filter, limit ?? 25)
        return { ...page, cases: page.cases.map(present) }
      })
    },
  )
  server.write(
    'POST',
    '/api/cases/search',
    {
      summary: 'Look for a person by name or number; the search is recorded',
      caller: 'signed-in',
      cost: 10,
      body: object({
        kind: oneOf(identityKinds),
        text: text({ min: 1, max: 200 }),
        purpose: oneOf(purposes),
      }),
      answer: object({ cases: list(listed) }),
    },
    ({ body, caller, actId }) => {
      authorise(caller, 'person.search', casePolicies['person.search'], undefined)
      return database.write(withPurpose(caller, body.purpose), async tx => {
        const ids = await findByIdentity(tx, keys, body.kind, body.text, actId)
        return { cases: (await findListed(tx, ids)).map(present) }
      })
    },
  )
  server.write(
    'POST',
    '/api/cases/export',
    {
      summary: 'The cases that pass a filter as a table of the HTCDS; identity only for a purpose',
      caller: 'signed-in',
      cost: 50,
      body: object({
        format: oneOf(['xlsx', 'ods', 'csv']),
        values: optional(oneOf(['codes', 'labels'])),
        filter: optional(schema<CaseFilter>({ type: 'object' })),
        /** Opens identity; without it the table has none. */
        purpose: optional(oneOf(purposes)),
      }),
      answer: 'file',
    },
    async ({ body, caller }) => {
      authorise(caller, 'case.export', casePolicies['case.export'], undefined)
      const filter = readFilter(body.filter ?? {})
      const acting = body.purpose ? withPurpose(caller, body.purpose) : caller
      const caseIds = await database.read(acting, tx => findCaseIds(tx, filter))
      const { bytes } = await exportCases({ database, keys, codelists }, acting, {
        format: body.format,
        identity: body.purpose !== undefined,
        caseIds,
        ...(body.values && { values: body.values }),
      })
      return {
        fileName: `cases.${body.format}`,
        mediaType: mediaTypes[body.format],
        body: Buffer.from(bytes),
      }
    },
  )
  server.read(
    'GET',
    '/api/case-views',
    { summary: 'The caller’s own saved views', caller: 'signed-in', answer: object({ views: list(view) }) },
    ({ caller, read }) => {
      authorise(caller, 'case.list', casePolicies['case.list'], undefined)
      return read(async tx => ({ views: await listViews(tx, keys) }))
    },
  )
  server.write(
    'PUT',
    '/api/case-views/:viewId',
    {
      summary: 'Save a view under a name',
      caller: 'signed-in',
      params: { viewId: uuid },
      body: object({ name: text({ min: 1, max: 100 }), filter: schema<CaseFilter>({ type: 'object' }) }),
      answer: 'nothing',
    },
    ({ params, body, actId, write }) => {
      const filter = readFilter(body.filter)
      return write(async tx => {
        const known = await listViews(tx, keys)
        if (known.length >= viewsMax && !known.some(v => v.id === params.viewId))
          throw new Invalid([
            {
              where: 'name',
              code: 'views.many',
              what: `You have ${viewsMax} saved views.`,
              remedy: 'Remove one that you do not need any more.',
            },
          ])
        await saveView(tx, keys, { id: params.viewId, name: body.name.trim(), filter }, actId)
      })
    },
  )
  server.write(
    'DELETE',
    '/api/case-views/:viewId',
    { summary: 'Remove a saved view', caller: 'signed-in', params: { viewId: uuid }, answer: 'nothing' },
    ({ params, actId, write }) =>
      write(async tx => void found((await removeView(tx, params.viewId, actId)) || undefined)),
  )
}

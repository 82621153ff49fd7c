import type { Language } from '#kernel/entity/codelist.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { Read } from '#platform/database/transaction.ts'
import type { RouteContext } from '#platform/http/context.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, nullable, object, record, text, uuid } from '#platform/http/shape.ts'
import type { Compared } from './checks.rules.ts'
import { agencyKindLabels, labelsOf } from './code-labels.ts'
import { findOwed, findReminders, putAside, raiseReturnReminders, todayOf } from './overview.store.ts'
import { emptyContent } from './return.entity.ts'
import { returnPolicies as may } from './return.policy.ts'
import {
  comparedShape,
  contentShape,
  countShape,
  definitionShape,
  owedShape,
  placeShape,
  reminderShape,
  revisionShape,
  written,
} from './return.shapes.ts'
import { bearersOf, comparedWith, definitionFor, getReturn } from './return.store.ts'
import { returnWriteRoutes } from './return.write.routes.ts'
import { returnedCounts } from './returned-counts.store.ts'
import { returnCsv, returnXlsx } from './sheet-file.ts'
import { tableRoutes } from './table.routes.ts'
import { readTables } from './tables.store.ts'

const remindEverySeconds = 3_600
const labels = record(record(text()))

/** Refuses whoever has nothing to do with returns. */
export const mayRead = ({ caller }: { caller: Caller }) =>
  authorise(caller, 'return.read', may['return.read'], undefined)
const mayOverlook = ({ caller }: { caller: Caller }) =>
  authorise(caller, 'return.overview', may['return.overview'], undefined)

/** Returns: what is owed, one return with all its revisions, its sheet, and what was returned as figures. */
export function returnRoutes(server: RouteServer, context: RouteContext): void {
  definePolicies({
    'return.read': may['return.read'],
    'return.fill': may['return.fill'],
    'return.overview': may['return.overview'],
  })
  returnWriteRoutes(server)
  tableRoutes(server)
  waitingRoutes(server, context)

  server.read(
    'GET',
    '/api/statistics/returns/owed',
    {
      summary: 'What your agency owes, where each return stands, and your open reminders',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({
        today: text(),
        agency: nullable(text()),
        owed: list(owedShape, 5_000),
        reminders: list(reminderShape),
        titles: record(record(text())),
      }),
    },
    async asked => {
      mayRead(asked)
      const { agencyId } = asked.caller
      return asked.read(async tx => {
        const owed = agencyId === null ? [] : await findOwed(tx, agencyId)
        const reminders = agencyId === null ? [] : await findReminders(tx)
        return {
          today: todayOf(tx),
          agency: owed[0]?.agency ?? null,
          owed,
          reminders: reminders.map(({ id, tableId, period, stage, dueOn }) => ({
            id,
            tableId,
            period,
            stage,
            dueOn,
          })),
          titles: await titles(tx, asked.language),
        }
      })
    },
  )

  server.read(
    'GET',
    '/api/statistics/returns/overview',
    {
      summary: 'What all agencies owe, and where each return stands',
      caller: 'signed-in',
      extendsSession: false,
      cost: 2,
      answer: object({ today: text(), owed: list(owedShape, 20_000), titles: record(record(text())) }),
    },
    async asked => {
      mayOverlook(asked)
      return asked.read(async tx => ({
        today: todayOf(tx),
        owed: await findOwed(tx),
        titles: await titles(tx, asked.language),
      }))
    },
  )

  server.read(
    'GET',
    '/api/statistics/returns/counts',
    {
      summary: 'What was returned and accepted for whole years, as figures; never added to facts from cases',
      caller: 'signed-in',
      cost: 3,
      query: { from: integer({ min: 1900, max: 2200 }), to: integer({ min: 1900, max: 2200 }) },
      answer: object({ counts: list(countShape, 100_000) }),
    },
    async asked => {
      mayRead(asked)
      return { counts: await asked.read(tx => returnedCounts(tx, asked.query)) }
    },
  )

  server.read(
    'GET',
    '/api/statistics/returns/:agencyId/:tableId/:period',
    {
      summary: 'One return: its table, draft, revisions, what it is compared with, and what you may do next',
      caller: 'signed-in',
      extendsSession: false,
      params: placeShape,
      answer: object({
        id: uuid,
        version: integer(),
        agency: text(),
        period: text(),
        state: text(),
        dueOn: text(),
        today: text(),
        definition: definitionShape,
        definitions: record(definitionShape),
        draft: nullable(object({ content: contentShape, savedAt: text(), tableVersion: integer() })),
        revisions: list(revisionShape),
        before: nullable(comparedShape),
        beside: list(comparedShape),
        labels,
        may: list(text()),
      }),
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        const book = await readTables(tx)
        const definition = definitionFor(book, asked.params)
        const one = await getReturn(tx, asked.params)
        const { before, beside } = await comparedWith(tx, asked.params, book)
        const bearers = bearersOf(one, book)
        const owed = (await findOwed(tx, one.agencyId)).find(
          o => o.tableId === one.tableId && o.period === one.period,
        )
        const filledIn = [one.draft, ...one.revisions].flatMap(f =>
          f ? [book.version(one.tableId, f.tableVersion)] : [],
        )
        // The version before each tells what is different in it.
        const shown = [definition, ...filledIn].flatMap(d =>
          d.version > 1 ? [book.version(d.id, d.version - 1), d] : [d],
        )
        const used = new Map(shown.map(d => [String(d.version), d]))
        const codes = [one.draft?.content, ...one.revisions.map(r => r.content)].flatMap(c =>
          Object.values(c?.rows ?? {}).flat(),
        )
        return {
          id: one.id,
          version: one.version,
          agency: one.agency,
          period: one.period,
          state: one.state,
          dueOn: owed?.dueOn ?? '',
          today: todayOf(tx),
          definition: written(definition),
          definitions: Object.fromEntries([...used].map(([version, d]) => [version, written(d)])),
          draft: one.draft && {
            content: one.draft.content,
            savedAt: new Date(Number(one.draft.savedAtMs)).toISOString(),
            tableVersion: one.draft.tableVersion,
          },
          revisions: one.revisions.map(r => ({
            revision: r.revision,
            tableVersion: r.tableVersion,
            content: r.content,
            warnings: r.warnings,
            reason: r.reason,
            sentBy: r.sentByName,
            sentAt: new Date(r.sentAtMs).toISOString(),
            decision: r.decision,
            words: r.words,
            decidedBy: r.decidedByName,
            decidedAt: r.decidedAtMs === null ? null : new Date(r.decidedAtMs).toISOString(),
          })),
          before: before ? compared(before) : null,
          beside: [...beside.values()].map(compared),
          labels: {
            ...labelsOf(codes, [...used.values()], asked.language as Language),
            ...agencyKindLabels(asked.language as Language),
          },
          may: (['return.save', 'return.send', 'return.decide'] as const).filter(
            act => may[act](tx.caller, bearers).allowed,
          ),
        }
      })
    },
  )

  for (const ending of ['xlsx', 'csv'] as const)
    server.read(
      'GET',
      `/api/statistics/returns/:agencyId/:tableId/:period/sheet.${ending}`,
      {
        summary: `The sheet of a return as ${ending.toUpperCase()}, with what is filled in so far`,
        caller: 'signed-in',
        cost: 5,
        params: placeShape,
        answer: 'file',
      },
      async asked => {
        mayRead(asked)
        const language = asked.language as Language
        return asked.read(async tx => {
          const definition = definitionFor(await readTables(tx), asked.params)
          const one = await getReturn(tx, asked.params)
          const content = one.draft?.content ?? one.revisions[0]?.content ?? emptyContent()
          const of = { ...asked.params, version: definition.version, agency: one.agency }
          return {
            fileName: `${one.tableId}-${one.period}.${ending}`,
            mediaType:
              ending === 'csv'
                ? 'text/csv; charset=utf-8'
                : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            body:
              ending === 'csv'
                ? returnCsv(definition, of, content, language)
                : returnXlsx(definition, of, content, language, tx.now),
          }
        })
      },
    )
}

function waitingRoutes(server: RouteServer, { home, jobs, database }: RouteContext): void {
  jobs.every(remindEverySeconds, 'return-reminders', async () => void (await raiseReturnReminders(database)))

  home.add(async tx => {
    const overlooks = may['return.overview'](tx.caller, undefined).allowed
    const { agencyId } = tx.caller
    const own = agencyId !== null && may['return.read'](tx.caller, undefined).allowed
    const all = overlooks ? await findOwed(tx) : own ? await findOwed(tx, agencyId) : []
    const owed = own
      ? all.filter(o => o.agencyId === agencyId && (o.revision === 0 || o.state === 'asked'))
      : []
    const waiting = overlooks ? all.filter(o => o.state === 'sent' && o.agencyId !== agencyId) : []
    const due = owed.map(o => o.dueOn).sort()[0]
    return [
      {
        titleKey: 'returns.home.owed',
        values: { count: owed.length },
        to: '/statistics/returns',
        count: owed.length,
        ...(due && { due }),
      },
      {
        titleKey: 'returns.home.waiting',
        values: { count: waiting.length },
        to: '/statistics/returns/overview',
        count: waiting.length,
      },
    ]
  })

  server.write(
    'POST',
    '/api/statistics/returns/reminders/:id/aside',
    {
      summary: 'Put a reminder aside; the next one comes all the same',
      caller: 'signed-in',
      params: { id: uuid },
      answer: 'nothing',
    },
    async asked => asked.write(tx => putAside(tx, asked.params.id, asked.actId)),
  )
}

const compared = ({ definition, content, period }: Compared) => ({
  definition: written(definition),
  content,
  period,
})

/** Title and step of every table, in the reader's language. */
async function titles(tx: Read, language: string): Promise<Record<string, Record<string, string>>> {
  const { newest } = await readTables(tx)
  return Object.fromEntries(
    newest.map(d => [d.id, { title: d.title[language as Language] ?? d.title.en, step: d.step }]),
  )
}

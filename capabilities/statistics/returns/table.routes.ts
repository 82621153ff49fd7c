import type { Language } from '#kernel/entity/codelist.ts'
import type { Caller } from '#kernel/policy/caller.ts'
import { authorise } from '#kernel/policy/policy.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, nullable, object, record, text } from '#platform/http/shape.ts'
import { agencyKindLabels, labelsOf, listedCodes, listedLabels } from './code-labels.ts'
import { returnPolicies as may } from './return.policy.ts'
import { definitionShape, wishShape, written } from './return.shapes.ts'
import { addTableVersion, countBegun, listVersions, readTables } from './tables.store.ts'

const root = '/api/statistics/returns/tables'
const mayRead = ({ caller }: { caller: Caller }) =>
  authorise(caller, 'return.read', may['return.read'], undefined)

/** Tables that agencies owe: their definitions, every version of them, and making the next. */
export function tableRoutes(server: RouteServer): void {
  server.read(
    'GET',
    root,
    {
      summary: 'The tables that agencies owe, in their newest version, as data',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({ tables: list(definitionShape) }),
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => ({ tables: (await readTables(tx)).newest.map(written) }))
    },
  )

  server.read(
    'GET',
    `${root}/versions`,
    {
      summary: 'Every version of every table, who made it and why, and what a new one is chosen from',
      caller: 'signed-in',
      extendsSession: false,
      answer: object({
        year: integer(),
        tables: list(
          object({
            id: text(),
            versions: list(
              object({ definition: definitionShape, madeAt: nullable(text()), madeBy: nullable(text()) }),
            ),
          }),
        ),
        codes: record(list(text(), 500)),
        labels: record(record(text())),
        begun: list(object({ tableId: text(), year: integer(), returns: integer() }), 5_000),
      }),
    },
    async asked => {
      mayRead(asked)
      const language = asked.language as Language
      return asked.read(async tx => {
        const all = await listVersions(tx)
        const { newest } = await readTables(tx)
        const own = labelsOf(
          [],
          all.map(({ definition }) => definition),
          language,
        )
        const listed = listedLabels(language)
        const labels = Object.fromEntries(
          [...new Set([...Object.keys(own), ...Object.keys(listed)])].map(dimension => [
            dimension,
            { ...own[dimension], ...listed[dimension] },
          ]),
        )
        return {
          year: tx.now.getUTCFullYear(),
          tables: newest.map(({ id }) => ({
            id,
            versions: all
              .filter(({ definition }) => definition.id === id)
              .map(({ definition, madeAtMs, madeBy }) => ({
                definition: written(definition),
                madeAt: madeAtMs === null ? null : new Date(madeAtMs).toISOString(),
                madeBy,
              })),
          })),
          codes: listedCodes(),
          labels: { ...labels, ...agencyKindLabels(language) },
          begun: await countBegun(tx),
        }
      })
    },
  )

  server.write(
    'POST',
    root,
    {
      summary: 'Make a table, or the next version of one; what was sent keeps the version it was sent under',
      caller: 'signed-in',
      status: 201,
      body: wishShape,
      answer: object({ id: text(), version: integer() }),
    },
    async asked => {
      authorise(asked.caller, 'return-table.define', may['return-table.define'], undefined)
      return asked.write(async tx => {
        const { id, version } = await addTableVersion(tx, asked.body, asked.actId, asked.expectedVersion)
        return { id, version }
      })
    },
  )
}

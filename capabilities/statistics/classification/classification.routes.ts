import { type Codelists, type Language, languages } from '#kernel/entity/codelist.ts'
import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import { NotFound } from '#platform/http/refusals.ts'
import type { Asked, RouteServer, Upload } from '#platform/http/route.ts'
import { instant, integer, list, nullable, object, oneOf, optional, text } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { factCodelists } from '../fact.codelists.ts'
import { sayingRows } from '../row-places.ts'
import { blocks, mappedLists } from './classification.entity.ts'
import { classificationPolicies as may } from './classification.policy.ts'
import {
  enterMapping,
  historyOf,
  importMapping,
  lastChanges,
  type MappingChange,
  mappingVersion,
} from './classification.store.ts'
import { icTipCodes } from './mapped-codes.store.ts'
import { mappingRowsMax } from './mapping.rules.ts'
import { mappingBytesMax, mappingCsv } from './mapping-file.ts'

const lists: Codelists = factCodelists(codelists)
const code = text({ max: 100 })
const icTip = nullable(text({ max: 200 }))
const reason = text({ min: 3, max: 1_000 })
/** Who entered it, when, and why. */
const entered = {
  icTip: nullable(text()),
  enteredAt: instant,
  enteredBy: nullable(text()),
  reason: text({ max: 2_000 }),
  fileName: nullable(text()),
}

/** The mapping of the codes of facts to the international classification: reading, entering, importing, exporting. */
export function classificationRoutes(server: RouteServer): void {
  definePolicies(may)
  const mayRead = ({ caller }: Pick<Asked, 'caller'>) =>
    authorise(caller, 'classification.read', may['classification.read'], undefined)

  server.read(
    'GET',
    '/api/statistics/classification',
    {
      summary:
        'Every code of the facts with its IC-TIP code, null where it is not mapped, in the four blocks',
      caller: 'signed-in',
      extendsSession: false,
      cost: 3,
      answer: object({
        version: integer(),
        codesTotal: integer(),
        codesMapped: integer(),
        lists: list(
          object({
            list: code,
            block: oneOf(blocks),
            version: text(),
            source: text({ max: 2_000 }),
            codes: list(
              object({
                code,
                label: text(),
                icTip: nullable(text()),
                /** The last time that anything was entered; null where nothing ever was. */
                entered: nullable(object(entered)),
              }),
              mappingRowsMax,
            ),
          }),
        ),
      }),
    },
    async asked => {
      mayRead(asked)
      return asked.read(async tx => {
        const known = new Map((await lastChanges(tx)).map(c => [`${c.list} ${c.code}`, c]))
        const answer = mappedLists.map(({ list: id, block }) => {
          const { version, source, codes } = lists.get(id)
          return {
            list: id,
            block,
            version,
            source,
            codes: codes.map(({ code, labels }) => {
              const last = known.get(`${id} ${code}`)
              return {
                code,
                label: labels[asked.language as Language] ?? labels.en,
                icTip: last?.icTip ?? null,
                entered: last ? presentEntered(last) : null,
              }
            }),
          }
        })
        const codes = answer.flatMap(one => one.codes)
        return {
          version: await mappingVersion(tx),
          codesTotal: codes.length,
          codesMapped: codes.filter(one => one.icTip !== null).length,
          lists: answer,
        }
      })
    },
  )
  server.read(
    'GET',
    '/api/statistics/classification/history',
    {
      summary: 'Every change of the IC-TIP codes of one list, the newest first: who, when and why',
      caller: 'signed-in',
      query: { list: code },
      answer: object({ changes: list(object({ code, version: integer(), ...entered }), 5_000) }),
    },
    async asked => {
      mayRead(asked)
      const { list: wanted } = asked.query
      if (!mappedLists.some(one => one.list === wanted)) throw new NotFound()
      const changes = await asked.read(tx => historyOf(tx, wanted))
      return { changes: changes.map(c => ({ code: c.code, version: c.version, ...presentEntered(c) })) }
    },
  )
  server.read(
    'GET',
    '/api/statistics/classification.csv',
    {
      summary: 'The same as CSV: code list, code, label, IC-TIP code; filled in, it can be imported again',
      caller: 'signed-in',
      cost: 3,
      query: { language: optional(oneOf(languages)) },
      answer: 'file',
    },
    async asked => {
      mayRead(asked)
      return {
        fileName: 'ic-tip-codes.csv',
        mediaType: 'text/csv; charset=utf-8',
        body: mappingCsv(
          await asked.read(icTipCodes),
          lists,
          asked.query.language ?? (asked.language as Language),
        ),
      }
    },
  )
  server.write(
    'PUT',
    '/api/statistics/classification',
    {
      summary: 'Enter IC-TIP codes, or null where a code is mapped no longer; codes that are not named stay',
      caller: 'signed-in',
      cost: 3,
      body: object({
        changes: list(object({ list: code, code, icTip }), mappingRowsMax),
        reason,
      }),
      answer: object({ changed: integer() }),
    },
    async asked => {
      const { changes, reason } = asked.body
      const { actId, expectedVersion, language } = asked
      const changed = await sayingRows(language, () =>
        asked.write(tx => enterMapping(tx, changes, { actId, reason, expectedVersion })),
      )
      return { changed }
    },
  )
  server.write(
    'POST',
    '/api/statistics/classification/import',
    {
      summary:
        'Enter IC-TIP codes from CSV (code list, code, IC-TIP code): all rows, or none and what is wrong',
      caller: 'signed-in',
      cost: 10,
      upload: { bytesMax: mappingBytesMax },
      query: { reason },
      answer: object({ rows: integer(), changed: integer() }),
    },
    async asked => {
      authorise(asked.caller, 'classification.map', may['classification.map'], undefined)
      const file = await asked.upload()
      const bytes = await bytesOf(file)
      const { actId, query, language } = asked
      return sayingRows(language, () =>
        asked.write(tx => importMapping(tx, bytes, { actId, reason: query.reason, fileName: file.fileName })),
      )
    },
  )
}

const presentEntered = ({ icTip, enteredAtMs, enteredByName, reason, fileName }: MappingChange) => ({
  icTip,
  enteredAt: new Date(enteredAtMs).toISOString(),
  enteredBy: enteredByName,
  reason,
  fileName,
})

async function bytesOf({ bytes }: Upload): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

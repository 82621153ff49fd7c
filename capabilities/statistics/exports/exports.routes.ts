import { authorise } from '#kernel/policy/policy.ts'
import { definePolicies } from '#platform/access/may.ts'
import type { RouteContext } from '#platform/http/context.ts'
import { found, NotFound } from '#platform/http/refusals.ts'
import type { RouteServer } from '#platform/http/route.ts'
import { integer, list, object, text, uuid } from '#platform/http/shape.ts'
import { codelists } from '#standards/codelists.ts'
import { icTipOf } from '../classification/mapped-codes.rules.ts'
import { icTipCodes } from '../classification/mapped-codes.store.ts'
import { factCodelists } from '../fact.codelists.ts'
import { readDocument } from '../releases/make-release.ts'
import { releasePolicies } from '../releases/release.policy.ts'
import { findPublished } from '../releases/release.store.ts'
import { labelsOf } from '../releases/release-labels.ts'
import { syntheticPolicies } from '../synthetic/synthetic.policy.ts'
import { catalogue, cataloguePath } from './catalogue.ts'
import { ctdcCsv } from './ctdc.rules.ts'
import { cataloguedReleases, syntheticRows } from './exports.store.ts'
import { submissionRoutes } from './submissions/submission.routes.ts'
import { codesCsv, tableCsv, tableMetadata, tableParquet } from './table-files.ts'
import { yearsToTell } from './unodc.store.ts'

const lists = factCodelists(codelists)

/** What leaves the node in the forms of others: UNODC, CTDC, portals of data. */
export function exportRoutes(server: RouteServer, context: RouteContext): void {
  const { configuration } = context
  definePolicies({ 'unodc.collect': releasePolicies['unodc.collect'] })

  server.read(
    'GET',
    '/api/statistics/unodc',
    {
      summary: 'Years for which the UNODC yearly collection can be put together',
      caller: 'signed-in',
      cost: 5,
      answer: object({ years: list(integer()) }),
    },
    async asked => {
      authorise(asked.caller, 'unodc.collect', releasePolicies['unodc.collect'], undefined)
      return { years: await asked.read(yearsToTell) }
    },
  )
  submissionRoutes(server, context)

  server.read(
    'GET',
    '/api/statistics/synthetic/:releaseId/ctdc.csv',
    {
      summary: 'The rows of a synthetic release in the 27 columns of CTDC',
      caller: 'signed-in',
      cost: 20,
      params: { releaseId: uuid },
      answer: 'file',
    },
    async asked => {
      authorise(
        asked.caller,
        'synthetic-release.read',
        syntheticPolicies['synthetic-release.read'],
        undefined,
      )
      const { rows } = found(await asked.read(tx => syntheticRows(tx, asked.params.releaseId)))
      return {
        fileName: `ctdc-${asked.params.releaseId.slice(0, 8)}.csv`,
        mediaType: 'text/csv; charset=utf-8',
        body: ctdcCsv(rows),
      }
    },
  )

  server.read(
    'GET',
    '/api/statistics/published/:number/:revision/:file',
    {
      summary:
        'A table of a published release as CSV, its description (CSV on the Web), or Parquet, and its codes; for everybody',
      caller: 'public',
      // A Parquet file is made anew each time.
      cost: 20,
      params: {
        number: text({ max: 20, pattern: '^[0-9]{4}-[0-9]{1,6}$' }),
        revision: integer({ min: 1, max: 10_000 }),
        file: text({
          max: 40,
          pattern: '^(table-[1-9]\\.(csv|csv-metadata\\.json|parquet)|codes\\.csv)$',
        }),
      },
      answer: 'file',
    },
    async asked => {
      const { number, revision, file } = asked.params
      const { release, document, icTip } = await asked.read(async tx => {
        const release = found(await findPublished(tx, number, revision))
        if (release.status === 'withdrawn') throw new NotFound()
        const document = readDocument(release.text)
        return { release, document, icTip: await icTipCodes(tx, Date.parse(document.moment.at)) }
      })
      const names = labelsOf(document, 'en', lists)
      const about = {
        publisher: configuration.nodeName,
        issued: new Date(Number(release.publishedAtMs)).toISOString(),
        nameOf: (dimension: string, code?: string) =>
          code === undefined ? dimension : (names[dimension]?.[code] ?? code),
        icTipOf: (dimension: string, code: string) => icTipOf(icTip, dimension, code),
      }
      const fileName = `release-${number}-revision-${revision}-${file}`
      if (file === 'codes.csv')
        return {
          fileName,
          mediaType: 'text/csv; charset=utf-8; header=present',
          body: codesCsv(document, about),
        }
      const table = Number(file[6])
      const one = found(document.tables[table - 1])
      if (file.endsWith('.parquet'))
        return {
          fileName,
          mediaType: 'application/vnd.apache.parquet',
          body: await tableParquet(document, table),
        }
      if (file.endsWith('.csv'))
        return {
          fileName,
          mediaType: 'text/csv; charset=utf-8; header=present',
          body: tableCsv(one, document.threshold),
        }
      return {
        fileName,
        mediaType: 'application/csvm+json; charset=utf-8',
        body: `${JSON.stringify(tableMetadata(document, table, about), null, 1)}\n`,
      }
    },
  )

  server.read(
    'GET',
    cataloguePath,
    {
      summary: 'The catalogue of published releases for portals of data (DCAT 3, JSON-LD); for everybody',
      caller: 'public',
      cost: 5,
      answer: 'file',
    },
    async asked => ({
      fileName: 'catalogue.jsonld',
      mediaType: 'application/ld+json; charset=utf-8',
      body: `${JSON.stringify(
        catalogue(await asked.read(cataloguedReleases), configuration.origin, configuration.nodeName),
        null,
        1,
      )}\n`,
    }),
  )
}

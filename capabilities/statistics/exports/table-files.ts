import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { Engine, textOf } from '../columns/engine.ts'
import type { ReleaseDocument, ReleasedTable } from '../releases/release.entity.ts'
import { codesOf } from '../releases/release-files.ts'
import { unknown } from '../statistics.entity.ts'

/** Where a table's files lie: `/api/statistics/published/2026-1/1/table-1.csv`. */
export const tablePath = (document: Pick<ReleaseDocument, 'number' | 'revision'>, table: number): string =>
  `/api/statistics/published/${document.number}/${document.revision}/table-${table}`

/** Where the codes of a release lie: `/api/statistics/published/2026-1/1/codes.csv`. */
export const codesPath = ({ number, revision }: Pick<ReleaseDocument, 'number' | 'revision'>): string =>
  `/api/statistics/published/${number}/${revision}/codes.csv`

/** A released table as CSV for machines: a column for each dimension, the count, and whether it is shown. */
export function tableCsv(table: ReleasedTable, threshold: number): string {
  return stringify(
    table.cells.map(({ key, count, mark }) => [
      ...key,
      count === undefined ? '' : String(count),
      mark === undefined ? 'shown' : mark === 'small' ? `<${threshold}` : 'withheld',
    ]),
    {
      header: true,
      columns: [...table.dimensions.map(d => d.id), 'count', 'status'],
      record_delimiter: '\r\n',
    },
  )
}

/** What describes a release to readers of its tables. */
export interface TableAbout {
  publisher: string
  /** Day of publication, ISO 8601. */
  issued: string
  /** Name of a dimension or a code, in English. */
  nameOf(dimension: string, code?: string): string
  /** The IC-TIP code of a code, as it stood when the release was frozen; undefined where it is not mapped. */
  icTipOf?(dimension: string, code: string): string | undefined
}

const rule = ({ method, threshold }: ReleaseDocument) =>
  method === 'round'
    ? `Every count is rounded to a multiple of ${threshold}; a rounded 0 does not mean that there was nobody.`
    : `Counts from 1 to ${threshold - 1} are withheld, and others that would give them away; an empty count does not mean 0.`

const meaningOf = (dimension: string, code: string, total: string, about: TableAbout): string =>
  code === total ? 'all' : code === unknown ? 'not known' : about.nameOf(dimension, code)

function icTipBeside(dimension: string, code: string, about: TableAbout): string {
  const icTip = about.icTipOf?.(dimension, code)
  return icTip === undefined ? '' : ` (IC-TIP ${icTip})`
}

/**
 * Every code of a release once, as CSV: field, code, name, and the IC-TIP code, empty where it is not mapped.
 */
export function codesCsv(document: ReleaseDocument, about: TableAbout): string {
  const lines = codesOf(document).map(({ dimension, code, total }) => [
    dimension,
    code,
    meaningOf(dimension, code, total, about),
    about.icTipOf?.(dimension, code) ?? '',
  ])
  return stringify([['field', 'code', 'name', 'ic_tip'], ...lines], {
    record_delimiter: '\r\n',
    escape_formulas: true,
  })
}

/**
 * The description of a table's CSV file.
 * @see W3C, Metadata Vocabulary for Tabular Data, 2015
 */
export function tableMetadata(document: ReleaseDocument, table: number, about: TableAbout) {
  const { title, dimensions } = document.tables[table - 1]!
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: `table-${table}.csv`,
    'dc:title': `${document.title}: ${title}`,
    'dc:description': rule(document),
    'dc:publisher': about.publisher,
    'dc:issued': { '@value': about.issued.slice(0, 10), '@type': 'xsd:date' },
    'dc:identifier': `${document.number} revision ${document.revision} table ${table}`,
    'rdfs:seeAlso': { '@id': 'codes.csv' },
    dialect: { header: true, encoding: 'utf-8', delimiter: ',' },
    tableSchema: {
      columns: [
        ...dimensions.map(({ id, codes, total }) => ({
          name: id,
          titles: id,
          'dc:description': `${about.nameOf(id)}: ${codes
            .map(code => `${code} = ${meaningOf(id, code, total, about)}${icTipBeside(id, code, about)}`)
            .join('; ')}`,
          datatype: 'string',
          required: true,
        })),
        {
          name: 'count',
          titles: 'count',
          'dc:description': 'Number of facts; empty where it is withheld, which does not mean 0.',
          datatype: { base: 'nonNegativeInteger' },
          null: '',
        },
        {
          name: 'status',
          titles: 'status',
          'dc:description': `shown; withheld; or <${document.threshold}, a small count that is withheld.`,
          datatype: { base: 'string', format: `shown|withheld|<${document.threshold}` },
          required: true,
        },
      ],
      primaryKey: dimensions.map(d => d.id),
    },
  }
}

/** A released table as Parquet: the same columns, the count a whole number or null. */
export async function tableParquet(document: ReleaseDocument, table: number): Promise<Buffer> {
  const one = document.tables[table - 1]!
  const folder = await mkdtemp(join(tmpdir(), 'palermo-parquet-'))
  const [csv, parquet] = [join(folder, 'table.csv'), join(folder, 'table.parquet')]
  const columns = [...one.dimensions.map(d => [d.id, 'VARCHAR']), ['count', 'BIGINT'], ['status', 'VARCHAR']]
  try {
    await writeFile(csv, tableCsv(one, document.threshold))
    const engine = await Engine.open({ threads: 1, folder })
    try {
      await engine.writer.run(
        `copy (select * from read_csv(${textOf(csv)}, header = true, columns = {${columns
          .map(([name, type]) => `${textOf(name!)}: ${textOf(type!)}`)
          .join(', ')}})) to ${textOf(parquet)} (format parquet, kv_metadata {title: ${textOf(
          `${document.title}: ${one.title}`,
        )}, release: ${textOf(`${document.number} revision ${document.revision}`)}, rule: ${textOf(rule(document))}})`,
      )
    } finally {
      engine.close()
    }
    return await readFile(parquet)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

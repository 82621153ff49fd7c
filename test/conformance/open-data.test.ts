import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '#capabilities/statistics/exports/catalogue.ts'
import { tableCsv, tableMetadata } from '#capabilities/statistics/exports/table-files.ts'
import { release } from '#capabilities/statistics/sdmx/sdmx.examples.ts'

const python = process.env.PALERMO_PYTHON ?? 'python3'
const script = join(import.meta.dirname, 'read_open_data.py')

function found(...files: string[]): Record<string, Record<string, unknown>> {
  try {
    return JSON.parse(execFileSync(python, [script, ...files], { encoding: 'utf8', timeout: 60_000 }))
  } catch (error) {
    if (files.length > 0) throw error
    return {}
  }
}
const tools = found()
if (Object.keys(tools).length === 0)
  console.log(
    'Skipped: no tool is installed. “pip install rdflib csvw” in an environment of its own, and name its python in PALERMO_PYTHON.',
  )

describe.skipIf(Object.keys(tools).length === 0)('tools that were written elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-open-data-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const { document, publishedAt } = release
  const path = (name: string) => join(folder, name)
  const about = {
    publisher: 'An office',
    issued: publishedAt,
    nameOf: (dimension: string, code?: string) => code ?? dimension,
  }
  const listed = { reason: null, publishedAt, withdrawnWhy: null, isNewest: true }
  writeFileSync(
    path('catalogue.jsonld'),
    JSON.stringify(
      catalogue(
        [
          { ...listed, document, number: '2026-1', revision: 1, title: document.title },
          {
            ...listed,
            document: null,
            number: '2025-1',
            revision: 1,
            title: 'Withdrawn',
            withdrawnWhy: 'It was wrong.',
          },
        ],
        'https://figures.example',
        'An office',
      ),
    ),
  )
  writeFileSync(path('table-1.csv'), tableCsv(document.tables[0]!, document.threshold))
  writeFileSync(path('table-1.csv-metadata.json'), JSON.stringify(tableMetadata(document, 1, about)))
  let read: ReturnType<typeof found>
  beforeAll(() => {
    read = found(path('catalogue.jsonld'), path('table-1.csv-metadata.json'))
  })

  it.skipIf(!tools.rdflib)(
    'read the catalogue as linked data: datasets, their files, each with a title',
    () => {
      const files = 3 + 3 * document.tables.length
      expect(read.rdflib).toMatchObject({ catalogs: 1, datasets: 2, distributions: files, titled: 4 + files })
    },
  )

  it.skipIf(!tools.csvw)('read a table by its description without a warning, withheld counts as none', () => {
    const { cells, dimensions } = document.tables[0]!
    expect(read.csvw).toMatchObject({
      valid: true,
      warnings: [],
      rows: cells.length,
      counts: cells.filter(c => c.count !== undefined).length,
      columns: [...dimensions.map(d => d.id), 'count', 'status'],
    })
  })
})

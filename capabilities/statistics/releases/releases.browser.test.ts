import { AxeBuilder } from '@axe-core/playwright'
import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type DemonstrationInBrowser,
  startDemonstrationInBrowser,
} from '../../../test/support/demonstration-in-browser.ts'
import { solver, withProgram } from '../disclosure/audit/program.ts'
import { systemOf } from '../disclosure/audit/system.ts'
import type { ProtectedCube } from '../disclosure/cube.ts'
import type { ReleaseDocument } from './release.entity.ts'

let node: DemonstrationInBrowser
beforeAll(async () => {
  node = await startDemonstrationInBrowser(2000)
}, 400_000)
afterAll(() => node?.stop())

/** An element of the page, as far as this test reads one; the program of the server knows no browser. */
interface Marked {
  textContent: string | null
  getAttribute(name: string): string | null
  querySelectorAll(selector: string): Iterable<Marked>
}

/** The tables as the page shows them: every number is read from its cell, never from the answer behind it. */
async function readFromPage(page: Page, number: string): Promise<ProtectedCube[]> {
  const shown = await page
    .locator('.release-table')
    .evaluateAll(tables =>
      (tables as unknown as Marked[]).map(table =>
        [...table.querySelectorAll('td[data-cell]')].map(cell => [
          cell.getAttribute('data-cell')!,
          cell.textContent!,
        ]),
      ),
    )
  const document = JSON.parse(
    await (await page.request.get(`${node.origin}/api/statistics/published/${number}/release.json`)).text(),
  ) as ReleaseDocument
  return document.tables.map(({ dimensions }, i) => ({
    dimensions: dimensions.map(({ id, ...rest }) => ({ name: id, ...rest })),
    cells: shown[i]!.map(([key, text]) =>
      /^[\d,]+$/.test(text!)
        ? { key: key!.split('|'), status: 'published' as const, count: Number(text!.replaceAll(',', '')) }
        : {
            key: key!.split('|'),
            status: text!.startsWith('<') ? ('primary' as const) : ('secondary' as const),
          },
    ),
  }))
}

/** Every number that any file linked from the page tells, by table and cell; and the sorted numbers of each SDMX flow. */
async function readDownloads(page: Page, tables: readonly ProtectedCube[]) {
  const addresses = await page
    .locator('main a[href^="/api/"]')
    .evaluateAll(links => [
      ...new Set((links as unknown as Marked[]).map(link => link.getAttribute('href')!)),
    ])
  const told: { file: string; table: number; key: string; count: number }[] = []
  for (const path of addresses) {
    const address = new URL(path, node.origin).href
    const answer = await page.request.get(address)
    if (!answer.ok()) throw new Error(`${address} answers ${answer.status()}.`)
    const file = new URL(address).pathname.split('/').at(-1)!
    const note = (table: number, key: string, count: unknown) => {
      if (count !== undefined && count !== null && count !== '')
        told.push({ file, table, key, count: Number(count) })
    }
    if (file === 'release.json') {
      const { tables: read } = (await answer.json()) as ReleaseDocument
      read.forEach(({ cells }, i) => {
        for (const { key, count } of cells) note(i, key.join('|'), count)
      })
    } else if (file === 'release.csv') {
      const titles: string[] = []
      for (const row of parse(await answer.body(), { columns: true, bom: true }) as Record<
        string,
        string
      >[]) {
        if (!titles.includes(row.table!)) titles.push(row.table!)
        const key = Object.keys(row).filter(name => /^code\d$/.test(name) && row[name] !== '')
        note(titles.indexOf(row.table!), key.map(name => row[name]).join('|'), row.count)
      }
    } else if (file === 'release.xlsx') {
      const book = read(await answer.body())
      book.SheetNames.slice(1).forEach((name, i) => {
        const names = tables[i]!.dimensions.map(d =>
          d.name === 'ageBand' ? /^age/ : new RegExp(`^${d.name}$`),
        )
        for (const row of utils.sheet_to_json<Record<string, string>>(book.Sheets[name]!, { defval: '' })) {
          const key = names.map(wanted => row[Object.keys(row).find(column => wanted.test(column))!])
          note(i, key.join('|'), row.count)
        }
      })
    } else if (/^table-\d\.csv$/.test(file)) {
      const table = Number(file[6]) - 1
      for (const row of parse(await answer.body(), { columns: true }) as Record<string, string>[]) {
        const { count, status: _, ...codes } = row
        note(table, Object.values(codes).join('|'), count)
      }
    }
  }
  const sdmx: number[][] = []
  for (const i of tables.keys()) {
    const number = new URL(page.url()).pathname.split('/').at(-1)!.replace('-', '_')
    const answer = await page.request.get(
      `${node.origin}/sdmx/v2/data/dataflow/PALERMO/REL_${number}_T${i + 1}/+`,
      { headers: { accept: 'application/vnd.sdmx.data+csv' } },
    )
    const rows = parse(await answer.body(), { columns: true }) as Record<string, string>[]
    sdmx.push(rows.flatMap(row => (row.OBS_VALUE === 'NaN' ? [] : [Number(row.OBS_VALUE)])))
  }
  return { addresses, told, sdmx }
}

/** What a visitor can say of every withheld number, knowing that `<5` is 1 to 4. */
async function workedOut(
  tables: readonly ProtectedCube[],
): Promise<{ name: string; low: number; high: number }[]> {
  const highs = await solver()
  const system = systemOf(tables)
  const small = new Set<string>()
  for (const { dimensions, cells } of tables)
    for (const { key, status } of cells)
      if (status === 'primary')
        small.add(
          key
            .flatMap((code, i) => (code === '_T' ? [] : [`${dimensions[i]!.name}=${code}`]))
            .sort()
            .join('|'),
        )
  return system.components.flatMap(component => {
    const names = component.variables.map(v => system.names[v]!)
    const lower = Float64Array.from(names, name => (small.has(name) ? 1 : 0))
    const upper = Float64Array.from(names, name => (small.has(name) ? 4 : 1e6))
    return withProgram(
      highs,
      system,
      component,
      { lower, upper },
      { whole: false, secondsMax: 30 },
      program =>
        names.map((name, i) => {
          const end = (sign: number) => {
            const values = program.maximise(Float64Array.from(names, (_, at) => (at === i ? sign : 0)))
            if (!(values instanceof Float64Array))
              throw new Error('The numbers on the page contradict each other.')
            return values[i]!
          }
          return { name, low: end(-1), high: end(1) }
        }),
    )
  })
}

describe('a release in the browser', () => {
  it('is explored, frozen, protected, audited by a rapporteur, published by another, and read by everybody', {
    timeout: 900_000,
  }, async () => {
    const page = await node.signedIn('rapporteur')
    await page.goto(`${node.origin}/trends`)
    await page.getByRole('heading', { name: 'Trends', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Published figures' }).click()
    await page.getByRole('link', { name: 'Make a release' }).click()
    await page.getByLabel('Title').fill('Victims by year, sex and exploitation')
    await page.getByRole('checkbox', { name: 'Year' }).check()
    await page.getByRole('button', { name: 'Freeze the figures' }).click()
    // Both go on in the background; on a busy machine they take their time.
    const patient = { timeout: 240_000 }
    await page.getByRole('button', { name: 'Protect' }).click()
    await page.getByRole('button', { name: 'Audit' }).click(patient)
    await page.getByText('Nothing that is withheld can be worked out. This may go out.').waitFor(patient)
    await page.getByText('A second person publishes').waitFor()
    expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0)
    const axe = await new AxeBuilder({ page }).analyze()
    expect(axe.violations.map(v => v.id)).toEqual([])

    const second = await node.signedIn('ministry')
    await second.goto(page.url())
    await second.getByRole('button', { name: 'Publish' }).click()
    await second.getByRole('link', { name: 'See it as everybody does' }).waitFor()

    const reader = await node.visitor()
    await reader.goto(`${node.origin}/statistics/releases`)
    await reader.getByRole('link', { name: 'Victims by year, sex and exploitation' }).click()
    await reader.getByRole('heading', { name: 'What these figures are' }).waitFor()
    const number = new URL(reader.url()).pathname.split('/').at(-1)!
    const tables = await readFromPage(reader, number)
    const counts = tables.flatMap(t => t.cells.map(c => c.count))
    expect(counts.filter(n => n !== undefined && n > 0 && n < 5)).toEqual([])
    const { addresses, told, sdmx } = await readDownloads(reader, tables)
    const files = addresses.map(address => new URL(address, node.origin).pathname.split('/').at(-1)!)
    expect(files).toEqual(
      expect.arrayContaining([
        'release.csv',
        'release.xlsx',
        'release.json',
        'table-1.csv',
        'table-1.parquet',
      ]),
    )
    // Every file tells the numbers of the page, each under the same cell, and not one more.
    const onPage = new Map(
      tables.flatMap((t, i) => t.cells.map(c => [`${i} ${c.key.join('|')}`, c.count] as const)),
    )
    for (const { file, table, key, count } of told)
      expect([file, table, key, count]).toEqual([file, table, key, onPage.get(`${table} ${key}`)])
    const shown = [...onPage.values()].filter(n => n !== undefined).length
    for (const file of ['release.csv', 'release.xlsx', 'release.json'])
      expect([file, told.filter(one => one.file === file).length]).toEqual([file, shown])
    tables.forEach((t, i) => {
      const numbers = t.cells.flatMap(c => (c.count === undefined ? [] : [c.count]))
      expect(sdmx[i]!.toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b))
    })
    // The picture shows numbers of the table, and what is withheld as withheld.
    const figure = reader.locator('.release-picture').first()
    await figure.locator('svg').first().waitFor()
    await figure.getByText('Show as a table').click()
    const drawn = await figure.locator('td[data-kind="number"]').allTextContents()
    expect(drawn.length).toBeGreaterThan(3)
    const known = new Set([...onPage.values()].filter(n => n !== undefined))
    for (const text of drawn)
      if (/^[\d,]+$/.test(text)) expect(known).toContain(Number(text.replaceAll(',', '')))
      else expect(text).toBe('withheld')
    const found = await workedOut(tables)
    expect(found.length).toBeGreaterThan(5)
    expect(found.filter(({ low, high }) => high - low < 1)).toEqual([])
    expect((await new AxeBuilder({ page: reader }).analyze()).violations.map(v => v.id)).toEqual([])

    // A correction: the reason is asked for, and the tables are those of before.
    await page.reload()
    await page.getByRole('link', { name: 'Correct this release' }).click()
    await page.getByRole('heading', { name: 'Correct a release' }).waitFor()
    await page.getByLabel('What was wrong, and what is different now').fill('A district sent late.')
    await page.getByRole('button', { name: 'Freeze the correction' }).click()
    await page.getByText('Why this revision: A district sent late.').waitFor()
    await page.getByText(`${number} rev. 2`).first().waitFor()
  })
})

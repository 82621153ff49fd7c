import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#platform/database/open.ts'
import { codelists } from '#standards/codelists.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { addFacts, employReleaseMakers, ministry, rapporteur } from '../../../test/support/releases.ts'
import { factCodelists } from '../fact.codelists.ts'
import type { ReleaseDocument } from './release.entity.ts'
import { freeze, protect, publish, runAudit } from './release.store.ts'

/** People by where from and where to. All numbers differ, so that each can be looked for by itself. */
const people: readonly (readonly [from: string, to: string, count: number])[] = [
  ['NGA', 'ITA', 41],
  ['NGA', 'MLT', 17],
  ['UKR', 'ITA', 23],
  ['UKR', 'MLT', 3],
  ['ITA', 'ITA', 29],
  ['GIB', 'ITA', 11],
  ['MLT', 'MLT', 2],
  ['BGD', 'ITA', 19],
  ['BGD', 'MLT', 8],
  ['unknown', 'ITA', 13],
]
const wish = {
  title: 'Where victims came from',
  kind: 'victim' as const,
  tables: [
    { title: 'By citizenship', dimensions: ['citizenship'] },
    { title: 'By both', dimensions: ['citizenship', 'countryOfExploitation'] },
  ],
  thresholds: { public: 5, internal: 3 },
}

async function publishRelease(database: Database): Promise<void> {
  await employReleaseMakers(database)
  await addFacts(
    database,
    people.flatMap(([from, to, count]) =>
      Array.from({ length: count }, () => ({
        kind: 'victim',
        year: 2024,
        citizenship: from === 'unknown' ? undefined : [from],
        countryOfExploitation: [to],
      })),
    ),
  )
  const [id, lists] = [randomUUID(), factCodelists(codelists)]
  await freeze(database, rapporteur, wish, { id, actId: randomUUID() })
  await protect(database, rapporteur, id, randomUUID(), lists)
  await runAudit(database, rapporteur, id, randomUUID(), lists)
  await database.write(ministry, tx => publish(tx, id, randomUUID()))
}

let node: NodeInBrowser
let release: { number: string; document: ReleaseDocument }
beforeAll(async () => {
  node = await startNodeInBrowser({ reader: somebody('An agency', 'ngo', 'caseworker') }, publishRelease)
  const get = async (path: string) =>
    (await fetch(`${node.origin}/api/statistics/published${path}`)).json() as Promise<never>
  const { releases } = (await get('')) as { releases: { number: string }[] }
  release = await get(`/${releases[0]!.number}`)
}, 400_000)
afterAll(() => node?.stop())

/** The release as somebody reads it who has not signed in. */
async function openRelease(language = 'en', look: BrowserContextOptions = {}): Promise<Page> {
  const page = await node.pageOf('reader', language, look)
  await page.context().clearCookies()
  await page.goto(`${node.origin}/statistics/releases/${release.number}`)
  await page.locator('.release-picture .figure-picture svg').nth(1).waitFor()
  return page
}

const names: Record<string, string> = {
  NGA: 'Nigeria',
  UKR: 'Ukraine',
  ITA: 'Italy',
  MLT: 'Malta',
  GIB: 'Gibraltar',
  BGD: 'Bangladesh',
  unknown: 'Unknown',
}
const cellsOf = (table: number) =>
  release.document.tables[table]!.cells.filter(({ key }) => !key.includes('_T'))
const sumOf = (key: readonly string[]) =>
  people
    .filter(row => key.every((code, i) => code === '_T' || code === row[i]))
    .reduce((sum, [, , count]) => sum + count, 0)
/** What was counted and is not said: the true numbers of withheld cells that no published cell has, too. */
function hiddenIn(table: number): number[] {
  const said = publishedIn(table)
  return release.document.tables[table]!.cells.flatMap(cell =>
    cell.count === undefined ? [sumOf(cell.key)] : [],
  ).filter(count => count > 0 && !said.has(count))
}
const publishedIn = (table: number) =>
  new Set(release.document.tables[table]!.cells.flatMap(cell => cell.count ?? []))
const numbersOf = (text: string) =>
  [...text.matchAll(/\d[\d,]*/g)].map(([n]) => Number(n.replaceAll(',', '')))

const figureOf = (page: Page, table: number) => page.locator('.release-picture').nth(table)
/** What a drawing says when the pointer rests on its parts, and what is written in it. */
const textsOf = (figure: Locator, part: 'title' | 'text') =>
  figure.locator(`.figure-picture svg ${part}`).allTextContents()

async function take(page: Page, table: number, kind: string): Promise<Buffer> {
  await figureOf(page, table).getByRole('button', { name: 'Download' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: kind, exact: true }).click(),
  ])
  return readFileSync(await download.path())
}

describe('the map of a published table', () => {
  it('has something to hide: small numbers, and larger ones that would give them away', () => {
    for (const table of [0, 1]) {
      expect(hiddenIn(table)).toEqual(expect.arrayContaining([2]))
      expect(hiddenIn(table).some(count => count >= 5)).toBe(true)
    }
  })

  it('shows every published number under its country, and what is withheld as withheld, never as 0', {
    timeout: 300_000,
  }, async () => {
    const page = await openRelease()
    const told = await textsOf(figureOf(page, 0), 'title')
    for (const { key, count } of cellsOf(0).filter(cell => cell.key[0] !== 'unknown'))
      expect(told).toContain(`${names[key[0]!]}: ${count ?? 'withheld'}`)
    expect(told.length).toBe(cellsOf(0).length - 1)
    const malta = figureOf(page, 0).locator('svg circle', { hasText: 'Malta: withheld' })
    expect(await malta.getAttribute('fill')).toMatch(/^url\(#withheld-\d+\)$/)
    expect(await figureOf(page, 0).locator('figcaption').innerText()).toMatch(
      /Hatched: the count is withheld; that does not mean 0\. Not on the map: Unknown \((13|withheld)\)\./,
    )
    const ways = await textsOf(figureOf(page, 1), 'title')
    for (const { key, count } of cellsOf(1)) {
      const way = `${key.map(code => names[code]).join(' → ')}: `
      if (key[0] === 'unknown' || count === 0) expect(ways.filter(w => w.startsWith(way))).toEqual([])
      else expect(ways).toContain(`${way}${count ?? 'withheld'}`)
    }
    const dashed = cellsOf(1).filter(cell => cell.count === undefined && cell.key[0] !== 'unknown').length
    // One more in the legend.
    expect(await figureOf(page, 1).locator('svg [stroke-dasharray]').count()).toBe(dashed + 1)
    expect(node.faults).toEqual([])
    await page.context().close()
  })

  it('has no number that is not published: not in the page, the drawing, nor any of its files', {
    timeout: 300_000,
  }, async () => {
    const page = await openRelease()
    for (const table of [0, 1]) {
      const [published, hidden] = [publishedIn(table), hiddenIn(table)]
      const drawn = [
        ...(await textsOf(figureOf(page, table), 'title')),
        ...(await textsOf(figureOf(page, table), 'text')),
      ]
      expect(numbersOf(drawn.join(' ')).length).toBeGreaterThan(4)
      expect(numbersOf(drawn.join(' ')).filter(n => !published.has(n))).toEqual([])
      const svg = (await take(page, table, 'SVG')).toString()
      const inside = svg.slice(svg.indexOf('<svg', 1))
      const written = [...inside.matchAll(/<(?:title|text)\b[^>]*>([^<]*)</g)].map(([, text]) => text)
      for (const text of drawn.filter(text => text.includes(': '))) expect(written).toContain(text)
      expect(svg).toMatch(/<desc>[^<]*withheld/)
      const csv = (await take(page, table, 'CSV')).toString()
      const book = read(await take(page, table, 'XLSX'))
      const counted = utils
        .sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!)
        .map(row => row.Count)
      expect(counted).toContain('withheld')
      expect(counted.filter(n => typeof n === 'number').every(n => published.has(n))).toBe(true)
      expect(numbersOf(csv).filter(n => hidden.includes(n))).toEqual([])
      const png = await take(page, table, 'PNG')
      expect(png.subarray(1, 4).toString()).toBe('PNG')
      expect(png.length).toBeGreaterThan(20_000)
    }
    await page.context().close()
  })

  it('is read by the arrow keys and can be taken as bars, shades or a table', {
    timeout: 300_000,
  }, async () => {
    const page = await openRelease()
    const figure = figureOf(page, 0)
    await figure.locator('.figure-picture').focus()
    await page.keyboard.press('ArrowDown')
    const first = cellsOf(0).reduce((a, b) => ((b.count ?? 0) > (a.count ?? 0) ? b : a))
    await figure.getByText(`${names[first.key[0]!]}: Count ${first.count}`).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await figure.getByText('Bars', { exact: true }).click()
    await figure.locator('svg [aria-label="bar"]').waitFor()
    await figureOf(page, 1).getByText('Shades', { exact: true }).click()
    await figureOf(page, 1).locator('svg [aria-label="cell"]').first().waitFor()
    await figure.getByText('Table', { exact: true }).click()
    expect(await figure.locator('td[data-withheld]').count()).toBe(
      cellsOf(0).filter(cell => cell.count === undefined).length,
    )
    await figure.getByText('Map', { exact: true }).click()
    await figure.locator('svg title', { hasText: 'Nigeria' }).first().waitFor({ state: 'attached' })
    expect(node.faults).toEqual([])
    await page.context().close()
  })

  it('has on an Arabic phone at night its largest numbers as bars below, and fits', {
    timeout: 300_000,
  }, async () => {
    const look = { viewport: { ...phone.viewport, width: 375 }, colorScheme: 'dark' } as const
    const page = await openRelease('ar', look)
    for (const table of [0, 1]) {
      const bars = figureOf(page, table).locator('svg svg [aria-label="bar"] rect')
      const known = cellsOf(table).filter(cell => cell.count).length
      await bars.first().waitFor()
      expect(await bars.count()).toBe(Math.min(10, known))
    }
    const ways = (await textsOf(figureOf(page, 1), 'title')).filter(text => text.includes('←'))
    expect(ways.length).toBeGreaterThan(3)
    expect(await sidewaysPx(page)).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(node.faults).toEqual([])
    await page.context().close()
  })
})

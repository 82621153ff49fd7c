import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCases } from '#capabilities/cases/public.ts'
import { callerOf } from '../../../test/support/database.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { casesOfTwoYears } from './trends.examples.ts'

const staff = {
  rapporteur: somebody('Office of the rapporteur', 'national-rapporteur', 'rapporteur'),
  administrator: somebody('House of the administrators', 'ministry', 'administrator'),
}
const population =
  'area,area name,year,sex,persons\nAUT,,2023,F,4500000\nAUT,,2023,M,4500000\nAUT,,2024,F,4550000\nAUT,,2024,M,4550000\nAUT-01,North,2024,_T,2000000\nAUT-02,South,2024,_T,7000000\n'
const waiting = { timeout: 60_000 }
let node: NodeInBrowser

beforeAll(async () => {
  node = await startNodeInBrowser(staff)
}, 400_000)
afterAll(() => node?.stop())

const open = async (page: Page, path: string) => {
  await page.goto(`${node.origin}${path}`)
  await page.locator('main h1').waitFor(waiting)
}
const tableOf = async (page: Page, view: 'first' | 'last' = 'first') => {
  const figure = page.locator('figure')[view]()
  await figure.waitFor(waiting)
  await figure.getByText('Show as a table', { exact: true }).click()
  await figure.locator('table').waitFor(waiting)
  return figure.locator('table').innerText()
}

describe('the trends tool', () => {
  it('says calmly that there is nothing yet, in every view', { timeout: 300_000 }, async () => {
    const page = await node.pageOf('rapporteur')
    for (const view of ['groups', 'years', 'flows', 'response', 'compare']) {
      await open(page, `/trends?view=${view}`)
      await page.locator('.state, figure').first().waitFor(waiting)
      expect(await accessibilityFaults(page), view).toEqual([])
    }
    expect(node.faults).toEqual([])
    await page.context().close()
  })

  it('lets an administrator load a population, and refuses one with its reasons', {
    timeout: 300_000,
  }, async () => {
    await node.database.write(callerOf(staff.rapporteur.agencyId), tx =>
      openCases(tx, node.keys, casesOfTwoYears() as never),
    )
    const page = await node.pageOf('administrator')
    await open(page, '/statistics/population')
    const send = async (text: string) => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'population.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      await page.getByLabel('Source').fill('Office 2024')
      await page.locator('main form button[type=submit]').first().click()
    }
    await send('area,year,persons\nAUT,2024,many')
    await page.getByText('“many” is no number of persons.').waitFor(waiting)
    await send(population)
    await page.getByText('Table 1: 3 areas, 2023 to 2024').waitFor(waiting)
    await page.getByText('Where agencies work').waitFor(waiting)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })

  it('reopens exactly the same question from its link', { timeout: 300_000 }, async () => {
    const page = await node.pageOf('rapporteur')
    await open(page, '/trends?view=years')
    await page.getByRole('combobox', { name: 'By', exact: true }).click()
    await page.getByRole('option', { name: 'Month' }).click()
    await page.waitForURL(/step=month/, waiting)
    await page.getByRole('button', { name: 'Narrow' }).click()
    await page.getByRole('combobox', { name: 'Narrow by' }).click()
    await page.getByRole('option', { name: 'Sex' }).click()
    await page.getByRole('checkbox', { name: 'Female' }).check()
    await page.getByRole('button', { name: 'Show only these' }).click()
    await page.waitForURL(/filter=/, waiting)
    const table = await tableOf(page)
    expect(table).toContain('January 2023')
    const link = page.url()
    const other = await node.pageOf('rapporteur')
    await other.goto(link)
    expect(await tableOf(other)).toBe(table)
    expect(other.url()).toBe(link)
    await other.context().close()
    await page.context().close()
  })

  it('gives a workbook with numbers as numbers, withheld ones as words, and what they are', {
    timeout: 300_000,
  }, async () => {
    const page = await node.pageOf('rapporteur')
    await open(page, '/trends?view=years&step=month&filter=sex:female')
    const figure = page.locator('figure').first()
    await figure.waitFor(waiting)
    await figure.getByRole('button', { name: 'Download' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download', waiting),
      page.getByRole('menuitem', { name: 'XLSX' }).click(),
    ])
    const book = read(readFileSync(await download.path()))
    expect(book.SheetNames).toEqual(['Figures', 'About'])
    const rows = utils.sheet_to_json<(string | number)[]>(book.Sheets.Figures!, { header: 1 })
    const counts = rows.slice(1).map(row => row[1])
    expect(counts.some(count => typeof count === 'number' && count >= 5)).toBe(true)
    expect(counts.filter(count => typeof count !== 'number').every(count => count === 'withheld')).toBe(true)
    expect(counts).toContain('withheld')
    const about = utils.sheet_to_json<string[]>(book.Sheets.About!, { header: 1 }).flat().join('\n')
    expect(about).toContain('filter=')
    expect(about).toContain('counts from 1 to 4 are withheld')
    expect(about).toContain('Each person of a case is counted once')
    await page.context().close()
  })

  it('shows months with the change, rates with their source, corridors, the response and a comparison', {
    timeout: 300_000,
  }, async () => {
    const page = await node.pageOf('rapporteur')
    await open(page, '/trends?view=years&area=AUT')
    await page.getByText('population: Office 2024').waitFor(waiting)
    await open(page, '/trends?view=flows&transit=shown')
    expect(await tableOf(page)).toMatch(/Nepal\s+Hungary\s+Austria\s+96/)
    await open(page, '/trends?view=response')
    await page.getByText('Days between steps').first().waitFor(waiting)
    expect(await tableOf(page)).toMatch(/Assisted\s+13\d/)
    await open(page, '/trends?view=compare&rows=sex&a=2023&b=2024&area=AUT')
    expect(await tableOf(page)).toMatch(/Total\s+48\s+144\s+96\s+0.53\s+1.58/)
    expect(node.faults).toEqual([])
    await page.context().close()
  })

  it('marks where a definition changed and draws no line across', { timeout: 300_000 }, async () => {
    const page = await node.pageOf('rapporteur')
    await open(page, '/trends/definitions')
    await page.getByLabel('Since').fill('2024-07')
    await page
      .getByLabel('Definition, in whole sentences')
      .fill('Presumed victims are counted with the others.')
    await page.getByLabel('What changed, in one sentence').fill('Presumed victims are counted since 2024.')
    await page.getByRole('button', { name: 'Write it down' }).click()
    await page.getByText('From July 2024: Victims').waitFor(waiting)
    expect(await accessibilityFaults(page)).toEqual([])
    await open(page, '/trends?view=years&step=month')
    await page.getByText('A: from July 2024. Presumed victims are counted since 2024.').waitFor(waiting)
    await page.locator('.figure-picture [aria-label="line"]').waitFor({ ...waiting, state: 'attached' })
    expect(await page.locator('.figure-picture [aria-label="line"] path').count()).toBe(2)
    await page.context().close()
  })

  it('stands on an Arabic phone in the dark, by keyboard and for axe', { timeout: 300_000 }, async () => {
    const page = await node.pageOf('rapporteur', 'ar', { ...phone, colorScheme: 'dark' })
    for (const view of [
      'groups',
      'years',
      'years&step=month',
      'flows&transit=shown',
      'response',
      'compare',
    ]) {
      await open(page, `/trends?view=${view}`)
      await page.locator('figure').first().waitFor(waiting)
      expect(await sidewaysPx(page), view).toBe(0)
      expect(await accessibilityFaults(page), view).toEqual([])
    }
    await page.locator('.figure-picture').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.locator('.figure-read').first().filter({ hasText: /\d/ }).waitFor(waiting)
    await page.context().close()
  })
})

import { readFileSync } from 'node:fs'
import { read, utils, type WorkSheet, write } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type DemonstrationInBrowser,
  startDemonstrationInBrowser,
} from '../support/demonstration-in-browser.ts'
import { accessibilityFaults } from '../support/node-in-browser.ts'

const imported = 30
const published = '../shared/standards/htcds/htcds-spreadsheet-multi-select-v2.0.xlsm'

let node: DemonstrationInBrowser
beforeAll(async () => {
  node = await startDemonstrationInBrowser(2000)
})
afterAll(() => node?.stop())

/** The published spreadsheet of the standard, filled as a caseworker fills it: codes chosen from its lists. */
function filledSpreadsheet() {
  const book = read(readFileSync(published), { bookVBA: true })
  const sheet = book.Sheets['Case Sheet'] as WorkSheet
  const names = (utils.sheet_to_json<(string | undefined)[]>(sheet, { header: 1 })[0] ?? []).map(String)
  const set = (row: number, name: string, value: string) =>
    utils.sheet_add_aoa(sheet, [[value]], { origin: { r: row, c: names.indexOf(name) } })
  for (let i = 0; i < imported; i++) {
    const row = i + 2
    set(row, 'prs_FirstName', 'Example')
    set(row, 'prs_SecondName', `Person-${i}`)
    set(row, 'prs_Gender', 'Feminine')
    set(row, 'vic_TraffickingStatus', 'Possible victim of trafficking')
    set(row, 'vic_TypeOfExploitation', 'Forced labour; Servitude')
    set(row, 'vic_MethodsOfControl', 'Debt bondage')
    set(row, 'cas_Status', 'Active')
  }
  const buffer = write(book, { bookType: 'xlsx', type: 'buffer' }) as Buffer
  return { name: 'cases.xlsx', mimeType: '', buffer }
}

const counted = async (page: Page) =>
  Number(
    (await page.getByText(/victims are counted/).innerText()).replace(/ victims.*/s, '').replaceAll(',', ''),
  )

describe('the thin line, in a real browser', () => {
  it('goes from a case file to a figure that moves, and from a report to the figure that answers it', {
    timeout: 300_000,
  }, async () => {
    const rapporteur = await node.signedIn('rapporteur')
    await rapporteur.goto(`${node.origin}/trends`)
    await rapporteur.getByText(/victims are counted/).waitFor()
    const before = await counted(rapporteur)
    expect(await accessibilityFaults(rapporteur)).toEqual([])

    const caseworker = await node.signedIn('caseworker')
    await caseworker.getByRole('navigation').getByRole('link', { name: 'Import cases' }).click()
    await caseworker.locator('input[type=file]').setInputFiles(filledSpreadsheet())
    await caseworker.getByText('a table of the Human Trafficking Case Data Standard 2.0').waitFor()
    expect(await accessibilityFaults(caseworker)).toEqual([])
    await caseworker.getByRole('button', { name: 'Check every row' }).click()
    await caseworker.getByText(`All ${imported} rows are good`).waitFor()
    await caseworker.getByRole('button', { name: `Import ${imported} cases` }).click()
    await caseworker.getByRole('link', { name: 'See the cases' }).waitFor()
    expect(await accessibilityFaults(caseworker)).toEqual([])

    // Nobody touches the rapporteur's page: it moves by itself.
    await expect.poll(() => counted(rapporteur), { timeout: 30_000 }).toBe(before + imported)

    await rapporteur.getByRole('link', { name: 'Recommendations' }).first().click()
    await rapporteur.getByRole('link', { name: /^Recommendation 9/ }).click()
    await rapporteur.getByRole('heading', { name: 'What the figures say' }).waitFor()
    await expect.poll(() => rapporteur.locator('main figure, main svg').count()).toBeGreaterThan(0)
    expect(await accessibilityFaults(rapporteur)).toEqual([])
  })

  it('opens identity only with a purpose, and shows that look in the history', {
    timeout: 120_000,
  }, async () => {
    const page = await node.signedIn('caseworker')
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Cases/ })
      .click()
    await page
      .locator('main a[href^="/cases/"]')
      .filter({ hasText: /^[0-9A-Z]{5}-[0-9A-Z]{5}/ })
      .first()
      .click()
    await page
      .getByRole('button', { name: /Open, with a reason/ })
      .first()
      .click()
    expect(await accessibilityFaults(page)).toEqual([])
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Open and record' }).click()
    await dialog.getByText('Choose a reason.').waitFor()
    await dialog.getByRole('radio', { name: 'Protect the person' }).check()
    await dialog.getByRole('button', { name: 'Open and record' }).click()
    await page
      .getByText(/open until/)
      .first()
      .waitFor()
    const look = page.getByText('Opened what is sealed').first()
    await look.waitFor()
    expect(await page.getByText(/Protect the person/).count()).toBeGreaterThan(0)
  })
})

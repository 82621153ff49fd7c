import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { read, utils, type WorkSheet, write } from '@e965/xlsx'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open } from '#platform/database/open.ts'
import { loadNodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { generate } from '../../apps/demo/generate.ts'
import { loadDemonstration } from '../../apps/demo/load.ts'
import { buildWeb } from '../../scripts/build-web.ts'
import { type NodeProcess, startNode } from '../faults/node-process.ts'

const seed = 2000
const imported = 30
const published = '../shared/standards/htcds/htcds-spreadsheet-multi-select-v2.0.xlsm'
const folder = mkdtempSync(join(tmpdir(), 'palermo-journey-'))
const demonstration = generate(seed, 0.1)
const account = (role: string) => demonstration.accounts.find(a => a.role === role)!

let node: NodeProcess
let browser: Browser
beforeAll(async () => {
  await buildWeb()
  codelists.admitInventedStates()
  const database = await open({ folder })
  await loadDemonstration(database, loadNodeKeys(join(folder, 'node.key')), demonstration, () => {})
  await database.close()
  node = await startNode({ PALERMO_DATA: folder })
  browser = await chromium.launch({
    executablePath: process.env.PALERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await node?.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** A person at her own machine, signed in through the page. */
async function signedIn(role: string): Promise<Page> {
  const { email, password } = account(role)
  const context = await browser.newContext({
    locale: 'en',
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(node.address)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor()
  return page
}

/** The published spreadsheet of the standard, filled as a caseworker fills it: codes chosen from its lists. */
function filledSpreadsheet(): string {
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
  const file = join(folder, 'cases.xlsx')
  writeFileSync(file, write(book, { bookType: 'xlsx', type: 'buffer' }) as Buffer)
  return file
}

const counted = async (page: Page) =>
  Number(
    (await page.getByText(/victims are counted/).innerText()).replace(/ victims.*/s, '').replaceAll(',', ''),
  )
const faultsOf = async (page: Page) =>
  (
    await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
  ).violations.map(v => `${v.id}: ${v.nodes[0]?.html}`)

describe('the thin line, in a real browser', () => {
  it('goes from a case file to a figure that moves, and from a report to the figure that answers it', {
    timeout: 300_000,
  }, async () => {
    const rapporteur = await signedIn('rapporteur')
    await rapporteur.goto(`${node.address}/trends`)
    await rapporteur.getByText(/victims are counted/).waitFor()
    const before = await counted(rapporteur)
    expect(await faultsOf(rapporteur)).toEqual([])

    const caseworker = await signedIn('caseworker')
    await caseworker.getByRole('navigation').getByRole('link', { name: 'Import cases' }).click()
    await caseworker.locator('input[type=file]').setInputFiles(filledSpreadsheet())
    await caseworker.getByText('a table of the Human Trafficking Case Data Standard 2.0').waitFor()
    expect(await faultsOf(caseworker)).toEqual([])
    await caseworker.getByRole('button', { name: 'Check every row' }).click()
    await caseworker.getByText(`All ${imported} rows are good`).waitFor()
    await caseworker.getByRole('button', { name: `Import ${imported} cases` }).click()
    await caseworker.getByRole('link', { name: 'See the cases' }).waitFor()
    expect(await faultsOf(caseworker)).toEqual([])

    // Nobody touches the rapporteur's page: it moves by itself.
    await expect.poll(() => counted(rapporteur), { timeout: 30_000 }).toBe(before + imported)

    await rapporteur.getByRole('link', { name: 'Recommendations' }).first().click()
    await rapporteur.getByRole('link', { name: /^Recommendation 9/ }).click()
    await rapporteur.getByRole('heading', { name: 'What the figures say' }).waitFor()
    await expect.poll(() => rapporteur.locator('main figure, main svg').count()).toBeGreaterThan(0)
    expect(await faultsOf(rapporteur)).toEqual([])
  })

  it('opens identity only with a purpose, and shows that look in the history', {
    timeout: 120_000,
  }, async () => {
    const page = await signedIn('caseworker')
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
    expect(await faultsOf(page)).toEqual([])
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

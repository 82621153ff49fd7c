import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { markAsDemonstration } from '#platform/access/settings.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { type NodeKeys, nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { compose } from '../../apps/server/compose.ts'
import { buildWeb } from '../../scripts/build-web.ts'
import { callerOf } from '../../test/support/database.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const folder = mkdtempSync(join(tmpdir(), 'palermo-recommendations-'))
const sample = (year: number) => readFileSync(new URL(`samples/sample-${year}.txt`, import.meta.url), 'utf8')
const agencyId = randomUUID()
const password = 'harbour-lantern-window-7781'
const email = 'rapporteur@office.example'

let database: Database
let keys: NodeKeys
let composed: Awaited<ReturnType<typeof compose>>
let origin: string
let browser: Browser
let context: BrowserContext
let page: Page
const faults: string[] = []

beforeAll(async () => {
  await buildWeb()
  keys = nodeKeysFrom(randomBytes(32))
  database = await open({ folder: 'memory' })
  await prepareNode()
  const configuration = readConfiguration({ PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' })
  const port = 20_000 + (process.pid % 20_000)
  origin = `http://localhost:${port}`
  composed = await compose({
    configuration: { ...configuration, port, origin },
    database,
    keys,
    log: silentLog,
  })
  await composed.http.fastify.listen({ host: '127.0.0.1', port })
  browser = await chromium.launch({
    executablePath: process.env.PALERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  })
  await openPage('en')
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await composed?.close()
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function prepareNode() {
  await database.write(nodeCaller('demonstration'), async tx => {
    await markAsDemonstration(tx, '1')
    await foundAgency(tx, {
      id: agencyId,
      name: 'Office of the Rapporteur',
      kind: 'national-rapporteur',
      country: null,
    })
  })
  const passwordHash = await hashPassword(password)
  await database.write(nodeCaller('demonstration'), tx =>
    createAccount(tx, {
      id: randomUUID(),
      name: 'Ada Proof',
      email,
      passwordHash,
      memberships: [{ agencyId, role: 'rapporteur' }],
      demonstration: { role: 'rapporteur', agency: 'Office of the Rapporteur', password },
    }),
  )
}

/** Opens cases with proceedings of one year and stage, as a caseworker would. */
async function openProceedings(count: number, year: number, stage: string) {
  const caller = callerOf(agencyId)
  const cases = Array.from({ length: count }, () => ({
    id: randomUUID(),
    actId: randomUUID(),
    content: {
      ...emptyContent(),
      case: { openedOn: `${year}-03-01` },
      proceeding: [{ stage, date: `${year}-05-02` }],
    },
  }))
  await database.write(caller, tx => openCases(tx, keys, cases))
}

async function openPage(language: string, viewport = { width: 1280, height: 860 }) {
  await context?.close()
  context = await browser.newContext({
    viewport,
    locale: 'en',
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  await context.addInitScript(`localStorage.setItem('ui.language', ${JSON.stringify(language)})`)
  page = await context.newPage()
  page.on('pageerror', error => faults.push(error.message))
  const signedIn = await page.request.post(`${origin}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin },
  })
  expect(signedIn.ok()).toBe(true)
}

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const accessible = async () =>
  (
    await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
  ).violations.map(v => `${v.id}: ${v.nodes[0]?.html}`)
const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const choose = (path: string) => page.locator('input[type=file]').setInputFiles(path)

describe('reports and recommendations in a browser', () => {
  it('say what would stand there while there is nothing', async () => {
    await page.goto(`${origin}/recommendations`)
    await page.getByText('No recommendations yet').waitFor()
    await page.goto(`${origin}/meeting-reports`)
    await page.getByText('No reports yet').waitFor()
    expect(await accessible()).toEqual([])
  })

  it('refuse a file that is no such report, with a clear sentence', async () => {
    await choose(file('letter.txt', 'Dear colleagues, the weather in Example City was fine.'))
    await page.getByRole('alert').getByText('The file has no numbered paragraphs.').waitFor()
    await choose(file('report.pdf', '%PDF-1.7'))
    await page.getByRole('alert').getByText('The PDF is damaged').waitFor()
  })

  it('show what is in a file before it is entered, and enter it once', async () => {
    for (const year of [2009, 2010, 2019]) {
      await page.goto(`${origin}/meeting-reports`)
      await choose(file(`${year}.txt`, sample(year)))
      await page.getByText('Nothing in it is doubtful.').waitFor()
      if (year === 2010) expect(await accessible()).toEqual([])
      await page.getByRole('button', { name: 'Enter this report' }).click()
      await heading(/Example City/).waitFor()
    }
    await page.goto(`${origin}/meeting-reports`)
    await choose(file('again.txt', sample(2010)))
    await page.getByText('This text is in the registry already').waitFor()
    await page.getByRole('button', { name: 'Open it' }).click()
    await page.getByText('DEMO/COP/WG.1/2010/4').first().waitFor()
    expect(await accessible()).toEqual([])
  })

  it('find by stem and as written, narrow with counts, and keep the search in the address', async () => {
    await page.goto(`${origin}/recommendations`)
    await page.getByText('45 recommendations', { exact: true }).waitFor()
    await page.getByLabel('Search the texts').fill('proceeding')
    await page.locator('mark').filter({ hasText: 'proceedings' }).first().waitFor()
    await page.getByLabel('Search the texts').fill('"bank accounts from"')
    await page.getByText('1 recommendation', { exact: true }).waitFor()
    expect(page.url()).toContain('q=')
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await page.getByLabel(/^the Secretariat/).check()
    await expect.poll(() => page.url()).toContain('addressee=')
    expect(await accessible()).toEqual([])
    await page.goBack()
  })

  it('show a figure that follows the cases by itself, with its series and table', async () => {
    await openProceedings(12, 2024, 'Investigated')
    await page.goto(`${origin}/recommendations/2010/13`)
    await heading('Paragraph 13').waitFor()
    await page.getByText('This asks States parties: “should”.').waitFor()
    await page.getByRole('button', { name: 'Tie to a figure' }).click()
    await page.getByRole('combobox', { name: 'Which figure shows whether it is followed?' }).click()
    await page.getByRole('option', { name: 'Investigations and prosecutions' }).click()
    await page.getByRole('button', { name: 'Tie', exact: true }).click()
    await page.getByRole('heading', { name: 'Investigated: 12 in 2024' }).waitFor()
    await page.locator('.figure-picture svg').waitFor()
    await openProceedings(9, 2025, 'Investigated')
    await page.getByRole('heading', { name: 'Investigated: 12 in 2024, 9 in 2025' }).waitFor()
    await page.getByText('Show as a table').click()
    await page.getByRole('row', { name: /2025 9/ }).waitFor()
    expect(await accessible()).toEqual([])
  })

  it('lead from a recommendation to those it refers to, and cite a sub-item', async () => {
    await page.getByRole('link', { name: /^Paragraph 14/ }).click()
    await heading('Paragraph 14').waitFor()
    await page.getByText('printed: above').first().waitFor()
    await page.goto(`${origin}/recommendations/2010-04-20/15/b`)
    await heading('Paragraph 15 (b)').waitFor()
    await page.getByText('DEMO/COP/WG.1/2010/4, para. 15 (b)').waitFor()
    await page.goto(`${origin}/recommendations/2010-04-20/999`)
    await page
      .getByText('It does not exist, or you may not see it')
      .or(page.getByText('nothing here'))
      .first()
      .waitFor()
  })

  it('put a doubt beside its source and settle it with a reason', async () => {
    await page.goto(`${origin}/meeting-reports`)
    await choose(file('damaged.txt', sample(2019).replace('Recommendation 4', 'Recommendation 5')))
    await page.getByRole('heading', { name: /doubtful place/ }).waitFor()
    await page.getByText('A report of the same meeting is there already').waitFor()
    await page.getByRole('button', { name: 'Enter this report' }).click()
    await page.getByRole('link', { name: 'See them beside the source' }).click()
    await heading('Doubtful places').waitFor()
    expect(await accessible()).toEqual([])
    const first = page.locator('.rec-doubt').first()
    await first.getByRole('button', { name: 'Settle' }).click()
    await first.getByText('Choose one of these.').waitFor()
    await first.getByLabel('It was read rightly, and the print is wrong.').check()
    await first.getByRole('button', { name: 'Settle' }).click()
    await first.getByText('Write down what the printed report says.').waitFor()
    await first.getByLabel('In words').fill('The number should be 4.')
    const open = await page.locator('.rec-doubt').count()
    await first.getByRole('button', { name: 'Settle' }).click()
    await expect.poll(() => page.locator('.rec-doubt').count()).toBe(open - 1)
    await page.getByText(/^Settled \(1\)/).click()
    await page.getByText('The number should be 4.').waitFor()
    await page.getByText(/^Ada Proof, /).waitFor()
  })

  it('make an index and a compilation of what was chosen, as pages and as files', async () => {
    const files = { Word: 'docx', PDF: 'pdf', 'Akoma Ntoso': 'xml' }
    for (const document of ['index', 'compilation']) {
      await page.goto(`${origin}/recommendations/${document}`)
      await page.getByRole('heading', { level: 2, name: 'Criminal justice response' }).waitFor()
      expect(await accessible()).toEqual([])
      for (const [name, ending] of Object.entries(files)) {
        const saved = page.waitForEvent('download')
        await page.getByRole('link', { name: `Save as ${name}` }).click()
        expect((await saved).suggestedFilename()).toBe(`recommendations-${document}.${ending}`)
      }
      await page.getByRole('radio', { name: 'By addressee' }).check()
      await page.getByRole('heading', { level: 2, name: 'the Conference' }).waitFor()
      await page.getByRole('checkbox', { name: /^the Secretariat/ }).check()
      await expect.poll(() => page.locator('.rec-theme').count()).toBe(1)
      expect(new URL(page.url()).searchParams.get('order')).toBe('addressee')
    }
  })

  it('can be read in Arabic, from right to left, on a phone, the report itself from left to right', async () => {
    await openPage('ar', { width: 390, height: 800 })
    for (const path of [
      '/recommendations',
      '/recommendations/2010-04-20/13',
      '/meeting-reports',
      '/meeting-reports/doubts',
      '/recommendations/index',
      '/recommendations/compilation',
    ]) {
      await page.goto(origin + path)
      await page.locator('h1').waitFor()
      await page.waitForTimeout(700)
      expect(await accessible()).toEqual([])
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0)
    }
    await page.goto(`${origin}/recommendations/2010-04-20/13`)
    expect(await page.locator('.rec-printed').getAttribute('dir')).toBe('ltr')
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
  })

  it('report no fault of their own', () => {
    expect(faults).toEqual([])
  })
})

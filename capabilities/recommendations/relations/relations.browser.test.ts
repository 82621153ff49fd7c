import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { markAsDemonstration } from '#platform/access/settings.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { compose } from '../../../apps/server/compose.ts'
import { buildWeb } from '../../../scripts/build-web.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { proposeForReport } from './relating.store.ts'
import { listRelations } from './relations.store.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const folder = mkdtempSync(join(tmpdir(), 'palermo-relations-'))
/** Where pictures of the screens are put, for a person to look at; none are made when it is not set. */
const pictures = process.env.PALERMO_PICTURES
const agencyId = randomUUID()
const password = 'harbour-lantern-window-7781'
const email = 'rapporteur@office.example'
const node = nodeCaller('import')

let database: Database
let composed: Awaited<ReturnType<typeof compose>>
let origin: string
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  await buildWeb()
  database = await open({ folder: 'memory' })
  await prepareNode()
  const configuration = readConfiguration({ PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' })
  const port = 20_000 + ((process.pid + 977) % 20_000)
  origin = `http://localhost:${port}`
  composed = await compose({
    configuration: { ...configuration, port, origin },
    database,
    keys: nodeKeysFrom(randomBytes(32)),
    log: silentLog,
  })
  await composed.http.fastify.listen({ host: '127.0.0.1', port })
  browser = await chromium.launch({
    executablePath: process.env.PALERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await composed?.close()
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function prepareNode() {
  const passwordHash = await hashPassword(password)
  await database.write(nodeCaller('demonstration'), async tx => {
    await markAsDemonstration(tx, '1')
    await foundAgency(tx, {
      id: agencyId,
      name: 'Office of the Rapporteur',
      kind: 'national-rapporteur',
      country: null,
    })
  })
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
  for (const { file } of SAMPLE_REPORTS) {
    const read = readFile(readFileSync(new URL(`../${file}`, import.meta.url)))
    if (!read.ok) throw new Error(read.problem.sentence)
    await database.write(node, tx => enterFile(tx, read.file, randomUUID()))
    await database.write(node, tx => proposeForReport(tx, read.file.id, randomUUID()))
  }
}

async function openPage(locale: string, more: object = {}): Promise<Page> {
  const context = await browser.newContext({
    locale,
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...more,
  })
  context.setDefaultTimeout(60_000)
  await context.addInitScript(`localStorage.setItem('ui.language', ${JSON.stringify(locale)})`)
  const page = await context.newPage()
  page.on('pageerror', error => faults.push(error.message))
  await page.goto(`${origin}/`)
  const status = await page.evaluate(
    async ([email, password]) =>
      (
        await fetch('/api/auth/sign-in/email', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password }),
        })
      ).status,
    [email, password],
  )
  expect(status).toBe(200)
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: !name.startsWith('queue') })
}

async function withoutFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(found => found.html)])).toEqual([])
}

const relations = (state: 'accepted' | 'rejected') =>
  database.read(node, tx => listRelations(tx, { state }, { limit: 50, offset: 0 }))

it('is reviewed by keyboard, side by side, and shown on the recommendation that it is about', async () => {
  const page = await openPage('en')
  await page.goto(`${origin}/recommendations/relations`)
  const cards = page.locator('[data-relation]')
  await cards.first().waitFor()
  const before = await cards.count()
  expect(before).toBeGreaterThan(3)
  await withoutFaults(page)
  await picture(page, 'queue-en-light')
  expect(await cards.first().locator('mark').count()).toBeGreaterThan(0)

  // As proposed, by key.
  const first = await cards.first().getAttribute('data-relation')
  await cards.first().focus()
  await page.keyboard.press('a')
  await page.locator(`[data-relation="${first}"]`).waitFor({ state: 'detached' })
  // The next one has the focus; a key in a field is a letter.
  await page.locator('[data-relation]:focus').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  const second = await page.locator('[data-relation]:focus').getAttribute('data-relation')
  await page.keyboard.press('r')
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('They ask for other things, a and r are letters here')
  await page.keyboard.press('Enter')
  await page.locator(`[data-relation="${second}"]`).waitFor({ state: 'detached' })

  // As another relation, by pointer.
  const third = cards.first()
  const thirdId = await third.getAttribute('data-relation')
  await third.getByLabel('How they are related').selectOption('narrows')
  await third.getByRole('button', { name: 'Accept' }).click()
  await page.locator(`[data-relation="${thirdId}"]`).waitFor({ state: 'detached' })

  const accepted = await relations('accepted')
  expect(accepted.map(one => one.id).sort()).toEqual([first, thirdId].sort())
  expect(accepted.find(one => one.id === thirdId)).toMatchObject({
    type: 'narrows',
    decided: { by: 'Ada Proof' },
  })
  expect((await relations('rejected')).map(one => [one.id, one.remark])).toEqual([
    [second, 'They ask for other things, a and r are letters here'],
  ])

  const { from } = accepted.find(one => one.id === thirdId)!
  await page.goto(`${origin}/recommendations/${from.report}/${from.address}`)
  const section = page.getByRole('heading', { name: 'Related recommendations' })
  await section.waitFor()
  await page.getByText('proposed and accepted').first().waitFor()
  expect(await page.getByText(/Accepted by Ada Proof/).count()).toBeGreaterThan(0)
  await withoutFaults(page)
  await picture(page, 'recommendation-en-light')
  expect(faults).toEqual([])
}, 240_000)

it('is added by hand from a recommendation', async () => {
  const page = await openPage('en')
  const [one] = await relations('accepted')
  await page.goto(`${origin}/recommendations/${one!.from.report}/${one!.from.address}`)
  await page.getByText('Add a relation').click()
  await page.getByLabel('This recommendation …').selectOption('supersedes')
  await page.getByLabel('The other recommendation').fill('shelter')
  await page.getByRole('radio').first().check()
  await page.getByLabel('Why (optional)').fill('It says it in full.')
  await picture(page, 'add-en-light')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('added by hand').first().waitFor()
  await expect
    .poll(async () => (await relations('accepted')).some(found => found.type === 'supersedes'))
    .toBe(true)
  expect(faults).toEqual([])
}, 180_000)

it('stands right in Arabic, in the dark and on a phone', async () => {
  const page = await openPage('ar', { colorScheme: 'dark', viewport: { width: 390, height: 844 } })
  await page.goto(`${origin}/recommendations/relations`)
  await page.locator('[data-relation]').first().waitFor()
  expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await withoutFaults(page)
  await picture(page, 'queue-ar-dark-phone')
  expect(faults).toEqual([])
}, 180_000)

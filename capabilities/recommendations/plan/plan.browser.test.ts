import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { strFromU8, unzipSync } from 'fflate'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { nodeCaller, type Role } from '#kernel/policy/caller.ts'
import { markAsDemonstration } from '#platform/access/settings.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { type NodeKeys, nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { compose } from '../../../apps/server/compose.ts'
import { buildWeb } from '../../../scripts/build-web.ts'
import { callerOf } from '../../../test/support/database.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { enterFile, readFile } from '../reports.store.ts'

const folder = mkdtempSync(join(tmpdir(), 'palermo-plan-'))
const password = 'harbour-lantern-window-7781'
const agencies = { ministry: randomUUID(), shelter: randomUUID(), rapporteur: randomUUID() }
const names = {
  ministry: 'Coordination Office',
  shelter: 'Shelter Service',
  rapporteur: 'Office of the Rapporteur',
}
const kinds = { ministry: 'ministry', shelter: 'shelter', rapporteur: 'national-rapporteur' }
const staff: Record<keyof typeof agencies, Role> = {
  ministry: 'ministry',
  shelter: 'supervisor',
  rapporteur: 'rapporteur',
}

let database: Database
let keys: NodeKeys
let composed: Awaited<ReturnType<typeof compose>>
let origin: string
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  await buildWeb()
  keys = nodeKeysFrom(randomBytes(32))
  database = await open({ folder: 'memory' })
  await prepareNode()
  const configuration = readConfiguration({ PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' })
  const port = 20_000 + ((process.pid + 7_000) % 20_000)
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
  await composed?.close()
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function prepareNode() {
  const passwordHash = await hashPassword(password)
  await database.write(nodeCaller('demonstration'), async tx => {
    await markAsDemonstration(tx, '1')
    for (const key of Object.keys(agencies) as (keyof typeof agencies)[]) {
      await foundAgency(tx, { id: agencies[key], name: names[key], kind: kinds[key], country: null })
      await createAccount(tx, {
        id: randomUUID(),
        name: `Somebody of ${names[key]}`,
        email: `${key}@office.example`,
        passwordHash,
        memberships: [{ agencyId: agencies[key], role: staff[key] }],
        demonstration: { role: staff[key], agency: names[key], password },
      })
    }
  })
  const ministry = callerOf(agencies.ministry, { roles: ['ministry'] })
  for (const { file } of SAMPLE_REPORTS) {
    const read = readFile(readFileSync(new URL(`../${file}`, import.meta.url)))
    if (!read.ok) throw new Error(`${file} cannot be read.`)
    await database.write(ministry, tx => enterFile(tx, read.file, randomUUID()))
  }
}

/** Opens cases in which shelter was given in a year, as a caseworker would. */
async function giveShelter(count: number, year: number) {
  const cases = Array.from({ length: count }, () => ({
    id: randomUUID(),
    actId: randomUUID(),
    content: {
      ...emptyContent(),
      case: { openedOn: `${year}-03-01` },
      service: [{ type: 'Shelter', from: `${year}-03-02` }],
    },
  }))
  await database.write(callerOf(agencies.shelter), tx => openCases(tx, keys, cases as never))
}

async function signedIn(key: keyof typeof agencies, language = 'en'): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en',
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  await context.addInitScript(`localStorage.setItem('ui.language', ${JSON.stringify(language)})`)
  const page = await context.newPage()
  page.on('pageerror', error => faults.push(error.message))
  const answer = await page.request.post(`${origin}/api/auth/sign-in/email`, {
    data: { email: `${key}@office.example`, password },
    headers: { origin },
  })
  expect(answer.ok()).toBe(true)
  return [page, context]
}

const accessible = async (page: Page) =>
  (
    await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
  ).violations.map(v => `${v.id}: ${v.nodes[0]?.html}`)

async function choose(page: Page, label: string, option: string | RegExp) {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** A short list stands open as radio buttons. */
const pick = (page: Page, label: string, option: string | RegExp) =>
  page.getByRole('radiogroup', { name: label, exact: true }).getByLabel(option).check()

describe('the plan of action in a browser', () => {
  it('is made for a recommendation, moves with the cases, is reported on, assessed and printed', {
    timeout: 240_000,
  }, async () => {
    await giveShelter(12, 2024)
    const [ministry] = await signedIn('ministry')
    await ministry.goto(`${origin}/plan`)
    await ministry.getByText('No actions yet').waitFor()
    expect(await accessible(ministry)).toEqual([])

    await ministry.goto(`${origin}/recommendations/2019/R9`)
    await ministry.getByText('No action of the plan answers this recommendation.').waitFor()
    await ministry.getByRole('link', { name: 'Make an action for it' }).click()
    await ministry.getByText('DEMO/COP/WG.1/2019/6, Recommendation 9').waitFor()
    await ministry.getByRole('button', { name: 'Put into the plan' }).click()
    await ministry.getByRole('heading', { name: 'Something needs correction' }).waitFor()
    expect(await accessible(ministry)).toEqual([])
    await ministry.getByLabel('Title', { exact: true }).fill('Open shelter places')
    await choose(ministry, 'Theme', 'Protection of and assistance to victims')
    await pick(ministry, 'Responsible institution (optional)', 'Shelter Service')
    await pick(ministry, 'Focal point (optional)', /Somebody of Shelter Service/)
    await pick(ministry, 'Validating authority', 'Coordination Office')
    await ministry.getByLabel('Begins on').fill('2024-01-01')
    await ministry.getByLabel('Due on').fill('2030-12-31')
    await ministry.getByLabel('A live figure of this node').check()
    await choose(ministry, 'Live figure (optional)', 'Shelter given')
    await ministry.getByRole('button', { name: 'Put into the plan' }).click()
    await ministry.getByRole('heading', { level: 1, name: 'Open shelter places' }).waitFor()
    await ministry.getByRole('heading', { name: 'Shelter: 12 in 2024' }).waitFor()
    expect(await accessible(ministry)).toEqual([])

    await giveShelter(9, 2025)
    await ministry.getByRole('heading', { name: 'Shelter: 12 in 2024, 9 in 2025' }).waitFor()

    const path = new URL(ministry.url()).pathname
    const [shelter] = await signedIn('shelter')
    await shelter.goto(origin + path)
    await shelter.getByRole('link', { name: 'Report progress' }).click()
    await shelter.getByLabel('Implemented', { exact: true }).check()
    await shelter.getByLabel('Why this status').fill('All places are open.')
    await shelter.getByRole('button', { name: 'Add a figure' }).click()
    await shelter.getByLabel('What it is').fill('Places open')
    await shelter.getByLabel('Figure', { exact: true }).fill('24')
    await shelter.getByLabel('As of').fill('2025-06-30')
    await shelter.getByLabel('Source', { exact: false }).fill('Register')
    expect(await accessible(shelter)).toEqual([])
    await shelter.getByRole('button', { name: 'Send the report' }).click()
    await shelter.getByText('Waits for validation').first().waitFor()

    await ministry.getByRole('button', { name: 'Accept the report' }).click()
    await ministry.getByText('Validated', { exact: false }).first().waitFor()

    const [rapporteur] = await signedIn('rapporteur')
    await rapporteur.goto(`${origin}${path}/assess`)
    await rapporteur.getByLabel('In progress').check()
    await rapporteur.getByLabel('Why this status').fill('Half of the rooms are empty.')
    await rapporteur.getByRole('button', { name: 'Record the assessment' }).click()
    await rapporteur.getByText('What is reported and what is found are not the same.').waitFor()
    await rapporteur.goto(`${origin}/plan/differences`)
    await rapporteur
      .getByRole('button', { name: '1 action: reported “Implemented”, found “In progress”' })
      .waitFor()
    expect(await accessible(rapporteur)).toEqual([])
    for (const view of ['timeline', 'gaps', 'yearly']) {
      await rapporteur.goto(`${origin}/plan/${view}`)
      await rapporteur.getByText('Open shelter places').first().waitFor()
      expect(await accessible(rapporteur), view).toEqual([])
    }

    const link = rapporteur.getByRole('link', { name: 'Save as Word document' })
    const answer = await rapporteur.request.get(origin + (await link.getAttribute('href')))
    expect(answer.status(), await answer.text()).toBe(200)
    expect(answer.headers()['content-disposition']).toContain('plan-of-action-')
    const text = strFromU8(unzipSync(new Uint8Array(await answer.body()))['word/document.xml']!)
    for (const words of [
      'Open shelter places',
      'All places are open.',
      'Half of the rooms are empty.',
      'Shelter given',
    ])
      expect(text).toContain(words)

    const [arabic] = await signedIn('rapporteur', 'ar')
    await arabic.goto(`${origin}/plan`)
    await arabic.getByRole('heading', { level: 1, name: 'خطة العمل' }).waitFor()
    expect(await arabic.evaluate('document.documentElement.dir')).toBe('rtl')
    await arabic.getByText('Open shelter places').waitFor()
    expect(await accessible(arabic)).toEqual([])
    expect(faults).toEqual([])
  })
})

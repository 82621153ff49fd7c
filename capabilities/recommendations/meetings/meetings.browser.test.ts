import { randomBytes, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencyKind, nodeCaller, type Role } from '#kernel/policy/caller.ts'
import { markAsDemonstration } from '#platform/access/settings.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { compose } from '../../../apps/server/compose.ts'
import { buildWeb } from '../../../scripts/build-web.ts'
import { EXAMPLE_AGENDA, EXAMPLE_DRAFT, EXAMPLE_MEETING } from './meetings.examples.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const folder = mkdtempSync(join(tmpdir(), 'palermo-meetings-'))
const password = 'harbour-lantern-window-7781'
const people: [string, Role, string, string, AgencyKind][] = [
  [
    'secretariat',
    'secretariat',
    'aaaaaaaa-0000-4000-8000-0000000000a1',
    'Secretariat of the Conference',
    'secretariat',
  ],
  ['chair', 'chair', 'aaaaaaaa-0000-4000-8000-0000000000a1', 'Secretariat of the Conference', 'secretariat'],
  ['calmeria', 'delegate', 'aaaaaaaa-0000-4000-8000-0000000000a2', 'Calmeria', 'delegation'],
  ['ostelway', 'delegate', 'aaaaaaaa-0000-4000-8000-0000000000a3', 'Ostelway', 'delegation'],
]

let database: Database
let composed: Awaited<ReturnType<typeof compose>>
let origin: string
let browser: Browser
const contexts: BrowserContext[] = []
const faults: string[] = []

beforeAll(async () => {
  await buildWeb()
  // A copy of its own: another build must not take the screens away while they are walked.
  const web = join(folder, 'web')
  cpSync(new URL('../../../dist/web', import.meta.url), web, { recursive: true })
  database = await open({ folder: 'memory' })
  await prepareNode()
  const configuration = readConfiguration({ PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' })
  const port = 20_000 + ((process.pid + 7_000) % 20_000)
  origin = `http://localhost:${port}`
  composed = await compose(
    {
      configuration: { ...configuration, port, origin },
      database,
      keys: nodeKeysFrom(randomBytes(32)),
      log: silentLog,
    },
    web,
  )
  await composed.http.fastify.listen({ host: '127.0.0.1', port })
  browser = await chromium.launch({
    executablePath: process.env.PALERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  })
}, 300_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await composed?.close()
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function prepareNode() {
  await database.write(nodeCaller('demonstration'), tx => markAsDemonstration(tx, '1'))
  const passwordHash = await hashPassword(password)
  const founded = new Set<string>()
  for (const [name, role, agencyId, agency, kind] of people) {
    if (!founded.has(agencyId))
      await database.write(nodeCaller('demonstration'), tx =>
        foundAgency(tx, { id: agencyId, name: agency, kind, country: null }),
      )
    founded.add(agencyId)
    await database.write(nodeCaller('demonstration'), tx =>
      createAccount(tx, {
        id: randomUUID(),
        name: `Person ${name}`,
        email: `${name}@meeting.example`,
        passwordHash,
        memberships: [{ agencyId, role }],
        demonstration: { role, agency, password },
      }),
    )
  }
}

/** A browser of its own for one person, signed in. */
async function sit(who: string, language = 'en', viewport = { width: 1280, height: 860 }): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    locale: 'en',
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  contexts.push(context)
  context.setDefaultTimeout(40_000)
  await context.addInitScript(`localStorage.setItem('ui.language', ${JSON.stringify(language)})`)
  const page = await context.newPage()
  page.on('pageerror', error => faults.push(`${who}: ${error.message}`))
  page.on('console', message => {
    if (
      message.type() === 'error' &&
      !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text())
    )
      faults.push(`${who}: ${message.text()}`)
  })
  await page.goto(origin)
  const answer = await context.request.post(`${origin}/api/auth/sign-in/email`, {
    data: { email: `${who}@meeting.example`, password },
    headers: { origin },
  })
  expect(answer.status()).toBe(200)
  return page
}

const textOf = (page: Page) => page.getByLabel('Text of the recommendation').inputValue()
const saved = (page: Page) => page.locator('.mt-saving[data-state="saved"]').waitFor()
/** Types at the end of the shared text, key by key, as somebody does. */
async function typeAtEnd(page: Page, words: string) {
  const field = page.getByLabel('Text of the recommendation')
  await field.focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words, { delay: 25 })
}
async function typeAtStart(page: Page, words: string) {
  const field = page.getByLabel('Text of the recommendation')
  await field.focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type(words, { delay: 25 })
}
async function seesNoBarrier(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(v => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
}

describe('a small meeting', () => {
  let secretariat: Page
  let chair: Page
  let calmeria: Page
  let ostelway: Page
  let room: string
  let meeting: string

  it('is convened by the secretariat', async () => {
    secretariat = await sit('secretariat')
    await secretariat.goto(`${origin}/meetings`)
    await secretariat.getByRole('button', { name: 'Convene a meeting' }).click()
    for (const [label, value] of [
      ['Place', EXAMPLE_MEETING.place],
      ['First day', EXAMPLE_MEETING.from],
      ['Last day', EXAMPLE_MEETING.to],
      ['Symbol of the report', EXAMPLE_MEETING.symbol!],
      ['Body it reports to', EXAMPLE_MEETING.organ],
    ])
      await secretariat.getByLabel(label!, { exact: false }).first().fill(value!)
    await secretariat.locator('form').getByRole('button', { name: 'Convene a meeting' }).click()
    await secretariat.waitForURL(/\/meetings\/[0-9a-f-]{36}$/)
    meeting = new URL(secretariat.url()).pathname
    await secretariat.getByRole('heading', { level: 1, name: /Port Calme/ }).waitFor()
    expect(await secretariat.getByText('Adoption of the report').count()).toBeGreaterThan(0)
    const id = meeting.split('/').at(-1)!
    const agenda = await secretariat.request.put(`${origin}/api/meetings/${id}/agenda`, {
      data: { agenda: EXAMPLE_AGENDA },
      headers: { origin },
    })
    expect(agenda.status()).toBe(204)
    await secretariat.getByText('Safe shelter for victims of trafficking in persons').waitFor()
    await seesNoBarrier(secretariat)
  }, 240_000)

  it('has two delegations draft one recommendation at the same time, and nobody’s words are lost', async () => {
    calmeria = await sit('calmeria')
    ostelway = await sit('ostelway')
    await calmeria.goto(origin + meeting)
    await calmeria.getByRole('button', { name: 'Propose a recommendation' }).click()
    await calmeria.getByLabel('Heading', { exact: true }).fill(EXAMPLE_DRAFT.section)
    await calmeria.getByLabel('Text of the recommendation').fill(EXAMPLE_DRAFT.text)
    await calmeria.locator('form').getByRole('button', { name: 'Propose a recommendation' }).click()
    await calmeria.waitForURL(/\/drafts\//)
    room = new URL(calmeria.url()).pathname
    await ostelway.goto(origin + room)
    await ostelway.getByLabel('Text of the recommendation').waitFor()
    await calmeria.getByLabel('Text of the recommendation').waitFor()

    await Promise.all([
      typeAtEnd(calmeria, ' They should train interpreters, and pay them fairly.'),
      typeAtStart(ostelway, 'In order to protect children, '),
    ])
    await Promise.all([saved(calmeria), saved(ostelway)])
    const whole =
      'In order to protect children, States parties should provide victims of trafficking in persons with safe shelter. They should train interpreters, and pay them fairly.'
    for (const page of [calmeria, ostelway])
      await expect.poll(() => textOf(page), { timeout: 20_000 }).toBe(whole)
    await calmeria.getByText(/Who wrote which words/).click()
    await calmeria.locator('.mt-legend').getByText('Ostelway').waitFor()
    await seesNoBarrier(calmeria)
  }, 240_000)

  it('keeps words that are written while the line is down, and merges them when it is back', async () => {
    await calmeria.context().setOffline(true)
    await typeAtEnd(calmeria, ' Offline words.')
    await calmeria.locator('.mt-saving[data-state="waiting"]').waitFor()
    await typeAtEnd(ostelway, ' Online words.')
    await saved(ostelway)
    await calmeria.context().setOffline(false)
    await saved(calmeria)
    for (const page of [calmeria, ostelway]) {
      await expect.poll(() => textOf(page), { timeout: 30_000 }).toContain('Offline words.')
      await expect.poll(() => textOf(page), { timeout: 30_000 }).toContain('Online words.')
    }
    const both = await textOf(calmeria)
    expect(await textOf(ostelway)).toBe(both)
    // One takes her own words back, the way she always does; the other's stay.
    const field = calmeria.getByLabel('Text of the recommendation')
    await field.focus()
    await calmeria.keyboard.press('Control+z')
    await saved(calmeria)
    await expect.poll(() => textOf(ostelway), { timeout: 20_000 }).toContain('Online words.')
  }, 240_000)

  it('has suggestions taken up, positions held, the text adopted as orally amended', async () => {
    await ostelway.getByLabel('Text of the recommendation').fill(EXAMPLE_DRAFT.text)
    await saved(ostelway)
    await expect.poll(() => textOf(calmeria), { timeout: 20_000 }).toBe(EXAMPLE_DRAFT.text)
    await ostelway.getByText('States parties').first().waitFor()
    await ostelway.getByRole('button', { name: 'Suggest another text' }).click()
    await ostelway.getByLabel('The text as you would have it').fill(EXAMPLE_DRAFT.suggestion)
    await ostelway.getByRole('button', { name: 'Suggest it' }).click()
    await calmeria.getByRole('article', { name: 'Suggestion by Ostelway' }).locator('ins').first().waitFor()
    await ostelway.getByLabel('Reservation').check()
    await ostelway.getByLabel('A word of reason').fill('Its law has no such term.')
    await ostelway.getByRole('button', { name: 'Take this position' }).click()

    chair = await sit('chair')
    await chair.goto(origin + room)
    await chair.getByRole('button', { name: 'Take it up' }).click()
    await expect.poll(() => textOf(calmeria), { timeout: 20_000 }).toBe(EXAMPLE_DRAFT.suggestion)
    await chair.getByRole('button', { name: 'Close the drafting' }).click()
    await calmeria.getByText('Drafting is closed; this text is before the meeting.').waitFor()
    const final = EXAMPLE_DRAFT.suggestion.replace('safe shelter', 'safe and free shelter')
    await chair.getByLabel('Final text, as orally amended').fill(final)
    await chair.locator('ins').getByText('and free').waitFor()
    await chair.getByRole('button', { name: 'It is adopted as orally amended' }).click()
    await chair.getByRole('heading', { level: 1, name: 'Recommendation 1' }).waitFor()
    await calmeria.getByRole('heading', { level: 1, name: 'Recommendation 1' }).waitFor()
    await seesNoBarrier(chair)
  }, 240_000)

  it('is printed, adopted and stands in the registry', async () => {
    await chair.goto(`${origin}${meeting}/report`)
    await chair.getByRole('heading', { name: 'Recommendation 1' }).waitFor()
    await chair.getByText('Its law has no such term.').waitFor()
    await seesNoBarrier(chair)
    await chair.getByRole('button', { name: 'The report is adopted' }).click()
    await chair.getByText('Adopted on 18 November 2026.').waitFor()
    await secretariat.goto(`${origin}${meeting}/report`)
    await secretariat.getByRole('button', { name: 'Enter it into the registry' }).click()
    await secretariat
      .getByRole('link', { name: 'The report stands in the registry of recommendations' })
      .click()
    await secretariat.waitForURL(/\/meeting-reports\/2026-11-16$/)
    await secretariat.goto(`${origin}/recommendations/2026-11-16/R1`)
    await secretariat.getByText('safe and free shelter').first().waitFor()
    const id = meeting.split('/').at(-1)!
    for (const [kind, start] of [
      ['docx', 'PK'],
      ['xml', '<?xml'],
      ['txt', 'Conference of the Parties'],
    ] as const) {
      const file = await secretariat.request.get(`${origin}/api/meetings/${id}/report.${kind}`)
      expect((await file.body()).toString('latin1').startsWith(start), kind).toBe(true)
    }
  }, 240_000)

  it('reads from right to left, on a phone, without anything running out of the page', async () => {
    const page = await sit('ostelway', 'ar', { width: 390, height: 844 })
    for (const path of ['/meetings', meeting, room, `${meeting}/report`, '/meeting-topics']) {
      await page.goto(origin + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
      await expect
        .poll(() => page.evaluate('document.documentElement.scrollWidth - innerWidth'))
        .toBeLessThanOrEqual(0)
      await seesNoBarrier(page)
    }
    expect(faults).toEqual([])
  }, 240_000)
})

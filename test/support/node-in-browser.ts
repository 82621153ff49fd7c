import { randomBytes, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { nodeCaller, type Role } from '#kernel/policy/caller.ts'
import { markAsDemonstration } from '#platform/access/settings.ts'
import { createAccount, foundAgency } from '#platform/accounts/accounts.store.ts'
import { hashPassword } from '#platform/accounts/accounts.ts'
import { readConfiguration } from '#platform/configuration/configuration.ts'
import { type Database, open } from '#platform/database/open.ts'
import { silentLog } from '#platform/telemetry/log.ts'
import { type NodeKeys, nodeKeysFrom } from '#platform/vault/node-keys.ts'
import { compose } from '../../apps/server/compose.ts'
import { buildWeb } from '../../scripts/build-web.ts'

/** Somebody who works on a node of a test; who names the same agency is a colleague. */
export interface Staff {
  agencyId: string
  agency: string
  kind: string
  role: Role
}

/** A node in memory that is served, and a browser before it. */
export interface NodeInBrowser {
  database: Database
  keys: NodeKeys
  origin: string
  /** What went wrong in the pages, as the browser said it. */
  faults: string[]
  /** A page of somebody who has signed in, in a browser of her own. */
  pageOf(name: string, language?: string, look?: BrowserContextOptions): Promise<Page>
  stop(): Promise<void>
}

/** An Arabic phone is the narrowest of the screens that are looked at. */
export const phone = { viewport: { width: 390, height: 844 } } as const

const password = 'harbour-lantern-window-7781'
const ownDist = new URL('../../dist/web', import.meta.url).pathname

/** Somebody of an agency of her own. */
export const somebody = (agency: string, kind: string, role: Role): Staff => ({
  agencyId: randomUUID(),
  agency,
  kind,
  role,
})

/**
 * Builds the web application, serves a node of its own and starts a browser.
 * @param staff accounts by name
 * @param prepare what stands on the node before anybody comes
 */
export async function startNodeInBrowser(
  staff: Readonly<Record<string, Staff>>,
  prepare: (database: Database) => Promise<unknown> = async () => undefined,
): Promise<NodeInBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'palermo-browser-'))
  const web = await ownCopyOfWeb(folder)
  const keys = nodeKeysFrom(randomBytes(32))
  const database = await open({ folder: 'memory' })
  await employ(database, staff)
  await prepare(database)
  const configuration = readConfiguration({ PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' })
  const port = 20_000 + ((process.pid + 3_000) % 20_000)
  const origin = `http://localhost:${port}`
  const parts = { configuration: { ...configuration, port, origin }, database, keys, log: silentLog }
  const composed = await compose(parts, web)
  await composed.http.fastify.listen({ host: '127.0.0.1', port })
  await composed.start()
  const browser = await startBrowser()
  const faults: string[] = []
  return {
    database,
    keys,
    origin,
    faults,
    async pageOf(name, language = 'en', look = {}) {
      const page = await openPage(browser, { serviceWorkers: 'block', ...look }, faults)
      await page.addInitScript(`localStorage.setItem('ui.language', ${JSON.stringify(language)})`)
      const answer = await page.request.post(`${origin}/api/auth/sign-in/email`, {
        data: { email: `${name}@office.example`, password },
        headers: { origin },
      })
      if (!answer.ok()) throw new Error(`${name} could not sign in: ${answer.status()}`)
      return page
    },
    async stop() {
      await browser.close()
      await composed.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function employ(database: Database, staff: Readonly<Record<string, Staff>>) {
  const passwordHash = await hashPassword(password)
  const founded = new Set<string>()
  await database.write(nodeCaller('demonstration'), async tx => {
    await markAsDemonstration(tx, '1')
    for (const [name, { agencyId, agency, kind, role }] of Object.entries(staff)) {
      if (!founded.has(agencyId)) await foundAgency(tx, { id: agencyId, name: agency, kind, country: null })
      founded.add(agencyId)
      await createAccount(tx, {
        id: randomUUID(),
        name: `Somebody of ${agency}`,
        email: `${name}@office.example`,
        passwordHash,
        memberships: [{ agencyId, role }],
        demonstration: { role, agency, password },
      })
    }
  })
}

/**
 * The web application, built and copied: a server lists its files when it starts, so a build that another test or
 * person makes meanwhile would leave its pages empty.
 */
async function ownCopyOfWeb(folder: string): Promise<string> {
  const web = join(folder, 'web')
  const stampOf = (of: string) => {
    const stamp = join(of, '.built-from')
    return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined
  }
  for (let tries = 0; tries < 5; tries++) {
    await buildWeb()
    const before = stampOf(ownDist)
    rmSync(web, { recursive: true, force: true })
    cpSync(ownDist, web, { recursive: true })
    if (before !== undefined && stampOf(ownDist) === before && stampOf(web) === before) return web
  }
  throw new Error('The web application is built anew all the time; try again when nobody builds it.')
}

/** Chromium of the system, as every test starts it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
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
}

/**
 * A page of somebody at her own machine.
 * @param faults takes what the page says went wrong
 */
export async function openPage(
  browser: Browser,
  look: BrowserContextOptions = {},
  faults: string[] = [],
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en',
    reducedMotion: 'reduce',
    ...look,
  })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => {
    // An answer that refuses, and a line that is cut on purpose, are no faults of the page.
    if (message.type() === 'error' && !/Failed to load|ERR_INTERNET_DISCONNECTED/.test(message.text()))
      faults.push(message.text())
  })
  return page
}

/** What WCAG 2.2 AA finds wrong with a page, by axe; empty where nothing is. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(v => `${v.id}: ${v.nodes[0]?.html}`)
}

/** How many pixels a page is wider than the window; 0 where nothing scrolls sideways. */
export const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
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

/** Somebody who works on a node of a test. */
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
  /** A page of somebody who has signed in. */
  pageOf(name: string, language?: string): Promise<Page>
  stop(): Promise<void>
}

const password = 'harbour-lantern-window-7781'

/**
 * Builds the web application, serves a node of its own and starts a browser.
 * @param staff accounts by name, each of an agency of its own
 */
export async function startNodeInBrowser(staff: Readonly<Record<string, Staff>>): Promise<NodeInBrowser> {
  await buildWeb()
  const folder = mkdtempSync(join(tmpdir(), 'palermo-browser-'))
  const keys = nodeKeysFrom(randomBytes(32))
  const database = await open({ folder: 'memory' })
  const passwordHash = await hashPassword(password)
  await database.write(nodeCaller('demonstration'), async tx => {
    await markAsDemonstration(tx, '1')
    for (const [name, { agencyId, agency, kind, role }] of Object.entries(staff)) {
      await foundAgency(tx, { id: agencyId, name: agency, kind, country: null })
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
  const configuration = readConfiguration({ PALERMO_DATA: folder, PORT: '0', PALERMO_LOG_LEVEL: 'silent' })
  const port = 20_000 + ((process.pid + 3_000) % 20_000)
  const origin = `http://localhost:${port}`
  const composed = await compose({
    configuration: { ...configuration, port, origin },
    database,
    keys,
    log: silentLog,
  })
  await composed.http.fastify.listen({ host: '127.0.0.1', port })
  await composed.start()
  const browser = await startBrowser()
  const faults: string[] = []
  return {
    database,
    keys,
    origin,
    faults,
    async pageOf(name, language = 'en') {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en',
        serviceWorkers: 'block',
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(60_000)
      await context.addInitScript(`localStorage.setItem('ui.language', ${JSON.stringify(language)})`)
      const page = await context.newPage()
      page.on('pageerror', error => faults.push(error.message))
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

/** Chromium of the system, as every test starts it. */
function startBrowser(): Promise<Browser> {
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

/** What WCAG 2.2 AA finds wrong with a page, by axe; empty where nothing is. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(v => `${v.id}: ${v.nodes[0]?.html}`)
}

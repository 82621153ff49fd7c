import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { open } from '#platform/database/open.ts'
import { loadNodeKeys } from '#platform/vault/node-keys.ts'
import { codelists } from '#standards/codelists.ts'
import { generate } from '../../apps/demo/generate.ts'
import { loadDemonstration } from '../../apps/demo/load.ts'
import { buildWeb } from '../../scripts/build-web.ts'
import { startNode } from '../faults/node-process.ts'
import { openPage, startBrowser } from './node-in-browser.ts'

/** A node in a process of its own, as an operator runs it, with the demonstration on it, and a browser before it. */
export interface DemonstrationInBrowser {
  origin: string
  visitor(): Promise<Page>
  /** A person at her own machine, signed in through the page. */
  signedIn(role: string): Promise<Page>
  stop(): Promise<void>
}

/**
 * Loads a tenth of the demonstration and starts a node on it.
 * @param seed of everything that is invented
 */
export async function startDemonstrationInBrowser(seed: number): Promise<DemonstrationInBrowser> {
  await buildWeb()
  codelists.admitInventedStates()
  const folder = mkdtempSync(join(tmpdir(), 'palermo-demonstration-'))
  const demonstration = generate(seed, 0.1)
  const database = await open({ folder })
  await loadDemonstration(database, loadNodeKeys(join(folder, 'node.key')), demonstration, () => {})
  await database.close()
  const node = await startNode({ PALERMO_DATA: folder })
  const origin = node.address
  const browser = await startBrowser()
  return {
    origin,
    visitor: () => openPage(browser),
    async signedIn(role) {
      const { email, password } = demonstration.accounts.find(account => account.role === role)!
      const page = await openPage(browser)
      await page.goto(origin)
      await page.getByLabel('E-mail address').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor()
      return page
    },
    async stop() {
      await browser.close()
      await node.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

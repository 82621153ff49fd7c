import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  somebody,
  startNodeInBrowser,
} from '../../../../test/support/node-in-browser.ts'
import { settle } from '../../returns/return.testing.ts'
import { aCorrectedReturn, returned } from './submission.testing.ts'

let node: NodeInBrowser
beforeAll(async () => {
  node = await startNodeInBrowser(
    { focal: somebody('Ministry of the Interior', 'ministry', 'ministry') },
    async database => {
      await settle(database)
      await returned(database, { period: '2023', revision: 1 })
    },
  )
}, 400_000)
afterAll(() => node?.stop())

const path = '/statistics/unodc'

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).first().click(),
  ])
  return readFileSync(await download.path())
}

it('a year is read as a draft, submitted, corrected with a reason, and downloaded as it was sent', async () => {
  const page = await node.pageOf('focal')
  await page.goto(node.origin + path)
  await page.getByText('Nothing has been submitted for 2023 yet').waitFor()
  await page.getByText('A draft that was not submitted.').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Submit 2023' }).click()
  await page.getByRole('heading', { name: 'Submission of 2023, revision 1' }).waitFor()
  const sent = await downloaded(page, 'Download as submitted')
  expect(read(sent).SheetNames).toContain('data_glotip_1')
  await page.getByRole('link', { name: 'Back to the draft' }).click()

  await returned(node.database, { period: '2023', revision: 2, content: aCorrectedReturn() })
  await page.goto(node.origin + path)
  await page.getByText('It is protected together with the submission before it.').waitFor()
  await page.getByText('Revision 1 said 20').waitFor()
  await page.getByText(/withheld that an earlier submission told/).waitFor()
  await page.getByLabel('What changed since the last submission, and why').fill('A second register was read.')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Submit 2023' }).click()
  await page.getByRole('heading', { name: 'Submission of 2023, revision 2' }).waitFor()
  await page.getByText(/Why this revision: .?A second register was read\./).waitFor()
  const about = utils.sheet_to_json<string[]>(
    read(await downloaded(page, 'Download as submitted')).Sheets.about!,
    { header: 1 },
  )
  expect(about).toContainEqual(['Reason for this revision', 'A second register was read.'])
  expect(await accessibilityFaults(page)).toEqual([])
  expect(node.faults).toEqual([])
})

it('and reads well from right to left on a phone', async () => {
  const page = await node.pageOf('focal', 'ar', phone)
  await page.goto(node.origin + path)
  await page.getByRole('heading', { level: 3 }).first().waitFor()
  await page.locator('.unodc-draft').waitFor()
  expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  expect(await accessibilityFaults(page)).toEqual([])
  expect(node.faults).toEqual([])
})

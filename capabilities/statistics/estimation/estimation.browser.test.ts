import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'

const published = new URL('../../../../shared/data/mse/UKdat_5.csv', import.meta.url)
let node: NodeInBrowser

beforeAll(async () => {
  node = await startNodeInBrowser({
    rapporteur: somebody('Office of the rapporteur', 'national-rapporteur', 'rapporteur'),
  })
}, 400_000)
afterAll(() => node?.stop())

describe('estimates of what nobody saw', () => {
  it.skipIf(!existsSync(published))(
    'come from a file of counts, with interval, picture and the sentence that goes with them',
    { timeout: 200_000 },
    async () => {
      const page = await node.pageOf('rapporteur')
      await page.goto(`${node.origin}/estimates`)
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'UKdat_5.csv', mimeType: 'text/csv', buffer: readFileSync(published) })
      const result = page.locator('.estimate-figure')
      await result.waitFor()
      expect(await result.textContent()).toMatch(/11,313.*9,884.*13,027/)
      await page.getByRole('img').first().waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(node.faults).toEqual([])
    },
  )

  it('say in one sentence why there is none where the lists never overlap', {
    timeout: 200_000,
  }, async () => {
    const page = await node.pageOf('rapporteur', 'ar', { ...phone, colorScheme: 'dark' })
    await page.goto(`${node.origin}/estimates`)
    await page.getByRole('textbox').first().fill('A,B,C,count\n1,0,0,20\n0,1,0,30\n0,0,1,40\n')
    await page.locator('button[type=submit]').click()
    await page.locator('.state-title').waitFor()
    expect(await page.locator('.estimate-figure').count()).toBe(0)
    expect(await sidewaysPx(page)).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

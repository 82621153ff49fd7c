import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { enterFile, readFile } from '../reports.store.ts'
import { proposeForReport } from './relating.store.ts'
import { listRelations } from './relations.store.ts'

/** Where pictures of the screens are put, for a person to look at; none are made when it is not set. */
const pictures = process.env.PALERMO_PICTURES
const machine = nodeCaller('import')

let node: NodeInBrowser
let origin: string
beforeAll(async () => {
  const staff = { ada: somebody('Office', 'national-rapporteur', 'rapporteur') }
  node = await startNodeInBrowser(staff, async database => {
    for (const { file } of SAMPLE_REPORTS) {
      const read = readFile(readFileSync(new URL(`../${file}`, import.meta.url)))
      if (!read.ok) throw new Error(read.problem.sentence)
      await database.write(machine, tx => enterFile(tx, read.file, randomUUID()))
      await database.write(machine, tx => proposeForReport(tx, read.file.id, randomUUID()))
    }
  })
  origin = node.origin
})
afterAll(() => node?.stop())

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: !name.startsWith('queue') })
}

const relations = (state: 'accepted' | 'rejected') =>
  node.database.read(machine, tx => listRelations(tx, { state }, { limit: 50, offset: 0 }))

it('is reviewed by keyboard, side by side, and shown on the recommendation that it is about', async () => {
  const page = await node.pageOf('ada')
  await page.goto(`${origin}/recommendations/relations`)
  const cards = page.locator('[data-relation]')
  await cards.first().waitFor()
  const before = await cards.count()
  expect(before).toBeGreaterThan(3)
  expect(await accessibilityFaults(page)).toEqual([])
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
    decided: { by: 'Somebody of Office' },
  })
  expect((await relations('rejected')).map(one => [one.id, one.remark])).toEqual([
    [second, 'They ask for other things, a and r are letters here'],
  ])

  const { from } = accepted.find(one => one.id === thirdId)!
  await page.goto(`${origin}/recommendations/${from.report}/${from.address}`)
  const section = page.getByRole('heading', { name: 'Related recommendations' })
  await section.waitFor()
  await page.getByText('proposed and accepted').first().waitFor()
  expect(await page.getByText(/Accepted by Somebody of Office/).count()).toBeGreaterThan(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await picture(page, 'recommendation-en-light')
  expect(node.faults).toEqual([])
})

it('is added by hand from a recommendation', async () => {
  const page = await node.pageOf('ada')
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
  expect(node.faults).toEqual([])
})

it('stands right in Arabic, in the dark and on a phone', async () => {
  const page = await node.pageOf('ada', 'ar', { colorScheme: 'dark', ...phone })
  await page.goto(`${origin}/recommendations/relations`)
  await page.locator('[data-relation]').first().waitFor()
  expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
  expect(await sidewaysPx(page)).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await picture(page, 'queue-ar-dark-phone')
  expect(node.faults).toEqual([])
})

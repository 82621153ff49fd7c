import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { EXAMPLE_AGENDA, EXAMPLE_DRAFT, EXAMPLE_MEETING } from './meetings.examples.ts'

const conference = somebody('Secretariat of the Conference', 'secretariat', 'secretariat')
const staff = {
  secretariat: conference,
  chair: { ...conference, role: 'chair' as const },
  calmeria: somebody('Calmeria', 'delegation', 'delegate'),
  ostelway: somebody('Ostelway', 'delegation', 'delegate'),
}

let node: NodeInBrowser
let origin: string
beforeAll(async () => {
  node = await startNodeInBrowser(staff)
  origin = node.origin
})
afterAll(() => node?.stop())

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
  expect(await accessibilityFaults(page)).toEqual([])
}

describe('a small meeting', () => {
  let secretariat: Page
  let chair: Page
  let calmeria: Page
  let ostelway: Page
  let room: string
  let meeting: string

  it('is convened by the secretariat', async () => {
    secretariat = await node.pageOf('secretariat')
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
  })

  it('has two delegations draft one recommendation at the same time, and nobody’s words are lost', async () => {
    calmeria = await node.pageOf('calmeria')
    ostelway = await node.pageOf('ostelway')
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
  })

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
  })

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

    chair = await node.pageOf('chair')
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
  })

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
  })

  it('reads from right to left, on a phone, without anything running out of the page', async () => {
    const page = await node.pageOf('ostelway', 'ar', phone)
    for (const path of ['/meetings', meeting, room, `${meeting}/report`, '/meeting-topics']) {
      await page.goto(origin + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
      await expect.poll(() => sidewaysPx(page)).toBe(0)
      await seesNoBarrier(page)
    }
    expect(node.faults).toEqual([])
  })
})

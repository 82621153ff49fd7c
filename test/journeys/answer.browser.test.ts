import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { callerOf } from '../support/database.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  somebody,
  startNodeInBrowser,
} from '../support/node-in-browser.ts'

const reports = join(import.meta.dirname, '../../../shared/reports')
const files = existsSync(reports)
  ? ['000', '001', '002', '003'].map(start =>
      join(reports, readdirSync(reports).find(name => name.startsWith(start))!),
    )
  : []
const conference = somebody('Secretariat of the Conference', 'secretariat', 'secretariat')
const staff = {
  ministry: somebody('Coordination Office', 'ministry', 'ministry'),
  shelter: somebody('Shelter Service', 'shelter', 'supervisor'),
  rapporteur: somebody('Office of the Rapporteur', 'national-rapporteur', 'rapporteur'),
  secretariat: conference,
  chair: { ...conference, role: 'chair' as const },
  calmeria: somebody('Calmeria', 'delegation', 'delegate'),
  ostelway: somebody('Ostelway', 'delegation', 'delegate'),
}

let node: NodeInBrowser
beforeAll(async () => {
  node = await startNodeInBrowser(staff)
})
afterAll(() => node?.stop())

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
  await node.database.write(callerOf(staff.shelter.agencyId), tx => openCases(tx, node.keys, cases as never))
}

describe.skipIf(files.length === 0)('from the real reports to the rapporteur’s report', () => {
  it('reads them, settles a doubt, relates them, answers 2019 R9 by an action, and prints what came of it', {
    timeout: 600_000,
  }, async () => {
    const { origin } = node
    const rapporteur = await node.pageOf('rapporteur')
    for (const file of files) {
      await rapporteur.goto(`${origin}/meeting-reports`)

      await rapporteur.locator('input[type=file]').setInputFiles(file)
      await rapporteur.getByRole('button', { name: 'Enter this report' }).click()
      await rapporteur.waitForURL(/\/meeting-reports\/\w+-/)
    }

    await rapporteur.goto(`${origin}/meeting-reports/doubts`)
    const doubts = rapporteur.locator('.rec-doubt')
    await doubts.first().waitFor()
    expect(await accessibilityFaults(rapporteur)).toEqual([])
    const before = await doubts.count()
    const doubt = doubts.first()
    await doubt.getByLabel('It was read rightly, and the print is wrong.').check()
    await doubt.getByLabel('In words').fill('The printed report counts otherwise.')
    await doubt.getByRole('button', { name: 'Settle' }).click()
    await expect.poll(() => doubts.count(), { timeout: 30_000 }).toBeLessThan(before)

    await rapporteur.goto(`${origin}/recommendations/relations`)
    const cards = rapporteur.locator('[data-relation]')
    // Proposals are made beside the reader, soon after a report came in.
    await expect
      .poll(
        async () => {
          await rapporteur.reload()
          await rapporteur.locator('main [aria-busy=true]').waitFor({ state: 'detached' })
          return cards.count()
        },
        { timeout: 90_000 },
      )
      .toBeGreaterThan(0)
    expect(await accessibilityFaults(rapporteur)).toEqual([])
    const id = await cards.first().getAttribute('data-relation')
    await cards.first().getByRole('button', { name: 'Accept' }).click()
    await rapporteur.locator(`[data-relation="${id}"]`).waitFor({ state: 'detached' })

    await giveShelter(12, 2024)
    const ministry = await node.pageOf('ministry')
    await ministry.goto(`${origin}/recommendations/2019-09-09/R9`)
    await ministry.getByRole('link', { name: 'Make an action for it' }).click()
    await ministry.getByLabel('Title', { exact: true }).fill('Open shelter places')
    await ministry.getByRole('combobox', { name: 'Theme' }).click()
    await ministry
      .getByRole('option', { name: 'Protection of and assistance to victims', exact: true })
      .click()
    const pick = (group: string, option: string | RegExp) =>
      ministry.getByRole('radiogroup', { name: group, exact: true }).getByLabel(option).check()
    await pick('Responsible institution', 'Shelter Service')
    await pick('Focal point', /Somebody of Shelter Service/)
    await pick('Validating authority', 'Coordination Office')
    await ministry.getByLabel('Begins on').fill('2024-01-01')
    await ministry.getByLabel('Due on').fill('2030-12-31')
    await ministry.getByLabel('A live figure of this node').check()
    await ministry.getByRole('combobox', { name: 'Live figure' }).click()
    await ministry.getByRole('option', { name: 'Shelter given', exact: true }).click()
    await ministry.getByRole('button', { name: 'Put into the plan' }).click()
    await ministry.getByRole('heading', { name: 'Shelter: 12 in 2024' }).waitFor()

    // Nobody touches the page: its figure moves with the cases.
    await giveShelter(9, 2025)
    await ministry.getByRole('heading', { name: 'Shelter: 12 in 2024, 9 in 2025' }).waitFor()
    expect(await accessibilityFaults(ministry)).toEqual([])

    await rapporteur.goto(`${origin}${new URL(ministry.url()).pathname}/assess`)
    await rapporteur.getByLabel('In progress').check()
    await rapporteur.getByLabel('Why this status').fill('Half of the rooms are empty.')
    await rapporteur.getByRole('button', { name: 'Record the assessment' }).click()
    await rapporteur.getByText('Half of the rooms are empty.').first().waitFor()
    await rapporteur.goto(`${origin}/plan/yearly`)
    await rapporteur.getByText('Open shelter places').first().waitFor()
    const link = rapporteur.getByRole('link', { name: 'Save as Word document' })
    const printed = await rapporteur.request.get(origin + (await link.getAttribute('href')))
    const words = strFromU8(unzipSync(new Uint8Array(await printed.body()))['word/document.xml']!)
    expect(words).toContain('Open shelter places')
    expect(words).toContain('Half of the rooms are empty.')
    expect(node.faults).toEqual([])
  })

  it('goes on at a meeting: a topic of report 003 is chosen, two delegations draft at once, what is adopted is printed and stands in the registry', {
    timeout: 600_000,
  }, async () => {
    const { origin } = node
    const [secretariat, calmeria, ostelway, chair] = await Promise.all(
      ['secretariat', 'calmeria', 'ostelway', 'chair'].map(name => node.pageOf(name)),
    )
    const meeting = await convene(secretariat!)

    await secretariat!.goto(`${origin}/meeting-topics`)
    await secretariat!.getByRole('button', { name: 'Draw topics from a report' }).click()
    const report = secretariat!.getByLabel('Report of the registry')
    // Report 003 says neither its day nor its symbol, only what the Working Group should take up.
    await report.selectOption({ label: 'Background paper' })
    await secretariat!.getByRole('button', { name: 'Draw topics from a report' }).click()
    await secretariat!
      .getByText(/topics found, \d+ new/)
      .first()
      .waitFor()
    await calmeria!.goto(`${origin}/meeting-topics`)
    await calmeria!.getByRole('button', { name: 'Support it' }).first().click()
    await calmeria!.getByText('Supported by Calmeria').waitFor()
    // What has support stands first.
    await secretariat!.getByText('Supported by Calmeria').waitFor()
    await secretariat!.getByLabel('Choose for a meeting …').first().selectOption({ index: 1 })
    await calmeria!.getByText('Chosen', { exact: true }).waitFor()

    await secretariat!.goto(origin + meeting)
    await secretariat!.getByRole('button', { name: 'Open the meeting' }).click()
    await calmeria!.goto(origin + meeting)
    await calmeria!.getByRole('button', { name: 'Propose a recommendation' }).click()
    await calmeria!.getByLabel('Heading', { exact: true }).fill('Protection and assistance')
    await calmeria!.getByLabel('Text of the recommendation').fill(proposed)
    await calmeria!.locator('form').getByRole('button', { name: 'Propose a recommendation' }).click()
    await calmeria!.waitForURL(/\/drafts\//)
    const room = new URL(calmeria!.url()).pathname
    await ostelway!.goto(origin + room)
    const texts = [calmeria!, ostelway!].map(page => page.getByLabel('Text of the recommendation'))
    for (const text of texts) await text.waitFor()
    // Earlier recommendations of the real reports stand beside what is drafted.
    const alike = calmeria!.locator('.mt-beside').filter({ hasText: 'Earlier recommendations like it' })
    await alike.getByRole('link').first().waitFor()
    await Promise.all([
      type(calmeria!, 'Control+End', ' They should train interpreters, and pay them fairly.'),
      type(ostelway!, 'Control+Home', 'In order to protect children, '),
    ])
    const together = `In order to protect children, ${proposed} They should train interpreters, and pay them fairly.`
    for (const text of texts) await expect.poll(() => text.inputValue(), { timeout: 30_000 }).toBe(together)
    for (const page of [calmeria!, ostelway!]) {
      await page.locator('.mt-saving[data-state="saved"]').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
    }

    await chair!.goto(origin + room)
    await chair!.getByRole('button', { name: 'Close the drafting' }).click()
    await chair!
      .getByLabel('Final text, as orally amended')
      .fill(together.replace('safe shelter', 'safe and free shelter'))
    await chair!.getByRole('button', { name: 'It is adopted as orally amended' }).click()
    await chair!.getByRole('heading', { level: 1, name: 'Recommendation 1' }).waitFor()
    await chair!.goto(`${origin}${meeting}/report`)
    await chair!.getByRole('button', { name: 'The report is adopted' }).click()
    await chair!.getByText('Adopted on 14 October 2026.').waitFor()
    await secretariat!.goto(`${origin}${meeting}/report`)
    const word = secretariat!.getByRole('link', { name: 'Word', exact: true })
    const printed = await secretariat!.request.get(origin + (await word.getAttribute('href')))
    const words = strFromU8(unzipSync(new Uint8Array(await printed.body()))['word/document.xml']!)
    expect(words).toContain('safe and free shelter')
    await secretariat!.getByRole('button', { name: 'Enter it into the registry' }).click()
    await secretariat!
      .getByRole('link', { name: 'The report stands in the registry of recommendations' })
      .click()
    await secretariat!.waitForURL(/\/meeting-reports\/2026-10-12/)

    // The circle closes: a ministry finds it beside the others, and can answer it.
    const ministry = await node.pageOf('ministry')
    await ministry.goto(`${origin}/recommendations/2026-10-12/R1`)
    await ministry.getByText('safe and free shelter').first().waitFor()
    await ministry.getByRole('link', { name: 'Make an action for it' }).waitFor()
    expect(await accessibilityFaults(ministry)).toEqual([])
    expect(node.faults).toEqual([])
  })
})

const proposed = 'States parties should provide victims of trafficking in persons with safe shelter.'

/** A meeting with one item of substance on its agenda; comes back with its address. */
async function convene(page: Page): Promise<string> {
  await page.goto(`${node.origin}/meetings`)
  await page.getByRole('button', { name: 'Convene a meeting' }).click()
  for (const [label, value] of [
    ['Place', 'Port Calme'],
    ['First day', '2026-10-12'],
    ['Last day', '2026-10-14'],
    ['Symbol of the report', 'DEMO/COP/WG.1/2026/5'],
    ['Body it reports to', 'Conference of the Parties to the Demonstration Convention'],
  ] as const)
    await page.getByLabel(label).first().fill(value)
  await page.locator('form').getByRole('button', { name: 'Convene a meeting' }).click()
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/)
  await page.getByRole('button', { name: 'Change the agenda' }).click()
  await page.getByRole('button', { name: 'Add an item' }).click()
  await page.getByLabel('Title').last().fill('Safe shelter for victims of trafficking in persons')
  await page.getByLabel('Annotation').last().fill('How long shelter is given, and to whom.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('How long shelter is given, and to whom.').waitFor()
  return new URL(page.url()).pathname
}

/** Types into the shared text, key by key, as somebody does. */
async function type(page: Page, where: 'Control+Home' | 'Control+End', words: string) {
  await page.getByLabel('Text of the recommendation').focus()
  await page.keyboard.press(where)
  await page.keyboard.type(words, { delay: 25 })
}

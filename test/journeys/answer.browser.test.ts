import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { callerOf } from '../support/database.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  type Staff,
  startNodeInBrowser,
} from '../support/node-in-browser.ts'

const reports = join(import.meta.dirname, '../../../shared/reports')
const files = existsSync(reports)
  ? ['000', '001', '002'].map(start =>
      join(reports, readdirSync(reports).find(name => name.startsWith(start))!),
    )
  : []
const somebody = (agency: string, kind: string, role: Staff['role']): Staff => ({
  agencyId: randomUUID(),
  agency,
  kind,
  role,
})
const staff = {
  ministry: somebody('Coordination Office', 'ministry', 'ministry'),
  shelter: somebody('Shelter Service', 'shelter', 'supervisor'),
  rapporteur: somebody('Office of the Rapporteur', 'national-rapporteur', 'rapporteur'),
}

let node: NodeInBrowser
beforeAll(async () => {
  node = await startNodeInBrowser(staff)
}, 300_000)
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
      await rapporteur.waitForURL(/\/meeting-reports\/\d{4}-/)
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
    const proposed = rapporteur.locator('[data-relation]')
    // Proposals are made beside the reader, soon after a report came in.
    await expect
      .poll(
        async () => {
          await rapporteur.reload()
          await rapporteur.waitForTimeout(2_000)
          return proposed.count()
        },
        { timeout: 90_000 },
      )
      .toBeGreaterThan(0)
    expect(await accessibilityFaults(rapporteur)).toEqual([])
    const id = await proposed.first().getAttribute('data-relation')
    await proposed.first().getByRole('button', { name: 'Accept' }).click()
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
    await pick('Responsible institution (optional)', 'Shelter Service')
    await pick('Focal point (optional)', /Somebody of Shelter Service/)
    await pick('Validating authority', 'Coordination Office')
    await ministry.getByLabel('Begins on').fill('2024-01-01')
    await ministry.getByLabel('Due on').fill('2030-12-31')
    await ministry.getByLabel('A live figure of this node').check()
    await ministry.getByRole('combobox', { name: 'Live figure (optional)' }).click()
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
})

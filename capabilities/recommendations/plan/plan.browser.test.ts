import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { callerOf } from '../../../test/support/database.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { SAMPLE_REPORTS } from '../recommendations.examples.ts'
import { enterFile, readFile } from '../reports.store.ts'

const staff = {
  ministry: somebody('Coordination Office', 'ministry', 'ministry'),
  shelter: somebody('Shelter Service', 'shelter', 'supervisor'),
  rapporteur: somebody('Office of the Rapporteur', 'national-rapporteur', 'rapporteur'),
}

let node: NodeInBrowser
let origin: string
beforeAll(async () => {
  node = await startNodeInBrowser(staff, async database => {
    const ministry = callerOf(staff.ministry.agencyId, { roles: ['ministry'] })
    for (const { file } of SAMPLE_REPORTS) {
      const read = readFile(readFileSync(new URL(`../${file}`, import.meta.url)))
      if (!read.ok) throw new Error(`${file} cannot be read.`)
      await database.write(ministry, tx => enterFile(tx, read.file, randomUUID()))
    }
  })
  origin = node.origin
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

async function choose(page: Page, label: string, option: string | RegExp) {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** A short list stands open as radio buttons. */
const pick = (page: Page, label: string, option: string | RegExp) =>
  page.getByRole('radiogroup', { name: label, exact: true }).getByLabel(option).check()

describe('the plan of action in a browser', () => {
  it('is made for a recommendation, moves with the cases, is reported on, assessed and printed', {
    timeout: 240_000,
  }, async () => {
    await giveShelter(12, 2024)
    const ministry = await node.pageOf('ministry')
    await ministry.goto(`${origin}/plan`)
    await ministry.getByText('No actions yet').waitFor()
    expect(await accessibilityFaults(ministry)).toEqual([])

    await ministry.goto(`${origin}/recommendations/2019/R9`)
    await ministry.getByText('No action of the plan answers this recommendation.').waitFor()
    await ministry.getByRole('link', { name: 'Make an action for it' }).click()
    await ministry.getByText('DEMO/COP/WG.1/2019/6, Recommendation 9').waitFor()
    await ministry.getByRole('button', { name: 'Put into the plan' }).click()
    await ministry.getByRole('heading', { name: 'Something needs correction' }).waitFor()
    expect(await accessibilityFaults(ministry)).toEqual([])
    await ministry.getByLabel('Title', { exact: true }).fill('Open shelter places')
    await choose(ministry, 'Theme', 'Protection of and assistance to victims')
    await pick(ministry, 'Responsible institution', 'Shelter Service')
    await pick(ministry, 'Focal point', /Somebody of Shelter Service/)
    await pick(ministry, 'Validating authority', 'Coordination Office')
    await ministry.getByLabel('Begins on').fill('2024-01-01')
    await ministry.getByLabel('Due on').fill('2030-12-31')
    await ministry.getByLabel('A live figure of this node').check()
    await choose(ministry, 'Live figure', 'Shelter given')
    await ministry.getByRole('button', { name: 'Put into the plan' }).click()
    await ministry.getByRole('heading', { level: 1, name: 'Open shelter places' }).waitFor()
    await ministry.getByRole('heading', { name: 'Shelter: 12 in 2024' }).waitFor()
    expect(await accessibilityFaults(ministry)).toEqual([])

    await giveShelter(9, 2025)
    await ministry.getByRole('heading', { name: 'Shelter: 12 in 2024, 9 in 2025' }).waitFor()

    const path = new URL(ministry.url()).pathname
    const shelter = await node.pageOf('shelter')
    await shelter.goto(origin + path)
    await shelter.getByRole('link', { name: 'Report progress' }).click()
    await shelter.getByLabel('Implemented', { exact: true }).check()
    await shelter.getByLabel('Why this status').fill('All places are open.')
    await shelter.getByRole('button', { name: 'Add a figure' }).click()
    await shelter.getByLabel('What it is').fill('Places open')
    await shelter.getByLabel('Figure', { exact: true }).fill('24')
    await shelter.getByLabel('As of').fill('2025-06-30')
    await shelter.getByLabel('Source', { exact: false }).fill('Register')
    expect(await accessibilityFaults(shelter)).toEqual([])
    await shelter.getByRole('button', { name: 'Send the report' }).click()
    await shelter.getByText('Waits for validation').first().waitFor()

    await ministry.getByRole('button', { name: 'Accept the report' }).click()
    await ministry.getByText('Validated', { exact: false }).first().waitFor()

    const rapporteur = await node.pageOf('rapporteur')
    await rapporteur.goto(`${origin}${path}/assess`)
    await rapporteur.getByLabel('In progress').check()
    await rapporteur.getByLabel('Why this status').fill('Half of the rooms are empty.')
    await rapporteur.getByRole('button', { name: 'Record the assessment' }).click()
    await rapporteur.getByText('What is reported and what is found are not the same.').waitFor()
    await rapporteur.goto(`${origin}/plan/differences`)
    await rapporteur
      .getByRole('button', { name: '1 action: reported “Implemented”, found “In progress”' })
      .waitFor()
    expect(await accessibilityFaults(rapporteur)).toEqual([])
    for (const view of ['timeline', 'gaps', 'yearly']) {
      await rapporteur.goto(`${origin}/plan/${view}`)
      await rapporteur.getByText('Open shelter places').first().waitFor()
      expect(await accessibilityFaults(rapporteur), view).toEqual([])
    }

    const link = rapporteur.getByRole('link', { name: 'Save as Word document' })
    const answer = await rapporteur.request.get(origin + (await link.getAttribute('href')))
    expect(answer.status(), await answer.text()).toBe(200)
    expect(answer.headers()['content-disposition']).toContain('plan-of-action-')
    const text = strFromU8(unzipSync(new Uint8Array(await answer.body()))['word/document.xml']!)
    for (const words of [
      'Open shelter places',
      'All places are open.',
      'Half of the rooms are empty.',
      'Shelter given',
    ])
      expect(text).toContain(words)

    const arabic = await node.pageOf('rapporteur', 'ar')
    await arabic.goto(`${origin}/plan`)
    await arabic.getByRole('heading', { level: 1, name: 'خطة العمل' }).waitFor()
    expect(await arabic.evaluate('document.documentElement.dir')).toBe('rtl')
    await arabic.getByText('Open shelter places').waitFor()
    expect(await accessibilityFaults(arabic)).toEqual([])
    expect(node.faults).toEqual([])
  })
})

import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFaults,
  type NodeInBrowser,
  type Staff,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { aSuspectedReturn } from './return.examples.ts'
import { returnCsv } from './sheet-file.ts'
import { shippedTables } from './tables.store.ts'

const police = 'aaaaaaaa-0000-4000-8000-000000000001'
const somebody = (n: number, agency: string, kind: string, role: Staff['role']): Staff => ({
  agencyId: `aaaaaaaa-0000-4000-8000-00000000000${n}`,
  agency,
  kind,
  role,
})
let node: NodeInBrowser
const year = new Date().getUTCFullYear() - 1
const path = `/statistics/returns/${police}/persons-suspected/${year}`

beforeAll(async () => {
  node = await startNodeInBrowser({
    police: somebody(1, 'Unit on Trafficking', 'police', 'supervisor'),
    rapporteur: somebody(2, 'Office of the Rapporteur', 'national-rapporteur', 'rapporteur'),
  })
}, 400_000)
afterAll(() => node?.stop())

describe('a return in the browser', () => {
  it('is filled in cell by cell with the keyboard, checked, sent, questioned, revised by sheet and accepted', async () => {
    const page = await node.pageOf('police')
    await page.goto(`${node.origin}/statistics/returns`)
    await page.getByRole('link', { name: `Persons suspected, ${year}` }).click()
    await page.getByRole('heading', { level: 1, name: `Persons suspected, ${year}` }).waitFor()
    const cell = (key: string) => page.locator(`[data-cell="${key}"]`)

    await cell('sex-age|F|Y0T17').fill('0')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type('8')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.type('nineteen')
    await page.getByText('1 cell holds no number.').waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('19')
    expect(await cell('sex-age|M|Y_GE18').inputValue()).toBe('19')
    await cell('sex-age|M|Y0T17').fill('?')
    expect(await cell('sex-age|M|Y0T17').inputValue()).toBe('unknown')
    expect(await accessibilityFaults(page)).toEqual([])
    await cell('sex-age|M|Y0T17').fill('2')
    await page.getByRole('button', { name: 'By sex and age: answer the empty cells with 0' }).click()
    await cell('sex-age|_T|_T').fill('30')
    // What was typed is kept; the sum stands beside it and in the checks.
    await page.getByText('The parts add to 29, the total says 30.').waitFor()
    await cell('sex-age|_U|_U').fill('1')
    await page.getByText('The parts add to 29').first().waitFor({ state: 'detached' })

    await page.getByRole('combobox', { name: 'Add a citizenship' }).click()
    await page.keyboard.type('Fran')
    await page.getByRole('option', { name: 'France', exact: true }).click()
    await cell('citizenship|FRA|_T').fill('28')
    await cell('citizenship|_U|_T').fill('2')
    await cell('form|_T|_T').fill('-')
    await page.getByLabel('Add an article of law').fill('Penal Code, art. 120')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await cell('article|Penal Code, art. 120|_T').fill('30')
    await page.getByLabel('National articles of law under which was counted').fill('Penal Code, article 120')
    await page.getByLabel('Source').fill('Register')
    await page.getByText('Everything adds up.').waitFor()
    await page.getByText('Saved.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Send the return' }).click()
    await page.getByText('Waits for a decision').waitFor()

    const office = await node.pageOf('rapporteur')
    await office.goto(`${node.origin}/statistics/returns/overview`)
    await office.getByText('1 waits for a decision.').waitFor()
    expect(await accessibilityFaults(office)).toEqual([])
    await office.getByRole('link', { name: 'Waits for a decision' }).click()
    await office.getByRole('heading', { name: 'Your decision' }).waitFor()
    expect(await accessibilityFaults(office)).toEqual([])
    await office.getByLabel('Question, or a remark').fill('Why is the form not collected?')
    await office.getByRole('button', { name: 'Send back with the question' }).click()
    await office.getByText('Sent back with a question').waitFor()

    await page.goto(node.origin + path)
    await page.getByText('Why is the form not collected?').first().waitFor()
    await page.getByText('Fill in a spreadsheet instead').click()
    const file = join(tmpdir(), `return-${process.pid}.csv`)
    const sheet = returnCsv(
      shippedTables[0]!,
      { tableId: 'persons-suspected', version: 1, agencyId: police, agency: 'Unit', period: String(year) },
      aSuspectedReturn(),
      'en',
    )
    writeFileSync(file, sheet.replace('Other,Other,0', 'Other,Other,none'))
    const choose = page.locator('input[type=file]')
    await choose.setInputFiles(file)
    await page.getByRole('heading', { name: 'The sheet was not taken, and nothing was changed' }).waitFor()
    writeFileSync(file, sheet)
    await choose.setInputFiles(file)
    await page.locator('p', { hasText: 'The sheet was read. Look it over below, then send.' }).waitFor()
    expect(await cell('form|ForcedLabour|_T').inputValue()).toBe('10')
    await page.getByLabel('What changed, and why').fill('The form is collected since June.')
    await page.getByRole('button', { name: 'Send the revision' }).click()
    await page.getByText('Reason: The form is collected since June.').waitFor()

    await office.goto(node.origin + path)
    await office.getByRole('button', { name: 'Accept', exact: true }).click()
    await office.getByText(/Accepted by/).waitFor()
    await office.getByText('Show revision 1 as it was sent').waitFor()
    expect(node.faults).toEqual([])
  })

  it('and the quality of records read well from right to left on a phone', async () => {
    for (const [who, at] of [
      ['police', path],
      ['rapporteur', '/statistics/returns/overview'],
      ['rapporteur', '/statistics/quality'],
    ] as const) {
      const page = await node.pageOf(who, 'ar')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(node.origin + at)
      await page.locator('main h2').first().waitFor()
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      expect(await accessibilityFaults(page)).toEqual([])
      await page.context().close()
    }
    expect(node.faults).toEqual([])
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  type Staff,
  sidewaysPx,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'

const police = 'aaaaaaaa-0000-4000-8000-000000000001'
const somebody = (n: number, agency: string, kind: string, role: Staff['role']): Staff => ({
  agencyId: `aaaaaaaa-0000-4000-8000-00000000000${n}`,
  agency,
  kind,
  role,
})
let node: NodeInBrowser
const year = new Date().getUTCFullYear() - 1
const tables = '/statistics/returns/tables'
const table = `${tables}/persons-suspected`

beforeAll(async () => {
  node = await startNodeInBrowser({
    police: somebody(1, 'Unit on Trafficking', 'police', 'supervisor'),
    rapporteur: somebody(2, 'Office of the Rapporteur', 'national-rapporteur', 'rapporteur'),
  })
}, 400_000)
afterAll(() => node?.stop())

it('a rapporteur makes a new version of a table, and an agency fills in the new form', async () => {
  const agency = await node.pageOf('police')
  await agency.goto(`${node.origin}/statistics/returns/${police}/persons-suspected/${year}`)
  await agency.locator('[data-cell="form|Other|_T"]').fill('4')
  await agency.locator('[data-cell="sex-age|F|Y_GE18"]').fill('8')
  await agency.getByText('Saved.', { exact: true }).waitFor()

  const page = await node.pageOf('rapporteur')
  await page.goto(`${node.origin}/statistics/returns/overview`)
  await page.getByRole('link', { name: 'Tables that agencies owe' }).click()
  await page.getByRole('link', { name: 'Persons suspected' }).click()
  await page.getByRole('heading', { name: 'Version 1, for 2022 and later' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Make a new version' }).click()
  await page.getByRole('heading', { level: 1, name: 'Make a new version' }).waitFor()
  const save = page.getByRole('button', { name: /^Save version 2/ })
  await page.getByText('Nothing is different from the newest version.').waitFor()
  expect(await save.isDisabled()).toBe(true)
  expect(await accessibilityFaults(page)).toEqual([])

  const from = page.getByLabel('First year for which it holds')
  await from.fill('2021')
  await page.getByText('The newest version of this table is for 2022 and later.').first().waitFor()
  await from.fill(String(year))
  await page.getByText(`1 return for ${year} or later was begun.`).waitFor()
  await page.getByLabel('Border guard').check()
  await page.getByLabel('Months after the period until it is due').fill('30')
  await page.getByText('Give a whole number of months from 0 to 24.').first().waitFor()
  await page.getByLabel('Months after the period until it is due').fill('4')
  await page.getByLabel('Title (English)').fill('Persons suspected of trafficking')
  await page.getByText(/Changed in English, and still as before in: French/).waitFor()

  const part = page.getByRole('group', { name: 'By form of exploitation', exact: true })
  await part.getByLabel('Other', { exact: true }).uncheck()
  await page.getByRole('button', { name: 'Remove: By article of law' }).click()
  await page.getByRole('combobox', { name: 'Add a part that counts by' }).click()
  await page.getByRole('option', { name: 'length of sentence' }).click()
  await page.getByText('The part has no title in English, or one that is too long.').first().waitFor()
  const added = page.getByRole('group', { name: 'Part 4', exact: true })
  await added.getByLabel('Title of the part (English)').fill('By threatened penalty')
  await page.getByLabel(/A number jumped when/).fill('2')

  // The form can be tried before it is saved.
  const preview = page.getByRole('region', { name: 'The form as an agency will see it' })
  await preview.locator('[data-cell="sentence|life|_T"]').fill('-2')
  await preview.getByText('-2 is less than nothing. Write 0 or more.').waitFor()
  expect(await preview.locator('[data-cell="form|Other|_T"]').count()).toBe(0)
  const changes = page.getByRole('region', { name: 'What is different from version 1' })
  await changes.getByText('“By form of exploitation” no longer asks for: Other').waitFor()
  await changes.getByText('Owed now also by: Border guard.').waitFor()
  await changes.getByText('A number jumps at 2 times; it was 1.5.').waitFor()
  // Below the bar at the top a cell would count as covered.
  await page.evaluate('scrollTo(0, 0)')
  expect(await accessibilityFaults(page)).toEqual([])

  // A reload loses nothing.
  await page.reload()
  await page.getByText('This is what you wrote here before.').waitFor()
  expect(await save.isDisabled()).toBe(true)
  await page.getByLabel('Why the table changes').fill('The penal code was revised.')
  await save.click()
  await page.getByRole('heading', { name: `Version 2, for ${year} and later` }).waitFor()
  await page.getByText('Reason: The penal code was revised.').waitFor()
  await page.getByRole('heading', { name: `Version 1, for 2022 to ${year - 1}` }).waitFor()

  // The form that is open takes the new version, and keeps what it still asks for.
  await agency.locator('[data-cell="form|Other|_T"]').waitFor({ state: 'detached' })
  await agency.getByText('1 value of the earlier version has no place in this form').waitFor()
  await agency.goto(`${node.origin}/statistics/returns`)
  await agency.getByRole('link', { name: `Persons suspected of trafficking, ${year}` }).click()
  await agency.getByRole('heading', { name: 'This table changed' }).waitFor()
  await agency.getByText('Reason: The penal code was revised.').waitFor()
  await agency.getByText('A new part: “By threatened penalty”.').waitFor()
  // What was filled in stays where the form still asks for it.
  await agency.getByText('1 value of the earlier version has no place in this form').waitFor()
  expect(await agency.locator('[data-cell="sex-age|F|Y_GE18"]').inputValue()).toBe('8')
  expect(await agency.locator('[data-cell="form|Other|_T"]').count()).toBe(0)
  await agency.getByRole('button', { name: 'By sex and age: answer the empty cells with 0' }).click()
  for (const name of ['By form of exploitation', 'By threatened penalty', 'By citizenship'])
    await agency.getByRole('button', { name: `${name}: answer the empty cells with 0` }).click()
  await agency.locator('[data-cell="form|ForcedLabour|_T"]').fill('8')
  await agency.locator('[data-cell="sentence|life|_T"]').fill('8')
  await agency.locator('[data-cell="citizenship|_U|_T"]').fill('8')
  await agency.getByLabel('National articles of law under which was counted').fill('Penal Code, article 120')
  await agency.getByLabel('Source', { exact: true }).fill('Register')
  await agency.getByText('Everything adds up.').waitFor()
  await agency.getByRole('button', { name: 'Send the return' }).click()
  await agency.getByText('Waits for a decision').waitFor()
  // Earlier years keep the form that they were asked for.
  await agency.goto(`${node.origin}/statistics/returns/${police}/persons-suspected/${year - 1}`)
  await agency.locator('[data-cell="form|Other|_T"]').waitFor()
  expect(await agency.getByRole('heading', { name: 'This table changed' }).count()).toBe(0)
  expect(node.faults).toEqual([])
})

it('an agency reads the definitions and is offered no new version; what another saved meanwhile is not overwritten', async () => {
  const agency = await node.pageOf('police')
  await agency.goto(node.origin + table)
  await agency.getByText('Reason: The penal code was revised.').waitFor()
  expect(await agency.getByRole('link', { name: 'Make a new version' }).count()).toBe(0)
  await agency.goto(`${node.origin}${tables}/nothing`)
  await agency.getByText('There is no such table').waitFor()

  const [first, second] = [await node.pageOf('rapporteur'), await node.pageOf('rapporteur')]
  for (const page of [first, second]) {
    await page.goto(`${node.origin}${table}/new`)
    await page.getByLabel('Months after the period until it is due').fill('6')
    await page.getByLabel('Why the table changes').fill('More time.')
    await page.getByRole('button', { name: /^Save version 3/ }).waitFor()
  }
  await first.getByRole('button', { name: /^Save version 3/ }).click()
  await first.getByText('Reason: More time.').waitFor()
  await second.getByLabel('Months after the period until it is due').fill('7')
  await second.getByRole('button', { name: /^Save version 3/ }).click()
  await second.getByRole('link', { name: 'Somebody made another version meanwhile: look at it.' }).click()
  await second.getByText('Reason: More time.').waitFor()
  // What she wrote is still hers, and is told apart from the version that came between.
  await second.getByRole('link', { name: 'Make a new version' }).click()
  await second.getByText('You began this from version 2; meanwhile there is version 3.').waitFor()
  const due = second.getByLabel('Months after the period until it is due')
  expect(await due.inputValue()).toBe('7')
  await second.getByText('Due 7 months after the period; it was 6.').waitFor()
  expect(node.faults).toEqual([])
})

it('lists, versions and the editor read well from right to left on a phone', async () => {
  const page = await node.pageOf('rapporteur', 'ar', phone)
  for (const path of [tables, table, `${table}/new`]) {
    await page.goto(node.origin + path)
    await page.locator('main h1').waitFor()
    await page.locator('main :is(h2, li)').first().waitFor()
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
    expect(await sidewaysPx(page), path).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  }
  expect(node.faults).toEqual([])
})

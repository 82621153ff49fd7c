import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'

let node: NodeInBrowser
beforeAll(async () => {
  node = await startNodeInBrowser({
    rapporteur: somebody('Office of the Rapporteur', 'national-rapporteur', 'rapporteur'),
    caseworker: somebody('House', 'shelter', 'caseworker'),
  })
}, 400_000)
afterAll(() => node?.stop())

describe('IC-TIP codes in the browser', () => {
  it('are empty, are entered code by code and by file, and show who entered what', async () => {
    const page = await node.pageOf('rapporteur')
    await page.goto(`${node.origin}/statistics/classification`)
    await page.getByText('No code is mapped yet.').waitFor()
    for (const block of ['Event', 'Victim', 'Perpetrator', 'Reporting entity'])
      await page.getByRole('heading', { level: 2, name: block, exact: true }).waitFor()
    await page.getByText('Sex', { exact: true }).click()
    const field = (label: string) =>
      page.getByRole('textbox', { name: `IC-TIP code of ${label}`, exact: true })
    expect(await field('Female').getAttribute('placeholder')).toBe('Not mapped')
    expect(await accessibilityFaults(page)).toEqual([])

    await field('Female').fill('X-1')
    await field('Male').fill('=1')
    const reason = page.getByRole('textbox', { name: 'Why' })
    await reason.first().fill('A placeholder')
    await page.getByRole('button', { name: 'Keep 2 changes' }).click()
    await page.getByText('“=1” cannot be an IC-TIP code.').waitFor()
    await field('Male').fill('')
    await page.getByRole('button', { name: 'Keep 1 change' }).click()
    await page.getByText('1 of 3 mapped').waitFor()
    await page.getByText(/Somebody of Office of the Rapporteur: A placeholder$/).waitFor()

    await page.getByText('Who entered what, and why').click()
    await page.getByRole('cell', { name: 'X-1' }).waitFor()

    const bring = async (text: string) => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'codes.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
      await reason.last().fill('From a file')
      await page.getByRole('button', { name: 'Import from CSV' }).click()
    }
    await bring('code list,code,IC-TIP code\nfact.sex,male,X-2\nfact.sex,nobody,X-3\n')
    await page.getByText('The list has no code “nobody”.').waitFor()
    await page.getByText('1 of 3 mapped').waitFor()
    await bring('code list,code,IC-TIP code\nfact.sex,male,X-2\nfact.sex,other,X-3\n')
    await page.getByText('2 rows read. 2 codes changed.').waitFor()
    await page.getByText('3 of 3 mapped').waitFor()
    expect(await field('Male').inputValue()).toBe('X-2')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export all codes as CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('ic-tip-codes.csv')
  })

  it('are read, not entered, by others, on an Arabic phone too', async () => {
    const page = await node.pageOf('caseworker', 'ar', phone)
    await page.goto(`${node.origin}/trends/definitions`)
    await page.getByRole('link', { name: 'رموز IC-TIP' }).click()
    await page.getByText('الجنس', { exact: true }).click()
    await page.getByText('X-1', { exact: true }).waitFor()
    expect(await page.getByRole('textbox').count()).toBe(0)
    expect(await sidewaysPx(page)).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(node.faults).toEqual([])
  })
})

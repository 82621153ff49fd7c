import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyContent, openCases } from '#capabilities/cases/public.ts'
import { callerOf } from '../../test/support/database.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../test/support/node-in-browser.ts'

const sample = (year: number) => readFileSync(new URL(`samples/sample-${year}.txt`, import.meta.url), 'utf8')
const staff = { ada: somebody('Office', 'national-rapporteur', 'rapporteur') }

let node: NodeInBrowser
let origin: string
let page: Page
beforeAll(async () => {
  node = await startNodeInBrowser(staff)
  origin = node.origin
  page = await node.pageOf('ada')
})
afterAll(() => node?.stop())

/** Opens cases with proceedings of one year and stage, as a caseworker would. */
async function openProceedings(count: number, year: number, stage: string) {
  const cases = Array.from({ length: count }, () => ({
    id: randomUUID(),
    actId: randomUUID(),
    content: {
      ...emptyContent(),
      case: { openedOn: `${year}-03-01` },
      proceeding: [{ stage, date: `${year}-05-02` }],
    },
  }))
  await node.database.write(callerOf(staff.ada.agencyId), tx => openCases(tx, node.keys, cases))
}

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const accessible = () => accessibilityFaults(page)
const choose = (name: string, text: string) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(text) })

describe('reports and recommendations in a browser', () => {
  it('say what would stand there while there is nothing', async () => {
    await page.goto(`${origin}/recommendations`)
    await page.getByText('No recommendations yet').waitFor()
    await page.goto(`${origin}/meeting-reports`)
    await page.getByText('No reports yet').waitFor()
    expect(await accessible()).toEqual([])
  })

  it('refuse a file that is no such report, with a clear sentence', async () => {
    await choose('letter.txt', 'Dear colleagues, the weather in Example City was fine.')
    await page.getByRole('alert').getByText('The file has no numbered paragraphs.').waitFor()
    await choose('report.pdf', '%PDF-1.7')
    await page.getByRole('alert').getByText('The PDF is damaged').waitFor()
  })

  it('show what is in a file before it is entered, and enter it once', async () => {
    for (const year of [2009, 2010, 2019]) {
      await page.goto(`${origin}/meeting-reports`)
      await choose(`${year}.txt`, sample(year))
      await page.getByText('Nothing in it is doubtful.').waitFor()
      if (year === 2010) expect(await accessible()).toEqual([])
      await page.getByRole('button', { name: 'Enter this report' }).click()
      await heading(/Example City/).waitFor()
    }
    await page.goto(`${origin}/meeting-reports`)
    await choose('again.txt', sample(2010))
    await page.getByText('This text is in the registry already').waitFor()
    await page.getByRole('button', { name: 'Open it' }).click()
    await page.getByText('DEMO/COP/WG.1/2010/4').first().waitFor()
    expect(await accessible()).toEqual([])
  })

  it('find by stem and as written, narrow with counts, and keep the search in the address', async () => {
    await page.goto(`${origin}/recommendations`)
    await page.getByText('45 recommendations', { exact: true }).waitFor()
    await page.getByLabel('Search the texts').fill('proceeding')
    await page.locator('mark').filter({ hasText: 'proceedings' }).first().waitFor()
    await page.getByLabel('Search the texts').fill('"bank accounts from"')
    await page.getByText('1 recommendation', { exact: true }).waitFor()
    expect(page.url()).toContain('q=')
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await page.getByLabel(/^The Secretariat/).check()
    await expect.poll(() => page.url()).toContain('addressee=')
    expect(await accessible()).toEqual([])
    await page.goBack()
  })

  it('show a figure that follows the cases by itself, with its series and table', async () => {
    await openProceedings(12, 2024, 'Investigated')
    await page.goto(`${origin}/recommendations/2010/13`)
    await heading('Paragraph 13').waitFor()
    await page.getByText('This asks States parties: “should”.').waitFor()
    await page.getByRole('button', { name: 'Tie to a figure' }).click()
    await page.getByRole('combobox', { name: 'Which figure shows whether it is followed?' }).click()
    await page.getByRole('option', { name: 'Investigations and prosecutions' }).click()
    await page.getByRole('button', { name: 'Tie', exact: true }).click()
    await page.getByRole('heading', { name: 'Investigated: 12 in 2024' }).waitFor()
    await page.locator('.figure-picture svg').waitFor()
    await openProceedings(9, 2025, 'Investigated')
    await page.getByRole('heading', { name: 'Investigated: 12 in 2024, 9 in 2025' }).waitFor()
    await page.getByText('Show as a table').click()
    await page.getByRole('row', { name: /2025 9/ }).waitFor()
    expect(await accessible()).toEqual([])
  })

  it('lead from a recommendation to those it refers to, and cite a sub-item', async () => {
    await page.getByRole('link', { name: /^Paragraph 14/ }).click()
    await heading('Paragraph 14').waitFor()
    await page.getByText('printed: above').first().waitFor()
    await page.goto(`${origin}/recommendations/2010-04-20/15/b`)
    await heading('Paragraph 15 (b)').waitFor()
    await page.getByText('DEMO/COP/WG.1/2010/4, para. 15 (b)').waitFor()
    await page.goto(`${origin}/recommendations/2010-04-20/999`)
    await page
      .getByText('It does not exist, or you may not see it')
      .or(page.getByText('nothing here'))
      .first()
      .waitFor()
  })

  it('put a doubt beside its source and settle it with a reason', async () => {
    await page.goto(`${origin}/meeting-reports`)
    await choose('damaged.txt', sample(2019).replace('Recommendation 4', 'Recommendation 5'))
    await page.getByRole('heading', { name: /doubtful place/ }).waitFor()
    await page.getByText('A report of the same meeting is there already').waitFor()
    await page.getByRole('button', { name: 'Enter this report' }).click()
    await page.getByRole('link', { name: 'See them beside the source' }).click()
    await heading('Doubtful places').waitFor()
    expect(await accessible()).toEqual([])
    const first = page.locator('.rec-doubt').first()
    await first.getByText('Another topic').click()
    await first.getByRole('button', { name: 'Add a topic' }).click()
    await first.getByRole('combobox', { name: 'Add a topic' }).click()
    await page.getByRole('option', { name: 'Compensation', exact: true }).click()
    await first.getByRole('button', { name: 'Reject: Compensation' }).waitFor()
    await first.getByRole('button', { name: 'Settle' }).click()
    await first.getByText('Choose one of these.').waitFor()
    await first.getByLabel('It was read rightly, and the print is wrong.').check()
    await first.getByRole('button', { name: 'Settle' }).click()
    await first.getByText('Write down what the printed report says.').waitFor()
    await first.getByLabel('In words').fill('The number should be 4.')
    const open = await page.locator('.rec-doubt').count()
    await first.getByRole('button', { name: 'Settle' }).click()
    await expect.poll(() => page.locator('.rec-doubt').count()).toBe(open - 1)
    await page.getByText(/^Settled \(1\)/).click()
    await page.getByText('The number should be 4.').waitFor()
    await page.getByText(/^Somebody of Office, /).waitFor()
  })

  it('make an index and a compilation of what was chosen, as pages and as files', async () => {
    const files = { Word: 'docx', PDF: 'pdf', 'Akoma Ntoso': 'xml' }
    for (const document of ['index', 'compilation']) {
      await page.goto(`${origin}/recommendations/${document}`)
      await page.getByRole('heading', { level: 2, name: 'Criminal justice response' }).waitFor()
      expect(await accessible()).toEqual([])
      for (const [name, ending] of Object.entries(files)) {
        const saved = page.waitForEvent('download')
        await page.getByRole('link', { name: `Save as ${name}` }).click()
        expect((await saved).suggestedFilename()).toBe(`recommendations-${document}.${ending}`)
      }
      await page.getByRole('radio', { name: 'By addressee' }).check()
      await page.getByRole('heading', { level: 2, name: 'The Conference' }).waitFor()
      await page.getByRole('checkbox', { name: /^The Secretariat/ }).check()
      await expect.poll(() => page.locator('.rec-theme').count()).toBe(1)
      expect(new URL(page.url()).searchParams.get('order')).toBe('addressee')
    }
  })

  it('can be read in Arabic, from right to left, on a phone, the report itself from left to right', async () => {
    page = await node.pageOf('ada', 'ar', phone)
    for (const path of [
      '/recommendations',
      '/recommendations/2010-04-20/13',
      '/meeting-reports',
      '/meeting-reports/doubts',
      '/recommendations/index',
      '/recommendations/compilation',
    ]) {
      await page.goto(origin + path)
      await page.locator('h1').waitFor()
      await page.waitForTimeout(700)
      expect(await accessible()).toEqual([])
      expect(await sidewaysPx(page)).toBe(0)
    }
    await page.goto(`${origin}/recommendations/2010-04-20/13`)
    expect(await page.locator('.rec-printed').getAttribute('dir')).toBe('ltr')
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl')
  })

  it('report no fault of their own', () => {
    expect(node.faults).toEqual([])
  })
})

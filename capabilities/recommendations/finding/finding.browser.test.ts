import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { enterFile, readFile } from '../reports.store.ts'

let node: NodeInBrowser
let origin: string
let page: Page
beforeAll(async () => {
  node = await startNodeInBrowser({ ada: somebody('Office', 'national-rapporteur', 'rapporteur') })
  origin = node.origin
  page = await node.pageOf('ada', 'en', { permissions: ['clipboard-read', 'clipboard-write'] })
})
afterAll(() => node?.stop())

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const dialog = () => page.getByRole('dialog')
const accessible = () => accessibilityFaults(page)

describe('finding and topics in a browser', () => {
  it('begin with an empty thesaurus that says how topics come', async () => {
    await page.goto(`${origin}/recommendations/topics`)
    await page.getByText('There are no topics yet').waitFor()
    expect(await accessible()).toEqual([])
    await page.getByRole('button', { name: 'Begin with the starting topics' }).click()
    await page.getByRole('link', { name: 'Universal adherence' }).waitFor()
    for (const year of [2009, 2010, 2019]) {
      const reading = await readFile(readFileSync(new URL(`../samples/sample-${year}.txt`, import.meta.url)))
      if (!reading.ok) throw new Error('unreadable')
      await node.database.write(nodeCaller('import'), tx => enterFile(tx, reading.file, randomUUID()))
    }
  })

  it('find a topic in another language, and its recommendations', async () => {
    await page.goto(`${origin}/recommendations/topics`)
    await page.getByLabel('Search topics').fill('albergue')
    await page.getByRole('link', { name: 'Shelter and safe accommodation' }).click()
    await heading('Shelter and safe accommodation').waitFor()
    await page.getByRole('link', { name: 'Target 5.2' }).waitFor()
    await page.getByText('Brought with the starting topics').waitFor()
    expect(await accessible()).toEqual([])
    await page.getByRole('link', { name: /in the list$/ }).click()
    await expect.poll(() => page.url()).toContain('topic=shelter')
    await page.getByRole('checkbox', { name: /^Shelter and safe accommodation/ }).waitFor()
    expect(await accessible()).toEqual([])
  })

  it('keep a search, follow it without signing in, and end the feed', async () => {
    await page.getByRole('button', { name: 'Save this search' }).click()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await dialog().getByLabel('Name').fill('Shelters')
    await dialog().getByRole('switch', { name: 'Follow it with a feed reader' }).check({ force: true })
    expect(await accessible()).toEqual([])
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Shelters' }).waitFor()
    await page.getByRole('button', { name: 'Change or follow' }).click()
    const address = await dialog().getByLabel('Address of the feed').inputValue()
    const read = async () => {
      const answer = await fetch(address)
      return [answer.status, (await answer.text()).includes('<title>Shelters</title>')]
    }
    expect(await read()).toEqual([200, true])
    await dialog().getByRole('button', { name: 'End this address' }).click()
    await dialog().getByRole('button', { name: 'Make a feed address' }).waitFor()
    expect((await read())[0]).toBe(404)
    await dialog().getByRole('button', { name: 'Remove this search' }).click()
    await page.getByRole('button', { name: 'Save this search' }).waitFor()
  })

  it('propose a topic and adopt it; the rule proposes it by itself', async () => {
    await page.goto(`${origin}/recommendations/topics`)
    await page.getByRole('button', { name: 'Propose a topic' }).click()
    await dialog().getByRole('button', { name: 'Propose a topic' }).click()
    await dialog().getByLabel('Name in English').fill('Guardians of children')
    await dialog().getByRole('combobox', { name: 'Within' }).fill('Children')
    await page.getByRole('option', { name: 'Children', exact: true }).click()
    await dialog().getByLabel('Words by which it is recognised').fill('guardian')
    await page.keyboard.press('Enter')
    await dialog().getByLabel('Why').fill('Guardians come up again and again.')
    expect(await accessible()).toEqual([])
    await dialog().getByRole('button', { name: 'Propose a topic' }).click()
    await heading('Guardians of children').waitFor()
    await page.getByText('This topic is proposed and not yet in use.').waitFor()
    await page.getByRole('button', { name: 'Adopt' }).click()
    await dialog().getByLabel('Why').fill('It is a field of its own.')
    await dialog().getByRole('button', { name: 'Adopt' }).click()
    await page.locator('.topics-history').getByText('It is a field of its own.').waitFor()
    await page.getByRole('link', { name: /^Paragraph 9/ }).waitFor()
  })

  it('settle the topics of a recommendation', async () => {
    await page.goto(`${origin}/recommendations/2010-04-20/9`)
    await heading('Paragraph 9').waitFor()
    await page.getByRole('button', { name: 'Accept: Guardians of children' }).click()
    await page.getByText('accepted by Somebody of Office').waitFor()
    await page.getByRole('button', { name: 'Make it the main one: Guardians of children' }).click()
    await expect
      .poll(() => page.locator('.topics-of-one li').filter({ hasText: 'main topic' }).innerText())
      .toContain('Guardians of children')
    await page.getByText('Other forms').click()
    await page.getByText('See DEMO/COP/WG.1/2010/4, chap. II, para. 9.').waitFor()
    expect(await accessible()).toEqual([])
  })

  it('can be read in Arabic on a phone', async () => {
    page = await node.pageOf('ada', 'ar', phone)
    for (const path of [
      '/recommendations/topics',
      '/recommendations/topics/shelter',
      '/recommendations?topic=protection',
    ]) {
      await page.goto(origin + path)
      await page.locator('h1').waitFor()
      await page.waitForTimeout(1_000)
      expect(await accessible()).toEqual([])
      expect(await sidewaysPx(page)).toBe(0)
    }
  })
})

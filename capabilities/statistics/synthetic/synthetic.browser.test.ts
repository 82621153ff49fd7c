import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeCaller } from '#kernel/policy/caller.ts'
import { yes } from '#kernel/policy/policy.ts'
import { actMany, defineAct } from '#platform/ledger/act.ts'
import {
  accessibilityFaults,
  type NodeInBrowser,
  phone,
  sidewaysPx,
  somebody,
  startNodeInBrowser,
} from '../../../test/support/node-in-browser.ts'
import { inventFacts } from '../fact.examples.ts'
import { recordFacts } from '../facts.store.ts'
import type { FactValue } from '../statistics.entity.ts'

const count = defineAct<{ fact: FactValue }>('test.count-for-synthetic', {
  subject: 'test',
  policy: () => yes,
  project: (tx, entries) =>
    recordFacts(
      tx,
      entries.map(e => ({ subjectId: e.subjectId, facts: [e.content.fact] })),
    ),
})
const seed = 11
let node: NodeInBrowser

beforeAll(async () => {
  node = await startNodeInBrowser(
    { rapporteur: somebody('Office of the rapporteur', 'national-rapporteur', 'rapporteur') },
    database =>
      database.write(nodeCaller('demonstration'), tx =>
        actMany(
          tx,
          count,
          [...inventFacts(600, seed)].map(({ id: _, ...fact }) => ({
            id: randomUUID(),
            subjectId: randomUUID(),
            about: undefined,
            payload: { fact },
          })),
        ),
      ),
  )
}, 400_000)
afterAll(() => node?.stop())

describe('research data without persons', () => {
  it('is ordered by a rapporteur who sees what it costs, told in words, and downloaded; the budget shrinks', {
    timeout: 400_000,
  }, async () => {
    const page = await node.pageOf('rapporteur')
    await page.goto(`${node.origin}/synthetic`)
    await page.getByText('One more release may have epsilon 8 at most.').waitFor()
    await page.getByText('No synthetic release has been made yet.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    for (const column of ['Citizenship', 'Country of exploitation'])
      await page.getByRole('checkbox', { name: column }).uncheck()
    await page.getByRole('radio', { name: /^Much/ }).check()
    await page.getByRole('button', { name: 'Charge and make' }).click()
    const made = page.getByRole('row').filter({ hasText: 'Made' })
    await made.waitFor({ timeout: 200_000 })
    const left = await page.getByText(/^One more release may have epsilon/).textContent()
    expect(Number(/[\d.]+\d/.exec(left!)![0])).toBeLessThan(8)

    await made.getByRole('link').click()
    await page.getByText(/rows: none of them is a person/).waitFor()
    expect(await page.getByRole('row').count()).toBe(5)
    expect(await accessibilityFaults(page)).toEqual([])
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the rows' }).click(),
    ])
    const [header, ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split(/\r?\n/)
    expect(header!.split(',')).toHaveLength(4)
    const said = await page.getByText(/rows: none of them is a person/).textContent()
    expect(rows).toHaveLength(Number(said!.replace(/\D/g, '')))
    expect(node.faults).toEqual([])
  })

  it('reads on an Arabic phone without scrolling sideways', { timeout: 200_000 }, async () => {
    const page = await node.pageOf('rapporteur', 'ar', { ...phone, colorScheme: 'dark' })
    await page.goto(`${node.origin}/synthetic`)
    await page.getByRole('row').nth(1).getByRole('link').click()
    await page.getByRole('table').waitFor()
    expect(await sidewaysPx(page)).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

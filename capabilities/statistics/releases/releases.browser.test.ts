import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type DemonstrationInBrowser,
  startDemonstrationInBrowser,
} from '../../../test/support/demonstration-in-browser.ts'
import { solver, withProgram } from '../disclosure/audit/program.ts'
import { systemOf } from '../disclosure/audit/system.ts'
import type { ProtectedCube } from '../disclosure/cube.ts'
import type { ReleaseDocument } from './release.entity.ts'

let node: DemonstrationInBrowser
beforeAll(async () => {
  node = await startDemonstrationInBrowser(2000)
}, 400_000)
afterAll(() => node?.stop())

/** The tables as the page shows them: every number is read from its cell, never from the answer behind it. */
async function readFromPage(page: Page, number: string): Promise<ProtectedCube[]> {
  const shown = await page
    .locator('.release-table')
    .evaluateAll(tables =>
      tables.map(table =>
        [...table.querySelectorAll('td[data-cell]')].map(cell => [
          cell.getAttribute('data-cell')!,
          cell.textContent!,
        ]),
      ),
    )
  const document = JSON.parse(
    await (await page.request.get(`${node.origin}/api/statistics/published/${number}/release.json`)).text(),
  ) as ReleaseDocument
  return document.tables.map(({ dimensions }, i) => ({
    dimensions: dimensions.map(({ id, ...rest }) => ({ name: id, ...rest })),
    cells: shown[i]!.map(([key, text]) =>
      /^[\d,]+$/.test(text!)
        ? { key: key!.split('|'), status: 'published' as const, count: Number(text!.replaceAll(',', '')) }
        : {
            key: key!.split('|'),
            status: text!.startsWith('<') ? ('primary' as const) : ('secondary' as const),
          },
    ),
  }))
}

/** What a visitor can say of every withheld number, knowing that `<5` is 1 to 4. */
async function workedOut(
  tables: readonly ProtectedCube[],
): Promise<{ name: string; low: number; high: number }[]> {
  const highs = await solver()
  const system = systemOf(tables)
  const small = new Set<string>()
  for (const { dimensions, cells } of tables)
    for (const { key, status } of cells)
      if (status === 'primary')
        small.add(
          key
            .flatMap((code, i) => (code === '_T' ? [] : [`${dimensions[i]!.name}=${code}`]))
            .sort()
            .join('|'),
        )
  return system.components.flatMap(component => {
    const names = component.variables.map(v => system.names[v]!)
    const lower = Float64Array.from(names, name => (small.has(name) ? 1 : 0))
    const upper = Float64Array.from(names, name => (small.has(name) ? 4 : 1e6))
    return withProgram(
      highs,
      system,
      component,
      { lower, upper },
      { whole: false, secondsMax: 30 },
      program =>
        names.map((name, i) => {
          const end = (sign: number) => {
            const values = program.maximise(Float64Array.from(names, (_, at) => (at === i ? sign : 0)))
            if (!(values instanceof Float64Array))
              throw new Error('The numbers on the page contradict each other.')
            return values[i]!
          }
          return { name, low: end(-1), high: end(1) }
        }),
    )
  })
}

describe('a release in the browser', () => {
  it('is explored, frozen, protected, audited by a rapporteur, published by another, and read by everybody', {
    timeout: 400_000,
  }, async () => {
    const page = await node.signedIn('rapporteur')
    await page.goto(`${node.origin}/trends`)
    await page.getByRole('heading', { name: 'Trends', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Published figures' }).click()
    await page.getByRole('link', { name: 'Make a release' }).click()
    await page.getByLabel('Title').fill('Victims by year, sex and exploitation')
    await page.getByRole('checkbox', { name: 'Year' }).check()
    await page.getByRole('button', { name: 'Freeze the figures' }).click()
    await page.getByRole('button', { name: 'Protect' }).click()
    await page.getByRole('button', { name: 'Audit' }).click()
    await page.getByText('Nothing that is withheld can be worked out. This may go out.').waitFor()
    await page.getByText('A second person publishes').waitFor()
    expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0)
    const axe = await new AxeBuilder({ page }).analyze()
    expect(axe.violations.map(v => v.id)).toEqual([])

    const second = await node.signedIn('ministry')
    await second.goto(page.url())
    await second.getByRole('button', { name: 'Publish' }).click()
    await second.getByRole('link', { name: 'See it as everybody does' }).waitFor()

    const reader = await node.visitor()
    await reader.goto(`${node.origin}/statistics/releases`)
    await reader.getByRole('link', { name: 'Victims by year, sex and exploitation' }).click()
    await reader.getByRole('heading', { name: 'What these figures are' }).waitFor()
    const number = reader.url().split('/').at(-1)!
    const tables = await readFromPage(reader, number)
    const counts = tables.flatMap(t => t.cells.map(c => c.count))
    expect(counts.filter(n => n !== undefined && n > 0 && n < 5)).toEqual([])
    const found = await workedOut(tables)
    expect(found.length).toBeGreaterThan(5)
    expect(found.filter(({ low, high }) => high - low < 1)).toEqual([])
    expect((await new AxeBuilder({ page: reader }).analyze()).violations.map(v => v.id)).toEqual([])
  })
})

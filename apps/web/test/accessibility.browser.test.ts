import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { context, enter, errors, fixture, open, page, shareBrowser } from './browser.ts'

shareBrowser()

const pages = [
  '/',
  '/gallery/list',
  '/gallery/form',
  '/gallery/chart',
  '/security',
  '/accessibility',
  '/nowhere',
  '/gallery/rights',
]
const looks = [
  {
    name: 'a desktop, light, English',
    language: 'en',
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
  },
  {
    name: 'a phone, dark, Arabic',
    language: 'ar',
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
  },
] as const

describe.each(looks)('on $name', ({ language, colorScheme, viewport }) => {
  it.each(['sign-in', ...pages])(
    '%s has no fault that axe can find and does not scroll sideways',
    async path => {
      await open({ colorScheme, viewport })
      await context.addInitScript(code => localStorage.setItem('ui.language', code), language)
      if (path === 'sign-in') await page.goto(fixture.url)
      else await enter(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.evaluate(() => document.fonts.ready.then(() => true))
      if (path === '/gallery/chart') await page.locator('.figure-picture svg').nth(2).waitFor()
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`),
      ).toEqual([])
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBeLessThanOrEqual(0)
      expect(errors).toEqual([])
    },
  )
})

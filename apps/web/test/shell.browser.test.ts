import { describe, expect, it } from 'vitest'
import { button, enter, fixture, heading, page, shareBrowser } from './browser.ts'

shareBrowser()

describe('the shell', () => {
  it('shows only what the role may see, with counts of what waits', async () => {
    await enter()
    const navigation = page.getByRole('navigation', { name: 'Navigation' })
    await navigation.getByRole('link', { name: 'Cases 13 waiting' }).waitFor()
    await button('Account of Chloe Varga').click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await button('Gina Roth Rapporteur').click()
    await navigation.getByRole('link', { name: 'Trends' }).waitFor()
    expect(await navigation.getByRole('link', { name: 'Cases' }).count()).toBe(0)
    await page.goto(`${fixture.url}/gallery/list`)
    await heading('Page not found').waitFor()
  })

  it('moves the focus and the title with the screen', async () => {
    await enter()
    await page.getByRole('link', { name: /^Cases/ }).click()
    await heading('Cases').waitFor()
    await expect.poll(() => page.title()).toBe('Cases – Palermo')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  })

  it('looks again at what waits when something changes, and not at every stroke of a text', async () => {
    await page.clock.install()
    await page.addInitScript(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      const Real = window.EventSource
      window.EventSource = class extends Real {
        constructor(address: string | URL, settings?: EventSourceInit) {
          super(address, settings)
          this.addEventListener('message', ({ data }) => heard.push(data))
        }
      }
    })
    await enter()
    await heading('What is due').waitFor()
    const looks = () => fixture.asked.filter(path => path === 'GET /api/home').length
    const tellAndWait = async (topic: string) => {
      await expect
        .poll(async () => {
          fixture.tell(topic)
          return page.evaluate(wanted => JSON.stringify(Reflect.get(window, 'heard')).includes(wanted), topic)
        })
        .toBe(true)
      await page.clock.runFor(10_000)
      // An answer to a later question says that earlier ones have arrived.
      await page.evaluate(() => fetch('/api/session').then(() => true))
    }
    const before = looks()
    await tellAndWait('drafting')
    expect(looks()).toBe(before)
    await tellAndWait('cases')
    await expect.poll(looks).toBe(before + 1)
  })

  it('offers to skip to the content with the first Tab', async () => {
    await enter()
    await heading('What is due').waitFor()
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    expect(await skip.evaluate(link => link === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  it('goes anywhere by Ctrl K and a few letters', async () => {
    await enter()
    await heading('What is due').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search and commands' }).fill('tren')
    await page.keyboard.press('Enter')
    await heading('Trends').waitFor()
  })

  it('changes the language at once, from right to left where it is read so, and keeps the choice', async () => {
    await enter()
    await button('Language: English').click()
    await page.getByRole('menuitem', { name: 'العربية' }).click()
    await heading('ما يستحق الإنجاز').waitFor()
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      'ar',
      'rtl',
    ])
    await page.getByText('ترجمة أولية').waitFor()
    const side = await page.getByRole('navigation', { name: 'التنقل' }).boundingBox()
    expect(side?.x).toBeGreaterThan(640)
    await page.reload()
    await heading('ما يستحق الإنجاز').waitFor()
  })

  it('loads the font of a script when its letters are shown, in whatever language the page is', async () => {
    const fonts: string[] = []
    page.on('request', request => void (request.url().endsWith('.woff2') && fonts.push(request.url())))
    await enter()
    await heading('What is due').waitFor()
    await page.waitForLoadState('networkidle')
    expect(fonts.filter(font => /noto-sans-(arabic|sc)/.test(font))).toEqual([])
    await button('Language: English').click()
    await page.getByRole('menuitem', { name: '中文' }).waitFor()
    for (const font of ['noto-sans-arabic-arabic', 'noto-sans-sc-'])
      await expect.poll(() => fonts.some(name => name.includes(font)), { timeout: 20_000 }).toBe(true)
  })

  it('refreshes what is watched when a colleague changes it', async () => {
    fixture.answers.set('/api/gallery', { status: 200, body: { rows: ['N-1'] } })
    await enter('/gallery/list')
    await page.getByText('N-1').waitFor()
    fixture.answers.set('/api/gallery', { status: 200, body: { rows: ['N-1', 'N-2'] } })
    fixture.tell('gallery')
    await page.getByText('N-2').waitFor()
  })

  it('marks printed pages with who, when and why', async () => {
    await enter()
    await heading('What is due').waitFor()
    await page.evaluate(() =>
      Object.assign(window, { print: () => document.body.setAttribute('data-printed', 'yes') }),
    )
    await page.keyboard.press('Control+p')
    await page.getByLabel('Why do you print it?').fill('hearing on Monday')
    await button('Print').click()
    await page.locator('body[data-printed=yes]').waitFor()
    await page.emulateMedia({ media: 'print' })
    const mark = page.locator('.print-mark')
    expect(await mark.innerText()).toMatch(
      /Printed by Chloe Varga, Harbour House, .*20\d\d.*Reason: hearing on Monday/,
    )
    expect(await page.getByRole('navigation').count()).toBe(0)
  })

  it('shows a person her own screen without a name, an emblem or a navigation', async () => {
    await page.goto(`${fixture.url}/gallery/rights`)
    await heading('Your rights').waitFor()
    const html = await page.evaluate(
      () =>
        `${document.title} ${document.body.innerText} ${document.querySelector('link[rel=icon]')?.outerHTML}`,
    )
    expect(html).not.toMatch(/palermo|favicon/i)
    expect(await button('Leave now').count()).toBe(1)
    const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
    expect(kept.join()).not.toMatch(/palermo/i)
  })
})

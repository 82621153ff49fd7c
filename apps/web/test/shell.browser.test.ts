import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildGallery } from './build-gallery.ts'
import { type Fixture, startFixture } from './fixture-server.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const caseWorker = 'chloe.varga@demo.example'

let browser: Browser
let fixture: Fixture
let context: BrowserContext
let page: Page
let errors: string[]

beforeAll(async () => {
  fixture = await startFixture(await buildGallery())
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
})
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})
beforeEach(async () => {
  fixture.signedInAs = undefined
  fixture.asked.length = 0
  fixture.answers.clear()
  await open()
})
afterEach(() => context.close())

async function open(settings: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await context?.close().catch(() => undefined)
  context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    serviceWorkers: 'block',
    timezoneId: 'Europe/Vienna',
    reducedMotion: 'reduce',
    ...settings,
  })
  context.setDefaultTimeout(8_000)
  page = await context.newPage()
  errors = []
  page.on('pageerror', error => errors.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      errors.push(message.text())
  })
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name })
const button = (name: string | RegExp) => page.getByRole('button', { name })
const enter = async (path = '/') => {
  fixture.signedInAs = caseWorker
  await page.goto(fixture.url + path)
}

describe('signing in', () => {
  it('lets a demonstration account in with one click and shows what is due first', async () => {
    await page.goto(fixture.url)
    await button('Chloe Varga case worker').click()
    await heading('What is due').waitFor()
    const items = await page.locator('.due-list li').allInnerTexts()
    expect(items[0]).toContain('risk assessment to repeat')
    expect(errors).toEqual([])
  })

  it('says what is wrong without telling whether the account exists, and takes the focus there', async () => {
    await page.goto(fixture.url)
    await page.getByLabel('E-mail address').fill('nobody@demo.example')
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const alert = page.getByRole('alert')
    await alert.filter({ hasText: 'do not fit together' }).waitFor()
    await expect.poll(() => alert.evaluate(box => box === document.activeElement)).toBe(true)
  })

  it('asks for a code where the account has one, and goes on to the page that was wanted', async () => {
    await page.goto(`${fixture.url}/gallery/list`)
    await button('Karl Zwei case worker').click()
    await page.getByLabel('Code of six digits').fill('123456')
    await button('Continue').click()
    await heading('Cases').waitFor()
  })

  it("passes on the server's sentence when the account is locked", async () => {
    await page.goto(fixture.url)
    const detail = 'Too many attempts for this account. Wait 15 minutes.'
    fixture.answers.set('/api/auth/sign-in/email', {
      status: 429,
      body: { title: 'Locked', status: 429, code: 'locked', detail },
    })
    await button('Chloe Varga case worker').click()
    await page.getByText(detail).waitFor()
  })
})

describe('the shell', () => {
  it('shows only what the role may see, with counts of what waits', async () => {
    await enter()
    const navigation = page.getByRole('navigation', { name: 'Navigation' })
    await navigation.getByRole('link', { name: 'Cases 13 waiting' }).waitFor()
    await button('Account of Chloe Varga').click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await button('Gina Roth statistician').click()
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

  it('loads the font of a script only when its language is chosen', async () => {
    const fonts: string[] = []
    page.on('request', request => void (request.url().endsWith('.woff2') && fonts.push(request.url())))
    await enter()
    await button('Language: English').click()
    await page.getByRole('menuitem', { name: 'العربية' }).waitFor()
    expect(fonts.filter(font => /noto-sans-(arabic|sc)/.test(font))).toEqual([])
    await page.getByRole('menuitem', { name: 'العربية' }).click()
    await expect.poll(() => fonts.some(font => font.includes('noto-sans-arabic-arabic'))).toBe(true)
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

describe('safety', () => {
  it('leaves at once for a neutral site, signs out, and Back does not return', async () => {
    await enter()
    await page.getByRole('link', { name: /^Cases/ }).click()
    await heading('Cases').waitFor()
    await page.getByRole('link', { name: 'Trends' }).click()
    await heading('Trends').waitFor()
    await button('Leave now').click()
    await heading('Weather').waitFor()
    expect(fixture.asked).toContain('POST /api/auth/sign-out')
    await page.goBack().catch(() => null)
    await page.waitForTimeout(700)
    expect(await page.title()).not.toMatch(/Palermo/)
    expect(await page.locator('body').innerText()).not.toMatch(/Trends|Cases|Palermo/)
    await page.goForward().catch(() => null)
    await page.waitForTimeout(400)
    expect(await page.locator('body').innerText()).not.toMatch(/Trends|Cases|Palermo/)
  })

  it('leaves on three presses of Escape, even from a dialog, and not on two', async () => {
    await enter()
    await heading('What is due').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.waitForTimeout(1_700)
    await heading('What is due').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search and commands' }).waitFor()
    for (let press = 0; press < 3; press++) await page.keyboard.press('Escape')
    await heading('Weather').waitFor()
  })

  it('covers the screen when nobody touched it, takes the data out of the page, and ends the session', async () => {
    await page.clock.install()
    await enter()
    await page.getByText('referrals to answer').waitFor()
    await page.clock.fastForward('16:00')
    await page.getByText('nobody touched it for a while').waitFor()
    expect(await page.content()).not.toContain('referrals to answer')
    expect(fixture.asked).toContain('POST /api/auth/sign-out')
    await page.reload()
    await page.getByText('nobody touched it for a while').waitFor()
    await button('Chloe Varga case worker').click()
    await page.getByText('referrals to answer').waitFor()
  })

  it('stays covered when the server could not be reached to end the session', async () => {
    await enter()
    await heading('What is due').waitFor()
    fixture.answers.set('/api/auth/sign-out', { status: 500 })
    await button('Account of Chloe Varga').click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('The screen is locked').waitFor()
    await page.reload()
    await page.getByText('The screen is locked').waitFor()
  })

  it('asks to sign in again when the session has lapsed, and goes on where she was', async () => {
    await enter()
    await heading('What is due').waitFor()
    fixture.answers.set('/api/gallery', {
      status: 401,
      body: { title: 'Please sign in', status: 401, code: 'not-signed-in' },
    })
    fixture.signedInAs = undefined
    await page.getByRole('link', { name: /^Cases/ }).click()
    await page.getByText('Your session has lapsed').waitFor()
    await button('Chloe Varga case worker').click()
    await heading('Cases').waitFor()
  })

  it('keeps the application on the device and nothing of what the server answered', async () => {
    await open({ serviceWorkers: 'allow' })
    await enter()
    await heading('What is due').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await page.reload()
    await heading('What is due').waitFor()
    const kept = await page.evaluate(async () => {
      const urls: string[] = []
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname)
      return urls
    })
    expect(kept).toContain('/index.html')
    expect(kept.filter(path => path.startsWith('/api'))).toEqual([])
    await context.setOffline(true)
    await page.reload()
    await page.getByText('No answer from the server').first().waitFor()
    await page.getByText('No network.').waitFor()
    await context.setOffline(false)
    await button('Try again').click()
    await heading('What is due').waitFor()
  })
})

describe('building blocks', () => {
  it('shows nothing before 200 ms, then that it works, and past 2 s says so', async () => {
    fixture.answers.set('/api/gallery', { status: 200, body: { rows: ['N-1'] }, delayMs: 3_000 })
    await enter('/gallery/list')
    await heading('Cases').waitFor()
    await page.getByText('Still working').waitFor()
    await page.getByText('N-1').waitFor()
  })

  it('says what failed and what to do, and tries again', async () => {
    fixture.answers.set('/api/gallery', {
      status: 403,
      body: {
        title: 'You may not do this',
        status: 403,
        code: 'refused.role',
        detail: 'Your role does not include this.',
        instance: 'urn:palermo:request:r-17',
      },
    })
    await enter('/gallery/list')
    await page.getByText('Your role does not include this.').waitFor()
    await page.getByText('Reference for your administrator: r-17').waitFor()
  })

  it('opens identity only with a reason, and says until when it is open', async () => {
    await enter('/gallery/list')
    await button('Open, with a reason: Name and date of birth').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Open and record' }).click()
    await dialog.getByText('Choose a reason.').waitFor()
    expect(await page.content()).not.toContain('Maria Example')
    await dialog.getByRole('radio', { name: 'To plan her care' }).check()
    await dialog.getByRole('button', { name: 'Open and record' }).click()
    await page.getByText(/open until .*\d{2}:\d{2} CES?T/).waitFor()
    await page.getByText('Maria Example').waitFor()
  })

  it('collects answers, absences and partly known dates, and leads to what is wrong', async () => {
    await enter('/gallery/form')
    await button('Open the case').click()
    const summary = page.getByRole('alert')
    await summary.filter({ hasText: '2 answers need your attention' }).waitFor()
    await expect.poll(() => summary.evaluate(box => box === document.activeElement)).toBe(true)
    await summary.getByRole('link', { name: 'Reference' }).click()
    await page.keyboard.type('N-2050')
    await page
      .getByRole('group', { name: 'No value: Was the person a child?' })
      .getByRole('button', { name: 'Refused to answer' })
      .click()
    await page.getByRole('textbox', { name: 'Year' }).fill('2024')
    await page.getByLabel('Month or season').selectOption({ label: 'spring' })
    await page.getByRole('checkbox', { name: 'Choice 2' }).check()
    await page
      .getByRole('combobox', { name: /Citizenship/ })
      .or(page.getByRole('textbox', { name: /Citizenship/ }))
      .first()
      .click()
    await page.getByRole('option', { name: 'Nepal' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    let sent: unknown
    page.on('request', request => {
      if (request.method() === 'POST' && request.url().endsWith('/api/gallery/form'))
        sent = request.postDataJSON()
    })
    fixture.answers.set('/api/gallery/form', {
      status: 422,
      body: {
        title: 'Invalid',
        status: 422,
        code: 'invalid',
        problems: [
          {
            where: 'reference',
            code: 'taken',
            what: 'This reference is taken.',
            remedy: 'Choose another one.',
          },
        ],
      },
    })
    await button('Open the case').click()
    await page.getByText('This reference is taken. Choose another one.').first().waitFor()
    expect(sent).toMatchObject({
      reference: 'N-2050',
      arrival: '2024-21',
      age: 31,
      child: { absent: 'refused' },
      means: ['c1'],
      citizenship: 'NP',
    })
  })

  it('reads a chart by the arrow keys, shows its table, and saves it as a file', async () => {
    await enter('/gallery/chart')
    const chart = page.getByRole('group', { name: /Forced labour is the most frequent form/ })
    await chart.locator('svg').waitFor()
    await chart.focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('Forced labour: Persons 1,412').waitFor()
    await page.keyboard.press('ArrowLeft')
    const figure = page.getByRole('figure', { name: 'Forced labour is the most frequent form' })
    for (const [kind, start] of [
      ['CSV', '\ufeffForm of exploitation,Persons'],
      ['SVG', '<svg'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      await figure.getByRole('button', { name: 'Download' }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: kind }).click(),
      ])
      expect(download.suggestedFilename()).toBe(`forms.${kind.toLowerCase()}`)
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
      const text = Buffer.concat(chunks).toString(kind === 'PNG' ? 'latin1' : 'utf8')
      expect(text.startsWith(start)).toBe(true)
      if (kind === 'SVG')
        expect(text).toMatch(/Forced labour is the most frequent form.*Source: Northland.*withheld/s)
    }
    await figure.getByText('Show as a table').click()
    await figure.getByRole('cell', { name: 'withheld' }).waitFor()
    expect(errors).toEqual([])
  })
})

describe('accounts', () => {
  it('sets up a code with a picture to scan and codes for paper', async () => {
    await enter('/security')
    await button('Set up a code').click()
    await page.getByRole('textbox', { name: 'Your current password' }).first().fill('demonstration only')
    await button('Continue').click()
    await page.getByRole('img', { name: 'QR code for the authenticator' }).waitFor()
    await page.getByText('JBSW Y3DP').waitFor()
    await page.getByText('aB3dE-9fGhJ').waitFor()
  })

  it('ends another session and never this one', async () => {
    await enter('/security')
    await page.getByText('This session').waitFor()
    await button('End the session on Firefox, Windows').click()
    await expect.poll(() => fixture.asked).toContain('POST /api/auth/revoke-session')
  })
})

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

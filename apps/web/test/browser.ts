import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
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
export const caseWorker = 'chloe.varga@demo.example'

/** What the tests of a file share; new for every test but the browser and the fixture. */
export let browser: Browser
export let fixture: Fixture
export let context: BrowserContext
export let page: Page
/** Faults that the page itself reported. */
export let errors: string[]

/** Builds the gallery, serves it, and gives every test of the file a page of its own. */
export function shareBrowser(): void {
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
    fixture.session = {}
    await open()
  })
  afterEach(() => context.close())
}

/** A new page with other settings: size, colours, service workers. */
export async function open(settings: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
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

export const heading = (name: string) => page.getByRole('heading', { level: 1, name })
export const button = (name: string | RegExp) => page.getByRole('button', { name })
/** Opens a path as the case worker. */
export const enter = async (path = '/') => {
  fixture.signedInAs = caseWorker
  await page.goto(fixture.url + path)
}

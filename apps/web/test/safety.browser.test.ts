import { describe, expect, it } from 'vitest'
import { button, context, enter, fixture, heading, open, page, shareBrowser } from './browser.ts'

shareBrowser()

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
    await button('Chloe Varga Caseworker').click()
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
    await button('Chloe Varga Caseworker').click()
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

  it('covers the screen at once when the server says that the session has lapsed', async () => {
    await enter()
    await page.getByText('referrals to answer').waitFor()
    await page.waitForTimeout(300)
    fixture.signedInAs = undefined
    fixture.lapse()
    await page.getByText('Your session has lapsed').waitFor()
    expect(await page.content()).not.toContain('referrals to answer')
  })
})

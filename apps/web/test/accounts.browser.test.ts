import { describe, expect, it } from 'vitest'
import { button, enter, errors, fixture, heading, page, shareBrowser } from './browser.ts'

shareBrowser()

describe('signing in', () => {
  it('lets a demonstration account in with one click and shows what is due first', async () => {
    await page.goto(fixture.url)
    await button('Chloe Varga Caseworker').click()
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
    await button('Karl Zwei Caseworker').click()
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
    await button('Chloe Varga Caseworker').click()
    await page.getByText(detail).waitFor()
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

  it('asks for a password of her own before anything else', async () => {
    fixture.session = { mustChangePassword: true }
    await enter('/gallery/list')
    await heading('Change the password').waitFor()
    await page.getByRole('textbox', { name: 'Your current password' }).fill('given by somebody')
    await page.getByRole('textbox', { name: 'New password' }).fill('four quiet words here')
    fixture.session = {}
    await button('Change the password').click()
    await heading('Cases').waitFor()
  })

  it('asks for a second step where the role needs one', async () => {
    fixture.session = { secondFactor: { enabled: false, required: true, used: false } }
    await enter()
    await page.getByRole('link', { name: 'Set it up now' }).click()
    await heading('Security of your account').waitFor()
  })

  it('lets who works for two agencies choose for which she acts', async () => {
    const agencies = [
      { id: 'a', name: 'Harbour House', kind: 'service' },
      { id: 'b', name: 'Border Service', kind: 'border' },
    ]
    fixture.session = { agencies, agency: agencies[0] }
    await enter()
    await button('Account of Chloe Varga').click()
    await page.getByRole('menuitem', { name: 'Border Service' }).click()
    await expect.poll(() => fixture.asked).toContain('POST /api/session/agency')
  })
})

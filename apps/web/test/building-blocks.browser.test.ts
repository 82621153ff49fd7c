import { describe, expect, it } from 'vitest'
import { button, enter, errors, fixture, heading, page, shareBrowser } from './browser.ts'

shareBrowser()

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

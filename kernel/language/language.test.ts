import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from './format.ts'
import { directionOf, languageName, negotiate } from './languages.ts'

const six = ['en', 'fr', 'es', 'ar', 'ru', 'zh']

describe('the language of a reader', () => {
  it('takes the first of her languages that is there, by its base where the region is not', () => {
    expect(negotiate(['pt-BR', 'fr-CH', 'en'], six, 'en')).toBe('fr')
    expect(negotiate(['zh-Hant-TW'], six, 'en')).toBe('zh')
    expect(negotiate(['zh-x-private'], six, 'en')).toBe('zh')
  })

  it('falls back when none is there', () => expect(negotiate(['sw', ''], six, 'en')).toBe('en'))

  it('always answers with a language that is there', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), wishes => {
        expect(six).toContain(negotiate(wishes, six, 'en'))
      }),
    )
  })

  it.each([
    ['ar', 'rtl'],
    ['fa', 'rtl'],
    ['ur', 'rtl'],
    ['ug', 'rtl'],
    ['ug-Cyrl', 'ltr'],
    ['en', 'ltr'],
    ['zh', 'ltr'],
    ['not a tag', 'ltr'],
  ])('reads %s from %s', (tag, direction) => expect(directionOf(tag)).toBe(direction))

  it('names a language in another', () => expect(languageName('ar', 'en')).toBe('Arabic'))
})

describe('values as the reader writes them', () => {
  const names = ['spring', 'summer', 'autumn', 'winter']
  const english = formats('en', 'Europe/Vienna', (code, year) => `${names[Number(code) - 21]} ${year}`)
  const now = new Date('2026-11-22T09:00:00Z')

  it('names the zone of every time', () => {
    expect(english.time('2024-04-11T12:05:00Z')).toBe('11 April 2024 at 14:05 CEST')
  })

  it('writes Arabic with Western digits, so that figures can be compared', () => {
    expect(formats('ar', 'UTC').number(3000)).toBe('3,000')
    expect(formats('ar', 'UTC').day('2024-04-11')).toMatch(/11.*2024/)
  })

  it.each([
    ['2024', '2024'],
    ['2024-04', 'April 2024'],
    ['2024-04-11', '11 April 2024'],
    ['2024-21', 'spring 2024'],
    ['spring', 'spring'],
  ])('writes the partly known date %s as %s', (text, written) => {
    expect(english.partialDate(text)).toBe(written)
  })

  it.each([
    ['2026-11-22T08:30:00Z', '30 minutes ago'],
    ['2026-11-22T12:00:00Z', 'in 3 hours'],
    ['2026-11-20T20:00:00Z', '2 days ago'],
    ['2026-11-21T02:00:00Z', 'yesterday'],
    ['2026-12-02T09:00:00Z', 'in 10 days'],
    ['2027-11-22T09:00:00Z', 'in 11 months'],
  ])('counts days by the calendar: %s is %s', (instant, said) =>
    expect(english.fromNow(instant, now)).toBe(said),
  )

  it('names countries, and leaves alone what is no country', () => {
    expect(formats('fr').country('CH')).toBe('Suisse')
    expect(formats('fr').country('XYZ')).toBe('XYZ')
  })

  it('writes sizes in units', () => expect(english.bytes(2_400_000)).toMatch(/^2.4\sMB$/))
})

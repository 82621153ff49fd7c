import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from '#kernel/language/format.ts'
import { isSeason } from '#kernel/time/partial-date.ts'
import ar from '#locales/ar/shell.json' with { type: 'json' }
import en from '#locales/en/shell.json' with { type: 'json' }
import es from '#locales/es/shell.json' with { type: 'json' }
import fr from '#locales/fr/shell.json' with { type: 'json' }
import ru from '#locales/ru/shell.json' with { type: 'json' }
import zh from '#locales/zh/shell.json' with { type: 'json' }
import { codelists } from '#standards/codelists.ts'
import { cellReader } from './cell-reader.ts'
import { readDate } from './read-dates.ts'
import { readSeason } from './read-seasons.ts'
import { readTarget } from './target.ts'

const languages = { ar, en, es, fr, ru, zh }
const codes = ['21', '22', '23', '24'] as const

describe('the season of a year', () => {
  it.each([
    ['2024-21', '2024-21'],
    ['Spring 2024', '2024-21'],
    ['the fall of 2023', '2023-23'],
    ['Été 2024', '2024-22'],
    ['otoño de 2024', '2024-23'],
    ['зимой 2024 г.', '2024-24'],
    ['ربيع عام 2024', '2024-21'],
    ['2024年秋', '2024-23'],
  ])('is read from “%s”', (text, date) => expect(readSeason(text)).toBe(date))

  it.each([
    '2024-25',
    '2024-20',
    'spring',
    '2024',
    'spring 24',
    'spring or summer 2024',
    'ربيع الأول 2024',
    'spring 2024 2025',
  ])('is not guessed from “%s”', text => expect(readSeason(text)).toBeUndefined())

  it('is taken where a field keeps seasons, and nowhere else', () => {
    expect(readDate('spring ٢٠٢٤', undefined, false, true)).toEqual({ date: '2024-21' })
    expect(readDate('spring 2024')).toEqual({ wrong: 'notDate' })
    expect(readDate('2024-21')).toEqual({ wrong: 'notDate' })
    expect(readDate('2024-05', undefined, false, true)).toEqual({ date: '2024-05' })
  })

  it('is taken from the column of a station, not from that of a birth', () => {
    const reader = cellReader(codelists, undefined, false)
    const read = (target: string) => reader.read(readTarget(target)!, 'printemps 2024')
    expect(read('traffickingEvent.date')).toEqual({ value: '2024-21' })
    expect(read('person.birthdate')).toMatchObject({ problem: { code: 'date' } })
  })

  it('comes back from the words in which any of the six languages shows it', () => {
    const any = fc.record({
      language: fc.constantFrom(...(Object.keys(languages) as (keyof typeof languages)[])),
      code: fc.constantFrom(...codes),
      year: fc.integer({ min: 1000, max: 9999 }),
    })
    fc.assert(
      fc.property(any, ({ language, code, year }) => {
        const texts = languages[language]
        const write = formats(language, 'UTC', (season, y) =>
          texts['shell.season']
            .replace('{season}', texts[`shell.form.season.${season as (typeof codes)[number]}`])
            .replace('{year}', y),
        )
        const shown = write.partialDate(`${year}-${code}`)
        expect(shown).not.toContain('-')
        expect(readSeason(shown)).toBe(`${year}-${code}`)
      }),
      { seed: 20261122 },
    )
  })

  it('never makes a date that does not exist', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const season = readSeason(text)
        if (season !== undefined) expect(isSeason(season)).toBe(true)
      }),
      { seed: 20261122 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPartialDate, isSeason, yearsBetween } from './partial-date.ts'

describe('a partial date', () => {
  it.each(['2024', '2024-05', '2024-02-29', '2000-02-29'])('%s exists', d =>
    expect(isPartialDate(d)).toBe(true),
  )
  it.each(['24', '2024-13', '2023-02-29', '1900-02-29', '2024-5-1', '0999', '2024-00', '2024-04-31', ''])(
    '%s does not',
    d => expect(isPartialDate(d)).toBe(false),
  )
})

describe('the season of a year', () => {
  it.each(['2024-21', '1000-24'])('%s exists, and is no date of the calendar', text => {
    expect(isSeason(text)).toBe(true)
    expect(isPartialDate(text)).toBe(false)
    expect(yearsBetween('2000', text)).toBeUndefined()
  })
  it.each(['2024-20', '2024-25', '0999-21', '2024-21-01', '2024-04', '2024'])('%s does not', text =>
    expect(isSeason(text)).toBe(false),
  )
})

describe('yearsBetween', () => {
  it('answers only when what is known leaves one answer', () => {
    expect(yearsBetween('2000-05-17', '2018-05-16')).toBe(17)
    expect(yearsBetween('2000-05-17', '2018-05-17')).toBe(18)
    expect(yearsBetween('2000', '2018-12-31')).toBe(18)
    expect(yearsBetween('2000', '2018-06')).toBeUndefined()
    expect(yearsBetween('2000-05', '2018')).toBeUndefined()
    expect(yearsBetween('2020', '2018')).toBeUndefined()
    expect(yearsBetween(undefined, '2018')).toBeUndefined()
  })
  it('agrees with what a full date gives, whatever part of it is forgotten', () => {
    const day = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
      .map(d => d.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, fc.constantFrom(4, 7, 10), fc.constantFrom(4, 7, 10), (a, b, cutA, cutB) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const part = yearsBetween(from.slice(0, cutA), to.slice(0, cutB))
        if (part !== undefined) expect(part).toBe(yearsBetween(from, to))
      }),
      { seed: 20260101 },
    )
  })
})

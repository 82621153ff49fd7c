import { type FactColumn, type FactValue, factColumns, unknown } from './statistics.entity.ts'

/** Lowest and highest age in completed years of each band; the bands of the Counter-Trafficking Data Collaborative. */
const ageBands: readonly [band: string, from: number, to: number][] = [
  ['0-8', 0, 8],
  ['9-17', 9, 17],
  ['18-20', 18, 20],
  ['21-23', 21, 23],
  ['24-26', 24, 26],
  ['27-29', 27, 29],
  ['30-38', 30, 38],
  ['39-47', 39, 47],
  ['48+', 48, 150],
]

/** Every code of the dimension of age bands, with the two that say no more than child or adult. */
export const ageBandCodes: readonly string[] = [...ageBands.map(([band]) => band), '0-17', '18+']

/**
 * Band of an age.
 * @param age completed years; anything that is not an age of a person gives undefined
 */
export const ageBandOf = (age: number): string | undefined =>
  ageBands.find(([, from, to]) => Math.floor(age) >= from && age < to + 1)?.[0]

/** Child or adult, for a band or for the two codes that say no more than that; 'unknown' for anything else. */
export function ageGroupOf(band: string | undefined): string {
  if (band === '0-17' || band === '18+') return band
  const known = ageBands.find(([name]) => name === band)
  return known ? (known[2] < 18 ? '0-17' : '18+') : unknown
}

/** The band of an age group as published case tables write it ('09--17'), or undefined when it is none of them. */
export function ageBandFromPublished(code: string): string | undefined {
  const band = code.replace(/^0(?=[1-9])/, '').replace('--', '-')
  return ageBands.some(([name]) => name === band) ? band : undefined
}

/** The sex that a fact carries for a gender of HTCDS; undefined where that says that nobody knows. */
export function sexOf(gender: string | undefined): string | undefined {
  if (gender === 'Feminine') return 'female'
  if (gender === 'Masculine') return 'male'
  return gender === undefined || gender === 'NonSpecifiedUnknown' ? undefined : 'other'
}

/** Stands between the values of a combination. */
export const separator = '|'

/**
 * One text for all values of a column, the same for the same set of values: sorted, without repeats, joined.
 * Nothing known gives the empty text.
 */
export function combinationOf(fact: FactValue, column: FactColumn): string {
  const value = fact[column]
  if (value === undefined) return ''
  if (!Array.isArray(value)) return String(value)
  if (value.length < 2) return value[0] ?? ''
  return [...new Set(value)].sort().join(separator)
}

/** The values that a combination stands for; none when it is unknown. */
export const valuesOf = (combination: string): string[] =>
  combination === '' ? [] : combination.split(separator)

/** The columns of a fact as texts, in the order of `factColumns`. */
export const combinationsOf = (fact: FactValue): string[] =>
  factColumns.map(column => combinationOf(fact, column))

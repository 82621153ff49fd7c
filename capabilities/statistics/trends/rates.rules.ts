import type { PopulationAge, PopulationSex } from '../population/population.entity.ts'
import type { Population } from '../population/population.store.ts'
import type { Shown } from '../published.ts'
import type { QuestionPopulation } from '../question.rules.ts'

/** Whose rate is wanted: of an area, narrowed by sex and age as the count is. */
export interface Denominator {
  area: string
  sex: PopulationSex
  age: PopulationAge
}

/** A rate and what it was divided by. */
export interface Rate {
  /** Per 100,000 persons; null where the count is withheld or there is no population. */
  rate: number | null
  persons: number | null
  /** Year of the population, where it is not the year of the count. */
  ofYear: number | null
}

/** A population may be so many years older or younger than the count. */
const yearsApartMax = 2

/** The rate per 100,000 of a shown count; a withheld count has none. */
export function rateOf(
  count: Shown,
  year: number,
  of: Denominator,
  populations: readonly Population[],
): Rate {
  const fitting = populations
    .filter(
      p =>
        p.area === of.area &&
        p.sex === of.sex &&
        p.age === of.age &&
        Math.abs(p.year - year) <= yearsApartMax,
    )
    .sort((a, b) => Math.abs(a.year - year) - Math.abs(b.year - year) || a.year - b.year)
  const nearest = fitting[0]
  if (!nearest || nearest.persons === 0) return { rate: null, persons: null, ofYear: null }
  return {
    rate: count === null ? null : (count / nearest.persons) * 100_000,
    persons: nearest.persons,
    ofYear: nearest.year === year ? null : nearest.year,
  }
}

const sexes: Record<string, PopulationSex> = { female: 'F', male: 'M' }
const ages: Record<string, PopulationAge> = { '0-17': 'Y0T17', '18+': 'Y_GE18' }

/**
 * What a count narrowed by sex and age group is divided by: women by women, children by children. Everything else that
 * narrows (form, citizenship …) leaves the whole population below the line.
 * @returns nothing where the population knows no such group, e.g. several sexes at once
 */
export function denominatorOf(area: string, filters: QuestionPopulation['filters']): Denominator | undefined {
  const sex = filters.sex === undefined ? '_T' : filters.sex.length === 1 ? sexes[filters.sex[0]!] : undefined
  const age =
    filters.ageBand !== undefined
      ? undefined
      : filters.ageGroup === undefined
        ? '_T'
        : filters.ageGroup.length === 1
          ? ages[filters.ageGroup[0]!]
          : undefined
  return sex && age ? { area, sex, age } : undefined
}

/** The denominator of one line of a table by sex or age group; of any other dimension, the whole. */
export function narrowed(of: Denominator, dimension: string, code: string): Denominator | undefined {
  if (dimension === 'sex') return sexes[code] && { ...of, sex: sexes[code] }
  if (dimension === 'ageGroup') return ages[code] && { ...of, age: ages[code] }
  return dimension === 'ageBand' ? undefined : of
}

/**
 * Rates beside a one-way table: of the one year that it is narrowed to, or of the year of each row.
 * @returns no rates where no year is said, or the population knows none of the groups
 */
export function ratesOf(
  axis: { dimension: string; codes: readonly string[] },
  counts: readonly Shown[],
  filters: QuestionPopulation['filters'],
  area: string | undefined,
  populations: readonly Population[],
): { rates: (number | null)[]; rateSources: string[] } {
  const { year: years, ...others } = filters
  const whole = area === undefined ? undefined : denominatorOf(area, others)
  const oneYear = years?.length === 1 ? Number(years[0]) : undefined
  const rates = axis.codes.map((code, i) => {
    const year = axis.dimension === 'year' ? Number(code) : oneYear
    const below = whole && narrowed(whole, axis.dimension, code)
    return below && year ? rateOf(counts[i]!, year, below, populations).rate : null
  })
  const has = rates.some(rate => rate !== null)
  return { rates: has ? rates : [], rateSources: has ? sourcesOf(populations, area!) : [] }
}

/** The sources of what was divided by, each once. */
export const sourcesOf = (populations: readonly Population[], area: string): string[] => [
  ...new Set(populations.filter(p => p.area === area).map(p => p.source)),
]

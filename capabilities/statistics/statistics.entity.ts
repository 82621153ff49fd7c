import type { Description, Value } from '#kernel/entity/describe.ts'
import { describe } from '#kernel/entity/describe.ts'
import { code, codes, number } from '#kernel/entity/field.ts'

/**
 * One coded observation without a person. Its id is random and is neither the case's nor the person's; the link
 * back to what it was drawn from is kept where statistics cannot look.
 */
export const Fact = describe('fact', {
  kind: code('fact-kind', { ...coded(), required: true }),
  /** Year of registration for a victim, of delivery for a service, of the stage for a proceeding. */
  year: number({ ...coded(), min: 1900, max: 2200 }),
  sex: code('fact-sex', coded()),
  ageBand: code('fact-age-band', coded()),
  citizenship: codes('country', coded()),
  countryOfExploitation: codes('country', coded()),
  exploitation: codes('exploitation', coded()),
  means: codes('means', coded()),
  industry: code('industry', coded()),
  traffickingStatus: code('trafficking-status', coded()),
  agencyKind: code('agency-kind', coded()),
  serviceType: code('fact-service', coded()),
  stage: code('fact-stage', coded()),
})

/** A fact without its id, as a capability draws it from what it knows. */
export type FactValue = Omit<Value<typeof Fact>, 'missing'>
/** A fact as it is stored. `id` is a random UUID. */
export type Fact = FactValue & { id: string }

export type FactKind = 'victim' | 'service' | 'proceeding'
export const factKinds: readonly FactKind[] = ['victim', 'service', 'proceeding']

/** What a fact says when nobody knows; a value of its own, counted and shown, never zero. */
export const unknown = 'unknown'

/**
 * One way to count. The list below is the whole of what statistics may be asked for.
 * - id: name in addresses and files; title: key of the locale files (`statistics.dimension.<id>`);
 * - column: the fact's field; list: the codelist that names its codes, absent for years;
 * - multiple: a fact may carry several values and is then counted once under each;
 * - coarsens: the dimension whose groups this one shows (age group over age band);
 * - kinds: the kinds of fact that carry it.
 */
export interface Dimension {
  id: DimensionId
  title: string
  column: FactColumn
  list?: string
  multiple: boolean
  ordered: boolean
  coarsens?: DimensionId
  kinds: readonly FactKind[]
}

export type FactColumn = Exclude<keyof FactValue, 'kind'>
export type DimensionId = FactColumn | 'ageGroup'

/** The columns of facts in the order in which files and tables carry them. */
export const factColumns = Object.keys(Fact.fields).filter(name => name !== 'kind') as FactColumn[]

/** The reviewed allow-list: a field is counted by only when it stands here and its description says so. */
export const dimensions: readonly Dimension[] = [
  dimension('year', { ordered: true }),
  dimension('sex', { list: 'fact-sex' }),
  dimension('ageGroup', { list: 'fact-age-group', column: 'ageBand', coarsens: 'ageBand', ordered: true }),
  dimension('ageBand', { list: 'fact-age-band', ordered: true }),
  dimension('citizenship', { list: 'country', multiple: true }),
  dimension('countryOfExploitation', { list: 'country', multiple: true }),
  dimension('exploitation', { list: 'exploitation', multiple: true }),
  dimension('means', { list: 'means', multiple: true, kinds: ['victim'] }),
  dimension('industry', { list: 'industry', kinds: ['victim'] }),
  dimension('traffickingStatus', { list: 'trafficking-status', kinds: ['victim', 'service'] }),
  dimension('agencyKind', { list: 'agency-kind' }),
  dimension('serviceType', { list: 'fact-service', kinds: ['service'] }),
  dimension('stage', { list: 'fact-stage', ordered: true, kinds: ['proceeding'] }),
]

const byId = new Map<string, Dimension>(dimensions.map(d => [d.id, d]))

/** The dimension of that name, or undefined when statistics may not be asked for it. */
export const findDimension = (id: string): Dimension | undefined => byId.get(id)

function dimension(id: DimensionId, more: Partial<Dimension>): Dimension {
  const column = more.column ?? (id as FactColumn)
  const field = (Fact as Description).fields[column]
  if (field?.statistics !== 'dimension') throw new Error(`${id} is not described as a dimension.`)
  return {
    id,
    title: `statistics.dimension.${id}`,
    multiple: false,
    ordered: false,
    kinds: factKinds,
    ...more,
    column,
  }
}

function coded() {
  return { disclosure: 'restricted', statistics: 'dimension', exchange: 'aggregate' } as const
}

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

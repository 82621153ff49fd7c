import type { Description, Value } from '#kernel/entity/describe.ts'
import { describe } from '#kernel/entity/describe.ts'
import { code, codes, number } from '#kernel/entity/field.ts'

/**
 * One coded observation without a person. Its id is random and is neither the case's nor the person's; the link
 * back to what it was drawn from is kept where statistics cannot look.
 */
export const Fact = describe('fact', {
  kind: code('fact.kind', { ...coded('kind'), labelKey: 'statistics.kind', required: true }),
  /** Year of registration for a victim, of delivery for a service, of the stage for a proceeding. */
  year: number({ ...coded('year'), min: 1900, max: 2200 }),
  sex: code('fact.sex', coded('sex')),
  ageBand: code('fact.age-band', coded('ageBand')),
  citizenship: codes('countries', coded('citizenship')),
  countryOfExploitation: codes('countries', coded('countryOfExploitation')),
  exploitation: codes('fact.exploitation', coded('exploitation')),
  means: codes('fact.means', coded('means')),
  industry: codes('fact.industry', coded('industry')),
  traffickingStatus: code('htcds.trafficking-status', coded('traffickingStatus')),
  agencyKind: code('fact.agency-kind', coded('agencyKind')),
  serviceType: code('palermo.service-type', coded('serviceType')),
  stage: code('palermo.proceeding-stage', coded('stage')),
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
  dimension('sex', { list: 'fact.sex' }),
  dimension('ageGroup', { list: 'fact.age-group', column: 'ageBand', coarsens: 'ageBand', ordered: true }),
  dimension('ageBand', { list: 'fact.age-band', ordered: true }),
  dimension('citizenship', { list: 'countries', multiple: true }),
  dimension('countryOfExploitation', { list: 'countries', multiple: true }),
  dimension('exploitation', { list: 'fact.exploitation', multiple: true }),
  dimension('means', { list: 'fact.means', multiple: true, kinds: ['victim'] }),
  dimension('industry', { list: 'fact.industry', multiple: true, kinds: ['victim'] }),
  dimension('traffickingStatus', { list: 'htcds.trafficking-status', kinds: ['victim', 'service'] }),
  dimension('agencyKind', { list: 'fact.agency-kind' }),
  dimension('serviceType', { list: 'palermo.service-type', kinds: ['service'] }),
  dimension('stage', { list: 'palermo.proceeding-stage', ordered: true, kinds: ['proceeding'] }),
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

/** What is said of every field of a fact; its label is that of the dimension which counts by it. */
function coded(field: string) {
  return {
    disclosure: 'restricted',
    statistics: 'dimension',
    exchange: 'aggregate',
    labelKey: `statistics.dimension.${field}`,
  } as const
}

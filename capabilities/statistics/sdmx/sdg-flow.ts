import type { ReleasedTable } from '../releases/release.entity.ts'
import { unknown } from '../statistics.entity.ts'
import type { Artefact, CodedComponent, Flow, FlowCode, FlowObservation } from './flow.ts'
import { agency, codeId, observationStatus, type PublicRelease, shownOrNot } from './release-flows.ts'

/**
 * Which series of indicator 16.2.2 each form of exploitation belongs to. Who was exploited in several ways stands
 * under other purposes; whose form is not known is in the total alone.
 * @see SDG indicator 16.2.2, metadata of 2023-03-31
 */
export const seriesOfForm: Readonly<Record<string, string>> = {
  SexualExploitation: 'VC_HTF_DETVSX',
  ForcedLabour: 'VC_HTF_DETVFL',
  ChildLabour: 'VC_HTF_DETVFL',
  Servitude: 'VC_HTF_DETVFL',
  SlaveryAndPractices: 'VC_HTF_DETVFL',
  OrganRemoval: 'VC_HTF_DETVOG',
}
const total = 'VC_HTF_DETV'
const otherPurposes = 'VC_HTF_DETVOP'

const series: readonly FlowCode[] = [
  { id: total, name: 'Detected victims of trafficking in persons (number)' },
  { id: 'VC_HTF_DETVSX', name: 'Detected victims, sexual exploitation (number)' },
  { id: 'VC_HTF_DETVFL', name: 'Detected victims, forced labour, servitude and slavery (number)' },
  { id: 'VC_HTF_DETVOG', name: 'Detected victims, removal of organ (number)' },
  { id: otherPurposes, name: 'Detected victims, other purposes (number)' },
]

/** Versions of the lists move on; what is said here is by which names they were known when this was written. */
const sdg = (id: string, version = '1.0.0'): Artefact => ({ agency: 'IAEG-SDGs', id, version })
const only = (id: string, name: string, list: Artefact, code = '_T', label = 'All'): CodedComponent => ({
  id,
  name,
  list,
  codes: [{ id: code, name: label }],
})

/** The fifteen dimensions of the data structure of the SDG, in the order of its key. */
function dimensionsOf(area: string, sexes: readonly FlowCode[], ages: readonly FlowCode[]): CodedComponent[] {
  return [
    only('FREQ', 'Frequency', { agency: 'SDMX', id: 'CL_FREQ', version: '2.1.0' }, 'A', 'Annual'),
    only('REPORTING_TYPE', 'Reporting type', sdg('CL_REPORTING_TYPE'), 'N', 'National'),
    { id: 'SERIES', name: 'Series', list: sdg('CL_SERIES'), codes: series },
    only('REF_AREA', 'Reference area', sdg('CL_AREA'), area, area === '_X' ? 'Not specified' : area),
    { id: 'SEX', name: 'Sex', list: sdg('CL_SEX'), codes: sexes },
    { id: 'AGE', name: 'Age', list: sdg('CL_AGE'), codes: ages },
    only('URBANISATION', 'Urbanisation', sdg('CL_URBANISATION')),
    only('INCOME_WEALTH_QUANTILE', 'Income or wealth quantile', sdg('CL_QUANTILE')),
    only('EDUCATION_LEV', 'Education level', sdg('CL_EDUCATION_LEV')),
    only('OCCUPATION', 'Occupation', sdg('CL_OCCUPATION')),
    only('CUST_BREAKDOWN', 'Custom breakdown', sdg('CL_CUST_BREAKDOWN')),
    only('COMPOSITE_BREAKDOWN', 'Composite breakdown', sdg('CL_COMP_BREAKDOWN')),
    only('DISABILITY_STATUS', 'Disability status', sdg('CL_DISABILITY')),
    only('ACTIVITY', 'Activity', sdg('CL_ACTIVITY')),
    only('PRODUCT', 'Product', sdg('CL_PRODUCT')),
  ]
}

const sexCodes: readonly FlowCode[] = [
  { id: '_T', name: 'Both sexes or no breakdown' },
  { id: 'F', name: 'Female' },
  { id: 'M', name: 'Male' },
  { id: '_O', name: 'Other' },
  { id: '_U', name: 'Unknown' },
]
const ageCodes: readonly FlowCode[] = [
  { id: '_T', name: 'All ages' },
  { id: 'Y0T17', name: 'Under 18 years old' },
  { id: 'Y_GE18', name: '18 years old and over' },
  { id: '_U', name: 'Unknown' },
]

const unit: CodedComponent = {
  id: 'UNIT_MEASURE',
  name: 'Unit of measure',
  list: sdg('CL_UNIT_MEASURE'),
  codes: [{ id: 'NUMBER', name: 'Number' }],
}
const nature: CodedComponent = {
  id: 'NATURE',
  name: 'Nature of data points',
  list: sdg('CL_NATURE'),
  codes: [{ id: 'C', name: 'Country data' }],
}

const usable = new Set(['year', 'sex', 'ageBand', 'exploitation'])

/**
 * The detected victims of SDG indicator 16.2.2 from a published release: every series, year, sex and age that one of
 * its tables tells. A series of several forms is withheld where one of them is.
 * @param area M49 number of the State, or `_X`
 * @returns undefined when no table of the release counts victims by year
 */
export function sdgFlow({ document, publishedAt }: PublicRelease, area: string): Flow | undefined {
  if (document.kind !== 'victim') return undefined
  const found = new Map<string, FlowObservation>()
  for (const table of document.tables)
    if (table.dimensions.some(d => d.id === 'year') && table.dimensions.every(d => usable.has(d.id)))
      for (const observation of observationsOf(table, area)) {
        const name = `${observation.key.join('.')}.${observation.period}`
        const known = found.get(name)
        if (!known || known.value === null) found.set(name, observation)
      }
  if (found.size === 0) return undefined
  const observations = [...found.values()].sort(
    (a, b) => order(a) - order(b) || (a.period! < b.period! ? -1 : 1),
  )
  return {
    agency,
    id: 'DF_SDG_16_2_2',
    version: '1.0.0',
    name: 'SDG 16.2.2: detected victims of trafficking in persons',
    structure: { ...sdg('SDG'), name: 'SDG data structure' },
    concepts: sdg('SDG_CONCEPTS'),
    dimensions: dimensionsOf(area, sexCodes, ageCodes),
    periods: [...new Set(observations.map(o => o.period!))].sort(),
    attributes: [unit, nature, observationStatus],
    observations,
    prepared: publishedAt,
  }
}

const order = ({ key }: FlowObservation) =>
  series.findIndex(s => s.id === key[2]) * 100 +
  sexCodes.findIndex(s => s.id === key[4]) * 10 +
  ageCodes.findIndex(a => a.id === key[5])

function observationsOf(table: ReleasedTable, area: string): FlowObservation[] {
  const place = (id: string) => table.dimensions.findIndex(d => d.id === id)
  const [year, sex, age, form] = ['year', 'sex', 'ageBand', 'exploitation'].map(place) as [
    number,
    number,
    number,
    number,
  ]
  const at = (key: readonly string[], i: number) =>
    i < 0 ? '_T' : codeId(table.dimensions[i]!.id, key[i]!, table.dimensions[i]!.total)
  const sums = new Map<
    string,
    { series: string; sex: string; age: string; period: string; count: number | undefined }
  >()
  for (const { key, count } of table.cells) {
    if (!/^\d{4}$/.test(key[year]!)) continue
    const ageId = at(key, age)
    if (!ageCodes.some(a => a.id === ageId)) continue
    const raw = form < 0 ? undefined : key[form]!
    if (raw === unknown) continue
    const isAll = raw === undefined || raw === table.dimensions[form]!.total
    const one = {
      series: isAll ? total : (seriesOfForm[raw] ?? otherPurposes),
      sex: at(key, sex),
      age: ageId,
      period: key[year]!,
    }
    const name = Object.values(one).join('.')
    const known = sums.get(name)
    if (!known) sums.set(name, { ...one, count })
    else known.count = known.count === undefined || count === undefined ? undefined : known.count + count
  }
  return [...sums.values()].map(sum => {
    const { value, status } = shownOrNot(sum.count)
    return {
      key: ['A', 'N', sum.series, area, sum.sex, sum.age, ...Array<string>(9).fill('_T')],
      period: sum.period,
      value,
      attributes: { UNIT_MEASURE: 'NUMBER', NATURE: 'C', OBS_STATUS: status },
    }
  })
}

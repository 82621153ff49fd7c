import type { ReleaseDocument, ReleasedTable } from '../releases/release.entity.ts'
import { releaseName } from '../releases/release.rules.ts'
import type { ResponseStep, ReturnedCount } from '../returns/returned-counts.store.ts'
import { seriesOfForm } from '../sdmx/sdg-flow.ts'
import { unknown } from '../statistics.entity.ts'
import type { Protected } from './returned-protection.ts'

/** The columns of the table that UNODC publishes, in its order. @see dataunodc.un.org, trafficking in persons */
export const longColumns = [
  'Iso3_code',
  'Country',
  'Region',
  'Subregion',
  'Indicator',
  'Dimension',
  'Category',
  'Sex',
  'Age',
  'Year',
  'Unit of measurement',
  'txtVALUE',
  'Source',
] as const

/** One number as UNODC's table says it, and what the questionnaire asks beside it. */
export interface UnodcRow {
  indicator: string
  dimension: 'Total' | 'by form of exploitation' | 'by citizenship'
  category: string
  sex: 'Total' | 'Female' | 'Male' | 'Other' | 'Unknown'
  age: 'Total' | '0 to 17 years' | '18 years or over' | 'Unknown'
  year: number
  unit: string
  /** A whole number, `<5` where a small count is withheld, or empty where it is withheld for another's sake. */
  text: string
  article: string
  source: string
  note: string
  /** What the newest earlier submission said of a number that is withheld now. */
  earlier: { revision: number; text: string } | null
}

const sexes: Record<string, UnodcRow['sex']> = {
  _T: 'Total',
  female: 'Female',
  male: 'Male',
  other: 'Other',
  [unknown]: 'Unknown',
  F: 'Female',
  M: 'Male',
  _O: 'Other',
  _U: 'Unknown',
}
const ages: Record<string, UnodcRow['age']> = {
  _T: 'Total',
  'group 0-17': '0 to 17 years',
  'group 18+': '18 years or over',
  [unknown]: 'Unknown',
  Y0T17: '0 to 17 years',
  Y_GE18: '18 years or over',
  _U: 'Unknown',
}
const categories: Record<string, string> = {
  VC_HTF_DETVSX: 'Sexual exploitation',
  VC_HTF_DETVFL: 'Forced labour',
  VC_HTF_DETVOG: 'Removal of organ',
}

/** The form as UNODC's categories have it; who was exploited in several ways stands under other forms. */
function categoryOfForm(code: string): string {
  if (code === '_T') return 'Total'
  if (code === unknown || code === '_U') return 'Unknown'
  return categories[seriesOfForm[code] ?? ''] ?? 'Other forms'
}

const usable = new Set(['year', 'sex', 'ageBand', 'exploitation', 'citizenship'])

/**
 * The detected victims of a year as a published release tells them. The same victims stand under every dimension; only
 * `Total` counts each once. A category of several forms is withheld where one of them is.
 * @param nameOf names of countries, in English
 * @returns nothing when no table of the release counts victims by year and what UNODC asks for
 */
export function victimRows(
  document: ReleaseDocument,
  year: number,
  nameOf: (country: string) => string,
): UnodcRow[] {
  if (document.kind !== 'victim') return []
  const rows = new Map<string, UnodcRow>()
  for (const table of document.tables)
    if (table.dimensions.some(d => d.id === 'year') && table.dimensions.every(d => usable.has(d.id)))
      for (const row of rowsOfTable(document, table, year, nameOf)) {
        const name = keyOf(row)
        const known = rows.get(name)
        // What one table withholds another may tell.
        if (!known || !/^\d+$/.test(known.text)) rows.set(name, row)
      }
  return [...rows.values()].sort(inOrder)
}

function rowsOfTable(
  document: ReleaseDocument,
  table: ReleasedTable,
  year: number,
  nameOf: (country: string) => string,
): UnodcRow[] {
  const at = (id: string) => table.dimensions.findIndex(d => d.id === id)
  const [yearAt, sexAt, ageAt, formAt, stateAt] = [
    'year',
    'sex',
    'ageBand',
    'exploitation',
    'citizenship',
  ].map(at) as [number, number, number, number, number]
  const release = releaseName(document.number, document.revision)
  const sums = new Map<string, { row: UnodcRow; counts: (number | undefined)[]; small: boolean }>()
  for (const { key, count, mark } of table.cells) {
    const code = (i: number) => (i < 0 ? '_T' : key[i]!)
    const [sex, age] = [sexes[code(sexAt)], ages[code(ageAt)]]
    if (key[yearAt] !== String(year) || !sex || !age) continue
    const [form, state] = [code(formAt), code(stateAt)]
    // UNODC's table breaks down by one thing at a time.
    if (form !== '_T' && state !== '_T') continue
    const row: UnodcRow = {
      indicator: 'Detected trafficking victims',
      dimension: form !== '_T' ? 'by form of exploitation' : state !== '_T' ? 'by citizenship' : 'Total',
      category: state === '_T' ? categoryOfForm(form) : countryName(state, nameOf),
      sex,
      age,
      year,
      unit: 'Counts',
      text: '',
      article: '',
      source: `Published release ${release}, “${document.title}”, as of ${document.moment.at.slice(0, 10)}`,
      note: document.method === 'round' ? `Rounded to a multiple of ${document.threshold}.` : '',
      earlier: null,
    }
    const known = sums.get(keyOf(row)) ?? { row, counts: [], small: false }
    known.counts.push(count)
    known.small = mark === 'small'
    sums.set(keyOf(row), known)
  }
  return [...sums.values()].map(({ row, counts, small }) => {
    if (!counts.includes(undefined))
      return { ...row, text: String(counts.reduce<number>((sum, n) => sum + n!, 0)) }
    const isSmall = small && counts.length === 1
    return {
      ...row,
      text: isSmall ? `<${document.threshold}` : '',
      note: isSmall ? '' : 'Withheld to protect persons; not 0.',
    }
  })
}

const countryName = (code: string, nameOf: (country: string) => string) =>
  code === unknown || code === '_U' ? 'Unknown' : code === 'several' ? 'Several' : nameOf(code)

const indicators: Record<ResponseStep, string> = {
  suspected: 'Persons suspected',
  investigated: 'Persons investigated',
  prosecuted: 'Persons prosecuted',
  convicted: 'Persons convicted',
  sentenced: 'Persons sentenced',
  confiscated: 'Confiscation',
  compensated: 'Persons compensated',
}

/** What agencies returned for a year, protected, in the same form, with article, source and note. */
export function responseRows(
  returned: readonly Protected[],
  year: number,
  nameOf: (country: string) => string,
): UnodcRow[] {
  const sums = new Map<string, { row: UnodcRow; parts: Protected[] }>()
  for (const part of returned) {
    const { of } = part
    const [sex, age] = [sexes[of.sex], ages[of.age]]
    // UNODC's table breaks down by one thing at a time.
    if (of.year !== year || !sex || !age || (of.form !== '_T' && of.citizenship !== '_T')) continue
    const row: UnodcRow = {
      indicator: indicatorOf(of),
      dimension:
        of.form !== '_T' ? 'by form of exploitation' : of.citizenship !== '_T' ? 'by citizenship' : 'Total',
      category: of.citizenship === '_T' ? categoryOfForm(of.form) : countryName(of.citizenship, nameOf),
      sex,
      age,
      year,
      unit: of.measure === 'amount' ? (of.unit ?? 'Amount') : 'Counts',
      text: '',
      article: of.articles,
      source: of.source,
      note: of.note,
      earlier: null,
    }
    const name = `${keyOf(row)}\u0000${of.table}`
    const known = sums.get(name) ?? { row, parts: [] }
    known.parts.push(part)
    sums.set(name, known)
  }
  return [...sums.values()].map(({ row, parts }) => summedRow(row, parts)).sort(inOrder)
}

/** A category of several forms is their sum, and withheld where one of them is. */
function summedRow(row: UnodcRow, parts: readonly Protected[]): UnodcRow {
  const { agencies, agenciesOwing } = parts[0]!.of
  const isKnown = parts.every(({ text }) => /^\d+$/.test(text))
  const text = isKnown
    ? String(parts.reduce((sum, part) => sum + Number(part.text), 0))
    : parts.length === 1
      ? parts[0]!.text
      : ''
  const notes = [
    row.note,
    agencies < agenciesOwing ? `From ${agencies} of ${agenciesOwing} agencies that owe this table.` : '',
    text === '' ? 'Withheld to protect persons; not 0.' : '',
  ]
  return { ...row, text, note: notes.filter(Boolean).join(' ') }
}

/** Who counted matters: the police and the courts count different persons, so their numbers are never added. */
const indicatorOf = ({ step, measure, agencyKind }: ReturnedCount) =>
  `${countedAs(step, measure)} (${agencyKind})`

function countedAs(step: ResponseStep, measure: ReturnedCount['measure']): string {
  if (measure === 'proceedings') return indicators[step].replace('Persons', 'Proceedings:')
  return measure === 'amount' && step === 'compensated' ? 'Compensation' : indicators[step]
}

/** What a row counts, whatever it says of it. */
export const keyOf = (row: UnodcRow): string =>
  [row.indicator, row.dimension, row.category, row.sex, row.age, row.year, row.unit].join('\u0000')

const dimensionOrder = ['Total', 'by form of exploitation', 'by citizenship']
const sexOrder = ['Total', 'Female', 'Male', 'Other', 'Unknown']
const ageOrder = ['Total', '0 to 17 years', '18 years or over', 'Unknown']
const categoryRank = (category: string) => (category === 'Total' ? 0 : category === 'Unknown' ? 2 : 1)
const inOrder = (a: UnodcRow, b: UnodcRow) =>
  (a.indicator < b.indicator ? -1 : a.indicator > b.indicator ? 1 : 0) ||
  dimensionOrder.indexOf(a.dimension) - dimensionOrder.indexOf(b.dimension) ||
  categoryRank(a.category) - categoryRank(b.category) ||
  (a.category < b.category ? -1 : a.category > b.category ? 1 : 0) ||
  sexOrder.indexOf(a.sex) - sexOrder.indexOf(b.sex) ||
  ageOrder.indexOf(a.age) - ageOrder.indexOf(b.age)

/** The long table with its header. What is withheld without a mark of its own is left out, since a blank reads as none. */
export function longTable(rows: readonly UnodcRow[], country: { code: string; name: string }): string[][] {
  return [
    [...longColumns],
    ...rows
      .filter(row => row.text !== '')
      .map(row => [
        country.code,
        country.name,
        // UNODC's own grouping of States; it fills these in.
        '',
        '',
        row.indicator,
        row.dimension,
        row.category,
        row.sex,
        row.age,
        String(row.year),
        row.unit,
        row.text,
        row.source,
      ]),
  ]
}

import type { Codelists } from '#kernel/entity/codelist.ts'
import { type DimensionId, findDimension } from '../statistics.entity.ts'
import type { CodedTable, Domain } from './coded-table.ts'

/** A victim's fact, as far as its columns go. */
export type CountedFact = Readonly<Partial<Record<string, unknown>>>

/** Columns that can be taken from victims' facts. `means` becomes one column for each means. */
export const factColumnIds = [
  'year',
  'sex',
  'ageBand',
  'citizenship',
  'countryOfExploitation',
  'exploitation',
  'traffickingStatus',
  'industry',
  'agencyKind',
  'means',
] as const satisfies readonly DimensionId[]
export type FactColumnId = (typeof factColumnIds)[number]

const firstYear = 2000
/** Where several values are recorded and the column holds one. */
export const several = 'several'

interface Column {
  domain: Domain
  textOf(fact: CountedFact): string
}

/**
 * The public domains of columns, from the codelists alone, and how a fact falls into them. Blank is “not recorded”; what
 * stands outside a list counts as not recorded.
 * @param year the latest that a fact may be of
 */
export function factTable(
  facts: readonly CountedFact[],
  ids: readonly FactColumnId[],
  lists: Codelists,
  year: number,
): CodedTable {
  const columns = ids.flatMap(id => columnsOf(id, lists, year))
  const codes = columns.map(({ domain, textOf }) => {
    const codeOf = new Map(domain.values.map((value, code) => [value, code]))
    const none = codeOf.get('')!
    return Uint16Array.from(facts, fact => codeOf.get(textOf(fact)) ?? none)
  })
  return { domains: columns.map(c => c.domain), rows: facts.length, codes }
}

function columnsOf(id: FactColumnId, lists: Codelists, year: number): Column[] {
  if (id === 'year') {
    const years = Array.from({ length: Math.max(1, year - firstYear + 1) }, (_, i) => `${firstYear + i}`)
    return [{ domain: { name: id, values: ['', ...years], ordered: true }, textOf: f => `${f.year ?? ''}` }]
  }
  const dimension = findDimension(id)!
  const known = lists.get(dimension.list!).codes.map(c => c.code)
  if (id === 'means')
    return known.map(code => ({
      domain: { name: `means.${code}`, values: ['', '1'], ordered: false },
      textOf: fact => (listOf(fact.means).includes(code) ? '1' : ''),
    }))
  const values = ['', ...known, ...(dimension.multiple ? [several] : [])]
  return [
    {
      domain: { name: id, values, ordered: false },
      textOf: fact => {
        const found = listOf(fact[dimension.column])
        return found.length > 1 ? several : (found[0] ?? '')
      },
    },
  ]
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)]

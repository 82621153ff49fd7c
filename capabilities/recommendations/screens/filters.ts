/** The filters of the list as the address carries them; values of one are parted by a bar. */
export const filterNames = [
  'q',
  'addressee',
  'force',
  'topic',
  'meeting',
  'report',
  'evidence',
  'reissues',
] as const
export type FilterName = (typeof filterNames)[number]
export const severalNames = ['addressee', 'force', 'topic', 'meeting', 'report'] as const
export type SeveralName = (typeof severalNames)[number]

export type FilterValues = { [K in SeveralName]?: string[] } & {
  q?: string
  evidence?: 'with' | 'without'
  reissues?: true
}

/** Reads the filters of an address; what is no filter is passed over. */
export function readFilters(search: Record<string, string | undefined>): FilterValues {
  const filters: FilterValues = {}
  if (search.q) filters.q = search.q
  for (const name of severalNames) {
    const values = search[name]?.split('|').filter(Boolean)
    if (values && values.length > 0) filters[name] = values
  }
  if (search.evidence === 'with' || search.evidence === 'without') filters.evidence = search.evidence
  if (search.reissues === 'true') filters.reissues = true
  return filters
}

/** The filters as the address of the list carries them; those that are not set leave it. */
export const searchOf = (filters: FilterValues): Record<FilterName, string | undefined> =>
  Object.fromEntries(
    filterNames.map(name => {
      const value = filters[name]
      return [name, Array.isArray(value) ? value.join('|') : value === undefined ? undefined : String(value)]
    }),
  ) as Record<FilterName, string | undefined>

export const hasFilters = (filters: FilterValues): boolean => Object.keys(filters).length > 0

/** Adds a value to a filter, or takes it away, as the address carries it. */
export function toggled(values: readonly string[] | undefined, value: string): string | undefined {
  const next = values?.includes(value) ? values.filter(one => one !== value) : [...(values ?? []), value]
  return next.length === 0 ? undefined : next.join('|')
}

import type { Filters } from '../facets.rules.ts'

/** The filters of the list as an address carries them. */
export interface SearchFilter {
  q?: string
  addressee?: string[]
  force?: string[]
  topic?: string[]
  meeting?: string[]
  report?: string[]
  evidence?: 'with' | 'without'
  reissues?: boolean
}

/** Most searches that one person keeps. */
export const searchesMax = 50

/** The filters of an address as the store takes them. */
export const filtersOf = (filter: SearchFilter): Filters => ({
  ...(filter.q === undefined ? {} : { text: filter.q }),
  ...(filter.addressee && { addressees: filter.addressee }),
  ...(filter.force && { forces: filter.force }),
  ...(filter.topic && { topics: filter.topic }),
  ...(filter.meeting && { meetings: filter.meeting }),
  ...(filter.report && { reports: filter.report }),
  ...(filter.evidence && { evidence: filter.evidence === 'with' }),
  ...(filter.reissues === undefined ? {} : { reissues: filter.reissues }),
})

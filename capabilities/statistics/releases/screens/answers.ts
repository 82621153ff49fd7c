import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '#platform/screens/api.ts'
import type { Places } from '#platform/screens/figures/atlas.ts'
import { useText } from '#platform/screens/text.ts'
import type { DimensionId, FactKind } from '../../statistics.entity.ts'
import type { ReleaseDefinition, ReleaseDocument, ReleaseStatus } from '../release.entity.ts'

export interface ReleaseBrief {
  id: string
  version: number
  number: string
  revision: number
  name: string
  title: string
  status: ReleaseStatus
  kind: FactKind
  reason: string | null
  frozenAt: string
  publishedAt: string | null
  withdrawnAt: string | null
  withdrawnWhy: string | null
}

export type Labels = Record<string, Record<string, string>>

export interface PublishedAnswer extends ReleaseBrief {
  /** All that went out under this number, the newest first. */
  revisions: ReleaseBrief[]
  hash: string
  document: ReleaseDocument | null
  labels: Labels
  places: Places
}

export interface AuditAnswer {
  safe: boolean
  marksSafe: boolean
  threshold: number
  published: number
  withheld: number
  programs: number
  solver: string
  onlookers: {
    kind: 'outsider' | 'reader' | 'marks' | 'contributor'
    id: string
    checked: number
    leaks: number
  }[]
  leaks: { cell: string; sentence: string }[]
}

export interface WorkAnswer extends ReleaseBrief {
  /** The step that goes on in the background, or how it failed. */
  job: {
    id: string
    state: 'waiting' | 'running' | 'finished' | 'failed'
    done: number
    problem: string | null
  } | null
  mayCorrect: boolean
  definition: ReleaseDefinition
  audit: { safe: boolean; public: AuditAnswer; internal: AuditAnswer } | null
  document: ReleaseDocument | null
  internal: ReleaseDocument | null
  labels: Labels
  may: string[]
  refused: Record<string, string>
}

export interface WishedTable {
  title: string
  dimensions: DimensionId[]
}

const get = <T>(path: string) => ({
  queryKey: ['releases', path],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<T>(`/api/statistics/${path}`, { signal }),
})

export const usePublished = () => useQuery(get<{ releases: ReleaseBrief[] }>('published'))
export const usePublishedOne = (number: string, revision: string | undefined) =>
  useQuery(get<PublishedAnswer>(`published/${number}${revision ? `?revision=${revision}` : ''}`))
export const useReleases = () => useQuery(get<{ countMin: number; releases: ReleaseBrief[] }>('releases'))
const askedAgainMs = 1_000

/** Whether a step goes on in the background. */
export const isUnderway = (work: WorkAnswer | undefined): boolean =>
  work?.job?.state === 'waiting' || work?.job?.state === 'running'

/** A release under way; asked again every second while a step goes on. */
export const useWork = (id: string) =>
  useQuery({
    ...get<WorkAnswer>(`releases/${id}`),
    enabled: id !== '',
    refetchInterval: query => (isUnderway(query.state.data) ? askedAgainMs : false),
  })

/** Names of dimensions and codes; totals, unknown and several have words of their own. */
export function useCodeNames(labels: Labels): {
  dimension: (id: string) => string
  code: (dimension: string, code: string) => string
} {
  const t = useText()
  const dimension = useCallback((id: string) => t(`statistics.dimension.${id}`), [t])
  const code = useCallback(
    (of: string, code: string) => {
      if (code === '_T') return t('releases.total')
      if (code === 'unknown') return t('statistics.unknown')
      if (code === 'several') return t('releases.several')
      return labels[of]?.[code] ?? code
    },
    [labels, t],
  )
  return { dimension, code }
}

/** Whether the page is read from right to left. */
export const isRightToLeft = () => document.documentElement.dir === 'rtl'

/** A release's number within a text: from left to right also in Arabic, which would turn it round. */
export const shownName = (name: string): string => (isRightToLeft() ? `\u2066${name}\u2069` : name)

/** What somebody wrote, within an Arabic text: quotation marks around it stay where they belong. */
export const shownTitle = (title: string): string => (isRightToLeft() ? `\u2068${title}\u2069` : title)

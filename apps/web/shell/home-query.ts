import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import type { TextValues } from '#platform/screens/text.ts'

/** One kind of work that waits. `due` is an ISO date or instant; what is due first stands first. */
export type HomeItem = { titleKey: string; values?: TextValues; to: string; count: number; due?: string }

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => api.get<{ items: HomeItem[] }>('/api/home', { signal }),
})

/** How much waits behind each path of the navigation; what the path is not named for is not counted. */
export function useCounts(paths: readonly string[]): ReadonlyMap<string, number> {
  const items = useQuery(homeQuery).data?.items ?? []
  return countsByPath(paths, items)
}

/** Adds up the items by the longest of the paths that their address begins with. */
export function countsByPath(paths: readonly string[], items: readonly HomeItem[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) {
    const address = item.to.split(/[?#]/)[0] ?? item.to
    const path = paths
      .filter(one => one !== '/' && (address === one || address.startsWith(`${one}/`)))
      .sort((a, b) => b.length - a.length)[0]
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + item.count)
  }
  return counts
}

/** Dated work first, earliest first; then the rest, most first. */
export function byUrgency(a: HomeItem, b: HomeItem): number {
  if (a.due !== undefined && b.due !== undefined) return a.due.localeCompare(b.due)
  if (a.due !== undefined) return -1
  if (b.due !== undefined) return 1
  return b.count - a.count
}

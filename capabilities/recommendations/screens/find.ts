import { api } from '#platform/screens/api.ts'
import type { Find } from '#platform/screens/mount.ts'
import type { ListAnswer } from './answers.ts'

/** Recommendations that hold the words. */
export const find: Find = async (text, limit, signal) => {
  const { recommendations } = await api.get<ListAnswer>('/api/recommendations', {
    query: { q: text },
    signal,
  })
  return recommendations.slice(0, limit).map(one => ({
    path: `/recommendations/${one.report}/${one.address}`,
    title: one.citation,
    detail: one.excerpt.map(stretch => stretch.text).join(''),
  }))
}

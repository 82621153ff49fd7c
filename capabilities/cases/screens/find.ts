import { api } from '#platform/screens/api.ts'
import type { Find } from '#platform/screens/mount.ts'
import type { CaseList } from './answers.ts'

/** Cases whose reference begins so. Persons are looked for in the list of cases, with a purpose. */
export const find: Find = async (text, limit, signal) => {
  const { cases } = await api.get<CaseList>('/api/cases', { query: { search: text, limit }, signal })
  return cases.map(one => ({
    path: `/cases/${one.id}`,
    title: one.reference,
    detail: [one.externalReference, one.openedOn].filter(Boolean).join(' · '),
  }))
}

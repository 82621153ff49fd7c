import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { FieldOption } from '#kernel/form/field.ts'
import { api } from '#platform/screens/api.ts'

type ShownCodelist = {
  id: string
  draft: boolean
  codes: { code: string; label: string; parent?: string }[]
}

export type Codes = {
  /** The label of a code in the reader's language; the code itself until the list has come. */
  label: (list: string, code: string) => string
  /** The whole list, to choose from. */
  options: (list: string) => FieldOption[]
  /** False while a list is still on its way. */
  ready: boolean
}

/** Lists of codes in the reader's language; they do not change while the page is open. @param ids always the same ones */
export function useCodes(ids: readonly string[]): Codes {
  // Every request says in which language to answer; the key keeps the languages apart.
  const language = useIntl().locale
  const known = useQueries({
    queries: ids.map(id => ({
      queryKey: ['codelists', id, language],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<ShownCodelist>(`/api/codelists/${id}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: results => ({
      lists: results.map(r => r.data),
      ready: results.every(r => r.data !== undefined || r.isError),
    }),
  })
  const labels = useMemo(
    () =>
      new Map(
        known.lists.flatMap(list =>
          list ? [[list.id, new Map(list.codes.map(c => [c.code, c.label]))] as const] : [],
        ),
      ),
    [known.lists],
  )
  const label = useCallback((list: string, code: string) => labels.get(list)?.get(code) ?? code, [labels])
  const options = useCallback(
    (id: string) =>
      (known.lists.find(list => list?.id === id)?.codes ?? []).map(c => ({ code: c.code, label: c.label })),
    [known.lists],
  )
  return { label, options, ready: known.ready }
}

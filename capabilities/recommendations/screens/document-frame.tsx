import { Checkbox } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { useSearch } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ReportAnswer } from './answers.ts'
import { toggled } from './filters.ts'
import { WordButton } from './word-button.tsx'
import { useNames } from './words.ts'

type Themes = { themes: { id: string; meetings: unknown[] }[] }

/** An index or a compilation: which reports, as a page by theme, and as Word. */
export function DocumentFrame<T extends Themes>(props: {
  document: 'index' | 'compilation'
  children: (answer: T, slugOf: (document: string) => string | undefined) => ReactNode
}) {
  const { document, children } = props
  const t = useText()
  const names = useNames()
  const [search, setSearch] = useSearch()
  useLive(['recommendations'])
  const chosen = search.report?.split('|').filter(Boolean) ?? []
  const reports = useQuery({
    queryKey: ['recommendations', 'reports'],
    queryFn: ({ signal }) => api.get<{ reports: ReportAnswer[] }>('/api/recommendations/reports', { signal }),
  })
  const query: UseQueryResult<T> = useQuery({
    queryKey: ['recommendations', document, chosen],
    queryFn: ({ signal }) =>
      api.get<T>(`/api/recommendations/${document}`, { query: { report: chosen }, signal }),
  })
  const slugs = new Map(
    reports.data?.reports.map(r => [r.document.symbol ?? r.document.title ?? '', r.slug] as const) ?? [],
  )
  const withRecommendations = reports.data?.reports.filter(report => report.recommendations > 0) ?? []
  return (
    <>
      <PageTitle
        lead={t(`recommendations.${document}.lead`)}
        actions={<WordButton document={document} reports={chosen} />}
      >
        {t(`recommendations.nav.${document}`)}
      </PageTitle>
      <Columns
        label={t('recommendations.documents.choose')}
        context={
          <fieldset className="rec-facet no-print">
            <legend>{t('recommendations.documents.choose')}</legend>
            {withRecommendations.map(report => (
              <Checkbox
                key={report.slug}
                size="sm"
                checked={chosen.includes(report.slug)}
                label={names.document(report.document)}
                onChange={() => setSearch({ report: toggled(chosen, report.slug) })}
              />
            ))}
            <p className="rec-small">{t('recommendations.documents.all')}</p>
          </fieldset>
        }
      >
        <Loaded
          query={query}
          isEmpty={answer => answer.themes.length === 0}
          empty={<EmptyState title={t('recommendations.list.none')} />}
          lines={10}
        >
          {answer => (
            <>
              <details className="rec-contents no-print">
                <summary>{t('recommendations.documents.contents', { count: answer.themes.length })}</summary>
                <ul>
                  {answer.themes.map(({ id }) => (
                    <li key={id}>
                      <a href={`#theme-${id}`}>{names.theme(id)}</a>
                    </li>
                  ))}
                </ul>
              </details>
              {children(answer, name => slugs.get(name))}
            </>
          )}
        </Loaded>
      </Columns>
    </>
  )
}

import { Button, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { SavedSearches, SaveSearch } from '../finding/screens/saved-searches.tsx'
import type { ListAnswer } from './answers.ts'
import { FacetList } from './facets.tsx'
import { type FilterValues, hasFilters, readFilters, searchOf } from './filters.ts'
import { Result } from './result.tsx'
import './recommendations.css'

const typedAfterMs = 250

/** All recommendations: search by stem or "as written", filters with counts, the five things one decides by. */
export default function List() {
  const t = useText()
  const [search, setSearch] = useSearch()
  useLive(['recommendations', 'searches', 'thesaurus'])
  const filters = readFilters(search)
  const page = Number(search.page ?? 1) || 1
  const query = useQuery({
    queryKey: ['recommendations', 'list', filters, page],
    queryFn: ({ signal }) =>
      api.get<ListAnswer>('/api/recommendations', { query: { ...filters, page }, signal }),
    placeholderData: keepPreviousData,
  })
  const narrow = (change: Record<string, string | undefined>) => setSearch({ ...change, page: undefined })
  const all = useQuery({
    queryKey: ['recommendations', 'list', {}, 1],
    queryFn: ({ signal }) => api.get<ListAnswer>('/api/recommendations', { query: { page: 1 }, signal }),
  })
  const lead =
    all.data &&
    t('recommendations.list.lead', { count: all.data.total, meetings: all.data.facets.meetings.length })
  return (
    <>
      <PageTitle
        lead={lead}
        actions={
          <>
            <ScreenLink to="/recommendations/topics" className="rec-action">
              {t('topics.nav.thesaurus')}
            </ScreenLink>
            <ScreenLink to="/recommendations/index" className="rec-action">
              {t('recommendations.nav.index')}
            </ScreenLink>
            <ScreenLink to="/recommendations/compilation" className="rec-action">
              {t('recommendations.nav.compilation')}
            </ScreenLink>
          </>
        }
      >
        {t('recommendations.nav.list')}
      </PageTitle>
      {all.data?.total === 0 ? (
        <NothingYet />
      ) : (
        <Columns
          label={t('recommendations.filters')}
          context={<FacetList facets={query.data?.facets} filters={filters} onChange={narrow} />}
        >
          <SearchBox value={filters.q ?? ''} onSearch={q => narrow({ q: q || undefined })} />
          <SavedSearches filters={filters} onChoose={chosen => narrow(searchOf(chosen))} />
          <Loaded query={query}>
            {answer => (
              <Results
                answer={answer}
                isOld={query.isPlaceholderData}
                filters={filters}
                onPage={to => setSearch({ page: to === 1 ? undefined : to })}
                onClear={() => narrow(searchOf({}))}
              />
            )}
          </Loaded>
        </Columns>
      )}
    </>
  )
}

function NothingYet() {
  const t = useText()
  return (
    <EmptyState
      title={t('recommendations.list.none')}
      action={<ScreenLink to="/meeting-reports">{t('recommendations.nav.reports')}</ScreenLink>}
    >
      {t('recommendations.list.noneText')}
    </EmptyState>
  )
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (typed: string) => void }) {
  const t = useText()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onSearch(typed), typedAfterMs)
    return () => clearTimeout(timer)
  })
  return (
    <search className="rec-search">
      <TextInput
        type="search"
        label={t('recommendations.search')}
        description={t('recommendations.searchHelp')}
        value={typed}
        maxLength={400}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') onSearch(typed)
        }}
      />
    </search>
  )
}

type ResultsProps = {
  answer: ListAnswer
  isOld: boolean
  filters: FilterValues
  onPage: (page: number) => void
  onClear: () => void
}

function Results({ answer, isOld, filters, onPage, onClear }: ResultsProps) {
  const t = useText()
  const { total, page, pages, recommendations } = answer
  return (
    <section aria-busy={isOld} aria-label={t('recommendations.results')}>
      <div className="rec-found">
        <p role="status">{t('recommendations.found', { count: total })}</p>
        {hasFilters(filters) && (
          <>
            <button type="button" className="as-link" onClick={onClear}>
              {t('recommendations.clear')}
            </button>
            <SaveSearch filters={filters} />
          </>
        )}
      </div>
      {total === 0 && (
        <EmptyState title={t('recommendations.nothing')}>{t('recommendations.nothingText')}</EmptyState>
      )}
      <ul className="rec-list">
        {recommendations.map(one => (
          <Result key={`${one.report}/${one.address}`} one={one} />
        ))}
      </ul>
      {pages > 1 && (
        <nav className="rec-pages" aria-label={t('recommendations.pages')}>
          <Button variant="default" size="sm" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            {t('recommendations.pageBefore')}
          </Button>
          <span>{t('recommendations.page', { page, pages })}</span>
          <Button variant="default" size="sm" disabled={page >= pages} onClick={() => onPage(page + 1)}>
            {t('recommendations.pageAfter')}
          </Button>
        </nav>
      )}
    </section>
  )
}

import { Button, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useGo } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, LoadingState } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { CaseFilter } from '../list.entity.ts'
import type { CaseList } from './answers.ts'
import { CaseTable } from './case-table.tsx'
import { useCodes } from './codes.ts'
import { Filters, filterLists, hasFilter, useFilter } from './filters.tsx'
import { PersonSearch } from './person-search.tsx'
import { SavedViews, SaveView } from './saved-views.tsx'
import './cases.css'

const typedAfterMs = 250
/** What was typed last; kept in memory only, since it may be a name and an address is remembered by the browser. */
let typedBefore = ''

/** The agency's cases: search, filters, saved views, and the five things one decides by. */
export default function CasesList() {
  const t = useText()
  const go = useGo()
  const mayOpen = useMay('case.open')
  const mayImport = useMay('case.import')
  const [filter, setFilter] = useFilter()
  const [typed, setTyped] = useState(typedBefore)
  const [search, setSearch] = useState(typedBefore)
  const codes = useCodes(filterLists)
  useLive(['cases'])
  useEffect(() => {
    typedBefore = typed
    const timer = setTimeout(() => setSearch(typed.trim()), typedAfterMs)
    return () => clearTimeout(timer)
  }, [typed])
  const wanted: CaseFilter = { ...filter, ...(search && { search }) }
  const query = useInfiniteQuery({
    queryKey: ['cases', 'list', wanted],
    queryFn: ({ signal, pageParam }) =>
      api.get<CaseList>('/api/cases', {
        query: { ...wanted, ...(pageParam && { after: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  })
  const first = query.data?.pages[0]
  const cases = query.data?.pages.flatMap(page => page.cases) ?? []
  const narrowed = hasFilter(wanted)
  const lead =
    first?.total === undefined
      ? undefined
      : narrowed
        ? t('cases.list.found', { count: first.total })
        : t('cases.list.lead', {
            count: first.total,
            active: (first.byStatus?.Active ?? 0) + (first.byStatus?.FollowUp ?? 0),
          })
  const nothingYet = first?.total === 0 && !narrowed
  const clear = () => {
    setTyped('')
    setSearch('')
    setFilter({})
  }
  return (
    <>
      <PageTitle
        lead={lead}
        actions={
          (mayOpen || mayImport) && (
            <>
              {mayOpen && <Button onClick={() => void go('/cases/new')}>{t('cases.nav.new')}</Button>}
              {mayImport && (
                <Button variant="default" onClick={() => void go('/imports/new')}>
                  {t('cases.nav.import')}
                </Button>
              )}
            </>
          )
        }
      >
        {t('cases.nav.list')}
      </PageTitle>
      {nothingYet ? (
        <EmptyState title={t('cases.list.empty')}>{t('cases.list.emptyText')}</EmptyState>
      ) : (
        <>
          <SavedViews filter={filter} onChoose={setFilter} />
          <div className="case-search no-print">
            <TextInput
              type="search"
              aria-label={t('cases.list.search')}
              placeholder={t('cases.list.search')}
              leftSection={<IconSearch size={18} aria-hidden />}
              value={typed}
              maxLength={100}
              onChange={event => setTyped(event.currentTarget.value)}
            />
            <PersonSearch codes={codes} />
          </div>
          <Filters filter={filter} onChange={setFilter} codes={codes} beside={<SaveView filter={filter} />} />
          {query.isError && query.data === undefined ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : query.data === undefined || !codes.ready ? (
            <LoadingState lines={8} />
          ) : cases.length === 0 ? (
            <EmptyState
              title={t('cases.list.nothing')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('cases.list.clear')}
                </Button>
              }
            >
              {t('cases.list.nothingText')}
            </EmptyState>
          ) : (
            <div data-old={query.isPlaceholderData || undefined} className="case-results">
              <CaseTable cases={cases} codes={codes} caption={t('cases.nav.list')} />
              <p className="case-more" aria-live="polite">
                {t('cases.list.shown', { shown: cases.length, total: first?.total ?? cases.length })}
              </p>
              {query.hasNextPage && (
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('cases.list.more')}
                </Button>
              )}
            </div>
          )}
        </>
      )}
      {mayImport && (
        <p className="case-foot no-print">
          <ScreenLink to="/imports">{t('cases.nav.imports')}</ScreenLink>
        </p>
      )}
    </>
  )
}

import { Button, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type RelationState, relationStates } from '../relations.rules.ts'
import type { QueueAnswer } from './answers.ts'
import { RelationCard } from './relation-card.tsx'
import '../../screens/recommendations.css'
import '../../screens/reports.css'
import './relations.css'

const isState = (value: string | undefined): value is RelationState =>
  (relationStates as readonly (string | undefined)[]).includes(value)

/** Links that the machine proposes, side by side with its reasons: a person says whether they hold, and as what. */
export default function Proposals() {
  const t = useText()
  const [search, setSearch] = useSearch()
  useLive(['relations'])
  const state = isState(search.state) ? search.state : 'proposed'
  const page = Math.max(1, Number(search.page) || 1)
  const { report } = search
  const list = useRef<HTMLUListElement>(null)
  const nextFocus = useRef<number>(undefined)
  const query = useQuery({
    queryKey: ['relations', 'queue', state, report ?? '', page],
    queryFn: ({ signal }) =>
      api.get<QueueAnswer>('/api/recommendations/relations', { query: { state, report, page }, signal }),
    placeholderData: before => before,
  })
  const cards = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-relation]') ?? [])]
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each new list, not at each render
  useEffect(() => {
    if (nextFocus.current === undefined) return
    const all = cards()
    all[Math.min(nextFocus.current, all.length - 1)]?.focus()
    nextFocus.current = undefined
  }, [query.data])
  const step = (from: HTMLElement, by: 1 | -1) => {
    const all = cards()
    all[all.indexOf(from) + by]?.focus()
  }
  const counts = query.data?.counts
  return (
    <>
      <PageTitle lead={counts && t('relations.lead', { count: counts.proposed })}>
        {t('relations.nav.queue')}
      </PageTitle>
      <div className="rec-doubt-tools no-print">
        <SegmentedControl
          aria-label={t('relations.state')}
          value={state}
          onChange={value => setSearch({ state: value === 'proposed' ? undefined : value, page: undefined })}
          data={relationStates.map(value => ({
            value,
            label: t(`relations.states.${value}`, { count: counts?.[value] ?? 0 }),
          }))}
        />
        {report && (
          <>
            <button
              type="button"
              className="as-link"
              onClick={() => setSearch({ report: undefined, page: undefined })}
            >
              {t('relations.allReports')}
            </button>
            <LookAgain report={report} />
          </>
        )}
      </div>
      <Loaded query={query}>
        {({ relations, pages }) =>
          relations.length === 0 ? (
            <EmptyState title={t(`relations.none.${state}`)}>
              {state === 'proposed' && t('relations.noneText')}
            </EmptyState>
          ) : (
            <>
              {state === 'proposed' && (
                <p className="relation-keys rec-small no-print">{t('relations.keys')}</p>
              )}
              <ul className="rec-list" ref={list}>
                {relations.map((relation, index) => (
                  <li key={relation.id}>
                    <RelationCard
                      relation={relation}
                      onStep={step}
                      onDecided={() => {
                        nextFocus.current = index
                      }}
                    />
                  </li>
                ))}
              </ul>
              {pages > 1 && (
                <nav className="rec-pages no-print" aria-label={t('recommendations.pages')}>
                  <Button
                    variant="default"
                    size="sm"
                    disabled={page <= 1}
                    onClick={() => setSearch({ page: String(page - 1) })}
                  >
                    {t('recommendations.pageBefore')}
                  </Button>
                  <span>{t('recommendations.page', { page, pages })}</span>
                  <Button
                    variant="default"
                    size="sm"
                    disabled={page >= pages}
                    onClick={() => setSearch({ page: String(page + 1) })}
                  >
                    {t('recommendations.pageAfter')}
                  </Button>
                </nav>
              )}
            </>
          )
        }
      </Loaded>
    </>
  )
}

/** Asks the node to look for links of one report again. */
function LookAgain({ report }: { report: string }) {
  const t = useText()
  const mayPropose = useMay('relation.propose')
  const look = useMutation({
    mutationFn: () => api.post(`/api/recommendations/reports/${report}/relations`),
    onSuccess: () => announce(t('relations.looking')),
  })
  if (!mayPropose) return null
  return (
    <>
      <Button variant="default" size="sm" loading={look.isPending} onClick={() => look.mutate()}>
        {t('relations.lookAgain')}
      </Button>
      {look.isSuccess && <span className="rec-small">{t('relations.looking')}</span>}
      {look.isError && <ErrorState error={look.error} />}
    </>
  )
}

import { NativeSelect, Radio } from '@mantine/core'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { languages } from '#kernel/language/languages.ts'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { useSearch } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { DocumentOrder, Group, GroupLabel } from '../documents/selection.ts'
import type { ListAnswer, ReportAnswer } from './answers.ts'
import { Downloads } from './downloads.tsx'
import { FacetList } from './facets.tsx'
import { readFilters } from './filters.ts'
import { useNames } from './words.ts'
import './recommendations.css'
import './documents.css'

const orders: readonly DocumentOrder[] = ['theme', 'meeting', 'addressee']
type Document<Entry> = { groups: Group<Entry>[] }

/** An index or a compilation: which recommendations, in which order, as a page and as files. */
export function DocumentFrame<Entry>(props: {
  document: 'index' | 'compilation'
  children: (entries: readonly Entry[], slugOf: (document: string) => string | undefined) => ReactNode
}) {
  const { document, children } = props
  const t = useText()
  const { locale } = useIntl()
  const [search, setSearch] = useSearch()
  useLive(['recommendations'])
  const filters = readFilters(search)
  const order = orders.find(one => one === search.order) ?? 'theme'
  const reports = useQuery({
    queryKey: ['recommendations', 'reports'],
    queryFn: ({ signal }) => api.get<{ reports: ReportAnswer[] }>('/api/recommendations/reports', { signal }),
  })
  const counted = useQuery({
    queryKey: ['recommendations', 'list', filters, 1],
    queryFn: ({ signal }) => api.get<ListAnswer>('/api/recommendations', { query: { ...filters }, signal }),
    placeholderData: keepPreviousData,
  })
  const query: UseQueryResult<Document<Entry>> = useQuery({
    queryKey: ['recommendations', document, filters, order],
    queryFn: ({ signal }) =>
      api.get<Document<Entry>>(`/api/recommendations/${document}`, { query: { ...filters, order }, signal }),
    placeholderData: keepPreviousData,
  })
  const slugs = new Map(
    reports.data?.reports.map(r => [r.document.symbol ?? r.document.title ?? '', r.slug] as const) ?? [],
  )
  const fileLanguage = languages.find(({ code }) => code === search.file)?.code ?? locale.slice(0, 2)
  return (
    <>
      <PageTitle lead={t(`recommendations.${document}.lead`)}>
        {t(`recommendations.nav.${document}`)}
      </PageTitle>
      <Columns
        label={t('recommendations.documents.choices')}
        context={
          <div className="no-print">
            <Radio.Group
              className="rec-order"
              label={t('recommendations.documents.order')}
              value={order}
              onChange={value => setSearch({ order: value === 'theme' ? undefined : value })}
            >
              {orders.map(one => (
                <Radio key={one} size="sm" value={one} label={t(`recommendations.documents.order.${one}`)} />
              ))}
            </Radio.Group>
            <FacetList facets={counted.data?.facets} filters={filters} onChange={setSearch} />
          </div>
        }
      >
        <section className="rec-files no-print" aria-label={t('recommendations.documents.files')}>
          <Downloads
            path={`/api/recommendations/${document}`}
            formats={['word', 'pdf', 'akn']}
            query={{ ...filters, order, language: fileLanguage }}
          />
          <NativeSelect
            size="sm"
            label={t('recommendations.documents.fileLanguage')}
            value={fileLanguage}
            data={languages.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={event => setSearch({ file: event.currentTarget.value })}
          />
        </section>
        <Loaded
          query={query}
          isEmpty={answer => answer.groups.length === 0}
          empty={
            <EmptyState title={t('recommendations.nothing')}>
              {t('recommendations.documents.nothing')}
            </EmptyState>
          }
          lines={10}
        >
          {answer => (
            <div aria-busy={query.isPlaceholderData || undefined}>
              <Contents groups={answer.groups} />
              {answer.groups.map(group => (
                <GroupSection key={group.id} group={group}>
                  {entries => children(entries, name => slugs.get(name))}
                </GroupSection>
              ))}
            </div>
          )}
        </Loaded>
      </Columns>
    </>
  )
}

const anchorOf = ({ by, id }: GroupLabel) => `${by}-${id.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`

/** The name of a group in the reader's language. */
function useGroupName(): (label: GroupLabel) => string {
  const t = useText()
  const names = useNames()
  return label => {
    if (label.by === 'theme') return names.theme(label.id)
    if (label.by === 'addressee') return names.addresseeFirst(label.title)
    return label.meeting ? names.meeting(label.meeting) : t('recommendations.document.noMeeting')
  }
}

function Contents({
  groups,
}: {
  groups: readonly (GroupLabel & { parts: { entries: readonly unknown[] }[] })[]
}) {
  const t = useText()
  const nameOf = useGroupName()
  const count = groups.reduce(
    (sum, { parts }) => sum + parts.reduce((all, one) => all + one.entries.length, 0),
    0,
  )
  return (
    <details className="rec-contents no-print">
      <summary>{t('recommendations.documents.contains', { count, groups: groups.length })}</summary>
      <ul>
        {groups.map(group => (
          <li key={group.id}>
            <a href={`#${anchorOf(group)}`}>{nameOf(group)}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function GroupSection<Entry>({
  group,
  children,
}: {
  group: Group<Entry>
  children: (entries: readonly Entry[]) => ReactNode
}) {
  const nameOf = useGroupName()
  return (
    <section id={anchorOf(group)} className="rec-theme" aria-label={nameOf(group)}>
      <h2>{nameOf(group)}</h2>
      {group.parts.map(part => (
        <section key={part.id}>
          <h3>{nameOf(part)}</h3>
          {children(part.entries)}
        </section>
      ))}
    </section>
  )
}

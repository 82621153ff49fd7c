import { Checkbox, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { api } from '#platform/screens/api.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReportAnswer } from './answers.ts'
import type { ComparedPair, ComparedPlace, ComparisonAnswer } from './doubts-answers.ts'
import { Downloads } from './downloads.tsx'
import { printedIn } from './printed.tsx'
import { Difference, EditKinds } from './printed-difference.tsx'
import { pathOf, useNames } from './words.ts'
import './recommendations.css'
import './reports.css'

/** Two documents beside each other: how the recommendations that both print differ, word by word. */
export default function ReportCompare() {
  const t = useText()
  const names = useNames()
  const [search, setSearch] = useSearch()
  const { from, to } = search
  const reports = useQuery({
    queryKey: ['recommendations', 'reports'],
    queryFn: ({ signal }) => api.get<{ reports: ReportAnswer[] }>('/api/recommendations/reports', { signal }),
  })
  const query = useQuery({
    queryKey: ['recommendations', 'comparison', from, to],
    queryFn: ({ signal }) =>
      api.get<ComparisonAnswer>('/api/recommendations/comparisons', { query: { from, to }, signal }),
    enabled: from !== undefined && to !== undefined && from !== to,
  })
  const options = (reports.data?.reports ?? []).map(({ slug, document }) => ({
    value: slug,
    label: [names.document(document), document.symbol].filter(Boolean).join(' · '),
  }))
  const choice = (side: 'from' | 'to') => (
    <Select
      label={t(`recommendations.compare.${side}`)}
      data={options}
      value={search[side] ?? null}
      onChange={value => setSearch({ [side]: value ?? undefined })}
      searchable
      className="rec-compare-choice"
    />
  )
  return (
    <>
      <PageTitle lead={t('recommendations.compare.lead')}>{t('recommendations.nav.compare')}</PageTitle>
      <div className="rec-compare no-print">
        {choice('from')}
        {choice('to')}
      </div>
      {from && to && from !== to ? (
        <Loaded query={query}>{answer => <Compared answer={answer} />}</Loaded>
      ) : (
        <EmptyState title={t('recommendations.compare.choose')} />
      )}
    </>
  )
}

function Compared({ answer }: { answer: ComparisonAnswer }) {
  const t = useText()
  const { locale } = useIntl()
  const [all, setAll] = useState(false)
  const { pairs, onlyFrom, onlyTo, from, to } = answer
  const changed = pairs.filter(pair => pair.edits.length > 0)
  const shown = all ? pairs : changed
  if (pairs.length === 0)
    return (
      <EmptyState title={t('recommendations.compare.nothing')}>
        {t('recommendations.compare.nothingText')}
      </EmptyState>
    )
  return (
    <>
      <p className="rec-notice">
        {t('recommendations.compare.counts', { count: pairs.length, same: pairs.length - changed.length })}
      </p>
      <div className="no-print">
        <Downloads
          quiet
          path="/api/recommendations/comparisons"
          formats={['word', 'pdf', 'akn']}
          query={{ from: from.slug, to: to.slug, language: locale.slice(0, 2) }}
        />
      </div>
      {changed.length < pairs.length && (
        <Checkbox
          label={t('recommendations.compare.all')}
          checked={all}
          onChange={event => setAll(event.currentTarget.checked)}
        />
      )}
      <ul className="rec-list">
        {shown.map(pair => (
          <li key={pair.to.address} id={pair.to.address}>
            <Pair pair={pair} answer={answer} />
          </li>
        ))}
      </ul>
      <Alone
        places={onlyFrom}
        slug={from.slug}
        language={from.language}
        title={t('recommendations.compare.onlyFrom')}
      />
      <Alone
        places={onlyTo}
        slug={to.slug}
        language={to.language}
        title={t('recommendations.compare.onlyTo')}
      />
    </>
  )
}

function Pair({ pair, answer }: { pair: ComparedPair; answer: ComparisonAnswer }) {
  const t = useText()
  const names = useNames()
  const write = useFormats()
  const link = (side: 'from' | 'to') => (
    <ScreenLink to={pathOf({ report: answer[side].slug, address: pair[side].address })}>
      {names.number(pair[side].kind, pair[side].number)}
    </ScreenLink>
  )
  return (
    <>
      <h2 className="rec-where">
        {link('from')}{' '}
        <span aria-hidden className="rec-arrow">
          →
        </span>{' '}
        {link('to')}{' '}
        <span className="rec-small">
          {pair.edits.length === 0
            ? t('recommendations.sameWords')
            : t('recommendations.otherWords', { share: write.share(pair.likeness) })}
        </span>
      </h2>
      <EditKinds pair={pair} />
      <Difference pair={pair} language={answer.to.language} />
    </>
  )
}

function Alone({
  places,
  slug,
  language,
  title,
}: {
  places: readonly (ComparedPlace & { text: string })[]
  slug: string
  language: string
  title: string
}) {
  const names = useNames()
  if (places.length === 0) return null
  return (
    <Section title={title}>
      <ul className="rec-list">
        {places.map(({ address, kind, number, text }) => (
          <li key={address}>
            <h3 className="rec-where">
              <ScreenLink to={pathOf({ report: slug, address })}>{names.number(kind, number)}</ScreenLink>
            </h3>
            <p className="rec-text" {...printedIn(language)}>
              {text}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

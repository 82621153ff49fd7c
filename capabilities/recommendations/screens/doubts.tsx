import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { DoubtLine } from './doubt-line.tsx'
import type { FlagAnswer } from './doubts-answers.ts'
import { useDoubtSentences } from './doubts-sentences.ts'
import { SettleForm } from './doubts-settle.tsx'
import { DoubtSource } from './doubts-source.tsx'
import { DoubtTopics } from './doubts-topics.tsx'
import { pathOf, useNames } from './words.ts'
import './recommendations.css'
import './reports.css'

/** Doubtful places beside their source: a person compares them with the printed report and says what is right. */
export default function Doubts() {
  const t = useText()
  const [search, setSearch] = useSearch()
  useLive(['recommendations'])
  const report = search.report
  const query = useQuery({
    queryKey: ['recommendations', 'flags', report ?? ''],
    queryFn: ({ signal }) =>
      api.get<{ flags: FlagAnswer[] }>('/api/recommendations/flags', { query: { report }, signal }),
  })
  const state = search.state === 'settled' ? 'settled' : 'open'
  const open = query.data?.flags.filter(flag => !flag.settled)
  const settled = query.data?.flags.filter(flag => flag.settled)
  return (
    <>
      <PageTitle lead={open && t('recommendations.doubts.lead', { count: open.length })}>
        {t('recommendations.nav.doubts')}
      </PageTitle>
      <div className="rec-doubt-tools no-print">
        <SegmentedControl
          aria-label={t('recommendations.nav.doubts')}
          value={state}
          onChange={value => setSearch({ state: value === 'open' ? undefined : value })}
          data={[
            { value: 'open', label: t('recommendations.doubts.open', { count: open?.length ?? 0 }) },
            { value: 'settled', label: t('recommendations.doubts.settled', { count: settled?.length ?? 0 }) },
          ]}
        />
        {report && (
          <button type="button" className="as-link" onClick={() => setSearch({ report: undefined })}>
            {t('recommendations.doubts.allReports')}
          </button>
        )}
      </div>
      <Loaded query={query}>
        {() => {
          const flags = state === 'open' ? open! : settled!
          if (flags.length === 0)
            return (
              <EmptyState title={t(`recommendations.doubts.${state === 'open' ? 'none' : 'noneSettled'}`)} />
            )
          return (
            <ul className="rec-list">
              {flags.map(flag => (
                <li key={flag.id}>
                  <DoubtCard flag={flag} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </>
  )
}

function DoubtCard({ flag }: { flag: FlagAnswer }) {
  const t = useText()
  const names = useNames()
  const maySettle = useMay('flag.settle')
  const [again, setAgain] = useState(false)
  const { what, remedy } = useDoubtSentences()(flag)
  return (
    <article className="rec-doubt">
      <div className="rec-doubt-head">
        <h2 className="rec-where">
          <span>
            <DoubtLine doubt={{ ...flag, literal: '' }} />
          </span>
        </h2>
        <p>
          {what} {remedy}
        </p>
        <p className="rec-about">
          <ScreenLink to={`/meeting-reports/${flag.report}`}>{names.document(flag.document)}</ScreenLink>
          {flag.page !== null && <> · {t('recommendations.source.page', { page: flag.page })}</>}
          {flag.address && (
            <>
              {' · '}
              <ScreenLink to={pathOf({ report: flag.report, address: flag.address })}>
                {t('recommendations.doubts.toRecommendation')}
              </ScreenLink>
            </>
          )}
        </p>
      </div>
      <DoubtSource source={flag.source} />
      <div>
        {flag.settled && !again ? (
          <Settled flag={flag} onAgain={maySettle ? () => setAgain(true) : undefined} />
        ) : (
          maySettle && <SettleForm flag={flag} onDone={() => setAgain(false)} />
        )}
        {flag.address && <DoubtTopics report={flag.report} address={flag.address} />}
      </div>
    </article>
  )
}

function Settled({ flag, onAgain }: { flag: FlagAnswer; onAgain: (() => void) | undefined }) {
  const t = useText()
  const write = useFormats()
  const { decision, remark, by, at } = flag.settled!
  return (
    <div className="rec-settled">
      <p>
        <strong>{t(`recommendations.decision.${decision}`)}</strong> {remark}
      </p>
      <p className="rec-small">
        {t('recommendations.settledBy', { by: by || t('recommendations.somebody'), time: write.time(at) })}
      </p>
      {onAgain && (
        <button type="button" className="as-link no-print" onClick={onAgain}>
          {t('recommendations.settleAgain')}
        </button>
      )}
    </div>
  )
}

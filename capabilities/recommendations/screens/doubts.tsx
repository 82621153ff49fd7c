import { Button, Radio, SegmentedControl, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { announce } from '#platform/screens/announce.tsx'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type Decision, decisions, type FlagAnswer } from './answers.ts'
import { DoubtLine } from './doubt-line.tsx'
import { printedIn } from './printed.tsx'
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
  const { before, found, after } = flag.source
  return (
    <article className="rec-doubt">
      <div className="rec-doubt-head">
        <h2 className="rec-where">
          <span>
            <DoubtLine doubt={{ ...flag, literal: '' }} />
          </span>
        </h2>
        <p {...printedIn('en')}>
          {flag.what} {flag.remedy}
        </p>
        <p className="rec-about">
          <ScreenLink to={`/meeting-reports/${flag.report}`}>{names.document(flag.document)}</ScreenLink>
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
      <section
        className="rec-source"
        aria-label={t('recommendations.doubts.source')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        {...printedIn('en')}
      >
        {before}
        <mark>{found || '¶'}</mark>
        {after}
      </section>
      <div>
        {flag.settled && !again ? (
          <Settled flag={flag} onAgain={maySettle ? () => setAgain(true) : undefined} />
        ) : (
          maySettle && <SettleForm flag={flag} onDone={() => setAgain(false)} />
        )}
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

function SettleForm({ flag, onDone }: { flag: FlagAnswer; onDone: () => void }) {
  const t = useText()
  const id = useId()
  const client = useQueryClient()
  const [decision, setDecision] = useState<Decision | ''>(flag.settled?.decision ?? '')
  const [remark, setRemark] = useState(flag.settled?.remark ?? '')
  const [missing, setMissing] = useState<'decision' | 'remark'>()
  const settle = useMutation({
    mutationFn: () =>
      api.put(
        `/api/recommendations/flags/${flag.id}/settlement`,
        { decision, remark },
        { expectedVersion: flag.version },
      ),
    onSuccess: () => {
      announce(t('recommendations.settled'))
      onDone()
      return client.invalidateQueries({ queryKey: ['recommendations'] })
    },
  })
  const send = () => {
    if (decision === '') return setMissing('decision')
    if (decision !== 'reading-right' && remark.trim() === '') return setMissing('remark')
    setMissing(undefined)
    settle.mutate()
  }
  return (
    <form
      className="rec-settle no-print"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      {settle.isError && <ErrorState error={settle.error} />}
      <Radio.Group
        name={id}
        label={t('recommendations.settle.question')}
        value={decision}
        onChange={value => setDecision(value as Decision)}
        error={missing === 'decision' && t('recommendations.settle.decisionMissing')}
      >
        <div className="rec-choices">
          {decisions.map(value => (
            <Radio key={value} value={value} label={t(`recommendations.decision.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t('recommendations.settle.remark')}
        description={t('recommendations.settle.remarkHelp')}
        value={remark}
        maxLength={2000}
        autosize
        minRows={1}
        onChange={event => setRemark(event.currentTarget.value)}
        error={missing === 'remark' && t('recommendations.settle.remarkMissing')}
      />
      <div>
        <Button type="submit" size="sm" loading={settle.isPending}>
          {t('recommendations.settle.save')}
        </Button>
      </div>
    </form>
  )
}

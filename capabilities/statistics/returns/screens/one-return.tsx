import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { daysBetween } from '../period.rules.ts'
import { inLanguage, type ReturnAnswer } from './answers.ts'
import { Decide } from './decide.tsx'
import { Editor } from './editor.tsx'
import { History } from './history.tsx'
import { periodWords } from './period-words.ts'
import { ReadView } from './read-view.tsx'
import { useCountries } from './row-adder.tsx'
import { StateMark } from './state-mark.tsx'
import { TableBreak } from './tables/table-break.tsx'
import { tablesPath } from './tables/tables-answer.ts'
import './returns.css'
import './one-return.css'

/** One return: filled in by its agency, read and decided upon by those to whom it comes. */
export default function OneReturn() {
  const place = { agencyId: useParam('agencyId'), tableId: useParam('tableId'), period: useParam('period') }
  useLive(['returns', 'return-drafts'], [['returns']])
  const { locale } = useIntl()
  const path = `/api/statistics/returns/${place.agencyId}/${place.tableId}/${place.period}`
  const query = useQuery({
    queryKey: ['returns', 'one', place.agencyId, place.tableId, place.period, locale],
    queryFn: ({ signal }) => api.get<ReturnAnswer>(path, { signal }),
  })
  return <Loaded query={query}>{one => <Whole one={one} path={path} place={place} />}</Loaded>
}

type Place = { agencyId: string; tableId: string; period: string }

function Whole({ one, path, place }: { one: ReturnAnswer; path: string; place: Place }) {
  const t = useText()
  const { locale } = useIntl()
  const labels = useLabels(one)
  const titles = useTableTitles(one, locale)
  const mayFill = one.may.includes('return.save')
  const newest = one.revisions[0]
  const [revising, setRevising] = useState(false)
  const open = mayFill && (revising || one.draft !== null || newest === undefined || one.state === 'asked')
  const sent = newest && (one.definitions[String(newest.tableVersion)] ?? one.definition)
  const shown = open ? one.definition : (sent ?? one.definition)
  return (
    <>
      <PageTitle lead={<Lead one={one} place={place} />}>
        {`${inLanguage(one.definition.title, locale)}, ${periodWords(t, one.period)}`}
      </PageTitle>
      <Definition one={one} language={locale} />
      <TableBreak one={one} definition={shown} labels={labels} titles={titles} />
      {newest?.decision === 'asked' && (
        <section className="return-question" aria-label={t('returns.question')}>
          <h2>{t('returns.question')}</h2>
          <p>{newest.words}</p>
          <p className="return-quiet">{t('returns.askedBy', { name: newest.decidedBy ?? '' })}</p>
        </section>
      )}
      {open ? (
        <Editor
          key={one.id}
          one={one}
          path={path}
          labels={labels}
          titles={titles}
          language={locale}
          onSent={() => setRevising(false)}
        />
      ) : newest ? (
        <>
          <ReadView revision={newest} definition={shown} labels={labels} titles={titles} language={locale} />
          {one.may.includes('return.decide') && <Decide path={path} revision={newest.revision} />}
          {mayFill && (
            <Section title={t('returns.revise')}>
              <p>{t('returns.reviseText')}</p>
              <Button variant="default" onClick={() => setRevising(true)}>
                {t('returns.reviseBegin')}
              </Button>
            </Section>
          )}
        </>
      ) : (
        <p>{t('returns.nothingSent', { agency: one.agency })}</p>
      )}
      {one.revisions.length > 0 && (
        <History
          one={one}
          labels={labels}
          titles={titles}
          language={locale}
          shown={open ? undefined : newest?.revision}
        />
      )}
    </>
  )
}

function Lead({ one, place }: { one: ReturnAnswer; place: Place }) {
  const t = useText()
  const write = useFormats()
  const overlooks = useMay('return.overview')
  const late = one.revisions.length === 0 && one.dueOn ? Math.max(0, daysBetween(one.dueOn, one.today)) : 0
  return (
    <>
      <p>
        {one.agency}. {one.dueOn && t('returns.dueOn', { day: write.partialDate(one.dueOn) })}
      </p>
      <p className="return-lead-state">
        <StateMark
          today={one.today}
          of={{
            ...place,
            agency: one.agency,
            agencyKind: '',
            tableVersion: one.definition.version,
            dueOn: one.dueOn || one.today,
            state: one.state,
            hasDraft: false,
            revision: one.revisions[0]?.revision ?? 0,
            lateDays: late,
            sentLateDays: null,
          }}
        />
        <ScreenLink to={overlooks ? '/statistics/returns/overview' : '/statistics/returns'}>
          {overlooks ? t('returns.nav.overview') : t('returns.nav.owed')}
        </ScreenLink>
      </p>
    </>
  )
}

function Definition({ one: { definition }, language }: { one: ReturnAnswer; language: string }) {
  const t = useText()
  return (
    <details className="return-definition">
      <summary>{t('returns.whatCounts')}</summary>
      <p>{inLanguage(definition.note, language)}</p>
      <dl>
        <dt>{t('returns.treaty')}</dt>
        <dd>{definition.articles}</dd>
        <dt>{t('returns.definitionSource')}</dt>
        <dd>{definition.source}</dd>
        <dt>{t('returns.ownChoice')}</dt>
        <dd>{definition.ownChoice.join(' ')}</dd>
        <dt>{t('returns.version')}</dt>
        <dd>
          {t('returns.versionIs', { version: definition.version, from: definition.from })}{' '}
          <ScreenLink to={`${tablesPath}/${definition.id}`}>{t('return-tables.all')}</ScreenLink>
        </dd>
      </dl>
    </details>
  )
}

/** Names of codes: those of the answer, and of every country that a row may be added for. */
function useLabels({ labels }: ReturnAnswer) {
  const countries = useCountries()
  return useMemo(
    () =>
      labels.citizenship
        ? {
            ...labels,
            citizenship: {
              ...Object.fromEntries((countries.data?.codes ?? []).map(c => [c.code, c.label])),
              ...labels.citizenship,
            },
          }
        : labels,
    [labels, countries.data],
  )
}

/** Titles of the tables that this one is compared with. */
function useTableTitles(one: ReturnAnswer, language: string): Record<string, string> {
  return useMemo(
    () =>
      Object.fromEntries(one.beside.map(c => [c.definition.id, inLanguage(c.definition.title, language)])),
    [one.beside, language],
  )
}

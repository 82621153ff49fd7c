import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { AddReport } from './add-report.tsx'
import type { ReportAnswer } from './answers.ts'
import { printedIn } from './printed.tsx'
import { useNames } from './words.ts'
import './recommendations.css'
import './reports.css'

/** The reports of the registry, and the way to enter another one. */
export default function Reports() {
  const t = useText()
  const mayEnter = useMay('report.enter')
  useLive(['recommendations'])
  const query = useQuery({
    queryKey: ['recommendations', 'reports'],
    queryFn: ({ signal }) => api.get<{ reports: ReportAnswer[] }>('/api/recommendations/reports', { signal }),
  })
  const reports = query.data?.reports
  const open = reports?.reduce((sum, report) => sum + report.openFlags, 0)
  const lead = reports && (
    <p>
      {t('recommendations.reports.lead', { count: reports.length })}{' '}
      {open! > 0 && (
        <ScreenLink to="/meeting-reports/doubts">
          {t('recommendations.openDoubts', { count: open })}
        </ScreenLink>
      )}
    </p>
  )
  return (
    <>
      <PageTitle lead={lead}>{t('recommendations.nav.reports')}</PageTitle>
      {mayEnter && <AddReport />}
      <Section title={t('recommendations.reports.entered')}>
        <Loaded
          query={query}
          isEmpty={answer => answer.reports.length === 0}
          empty={
            <EmptyState title={t('recommendations.reports.none')}>
              {t(mayEnter ? 'recommendations.reports.noneText' : 'recommendations.reports.noneRead')}
            </EmptyState>
          }
        >
          {answer => (
            <ul className="rec-list">
              {answer.reports.map(report => (
                <Report key={report.slug} report={report} />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
    </>
  )
}

function Report({ report }: { report: ReportAnswer }) {
  const t = useText()
  const names = useNames()
  const { document } = report
  return (
    <li>
      <h3 className="rec-where">
        <ScreenLink to={`/meeting-reports/${report.slug}`}>{names.document(document)}</ScreenLink>
        {document.symbol && (
          <span className="rec-symbol" dir="ltr">
            {document.symbol}
          </span>
        )}
        {report.openFlags > 0 && (
          <span className="rec-tag rec-tag-doubt">
            {t('recommendations.openDoubts', { count: report.openFlags })}
          </span>
        )}
      </h3>
      <p className="rec-text" {...(document.title ? printedIn(report.language) : {})}>
        {document.title ?? t('recommendations.untitled')}
      </p>
      <p className="rec-about">
        {report.recommendations > 0
          ? t('recommendations.reports.counts', {
              count: report.recommendations,
              asks: report.atoms,
              references: report.crossReferences,
            })
          : t('recommendations.reports.suggestions', { count: report.suggestions })}
        {report.reissued > 0 && <> · {t('recommendations.reports.reissued', { count: report.reissued })}</>}
      </p>
    </li>
  )
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { ReportAnswer } from './answers.ts'
import type { ErratumAnswer } from './doubts-answers.ts'
import { Downloads } from './downloads.tsx'
import { CountList } from './preview.tsx'
import { printedIn } from './printed.tsx'
import { Errata } from './printed-remarks.tsx'
import { useNames } from './words.ts'
import './recommendations.css'
import './reports.css'

/** One report: what is in it, what is doubtful, and everything that can be taken from it. */
export default function Report() {
  const t = useText()
  const slug = useParam('slug')
  useLive(['recommendations'])
  const query = useQuery({
    queryKey: ['recommendations', 'report', slug],
    queryFn: ({ signal }) => api.get<ReportAnswer>(`/api/recommendations/reports/${slug}`, { signal }),
  })
  return (
    <>
      {!query.data && <PageTitle>{t('recommendations.nav.report')}</PageTitle>}
      <Loaded query={query}>{report => <Page report={report} />}</Loaded>
    </>
  )
}

function Page({ report }: { report: ReportAnswer }) {
  const t = useText()
  const names = useNames()
  const write = useFormats()
  const { document, slug } = report
  const lead = (
    <>
      <p {...printedIn(report.language)}>
        {[document.title ?? t('recommendations.untitled'), document.byline].filter(Boolean).join('. ')}
      </p>
      <p>
        {document.date && <>{write.day(`${document.date}T12:00:00Z`)} · </>}
        {document.symbol ? <bdi dir="ltr">{document.symbol}</bdi> : t('recommendations.noSymbol')}
      </p>
    </>
  )
  return (
    <>
      <PageTitle
        lead={lead}
        actions={
          report.recommendations > 0 && (
            <ScreenLink
              to="/recommendations"
              search={{ report: slug, ...(report.reissued > 0 ? { reissues: true } : {}) }}
              className="rec-action rec-action-first"
            >
              {t('recommendations.report.read', { count: report.recommendations })}
            </ScreenLink>
          )
        }
      >
        {names.document(document)}
      </PageTitle>
      <CountList counts={report} />
      {report.recommendations === 0 && (
        <p>{t('recommendations.report.noneAdopted', { count: report.suggestions })}</p>
      )}
      {report.reissued > 0 && <p>{t('recommendations.report.reissued', { count: report.reissued })}</p>}
      {report.flags > 0 && (
        <p className={report.openFlags > 0 ? 'rec-notice rec-notice-due' : 'rec-notice'}>
          {report.openFlags > 0
            ? t('recommendations.report.openDoubts', { count: report.openFlags })
            : t('recommendations.report.allSettled')}{' '}
          <ScreenLink to="/meeting-reports/doubts" search={{ report: slug }}>
            {t('recommendations.report.toDoubts')}
          </ScreenLink>
        </p>
      )}
      <ReportErrata report={report} />
      <Section title={t('recommendations.report.take')}>
        <div className="rec-copies no-print">
          <Downloads quiet path={`/api/recommendations/reports/${slug}`} formats={['word', 'akn']} />
          <Button
            component="a"
            variant="default"
            size="sm"
            href={`/api/recommendations/reports/${slug}/text`}
            download
          >
            {t('recommendations.report.text')}
          </Button>
          <Button
            component="a"
            variant="default"
            size="sm"
            href={`/api/recommendations/reports/${slug}/export`}
            download={`${slug}.json`}
          >
            {t('recommendations.report.json')}
          </Button>
        </div>
      </Section>
      <p className="no-print">
        <ScreenLink to="/meeting-reports/compare" search={{ to: slug }}>
          {t('recommendations.compare.open')}
        </ScreenLink>
      </p>
      <p className="rec-small">
        {t('recommendations.report.enteredAt', { time: write.time(report.enteredAt) })}
      </p>
    </>
  )
}

/** What is wrong in print, as people have recorded it. */
function ReportErrata({ report: { slug, language } }: { report: ReportAnswer }) {
  const t = useText()
  const { data } = useQuery({
    queryKey: ['recommendations', 'errata', slug],
    queryFn: ({ signal }) =>
      api.get<{ errata: ErratumAnswer[] }>(`/api/recommendations/reports/${slug}/errata`, { signal }),
  })
  if (!data || data.errata.length === 0) return null
  return (
    <Section title={t('recommendations.erratum.title')}>
      <Errata errata={data.errata} language={language} named />
    </Section>
  )
}

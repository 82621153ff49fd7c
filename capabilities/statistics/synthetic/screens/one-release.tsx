import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import type { OneReleaseAnswer, ReportAnswer } from './answers.ts'
import './synthetic.css'

const askedAgainMs = 1_000

/** One synthetic release: what it is worth in sentences, the figures by length, the files. */
export default function OneRelease() {
  const t = useText()
  const write = useFormats()
  const id = useParam('releaseId')
  const path = `/api/statistics/synthetic/${id}`
  useLive([`job:${id}`])
  const answer = useQuery({
    queryKey: ['synthetic', id],
    queryFn: ({ signal }) => api.get<OneReleaseAnswer>(path, { signal }),
    refetchInterval: query => (query.state.data?.release.state === 'ordered' ? askedAgainMs : false),
  })
  return (
    <Loaded query={answer}>
      {({ release, report }) => (
        <>
          <PageTitle
            lead={<p>{write.list(release.columns.map(c => t(`statistics.dimension.${c}`)))}</p>}
            actions={
              release.state === 'made' ? (
                <>
                  <Button component="a" href={`${path}/rows.csv`} download>
                    {t('synthetic.download.rows')}
                  </Button>
                  <Button component="a" variant="default" href={`${path}/ctdc.csv`} download>
                    {t('ctdc.download')}
                  </Button>
                  <Button component="a" variant="default" href={`${path}/report.html`} download>
                    {t('synthetic.download.report')}
                  </Button>
                </>
              ) : undefined
            }
          >
            {t('synthetic.title', { time: write.time(release.orderedAt) })}
          </PageTitle>
          {release.state === 'ordered' && <Making id={id} />}
          {release.state === 'failed' && <EmptyState title={t('synthetic.failed')} />}
          {report && <Report report={report} />}
          <p>
            <ScreenLink to="/synthetic">{t('synthetic.back')}</ScreenLink>
          </p>
        </>
      )}
    </Loaded>
  )
}

function Making({ id }: { id: string }) {
  const t = useText()
  const job = useQuery({
    queryKey: [`job:${id}`],
    queryFn: ({ signal }) => api.get<{ done: number; total: number | null }>(`/api/jobs/${id}`, { signal }),
    refetchInterval: askedAgainMs,
  })
  return (
    <ProgressBar
      label={t('synthetic.making')}
      done={job.data?.done ?? 0}
      total={job.data?.total ?? undefined}
    />
  )
}

function Report({ report }: { report: ReportAnswer }) {
  const t = useText()
  const write = useFormats()
  const { records, epsilon, delta, kMarginal } = report
  const times = write.number(Math.round(Math.exp(epsilon) * 10) / 10)
  return (
    <>
      <div className="synthetic-text">
        <p>
          <strong>{t('synthetic.report.rows', { records })}</strong>
        </p>
        <p>
          {t('synthetic.report.promise', { times, epsilon: write.number(epsilon), delta: String(delta) })}
        </p>
        <p>
          {t('synthetic.report.alike', {
            score: write.number(Math.round(kMarginal.score)),
            margin: write.number(Math.max(1, Math.round(2 * kMarginal.deviation))),
          })}
        </p>
        <p>{t('synthetic.report.caution')}</p>
      </div>
      <Section title={t('synthetic.lengths')}>
        <p className="synthetic-text">{t('synthetic.lengths.explain')}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="synthetic-table" tabIndex={0} aria-label={t('synthetic.lengths')}>
          <table>
            <thead>
              <tr>
                {['length', 'combinations', 'error', 'errorZero', 'withheld', 'fabricated'].map(one => (
                  <th key={one} scope="col">
                    {t(`synthetic.lengths.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.lengths.map(l => (
                <tr key={l.length}>
                  <td>{write.number(l.length)}</td>
                  <td>{write.number(l.combinations)}</td>
                  <td>{write.number(Math.round(l.meanError * 10) / 10)}</td>
                  <td>{write.number(Math.round(l.meanErrorWithheldAsZero * 10) / 10)}</td>
                  <td>{write.share(l.withheldPercent / 100)}</td>
                  <td>
                    {l.fabricatedPercent === null
                      ? t('synthetic.lengths.untold')
                      : write.share(l.fabricatedPercent / 100)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Section>
      <Section title={t('synthetic.paid')}>
        <p className="synthetic-text">
          {t('synthetic.paid.explain', {
            rho: report.rho.toPrecision(4),
            spent: report.rhoSpent.toPrecision(4),
          })}
        </p>
      </Section>
    </>
  )
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useGo, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { layoutKey, type OneImport } from './answers.ts'
import { ProblemTable } from './problems.tsx'
import './cases.css'

/** One import: how far it is while it runs, what became of its rows when it is over. */
export default function OneImportPage() {
  const t = useText()
  const importId = useParam('importId')
  useLive([`job:${importId}`], [['imports', importId]])
  const query = useQuery({
    queryKey: ['imports', importId],
    queryFn: ({ signal }) => api.get<OneImport>(`/api/imports/${importId}`, { signal }),
    // The live line tells of changes; this is for when it is cut.
    refetchInterval: known => (isRunning(known.state.data) ? 2_000 : false),
  })
  return (
    <>
      <PageTitle lead={<Lead data={query.data} />}>{t('cases.nav.oneImport')}</PageTitle>
      <Loaded query={query}>
        {data => (isRunning(data) ? <Running data={data} /> : <Over data={data} />)}
      </Loaded>
      <p className="case-foot">
        <ScreenLink to="/imports">{t('cases.nav.imports')}</ScreenLink>
      </p>
    </>
  )
}

function isRunning(data: OneImport | undefined): boolean {
  if (!data) return false
  const job = data.job?.state
  return job === 'waiting' || job === 'running'
}

function Lead({ data }: { data: OneImport | undefined }) {
  const t = useText()
  const write = useFormats()
  const known = data?.import
  if (!known) return null
  return (
    <p>
      {t('cases.imports.about', {
        layout: layoutKey(known.layout),
        time: write.time(known.begunAt),
        who: known.who ?? t('cases.imports.commandLine'),
      })}
    </p>
  )
}

function Running({ data }: { data: OneImport }) {
  const t = useText()
  const { done, total } = data.job!
  return (
    <>
      <ProgressBar label={t('cases.import.running')} done={done} {...(total !== null && { total })} />
      <p className="case-note">{t('cases.import.comeBack')}</p>
    </>
  )
}

function Over({ data }: { data: OneImport }) {
  const t = useText()
  const go = useGo()
  const { import: known, job, problems } = data
  if (job?.state === 'failed' || !known)
    return (
      <EmptyState
        title={t('cases.import.failed')}
        action={<Button onClick={() => void go('/imports/new')}>{t('cases.nav.import')}</Button>}
      >
        {job?.problem}
      </EmptyState>
    )
  return (
    <>
      <dl className="case-counts">
        {(['opened', 'repeated', 'refused'] as const).map(name => (
          <div key={name} data-kind={name}>
            <dt>{t(`cases.imports.${name}`)}</dt>
            <dd>{t('cases.imports.number', { count: known[name] })}</dd>
          </div>
        ))}
      </dl>
      {known.state === 'stopped' && <p className="case-warn">{t('cases.imports.stoppedText')}</p>}
      {known.state === 'running' && <p className="case-warn">{t('cases.imports.brokenOff')}</p>}
      {known.opened > 0 && (
        <div className="case-buttons">
          <ScreenLink to="/cases" className="case-action">
            {t('cases.imports.seeCases')}
          </ScreenLink>
        </div>
      )}
      {problems.length > 0 && (
        <>
          <h2 className="case-h2">{t('cases.problems')}</h2>
          <ProblemTable problems={problems} total={known.problemTotal} />
        </>
      )}
    </>
  )
}

import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { ProgressBar } from '#platform/screens/progress.tsx'
import { ErrorState, Loaded } from '#platform/screens/states.tsx'
import { useFormats, useText } from '#platform/screens/text.ts'
import { type AuditAnswer, isUnderway, shownName, useWork, type WorkAnswer } from './answers.ts'
import { ReleaseTables } from './one-release.tsx'
import './releases.css'

const steps = ['protect', 'audit', 'publish'] as const

/** One release under way: what was done, the next step, what the audit found, and what readers will see. */
export default function ReleaseWork() {
  const t = useText()
  const write = useFormats()
  const query = useWork(useParam('releaseId'))
  useLive(['releases'])
  return (
    <Loaded query={query}>
      {release => (
        <>
          <PageTitle
            lead={
              <p>
                {t('releases.make.line', {
                  name: shownName(release.name),
                  time: write.time(release.frozenAt),
                })}{' '}
                <strong>{t(`releases.status.${release.status}`)}</strong>
              </p>
            }
          >
            {release.title}
          </PageTitle>
          {release.reason !== null && (
            <p className="release-note">{t('releases.correction.why', { why: release.reason })}</p>
          )}
          <Next release={release} />
          {release.audit && <Audit release={release} audit={release.audit} />}
          {release.document && <Preview release={release} />}
        </>
      )}
    </Loaded>
  )
}

function Next({ release }: { release: WorkAnswer }) {
  const t = useText()
  const known = useQueryClient()
  const next = ({ draft: 'protect', protected: 'audit', audited: 'publish' } as const)[
    release.status as 'draft' | 'protected' | 'audited'
  ] as (typeof steps)[number] | undefined
  const step = useMutation({
    mutationFn: (name: string) =>
      api.post(`/api/statistics/releases/${release.id}/${name}`, name === 'withdraw' ? { reason } : {}),
    onSettled: () => known.invalidateQueries({ queryKey: ['releases'] }),
  })
  const [reason, setReason] = useState('')
  const may = next !== undefined && release.may.includes(`release.${next}`)
  const refused = next && release.refused[`release.${next}`]
  const underway = isUnderway(release)
  const isRounded = release.definition.method === 'round'
  return (
    <div className="release-next">
      {next && <p>{t(next === 'protect' && isRounded ? 'releases.next.round' : `releases.next.${next}`)}</p>}
      {underway && (
        <ProgressBar
          label={t(`releases.doing.${next === 'audit' ? 'audit' : 'protect'}`)}
          done={release.job?.done ?? 0}
          total={100}
        />
      )}
      {release.job?.state === 'failed' && (
        <p role="alert" className="release-verdict">
          {release.job.problem}
        </p>
      )}
      {next && may && !underway && (
        <Button loading={step.isPending} onClick={() => step.mutate(next)}>
          {t(`releases.do.${next}`)}
        </Button>
      )}
      {next && !may && refused && <p role="status">{t(`refusal.${refused}`)}</p>}
      {release.status === 'published' && (
        <>
          <p>
            <ScreenLink
              to={`/statistics/releases/${release.number}`}
              search={{ revision: release.revision === 1 ? undefined : release.revision }}
            >
              {t('releases.seePublic')}
            </ScreenLink>
          </p>
          {release.mayCorrect && (
            <p>
              <ScreenLink to="/statistics/releases/make" search={{ corrects: release.id }}>
                {t('releases.correction.link')}
              </ScreenLink>
            </p>
          )}
          {release.may.includes('release.withdraw') && (
            <details>
              <summary>{t('releases.do.withdraw')}</summary>
              <Textarea
                label={t('releases.withdraw.why')}
                value={reason}
                maxLength={2000}
                onChange={event => setReason(event.currentTarget.value)}
              />
              <Button
                variant="default"
                disabled={reason.trim() === ''}
                loading={step.isPending}
                onClick={() => step.mutate('withdraw')}
              >
                {t('releases.do.withdraw')}
              </Button>
            </details>
          )}
        </>
      )}
      {step.isError && <ErrorState error={step.error} />}
    </div>
  )
}

function Audit({ release, audit }: { release: WorkAnswer; audit: NonNullable<WorkAnswer['audit']> }) {
  const t = useText()
  const { beside, method } = release.definition
  return (
    <Section title={t('releases.audit')}>
      <p role="status" className="release-verdict" data-safe={audit.safe}>
        <strong>
          {t(
            !audit.safe
              ? 'releases.audit.leaks'
              : method === 'round'
                ? 'releases.audit.safeRounded'
                : 'releases.audit.safe',
          )}
        </strong>
      </p>
      {method === 'round' ? (
        <p className="release-text">
          {t('releases.audit.rounded', {
            base: audit.public.threshold,
            checked: audit.public.published,
            leaks: audit.public.leaks.length,
          })}
        </p>
      ) : (
        (['public', 'internal'] as const).map(audience => (
          <Findings key={audience} audience={audience} audit={audit[audience]} />
        ))
      )}
      <p className="release-text">
        {beside.length > 0
          ? t('releases.audit.beside', { names: beside.join(', ') })
          : t('releases.audit.alone')}
      </p>
    </Section>
  )
}

function Findings({ audience, audit }: { audience: 'public' | 'internal'; audit: AuditAnswer }) {
  const t = useText()
  return (
    <div className="release-text">
      <h3>{t(`releases.audience.${audience}`)}</h3>
      <p>{t('releases.audit.counts', { withheld: audit.withheld, published: audit.published })}</p>
      <ul>
        {audit.onlookers.map(({ id, kind, checked, leaks }) => (
          <li key={id}>
            {t(`releases.audit.${kind}`, {
              checked,
              leaks,
              threshold: audit.threshold,
              most: audit.threshold - 1,
            })}
          </li>
        ))}
      </ul>
      {audit.leaks.length > 0 && (
        <ul>
          {audit.leaks.slice(0, 20).map(leak => (
            <li key={`${leak.cell} ${leak.sentence}`}>{leak.sentence}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Preview({ release }: { release: WorkAnswer }) {
  const t = useText()
  const [audience, setAudience] = useState<'public' | 'internal'>('public')
  const document = audience === 'public' ? release.document : release.internal
  return (
    <Section title={t('releases.preview')}>
      <SegmentedControl
        aria-label={t('releases.preview')}
        value={audience}
        onChange={chosen => setAudience(chosen as 'public' | 'internal')}
        data={(['public', 'internal'] as const).map(one => ({
          value: one,
          label: t(`releases.audience.${one}`),
        }))}
      />
      {document && <ReleaseTables document={document} labels={release.labels} />}
    </Section>
  )
}

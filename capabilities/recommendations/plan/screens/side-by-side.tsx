import type { ReactNode } from 'react'
import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import { standingFinding, standingReport } from '../plan.rules.ts'
import type { ActionAnswer, FindingAnswer, ProgressAnswer, Said } from './answers.ts'
import { EvidenceList } from './evidence-list.tsx'
import { StatusMark } from './marks.tsx'
import { Validation } from './validation.tsx'
import { usePlanWords } from './words.ts'

/** What the institution reports beside what others find: two answers to one question, neither hidden by the other. */
export function SideBySide({ action }: { action: ActionAnswer }) {
  const t = useText()
  const report = standingReport(action.progress as never) as ProgressAnswer | undefined
  const last = action.progress.at(-1)
  const findings = (['rapporteur', 'civil-society'] as const).flatMap(
    capacity => (standingFinding(action.findings as never, capacity) as FindingAnswer | undefined) ?? [],
  )
  return (
    <Section title={t('plan.howFarIsIt')}>
      <div className="plan-sides">
        <section aria-label={t('plan.institutionReports')}>
          <h3>{t('plan.institutionReports')}</h3>
          {report ? (
            <Statement said={report} action={action} done={report.done}>
              <Decided progress={report} />
            </Statement>
          ) : (
            <p className="plan-quiet">{t('plan.status.none')}</p>
          )}
          {last && last.id !== report?.id && (
            <div className="plan-returned">
              <strong>{t('plan.lastReturned')}</strong>
              <p>{last.decidedBecause}</p>
            </div>
          )}
          {last && action.may.includes('plan.validate') && <Validation action={action} report={last} />}
        </section>
        <section aria-label={t('plan.othersFind')}>
          <h3>{t('plan.othersFind')}</h3>
          {findings.length === 0 && <p className="plan-quiet">{t('plan.notAssessed')}</p>}
          {findings.map(finding => (
            <Statement key={finding.id} said={finding} action={action}>
              <p className="plan-quiet">{t(`plan.capacity.${finding.capacity}`)}</p>
            </Statement>
          ))}
        </section>
      </div>
      {action.standing.differs.length > 0 && (
        <p className="plan-differs" role="note">
          {t('plan.theyDiffer')}
        </p>
      )}
    </Section>
  )
}

function Statement(props: { said: Said; action: ActionAnswer; done?: string | null; children?: ReactNode }) {
  const { said, action, done, children } = props
  const t = useText()
  const { write } = usePlanWords()
  return (
    <article className="plan-said">
      <p className="plan-said-status">
        <StatusMark status={said.status} />
      </p>
      <p dir="auto">{said.reason}</p>
      {done && <p dir="auto">{done}</p>}
      <EvidenceList evidence={said.evidence} actionId={action.id} />
      <p className="plan-quiet">
        <bdi>{[said.who, said.agency].filter(Boolean).join(', ')}</bdi> · {write.day(said.at)}
        {!said.public && <> · {t('plan.notPublic')}</>}
      </p>
      {children}
    </article>
  )
}

function Decided({ progress }: { progress: ProgressAnswer }) {
  const t = useText()
  const { write } = usePlanWords()
  if (progress.decision === null) return <p className="plan-awaits">{t('plan.awaits')}</p>
  return (
    <p className="plan-quiet">
      {t(`plan.decision.${progress.decision}`)}
      {progress.decidedAt && <> · {write.day(progress.decidedAt)}</>}
      {progress.decidedBecause && (
        <>
          {' '}
          · <bdi>{progress.decidedBecause}</bdi>
        </>
      )}
    </p>
  )
}

import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { Section } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ActionAnswer, HistoryLine } from './answers.ts'
import { StatusMark } from './marks.tsx'
import { usePlanWords } from './words.ts'

/** What was done and said, the newest first, each with its reason: from the ledger for those who work on the action. */
export function History({ action }: { action: ActionAnswer }) {
  const t = useText()
  const query = useQuery({
    queryKey: ['plan', 'history', action.id, action.version],
    queryFn: ({ signal }) =>
      api.get<{ lines: HistoryLine[] }>(`/api/plan/actions/${action.id}/history`, { signal }),
    enabled: action.inside,
  })
  return (
    <Section title={t('plan.history')}>
      {action.inside ? (
        <Loaded query={query}>{({ lines }) => <Lines lines={lines} />}</Loaded>
      ) : (
        <Lines lines={publicLines(action)} />
      )}
    </Section>
  )
}

/** What outsiders may follow: reports, decisions and findings that are public. */
function publicLines(action: ActionAnswer): HistoryLine[] {
  const base = { version: 0, changed: [], value: null, decision: null }
  return [
    ...action.progress.flatMap(p => [
      {
        ...base,
        id: p.id,
        act: 'plan.report',
        at: p.at,
        agency: p.agency,
        who: p.who,
        status: p.status,
        reason: p.reason,
      },
      ...(p.decidedAt
        ? [
            {
              ...base,
              id: `${p.id} decided`,
              act: 'plan.validate',
              at: p.decidedAt,
              agency: action.validating,
              who: null,
              status: null,
              reason: p.decidedBecause,
              decision: p.decision,
            },
          ]
        : []),
    ]),
    ...action.findings.map(f => ({
      ...base,
      id: f.id,
      act: 'plan.assess',
      at: f.at,
      agency: f.agency,
      who: f.who,
      status: f.status,
      reason: f.reason,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at))
}

function Lines({ lines }: { lines: readonly HistoryLine[] }) {
  const t = useText()
  const words = usePlanWords()
  if (lines.length === 0) return <p className="plan-quiet">{t('plan.noHistory')}</p>
  return (
    <ol className="plan-history">
      {lines.map(line => (
        <li key={line.id}>
          <div className="plan-history-what">
            <strong>{t(`plan.act.${line.act}`)}</strong>
            {line.status && <StatusMark status={line.status} />}
            {line.decision && <span>{t(`plan.decision.${line.decision}`)}</span>}
            {line.value !== null && <span>{words.write.number(line.value)}</span>}
            {line.changed.length > 0 && (
              <span>{words.write.list(line.changed.map(name => t(changedKey(name))))}</span>
            )}
          </div>
          {line.reason && <p dir="auto">{line.reason}</p>}
          <p className="plan-quiet">
            <bdi>{[line.who, line.agency].filter(Boolean).join(', ') || t('plan.theNode')}</bdi> ·{' '}
            <time dateTime={line.at}>{words.write.time(line.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  )
}

const changedKey = (name: string) =>
  name === 'serves' || name === 'milestones' ? `plan.changed.${name}` : `field.planAction.${name}`

import { useMemo } from 'react'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ListedAction, PlanAnswer } from './answers.ts'
import { groupActions, narrow } from './grouping.ts'
import { StatusMark } from './marks.tsx'
import './timeline.css'
import { scaleOf, type TimeScale } from './time-scale.ts'
import { usePlan, Views } from './views.tsx'
import { pathOfAction, usePlanWords } from './words.ts'

/** When everything happens: a bar for each action, its milestones, and today; with a table that says the same. */
export default function Timeline() {
  const t = useText()
  const query = usePlan()
  return (
    <>
      <PageTitle lead={<p>{t('plan.timelineLead')}</p>}>{t('plan.nav.timeline')}</PageTitle>
      <Views now="timeline" />
      <Loaded
        query={query}
        isEmpty={data => data.actions.length === 0}
        empty={<EmptyState title={t('plan.empty')}>{t('plan.emptyText')}</EmptyState>}
      >
        {plan => <Picture plan={plan} />}
      </Loaded>
    </>
  )
}

function Picture({ plan }: { plan: PlanAnswer }) {
  const t = useText()
  const words = usePlanWords()
  const [search] = useSearch()
  const shown = useMemo(() => narrow(plan.actions, search), [plan.actions, search])
  const scale = useMemo(() => scaleOf(shown, plan.today), [shown, plan.today])
  const groups = useMemo(
    () => groupActions(shown, 'institution', plan.today, { t, words }),
    [shown, plan.today, t, words],
  )
  return (
    <>
      <ul className="plan-legend" aria-hidden="true">
        {(['open', 'settled', 'overdue'] as const).map(kind => (
          <li key={kind}>
            <span className="plan-legend-bar" data-kind={kind} />
            {t(`plan.timeline.${kind}`)}
          </li>
        ))}
        <li>
          <span className="plan-legend-diamond" /> {t('plan.timeline.milestone')}
        </li>
        <li>
          <span className="plan-legend-today" /> {t('plan.timeline.today', { day: words.day(plan.today) })}
        </li>
      </ul>
      <div className="plan-gantt" aria-hidden="true">
        <div className="plan-gantt-line plan-gantt-axis">
          <span />
          <div className="plan-track" dir="ltr">
            {scale.years.map(({ year, at }) => (
              <span key={year} className="plan-year" style={{ left: `${at}%` }}>
                {year}
              </span>
            ))}
          </div>
        </div>
        {groups.map(group => (
          <div key={group.key} className="plan-gantt-group">
            <p>{group.title}</p>
            {group.actions.map(action => (
              <Line key={action.id} action={action} scale={scale} />
            ))}
          </div>
        ))}
      </div>
      <TimeTable actions={shown} />
    </>
  )
}

function Line({ action, scale }: { action: ListedAction; scale: TimeScale }) {
  const from = scale.at(action.startsOn)
  const to = scale.at(action.dueOn)
  const settled = action.standing.nextDueOn === null
  const kind = settled ? 'settled' : action.standing.overdueDays > 0 ? 'overdue' : 'open'
  return (
    <div className="plan-gantt-line">
      <span className="plan-gantt-name">{action.title}</span>
      {/* Time runs from left to right for every reader. */}
      <div className="plan-track" dir="ltr">
        {scale.years.map(({ year, at }) => (
          <span key={year} className="plan-grid" style={{ left: `${at}%` }} />
        ))}
        <span className="plan-today" style={{ left: `${scale.today}%` }} />
        <span
          className="plan-gantt-bar"
          data-kind={kind}
          style={{ left: `${from}%`, width: `${Math.max(0.8, to - from)}%` }}
        />
        {action.milestones.map(m => (
          <span
            key={`${m.title} ${m.dueOn}`}
            className="plan-diamond"
            data-done={m.doneOn !== null || undefined}
            style={{ left: `${scale.at(m.dueOn)}%` }}
          />
        ))}
      </div>
    </div>
  )
}

function TimeTable({ actions }: { actions: readonly ListedAction[] }) {
  const t = useText()
  const words = usePlanWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="plan-scroll" tabIndex={0} aria-label={t('plan.timelineTable')}>
      <table className="plan-table">
        <caption>{t('plan.timelineTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.document.action')}</th>
            <th scope="col">{t('plan.document.institution')}</th>
            <th scope="col">{t('field.planAction.startsOn')}</th>
            <th scope="col">{t('field.planAction.dueOn')}</th>
            <th scope="col">{t('plan.milestones')}</th>
            <th scope="col">{t('plan.institutionSays')}</th>
          </tr>
        </thead>
        <tbody>
          {actions.map(a => (
            <tr key={a.id}>
              <th scope="row">
                <ScreenLink to={pathOfAction(a.id)}>{a.title}</ScreenLink>
              </th>
              <td>{a.institution}</td>
              <td data-whole>{words.day(a.startsOn)}</td>
              <td data-whole>{words.day(a.dueOn)}</td>
              <td>
                {a.milestones.length > 0 &&
                  t('plan.document.reachedOf', {
                    reached: a.milestones.filter(m => m.doneOn !== null).length,
                    all: a.milestones.length,
                  })}
              </td>
              <td>
                <StatusMark status={a.standing.reported} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

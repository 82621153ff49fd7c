import { NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { type Translate, useText } from '#platform/screens/text.ts'
import { statuses } from '../plan.entity.ts'
import { gapKinds } from '../plan.gaps.rules.ts'
import type { ListedAction, PlanAnswer } from './answers.ts'
import { type Grouping, groupActions, groupings, narrow } from './grouping.ts'
import { Flags, TwoStatuses } from './marks.tsx'
import { StatusBars } from './status-bars.tsx'
import { usePlan, Views } from './views.tsx'
import { pathOfAction, usePlanWords } from './words.ts'
import './overview.css'

/** The plan of action: every action with what is reported and what is found, grouped as the reader needs it. */
export default function PlanOverview() {
  const t = useText()
  const query = usePlan()
  const mayOpen = useMay('plan.open')
  const late = query.data?.actions.filter(a => a.gaps.includes('overdue')).length ?? 0
  const add = mayOpen && (
    <ScreenLink to="/plan/new" className="plan-button">
      {t('plan.add')}
    </ScreenLink>
  )
  return (
    <>
      <PageTitle
        lead={
          query.data &&
          query.data.actions.length > 0 && (
            <p>{t('plan.lead', { actions: query.data.actions.length, late })}</p>
          )
        }
        actions={add}
      >
        {t('plan.nav.overview')}
      </PageTitle>
      <Views now="overview" />
      <Loaded
        query={query}
        isEmpty={data => data.actions.length === 0}
        empty={<EmptyState title={t('plan.empty')}>{t('plan.emptyText')}</EmptyState>}
      >
        {plan => <Plan plan={plan} />}
      </Loaded>
    </>
  )
}

function Plan({ plan }: { plan: PlanAnswer }) {
  const t = useText()
  const words = usePlanWords()
  const [search, change] = useSearch()
  const by: Grouping = groupings.find(g => g === search.by) ?? 'deadline'
  const shown = useMemo(() => narrow(plan.actions, search), [plan.actions, search])
  const groups = useMemo(
    () => groupActions(shown, by, plan.today, { t, words }),
    [shown, by, plan.today, t, words],
  )
  const narrowed = ['theme', 'institution', 'status', 'gap'].some(key => search[key] !== undefined)
  return (
    <>
      <StatusBars actions={plan.actions} />
      <Filters plan={plan} by={by} />
      <p className="plan-found" role="status">
        {t('plan.found', { count: shown.length })}{' '}
        {narrowed && (
          <button
            type="button"
            className="as-link"
            onClick={() =>
              change({ theme: undefined, institution: undefined, status: undefined, gap: undefined })
            }
          >
            {t('plan.showAll')}
          </button>
        )}
      </p>
      {groups.map(group => (
        <section key={group.key} className="plan-group" aria-label={group.title}>
          <h2>
            {group.title} <small>{words.write.number(group.actions.length)}</small>
          </h2>
          <ul className="plan-list">
            {group.actions.map(action => (
              <li key={action.id}>
                <ActionLine action={action} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** An action in a list: what, who, until when, how far by whom. */
export function ActionLine({ action }: { action: ListedAction }) {
  const t = useText()
  const words = usePlanWords()
  return (
    <article className="plan-line">
      <div>
        <ScreenLink to={pathOfAction(action.id)} className="plan-title">
          {action.title}
        </ScreenLink>
        <p className="plan-quiet">
          <bdi>{action.institution}</bdi> · {t('plan.dueOn', { day: words.day(action.dueOn) })}
          {!action.public && <> · {t('plan.notPublic')}</>}
        </p>
        <Flags standing={action.standing} />
      </div>
      <TwoStatuses standing={action.standing} />
    </article>
  )
}

function Filters({ plan, by }: { plan: PlanAnswer; by: Grouping }) {
  const t = useText()
  const words = usePlanWords()
  const [search, change] = useSearch()
  const themes = distinct(plan.actions.map(a => a.theme))
  const institutions = distinct(plan.actions.map(a => a.institution)).sort(words.write.compare)
  return (
    <div className="plan-filters no-print">
      <NativeSelect
        label={t('plan.groupBy')}
        value={by}
        data={groupings.map(g => ({ value: g, label: t(`plan.by.${g}`) }))}
        onChange={event => change({ by: event.currentTarget.value })}
      />
      <Choice
        name="theme"
        t={t}
        value={search.theme}
        options={themes.map(theme => ({ value: theme, label: t(`plan.theme.${theme}`) }))}
        onChange={theme => change({ theme })}
      />
      <Choice
        name="institution"
        t={t}
        value={search.institution}
        options={institutions.map(name => ({ value: name, label: name }))}
        onChange={institution => change({ institution })}
      />
      <Choice
        name="status"
        t={t}
        value={search.status}
        options={[
          ...statuses.map(s => ({ value: s as string, label: words.status(s) })),
          { value: 'none', label: words.status(null) },
        ]}
        onChange={status => change({ status })}
      />
      <Choice
        name="gap"
        t={t}
        value={search.gap}
        options={gapKinds.map(g => ({ value: g, label: t(`plan.gap.${g}`) }))}
        onChange={gap => change({ gap })}
      />
    </div>
  )
}

const distinct = (values: readonly string[]) => [...new Set(values)]

function Choice(props: {
  name: string
  t: Translate
  value: string | undefined
  options: { value: string; label: string }[]
  onChange: (value: string | undefined) => void
}) {
  const { name, t, value, options, onChange } = props
  return (
    <NativeSelect
      label={t(`plan.filter.${name}`)}
      value={value ?? ''}
      data={[{ value: '', label: t('plan.filter.all') }, ...options]}
      onChange={event => onChange(event.currentTarget.value || undefined)}
    />
  )
}

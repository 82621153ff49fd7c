import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink, useParam } from '#platform/screens/navigate.tsx'
import { Columns, PageTitle, Section } from '#platform/screens/page.tsx'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { ActionContext } from './action-context.tsx'
import type { ActionAnswer } from './answers.ts'
import { History } from './history.tsx'
import { Indicator } from './indicator.tsx'
import { Flags } from './marks.tsx'
import { Milestones } from './milestones.tsx'
import { SideBySide } from './side-by-side.tsx'
import { pathOfAction, pathOfAnswered, usePlanWords } from './words.ts'
import './action.css'
import './plan.css'

export const actionQuery = (id: string) => ({
  queryKey: ['plan', 'action', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get<ActionAnswer>(`/api/plan/actions/${id}`, { signal }),
})

/** One action: what was promised, what the institution says, what others find, and what proves it. */
export default function ActionPage() {
  const t = useText()
  const id = useParam('id')
  useLive(['plan', 'facts'], [['plan']])
  const query = useQuery(actionQuery(id))
  return (
    <>
      {!query.data && <PageTitle>{t('plan.nav.action')}</PageTitle>}
      <Loaded query={query}>{action => <Page action={action} />}</Loaded>
    </>
  )
}

function Page({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  return (
    <>
      <PageTitle
        lead={
          <>
            <p>
              {action.withdrawn
                ? t('plan.withdrawnOn', { day: words.write.day(action.withdrawn.at) })
                : t('plan.actionLead', {
                    institution: words.name(action.institution),
                    day: words.day(action.dueOn),
                  })}
            </p>
            {action.withdrawn && <p>{action.withdrawn.because}</p>}
            <Flags standing={action.standing} />
          </>
        }
        actions={<NextSteps action={action} />}
      >
        {action.title}
      </PageTitle>
      <Columns label={t('plan.about')} context={<ActionContext action={action} />}>
        <SideBySide action={action} />
        <Answers action={action} />
        {action.what && (
          <Section title={t('field.planAction.what')}>
            <p className="plan-prose" dir="auto">
              {action.what}
            </p>
          </Section>
        )}
        <Milestones action={action} />
        <Indicator action={action} />
        <History action={action} />
      </Columns>
    </>
  )
}

/** What this reader can do next; the first is what is expected of her. */
function NextSteps({ action }: { action: ActionAnswer }) {
  const t = useText()
  const steps = [
    ['plan.report', 'report'],
    ['plan.assess', 'assess'],
    ['plan.amend', 'edit'],
  ] as const
  const open = steps.filter(([act]) => action.may.includes(act))
  if (open.length === 0) return null
  return (
    <>
      {open.map(([, screen], index) => (
        <ScreenLink
          key={screen}
          to={`${pathOfAction(action.id)}/${screen}`}
          className={index === 0 ? 'plan-button' : 'plan-button plan-button-quiet'}
        >
          {t(`plan.step.${screen}`)}
        </ScreenLink>
      ))}
    </>
  )
}

/** The recommendations that the action answers, in their own words. */
function Answers({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  return (
    <Section title={t('plan.answers', { count: action.answers.length })}>
      <ul className="plan-answers">
        {action.answers.map(one => {
          const path = pathOfAnswered(one)
          return (
            <li key={`${one.body} ${one.citation} ${one.ask}`}>
              {path ? (
                <ScreenLink to={path}>{words.answered(one)}</ScreenLink>
              ) : one.url ? (
                <a href={one.url} rel="noreferrer" target="_blank">
                  {words.answered(one)}
                </a>
              ) : (
                <strong>{words.answered(one)}</strong>
              )}
              <blockquote {...(one.language ? { lang: one.language, dir: 'ltr' } : { dir: 'auto' })}>
                {one.wording}
              </blockquote>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { beginningOf } from '../../recommendations.rules.ts'
import type { GapsAnswer, ListedAction } from './answers.ts'
import { ActionLine } from './overview.tsx'
import { usePlan, Views } from './views.tsx'
import { usePlanWords } from './words.ts'

/** What the plan lacks: recommendations that nobody acts on, and actions with something missing. */
export default function Gaps() {
  const t = useText()
  const plan = usePlan()
  const query = useQuery({
    queryKey: ['plan', 'gaps'],
    queryFn: ({ signal }) => api.get<GapsAnswer>('/api/plan/gaps', { signal }),
  })
  return (
    <>
      <PageTitle
        lead={
          query.data && (
            <p>
              {t('plan.gapsLead', {
                answered: query.data.asked - query.data.unanswered,
                asked: query.data.asked,
              })}
            </p>
          )
        }
      >
        {t('plan.nav.gaps')}
      </PageTitle>
      <Views now="gaps" />
      <Loaded query={query}>
        {gaps => (
          <>
            <Kinds gaps={gaps} actions={plan.data?.actions ?? []} />
            <Unanswered gaps={gaps} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Kinds({ gaps, actions }: { gaps: GapsAnswer; actions: readonly ListedAction[] }) {
  const t = useText()
  const words = usePlanWords()
  return (
    <div className="plan-gaps">
      {gaps.gaps.map(({ kind, actions: ids }) => (
        <details key={kind} open={ids.length > 0 && ids.length < 6}>
          <summary>
            <strong>{t(`plan.gap.${kind}`)}</strong>{' '}
            <span className="plan-count" data-some={ids.length > 0 || undefined}>
              {words.write.number(ids.length)}
            </span>
          </summary>
          {ids.length === 0 ? (
            <p className="plan-quiet">{t('plan.gapNone')}</p>
          ) : (
            <ul className="plan-list">
              {ids.flatMap(id => {
                const action = actions.find(a => a.id === id)
                return action
                  ? [
                      <li key={id}>
                        <ActionLine action={action} />
                      </li>,
                    ]
                  : []
              })}
            </ul>
          )}
        </details>
      ))}
    </div>
  )
}

function Unanswered({ gaps }: { gaps: GapsAnswer }) {
  const t = useText()
  const mayOpen = useMay('plan.open')
  const more = gaps.unanswered - gaps.recommendations.length
  return (
    <Section title={t('plan.unanswered', { count: gaps.unanswered })} id="unanswered">
      {gaps.asked === 0 && <p className="plan-quiet">{t('plan.noRecommendations')}</p>}
      {gaps.asked > 0 && gaps.unanswered === 0 && (
        <p className="plan-quiet">{t('plan.document.allAnswered')}</p>
      )}
      <ul className="plan-list">
        {gaps.recommendations.map(one => (
          <li key={`${one.report}/${one.address}`}>
            <article className="plan-line">
              <div>
                <ScreenLink to={`/recommendations/${one.report}/${one.address}`} className="plan-title">
                  {one.citation}
                </ScreenLink>
                <p lang={one.language} dir="ltr" className="plan-wording">
                  {beginningOf(one.text, 260)}
                </p>
              </div>
              {mayOpen && (
                <ScreenLink
                  to="/plan/new"
                  search={{ report: one.report, address: one.address }}
                  className="plan-button plan-button-quiet no-print"
                  aria-label={t('plan.makeFor', { citation: one.citation })}
                >
                  {t('plan.make')}
                </ScreenLink>
              )}
            </article>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="plan-quiet">{t('plan.document.andMore', { count: more })}</p>}
    </Section>
  )
}

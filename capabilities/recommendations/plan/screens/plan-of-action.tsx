import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { Section } from '#platform/screens/page.tsx'
import { useMay } from '#platform/screens/session.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { PlanAnswer } from './answers.ts'
import { ActionLine } from './overview.tsx'

/** On the page of a recommendation: what is done about it. */
export function PlanOfAction({ report, address }: { report: string; address: string }) {
  const t = useText()
  const mayOpen = useMay('plan.open')
  useLive(['plan', 'facts'], [['plan']])
  const query = useQuery({
    queryKey: ['plan', 'recommendation', report, address],
    queryFn: ({ signal }) =>
      api.get<PlanAnswer>(`/api/plan/recommendations/${report}/${address}`, { signal }),
  })
  return (
    <Section title={t('plan.nav.overview')} id="plan">
      <Loaded query={query} lines={2}>
        {({ actions }) => (
          <>
            {actions.length === 0 && <p className="plan-quiet">{t('plan.nobodyActs')}</p>}
            <ul className="plan-list">
              {actions.map(action => (
                <li key={action.id}>
                  <ActionLine action={action} />
                </li>
              ))}
            </ul>
            {mayOpen && (
              <p className="no-print">
                <ScreenLink
                  to="/plan/new"
                  search={{ report, address }}
                  className="plan-button plan-button-quiet"
                >
                  {t('plan.makeAction')}
                </ScreenLink>
              </p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

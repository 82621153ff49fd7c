import { useQuery } from '@tanstack/react-query'
import { api } from '#platform/screens/api.ts'
import { useLive } from '#platform/screens/live.ts'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import type { PlanAnswer } from './answers.ts'
import './plan.css'

/** The whole plan; it follows changes of the plan and of the figures by itself. */
export function usePlan() {
  useLive(['plan', 'facts'], [['plan']])
  return useQuery({
    queryKey: ['plan', 'actions'],
    queryFn: ({ signal }) => api.get<PlanAnswer>('/api/plan/actions', { signal }),
  })
}

const views = [
  ['overview', '/plan'],
  ['timeline', '/plan/timeline'],
  ['differences', '/plan/differences'],
  ['gaps', '/plan/gaps'],
  ['yearly', '/plan/yearly'],
] as const

/** The ways to look at one plan. */
export function Views({ now }: { now: (typeof views)[number][0] }) {
  const t = useText()
  return (
    <nav className="plan-views no-print" aria-label={t('plan.views')}>
      <ul>
        {views.map(([name, path]) => (
          <li key={name} data-now={name === now || undefined}>
            {name === now ? (
              <span aria-current="page">{t(`plan.view.${name}`)}</span>
            ) : (
              <ScreenLink to={path}>{t(`plan.view.${name}`)}</ScreenLink>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

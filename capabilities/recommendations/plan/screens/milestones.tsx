import IconCircle from '@tabler/icons-react/dist/esm/icons/IconCircle.mjs'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import { isSettled } from '../plan.rules.ts'
import type { ActionAnswer } from './answers.ts'
import { usePlanWords } from './words.ts'

/** The steps on the way with their days, reached or not. */
export function Milestones({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  if (action.milestones.length === 0) return null
  const settled = isSettled(action.standing.reported)
  return (
    <Section title={t('plan.milestones')}>
      <ol className="plan-milestones">
        {action.milestones.map(({ id, title, dueOn, doneOn }) => {
          const late = doneOn === null && !settled && dueOn < action.today
          return (
            <li key={id} data-done={doneOn !== null || undefined} data-late={late || undefined}>
              {doneOn === null ? (
                <IconCircle size={20} aria-hidden />
              ) : (
                <IconCircleCheck size={20} aria-hidden />
              )}
              <div>
                <bdi>{title}</bdi>
                <span className="plan-quiet">
                  {doneOn === null
                    ? t(late ? 'plan.wasDue' : 'plan.dueOn', { day: words.day(dueOn) })
                    : t('plan.reachedOn', { day: words.day(doneOn), due: words.day(dueOn) })}
                </span>
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

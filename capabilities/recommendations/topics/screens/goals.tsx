import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'

/** Targets that have a short name in the texts; others are shown by their number. */
export const namedGoals = [
  '5.2',
  '5.3',
  '8.7',
  '8.8',
  '10.7',
  '12.6',
  '12.7',
  '16.2',
  '16.3',
  '16.4',
  '16.5',
  '16.6',
  '16.7',
  '16.10',
  '16.a',
  '17.3',
  '17.9',
  '17.16',
  '17.17',
  '17.18',
] as const

/** Targets of the Sustainable Development Goals that a concept serves. */
export function Goals({ goals }: { goals: readonly string[] }) {
  const t = useText()
  return (
    <Section title={t('topics.goals')}>
      <ul className="rec-plain">
        {goals.map(goal => (
          <li key={goal}>
            <a href={`https://metadata.un.org/sdg/${goal}`} rel="noreferrer noopener" target="_blank">
              {t('topics.goal', { goal })}
            </a>{' '}
            {(namedGoals as readonly string[]).includes(goal) && (
              <span className="rec-small">{t(`topics.goal.${goal}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

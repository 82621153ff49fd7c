import { useText } from '#platform/screens/text.ts'
import { type Status, statuses } from '../plan.entity.ts'
import type { ListedAction } from './answers.ts'
import { usePlanWords } from './words.ts'

/** How far the whole plan is, twice: as the institutions report it, and as it is found. */
export function StatusBars({ actions }: { actions: readonly ListedAction[] }) {
  const t = useText()
  return (
    <section className="plan-bars" aria-label={t('plan.howFar')}>
      <Bar label={t('plan.institutionsSay')} values={actions.map(a => a.standing.reported)} />
      <Bar label={t('plan.finds.rapporteur')} values={actions.map(a => a.standing.found.rapporteur)} />
      <Bar
        label={t('plan.finds.civil-society')}
        values={actions.map(a => a.standing.found['civil-society'])}
      />
    </section>
  )
}

function Bar({ label, values }: { label: string; values: readonly (Status | null)[] }) {
  const t = useText()
  const words = usePlanWords()
  const parts = ([...statuses, null] as const)
    .map(status => ({ status, count: values.filter(v => v === status).length }))
    .filter(part => part.count > 0)
  return (
    <figure className="plan-bar">
      <figcaption>{label}</figcaption>
      <div className="plan-bar-parts" aria-hidden="true">
        {parts.map(({ status, count }) => (
          <span key={status ?? 'none'} data-status={status ?? 'none'} style={{ flexGrow: count }}>
            {words.write.number(count)}
          </span>
        ))}
      </div>
      <ul>
        {parts.map(({ status, count }) => (
          <li key={status ?? 'none'}>
            <span className="plan-swatch" data-status={status ?? 'none'} aria-hidden="true" />
            {status === null ? t('plan.nothingSaid') : words.status(status)}: {words.write.number(count)}
          </li>
        ))}
      </ul>
    </figure>
  )
}

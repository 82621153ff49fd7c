import { useText } from '#platform/screens/text.ts'
import type { OwedStanding } from '../owed.rules.ts'
import { daysBetween } from '../period.rules.ts'
import './returns.css'

/** How urgent a return is: never by colour alone, its word and sign say the same. */
export type Urgency = 'late' | 'due' | 'asked' | 'waiting' | 'done'

export const urgencyOf = ({ state, lateDays }: Pick<OwedStanding, 'state' | 'lateDays'>): Urgency =>
  state === 'accepted'
    ? 'done'
    : state === 'sent'
      ? 'waiting'
      : state === 'asked'
        ? 'asked'
        : lateDays > 0
          ? 'late'
          : 'due'

/** Where a return stands: a sign that differs by shape, and words. */
export function StateMark({ of, today }: { of: OwedStanding; today: string }) {
  const t = useText()
  const urgency = urgencyOf(of)
  const days = urgency === 'late' ? of.lateDays : Math.max(0, daysBetween(today, of.dueOn))
  return (
    <span className="return-state" data-urgency={urgency}>
      <Sign urgency={urgency} />
      <span>
        {t(`returns.state.${urgency}`, { days })}
        {of.hasDraft && ` ${t('returns.state.begun')}`}
        {of.revision > 1 && ` ${t('returns.state.revised', { revision: of.revision })}`}
      </span>
    </span>
  )
}

/** Square with a bar: late. Clock: due. Question. Envelope-like lozenge: waiting. Tick: done. */
export function Sign({ urgency }: { urgency: Urgency }) {
  return (
    <svg className="return-sign" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {urgency === 'late' && <path d="M8 1 15 14.5H1Z M8 6v4 M8 11.5v1" />}
      {urgency === 'due' && <path d="M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13 M8 4.5v4l2.5 1.5" />}
      {urgency === 'asked' && <path d="M2 2h12v9H8l-3 3v-3H2Z M6.5 5a1.6 1.6 0 1 1 1.6 2v.8 M8.1 9v.6" />}
      {urgency === 'waiting' && <path d="M1.5 3.5h13v9h-13Z M1.5 4l6.5 5 6.5-5" />}
      {urgency === 'done' && <path d="M2.5 8.5l3.5 3.5 7.5-8" />}
    </svg>
  )
}

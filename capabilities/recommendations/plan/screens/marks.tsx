import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconArrowsDiff from '@tabler/icons-react/dist/esm/icons/IconArrowsDiff.mjs'
import IconClockExclamation from '@tabler/icons-react/dist/esm/icons/IconClockExclamation.mjs'
import { useText } from '#platform/screens/text.ts'
import type { Capacity, Status } from '../plan.entity.ts'
import type { Standing } from '../plan.rules.ts'
import { usePlanWords } from './words.ts'
import './plan.css'

const shares: Record<Status, number> = {
  'not-started': 0,
  'in-progress': 0.33,
  'partly-implemented': 0.66,
  implemented: 1,
  'no-longer-relevant': 0,
}

/** How far an action is, as a word with a sign: a circle that fills. Never colour alone. */
export function StatusMark({ status }: { status: Status | null }) {
  const words = usePlanWords()
  return (
    <span className="plan-status" data-status={status ?? 'none'}>
      <Circle status={status} />
      {words.status(status)}
    </span>
  )
}

function Circle({ status }: { status: Status | null }) {
  const share = status === null ? 0 : shares[status]
  const around = 2 * Math.PI * 3
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <circle
        cx="7"
        cy="7"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={status === null ? '2 2' : undefined}
      />
      {share > 0 && (
        <circle
          cx="7"
          cy="7"
          r="3"
          fill="none"
          stroke="currentColor"
          strokeWidth="6"
          strokeDasharray={`${share * around} ${around}`}
          transform="rotate(-90 7 7)"
        />
      )}
      {status === 'no-longer-relevant' && (
        <line x1="3" y1="7" x2="11" y2="7" stroke="currentColor" strokeWidth="1.5" />
      )}
    </svg>
  )
}

/** What the institution says beside what is found, each with who says it. */
export function TwoStatuses({ standing }: { standing: Standing }) {
  const t = useText()
  const finders = (['rapporteur', 'civil-society'] as const).filter(
    capacity => standing.found[capacity] !== null,
  )
  return (
    <dl className="plan-two">
      <div>
        <dt>{t('plan.institutionSays')}</dt>
        <dd>
          <StatusMark status={standing.reported} />
        </dd>
      </div>
      {(finders.length === 0 ? (['rapporteur'] as Capacity[]) : finders).map(capacity => (
        <div key={capacity}>
          <dt>{t(`plan.finds.${capacity}`)}</dt>
          <dd>
            {standing.found[capacity] === null ? (
              <span className="plan-quiet">{t('plan.notAssessed')}</span>
            ) : (
              <StatusMark status={standing.found[capacity]} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What asks for attention, in words. */
export function Flags({ standing }: { standing: Standing }) {
  const t = useText()
  const flags: { key: string; text: string; icon: typeof IconAlertTriangle }[] = []
  if (standing.overdueDays > 0)
    flags.push({
      key: 'overdue',
      text: t('plan.overdue', { days: standing.overdueDays }),
      icon: IconClockExclamation,
    })
  else if (standing.milestonesLate > 0)
    flags.push({
      key: 'overdue',
      text: t('plan.milestonesLate', { count: standing.milestonesLate }),
      icon: IconClockExclamation,
    })
  if (standing.differs.length > 0)
    flags.push({ key: 'differs', text: t('plan.gap.differs'), icon: IconArrowsDiff })
  if (standing.freshness === 'stale' || standing.freshness === 'missing')
    flags.push({
      key: 'stale',
      text: t(`plan.freshness.${standing.freshness}`),
      icon: IconAlertTriangle,
    })
  if (standing.awaitsValidation)
    flags.push({ key: 'awaits', text: t('plan.awaits'), icon: IconClockExclamation })
  if (flags.length === 0) return null
  return (
    <ul className="plan-flags">
      {flags.map(({ key, text, icon: Icon }) => (
        <li key={key} data-flag={key}>
          <Icon size={16} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  )
}

import { SegmentedControl } from '@mantine/core'
import { ScreenLink, useSearch } from '#platform/screens/navigate.tsx'
import { PageTitle, Section } from '#platform/screens/page.tsx'
import { EmptyState, Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import { type Capacity, capacities, type Status, statuses } from '../plan.entity.ts'
import { differenceMatrix } from '../plan.rules.ts'
import type { ListedAction, PlanAnswer } from './answers.ts'
import { StatusMark } from './marks.tsx'
import { usePlan, Views } from './views.tsx'
import { pathOfAction, usePlanWords } from './words.ts'
import './differences.css'

/** Where the institutions and those who look from outside do not say the same. */
export default function Differences() {
  const t = useText()
  const query = usePlan()
  return (
    <>
      <PageTitle lead={<p>{t('plan.differencesLead')}</p>}>{t('plan.nav.differences')}</PageTitle>
      <Views now="differences" />
      <Loaded
        query={query}
        isEmpty={data => !data.actions.some(a => capacities.some(c => a.standing.found[c] !== null))}
        empty={<EmptyState title={t('plan.noFindings')}>{t('plan.noFindingsText')}</EmptyState>}
      >
        {plan => <Differing plan={plan} />}
      </Loaded>
    </>
  )
}

function Differing({ plan }: { plan: PlanAnswer }) {
  const t = useText()
  const [search, change] = useSearch()
  const who: Capacity = search.who === 'civil-society' ? 'civil-society' : 'rapporteur'
  const cell =
    search.reported && search.found ? { reported: search.reported, found: search.found } : undefined
  const differing = plan.actions.filter(a =>
    cell
      ? a.standing.reported === cell.reported && a.standing.found[who] === cell.found
      : a.standing.differs.includes(who),
  )
  return (
    <>
      <SegmentedControl
        className="no-print"
        value={who}
        aria-label={t('plan.whoFinds')}
        onChange={value => change({ who: value, reported: undefined, found: undefined })}
        data={capacities.map(c => ({ value: c, label: t(`plan.capacity.${c}`) }))}
      />
      <Matrix plan={plan} who={who} />
      <Section title={cell ? t('plan.cellActions') : t('plan.differingActions', { count: differing.length })}>
        {cell && (
          <p>
            <button
              type="button"
              className="as-link"
              onClick={() => change({ reported: undefined, found: undefined })}
            >
              {t('plan.showDiffering')}
            </button>
          </p>
        )}
        {differing.length === 0 && <p className="plan-quiet">{t('plan.document.noDifferences')}</p>}
        <ul className="plan-list">
          {differing.map(action => (
            <li key={action.id}>
              <Difference action={action} who={who} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function Difference({ action, who }: { action: ListedAction; who: Capacity }) {
  const t = useText()
  return (
    <article className="plan-difference">
      <ScreenLink to={pathOfAction(action.id)} className="plan-title">
        {action.title}
      </ScreenLink>
      <p className="plan-quiet">{action.institution}</p>
      <dl className="plan-sides">
        <div>
          <dt>
            {t('plan.institutionSays')} <StatusMark status={action.standing.reported} />
          </dt>
          <dd dir="auto">{action.reportedReason}</dd>
        </div>
        <div>
          <dt>
            {t(`plan.finds.${who}`)} <StatusMark status={action.standing.found[who]} />
          </dt>
          <dd dir="auto">{action.foundReason[who]}</dd>
        </div>
      </dl>
    </article>
  )
}

/** Each pair of words with how many actions have it; on the diagonal both say the same. */
function Matrix({ plan, who }: { plan: PlanAnswer; who: Capacity }) {
  const t = useText()
  const words = usePlanWords()
  const [, change] = useSearch()
  const cells = differenceMatrix(
    plan.actions.map(a => a.standing),
    who,
  )
  const countOf = (reported: Status, found: Status) =>
    cells.find(c => c.reported === reported && c.found === found)?.count ?? 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="plan-scroll" tabIndex={0} aria-label={t('plan.matrix')}>
      <table className="plan-matrix">
        <caption>{t(`plan.document.matrix.${who}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.document.reportedByFound')}</th>
            {statuses.map(found => (
              <th key={found} scope="col">
                {words.status(found)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statuses.map(reported => (
            <tr key={reported}>
              <th scope="row">{words.status(reported)}</th>
              {statuses.map(found => {
                const count = countOf(reported, found)
                return (
                  <td
                    key={found}
                    data-same={reported === found || undefined}
                    data-some={count > 0 || undefined}
                  >
                    {count === 0 ? (
                      <span className="plan-zero">0</span>
                    ) : (
                      <button
                        type="button"
                        aria-label={t('plan.cell', {
                          count,
                          reported: words.status(reported),
                          found: words.status(found),
                        })}
                        onClick={() => change({ reported, found })}
                      >
                        {words.write.number(count)}
                      </button>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

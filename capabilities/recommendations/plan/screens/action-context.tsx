import { Section } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ActionAnswer } from './answers.ts'
import { usePlanWords } from './words.ts'

/** Who answers for the action, its days and its money. */
export function ActionContext({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  const bearer = (one: ActionAnswer['focal']) =>
    one && [one.name, one.role && t(`shell.role.${one.role}`)].filter(Boolean).join(', ')
  const rows: [string, string | null][] = [
    [t('field.planAction.institution'), action.institution],
    [t('field.planAction.focalPoint'), bearer(action.focal)],
    [t('field.planAction.alternate'), bearer(action.alternate)],
    [t('field.planAction.validating'), action.validating],
    [t('field.planAction.theme'), t(`plan.theme.${action.theme}`)],
    [t('field.planAction.startsOn'), words.day(action.startsOn)],
    [t('field.planAction.dueOn'), words.day(action.dueOn)],
  ]
  return (
    <div className="plan-context">
      <Section title={t('plan.whoAndWhen')}>
        <dl>
          {rows.map(
            ([label, text]) =>
              text && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ),
          )}
        </dl>
        {!action.public && <p className="plan-quiet">{t('plan.notPublicWhy')}</p>}
      </Section>
      <Section title={t('plan.budget')}>
        <Budget action={action} />
      </Section>
    </div>
  )
}

function Budget({ action }: { action: ActionAnswer }) {
  const t = useText()
  const words = usePlanWords()
  const { budget, currency, funds } = action
  const spent = action.standing.spent
  if (budget === null && spent === null) return <p className="plan-quiet">{t('plan.noBudget')}</p>
  const share = budget ? (spent ?? 0) / budget : undefined
  return (
    <dl>
      <div>
        <dt>{t('plan.planned')}</dt>
        <dd>{budget === null ? t('plan.notSaid') : words.money(budget, currency)}</dd>
      </div>
      <div>
        <dt>{t('plan.spent')}</dt>
        <dd>
          {spent === null ? t('plan.notSaid') : words.money(spent, currency)}
          {share !== undefined && spent !== null && (
            <>
              {' '}
              ({words.write.share(share)})
              <progress
                className="plan-spent"
                max={1}
                value={Math.min(1, share)}
                aria-label={t('plan.spentOf', { share: words.write.share(share) })}
              />
            </>
          )}
        </dd>
      </div>
      {funds && (
        <div>
          <dt>{t('field.planAction.funds')}</dt>
          <dd>{funds}</dd>
        </div>
      )}
    </dl>
  )
}

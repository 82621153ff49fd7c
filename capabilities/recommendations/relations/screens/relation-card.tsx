import { type KeyboardEvent, useRef } from 'react'
import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useMay } from '#platform/screens/session.ts'
import { useFormats, useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'
import { pathOf, useNames } from '../../screens/words.ts'
import { type EndAnswer, type RelationAnswer, typeKeys } from './answers.ts'
import { Decide, type DecideHandle } from './decide.tsx'
import { MarkedText } from './marked-text.tsx'
import { Reasons } from './reasons.tsx'

type Props = {
  relation: RelationAnswer
  onStep: (card: HTMLElement, by: 1 | -1) => void
  onDecided: () => void
}

/** How sure the machine is, in words; the figure itself would look more exact than it is. */
const strengthOf = (score: number): 'named' | 'strong' | 'fair' | 'weak' =>
  score >= 0.9 ? 'named' : score >= 0.4 ? 'strong' : score >= 0.2 ? 'fair' : 'weak'

/** Two recommendations side by side, why they may belong together, and what a person says about it. */
export function RelationCard({ relation, onStep, onDecided }: Props) {
  const t = useText()
  const write = useFormats()
  const names = useNames()
  const mayDecide = useMay('relation.accept')
  const decide = useRef<DecideHandle>(null)
  const { from, to, reasons, score, state, decided, remark, type } = relation
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const inField = (event.target as HTMLElement).closest('input, textarea, select, [role="combobox"]')
    if (inField || event.ctrlKey || event.altKey || event.metaKey) return
    const card = event.currentTarget
    const does: Record<string, (() => void) | undefined> = {
      j: () => onStep(card, 1),
      k: () => onStep(card, -1),
      a: () => decide.current?.accept(),
      r: () => decide.current?.reject(),
    }
    const doIt = does[event.key.toLowerCase()]
    if (!doIt) return
    event.preventDefault()
    doIt()
  }
  return (
    <article
      className="relation-card"
      data-relation={relation.id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card is stepped to and decided by keyboard
      tabIndex={0}
      aria-label={t('relations.card', {
        from: names.place(from, from.sub),
        to: names.place(to, to.sub),
      })}
      onKeyDown={onKeyDown}
    >
      <div className="relation-sides">
        <Side end={from} relation={relation} side="from" />
        <Side end={to} relation={relation} side="to" />
      </div>
      <div className="relation-why">
        <h3>
          {score === null
            ? t('relations.byHand')
            : t(`relations.strength.${strengthOf(score)}`, { type: t(`relations.type.${typeKeys[type]}`) })}
        </h3>
        <Reasons reasons={reasons} />
      </div>
      {decided && (
        <p className="rec-small">
          <strong>{t(`relations.decided.${state}`, { type: t(`relations.type.${typeKeys[type]}`) })}</strong>{' '}
          {t('relations.decidedBy', {
            by: decided.by || t('recommendations.somebody'),
            time: write.time(decided.at),
          })}{' '}
          {remark && <q>{remark}</q>}
        </p>
      )}
      {mayDecide && <Decide relation={relation} onDecided={onDecided} handle={decide} />}
    </article>
  )
}

function Side({ end, relation, side }: { end: EndAnswer; relation: RelationAnswer; side: 'from' | 'to' }) {
  const t = useText()
  const names = useNames()
  return (
    <section className="relation-side">
      <p className="rec-small relation-which">{t(`relations.side.${side}`)}</p>
      <h2>
        <ScreenLink to={pathOf(end, end.sub)}>{names.number(end.kind, end.number, end.sub)}</ScreenLink>{' '}
        <span className="rec-small">{names.document(end.document)}</span>
      </h2>
      {end.headings.length > 0 && (
        <p className="rec-small relation-heading" {...printedIn('en')}>
          {end.headings.at(-1)}
        </p>
      )}
      <MarkedText text={end.text} reasons={relation.reasons} side={side} sub={end.sub} />
    </section>
  )
}

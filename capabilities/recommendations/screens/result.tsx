import { ScreenLink } from '#platform/screens/navigate.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ListAnswer } from './answers.ts'
import { Excerpt } from './printed.tsx'
import { pathOf, useNames } from './words.ts'

/** One line of a list: where it stands, what it asks of whom, its words, its theme. */
export function Result({ one }: { one: ListAnswer['recommendations'][number] }) {
  const t = useText()
  const names = useNames()
  return (
    <li>
      <h2 className="rec-where">
        <ScreenLink to={pathOf(one)}>
          {names.number(one.kind, one.number)}
          {one.meeting && <span> · {names.meeting(one.meeting)}</span>}
        </ScreenLink>
        {one.evidence && <span className="rec-tag rec-tag-figure">{t('recommendations.hasFigure')}</span>}
        {one.reissue && <span className="rec-tag">{t('recommendations.printedAgain')}</span>}
      </h2>
      <p className="rec-asks">
        <strong>{one.addressees.map(names.addresseeFirst).join(' · ')}</strong>
        {one.forces.length > 0 && <> — {one.forces.map(names.force).join(' · ')}</>}
      </p>
      <p className="rec-text">
        <Excerpt stretches={one.excerpt} language={one.language} />
      </p>
      <p className="rec-about">
        {names.theme(one.theme)}
        {one.subItems > 0 && <> · {t('recommendations.subItems', { count: one.subItems })}</>}
      </p>
    </li>
  )
}

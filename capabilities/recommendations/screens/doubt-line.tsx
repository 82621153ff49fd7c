import { useText } from '#platform/screens/text.ts'
import { beginningOf } from '../recommendations.rules.ts'
import type { Doubt } from './answers.ts'
import { Quoted } from './printed.tsx'

/** One doubtful place in a line: what kind it is, where it stands, and what was read there. */
export function DoubtLine({ doubt }: { doubt: Doubt }) {
  const t = useText()
  return (
    <>
      <strong>{t(`recommendations.doubt.${doubt.code}`)}</strong>{' '}
      <span className="rec-small">
        {t('recommendations.line', { line: doubt.line })}
        {doubt.para !== null && <> · {t('recommendations.numberShort', { number: doubt.para })}</>}
        {doubt.sub && <> ({doubt.sub})</>}
      </span>
      {doubt.literal && (
        <>
          {' '}
          <Quoted language="en">{beginningOf(doubt.literal, 90)}</Quoted>
        </>
      )}
    </>
  )
}

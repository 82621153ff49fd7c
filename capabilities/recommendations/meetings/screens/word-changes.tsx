import { diffWordsWithSpace } from 'diff'
import { Fragment } from 'react'
import { useText } from '#platform/screens/text.ts'
import { printedIn } from '../../screens/printed.tsx'

/** A text with what was struck out of another one and what was put in, word by word; also told to who listens. */
export function WordChanges({ from, to }: { from: string; to: string }) {
  const t = useText()
  return (
    <p className="mt-text" {...printedIn('en')}>
      {diffWordsWithSpace(from, to).map(({ value, added, removed }, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
        if (!added && !removed) return <Fragment key={index}>{value}</Fragment>
        const Mark = added ? 'ins' : 'del'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
          <Mark key={index}>
            <span className="only-heard">{t(added ? 'meetings.putIn' : 'meetings.struckOut')} </span>
            {value}
          </Mark>
        )
      })}
    </p>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#platform/screens/api.ts'
import { Loaded } from '#platform/screens/states.tsx'
import { useText } from '#platform/screens/text.ts'
import type { ComparedPair, ComparedStretch, ComparisonAnswer } from './doubts-answers.ts'
import { printedIn } from './printed.tsx'
import './reports.css'

/** Both texts in one: what was taken out struck through, what was put in underlined, never by colour alone. */
export function Difference({ pair, language }: { pair: ComparedPair; language: string }) {
  return (
    <p className="rec-difference" {...printedIn(language)}>
      {pair.stretches.map((stretch, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
        <Stretch key={index} stretch={stretch} />
      ))}
    </p>
  )
}

function Stretch({ stretch: { is, text, kind } }: { stretch: ComparedStretch }) {
  const t = useText()
  const title = kind === null || kind === 'words' ? undefined : t(`recommendations.edit.${kind}`)
  if (is === 'same') return <span>{text}</span>
  const Edited = is === 'removed' ? 'del' : 'ins'
  return (
    <>
      {/^\s*/.exec(text)?.[0]}
      <Edited title={title}>{text.trimStart()}</Edited>
    </>
  )
}

/** What kinds of edits a text has: "in the present instead of reported speech · cross-reference added". */
export function EditKinds({ pair }: { pair: ComparedPair }) {
  const t = useText()
  const kinds = [...new Set(pair.edits.map(edit => edit.kind))].filter(kind => kind !== 'words')
  if (kinds.length === 0) return null
  return <p className="rec-small">{kinds.map(kind => t(`recommendations.edit.${kind}`)).join(' · ')}</p>
}

/** How one recommendation differs between two documents; looked up when it is opened. */
export function DifferenceTo({ from, to, address }: { from: string; to: string; address: string }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['recommendations', 'comparison', from, to, address],
    queryFn: ({ signal }) =>
      api.get<ComparisonAnswer>('/api/recommendations/comparisons', { query: { from, to, address }, signal }),
    enabled: open,
  })
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('recommendations.difference.show')}</summary>
      {open && (
        <Loaded query={query} lines={3}>
          {({ pairs, to: { language } }) =>
            pairs.length === 0 ? (
              <p className="rec-small">{t('recommendations.difference.none')}</p>
            ) : (
              pairs.map(pair => (
                <div key={pair.to.address}>
                  <EditKinds pair={pair} />
                  <Difference pair={pair} language={language} />
                </div>
              ))
            )
          }
        </Loaded>
      )}
    </details>
  )
}

import { Fragment } from 'react'
import { printedIn } from '../../screens/printed.tsx'
import { tokensOf } from '../proposing/words.ts'
import type { Reason } from '../relations.entity.ts'

/** A recommendation's words; those that the reasons name are marked, and the sub-item that is meant stands out. */
export function MarkedText({
  text,
  reasons,
  side,
  sub,
}: {
  text: string
  reasons: readonly Reason[]
  side: 'from' | 'to'
  sub: string | null
}) {
  const parts = sub === null ? [{ text, meant: false }] : aroundItem(text, sub)
  return (
    <p className="relation-text" {...printedIn('en')}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text in their order
        <span key={index} className={part.meant ? 'relation-meant' : undefined}>
          {stretches(part.text, stemsOf(reasons, side)).map(({ text: words, marked }, at) =>
            marked ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
              <mark key={at}>{words}</mark>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
              <Fragment key={at}>{words}</Fragment>
            ),
          )}
        </span>
      ))}
    </p>
  )
}

function stemsOf(reasons: readonly Reason[], side: 'from' | 'to'): ReadonlySet<string> {
  const words = reasons.flatMap(reason => {
    if (reason.kind === 'concept') return [reason[side]]
    return reason.kind === 'words' ? reason.words : []
  })
  return new Set(words.flatMap(tokensOf).map(word => word.stem))
}

function stretches(text: string, stems: ReadonlySet<string>): { text: string; marked: boolean }[] {
  const found: { text: string; marked: boolean }[] = []
  let done = 0
  for (const { stem, start, end } of tokensOf(text)) {
    if (!stems.has(stem)) continue
    const gap = text.slice(done, start)
    const last = found.at(-1)
    // Words side by side are one find.
    if (last?.marked && /^[\s-]$/.test(gap)) last.text += gap + text.slice(start, end)
    else {
      if (gap !== '') found.push({ text: gap, marked: false })
      found.push({ text: text.slice(start, end), marked: true })
    }
    done = end
  }
  return [...found, { text: text.slice(done), marked: false }]
}

function aroundItem(text: string, letter: string): { text: string; meant: boolean }[] {
  const start = text.indexOf(`(${letter})`)
  if (start < 0) return [{ text, meant: false }]
  const next = text.indexOf(`(${String.fromCharCode(letter.charCodeAt(0) + 1)})`, start)
  const end = next < 0 ? text.length : next
  return [
    { text: text.slice(0, start), meant: false },
    { text: text.slice(start, end), meant: true },
    { text: text.slice(end), meant: false },
  ]
}

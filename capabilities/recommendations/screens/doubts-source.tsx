import { Fragment, useEffect, useRef } from 'react'
import { useText } from '#platform/screens/text.ts'
import type { FlagAnswer } from './doubts-answers.ts'
import { printedIn } from './printed.tsx'

interface SourceLine {
  number: number
  /** Set where a new page begins with this line. */
  page: number | null
  before: string
  found: string
  after: string
}

const lineEnd = /\r\n|\n|\r|\f|\u2028|\u2029/

/** The text around a place as the file has it, line by line, with the place marked. */
export function DoubtSource({ source }: { source: FlagAnswer['source'] }) {
  const t = useText()
  const lines = linesOf(source)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const found = box.current?.querySelector<HTMLElement>('[data-found]')
    if (box.current && found)
      box.current.scrollTop = Math.max(0, found.offsetTop - box.current.offsetTop - 72)
  }, [])
  return (
    <section
      ref={box}
      className="rec-source"
      aria-label={t('recommendations.doubts.source')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      {...printedIn('en')}
    >
      {lines.map((line, index) => (
        <Fragment key={line.number}>
          {line.page !== null && (
            <p className="rec-source-page" lang={undefined}>
              {t('recommendations.source.page', { page: line.page })}
            </p>
          )}
          <div className="rec-source-line" data-found={isMarked(line, lines, index) || undefined}>
            <span className="rec-source-number" aria-hidden>
              {line.number}
            </span>
            <span>
              {line.before}
              {isMarked(line, lines, index) && <mark>{line.found || '¶'}</mark>}
              {line.after}
            </span>
          </div>
        </Fragment>
      ))}
    </section>
  )
}

/** A place without words, such as a number that has no text, is marked once. */
const isMarked = (line: SourceLine, lines: readonly SourceLine[], index: number): boolean =>
  line.found !== '' ||
  (lines.every(one => one.found === '') && index === lines.findIndex(one => one.after !== ''))

function linesOf({ before, found, after, firstLine, firstPage }: FlagAnswer['source']): SourceLine[] {
  const whole = before + found + after
  const lines: SourceLine[] = []
  let page = firstPage
  let starts: number | null = firstPage
  let at = 0
  let number = firstLine
  for (;;) {
    const end = lineEnd.exec(whole.slice(at))
    const to = end ? at + end.index : whole.length
    const cut = (from: number, until: number) =>
      whole.slice(Math.max(at, from), Math.max(at, Math.min(to, until)))
    if (to > at)
      lines.push({
        number,
        page: starts,
        before: cut(0, before.length),
        found: cut(before.length, before.length + found.length),
        after: cut(before.length + found.length, whole.length),
      })
    if (to > at) starts = null
    if (!end) return lines
    if (end[0] === '\f' && page !== null) starts = ++page
    at = to + end[0].length
    number++
  }
}

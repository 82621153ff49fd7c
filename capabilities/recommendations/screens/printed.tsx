import { Fragment } from 'react'
import { useText } from '#platform/screens/text.ts'
import type { CompiledBlock } from '../documents/compilation.ts'
import type { Stretch } from '../search.rules.ts'

/** Words of a report in their own language and direction, whatever the reader's is. */
export const printedIn = (language: string) => ({
  lang: language,
  dir: language === 'ar' ? ('rtl' as const) : ('ltr' as const),
})

/** Words of a report in the reader's quotation marks. */
export function Quoted({ children, language }: { children: string; language: string }) {
  return (
    <q>
      <bdi {...printedIn(language)}>{children}</bdi>
    </q>
  )
}

/** An excerpt in which what was looked for is marked. */
export function Excerpt({ stretches, language }: { stretches: readonly Stretch[]; language: string }) {
  return (
    <span {...printedIn(language)} className="rec-excerpt">
      {stretches.map(({ text, found }, index) =>
        found ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
          <mark key={index}>{text}</mark>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text in their order
          <Fragment key={index}>{text}</Fragment>
        ),
      )}
    </span>
  )
}

type PrintedProps = {
  blocks: readonly CompiledBlock[]
  language: string
  /** The sub-item that the reader came for: its letter and its words. */
  chosen?: { letter: string; text: string }
  /** Begins the ids of notes, where several texts stand on one page. */
  id?: string
}

/** A sub-item that stands within a sentence is marked there. */
function inline(text: string, chosen: string | undefined) {
  const at = chosen ? text.indexOf(chosen) : -1
  if (!chosen || at <= 0) return text
  return (
    <>
      {text.slice(0, at)}
      <span className="rec-chosen">{chosen}</span>
      {text.slice(at + chosen.length)}
    </>
  )
}

/** The text as printed: lead, sub-items, and the notes below, each a step away from its mark. */
export function Printed({ blocks, language, chosen, id = 'text' }: PrintedProps) {
  const t = useText()
  const notes = blocks.flatMap(block => block.pieces.flatMap(piece => ('note' in piece ? [piece.note] : [])))
  let marked = 0
  return (
    <div className="rec-printed" {...printedIn(language)}>
      {blocks.map(({ mark, pieces }, place) => {
        const letter = mark?.replace(/[().\s]/g, '')
        return (
          <p
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text in their order
            key={place}
            className={mark === null ? undefined : 'rec-sub'}
            id={letter && mark !== '–' ? `${id}-${letter}` : undefined}
            data-chosen={(chosen !== undefined && letter === chosen.letter) || undefined}
          >
            {mark !== null && <span className="rec-mark">{mark} </span>}
            {pieces.map((piece, index) => {
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text in their order
              if ('text' in piece) return <Fragment key={index}>{inline(piece.text, chosen?.text)}</Fragment>
              marked++
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text in their order
                <sup key={index}>
                  {index > 0 && 'note' in pieces[index - 1]! && ','}
                  <a
                    href={`#${id}-note-${marked}`}
                    id={`${id}-mark-${marked}`}
                    aria-label={t('recommendations.note', { label: piece.note.label })}
                  >
                    {piece.note.label}
                  </a>
                </sup>
              )
            })}
          </p>
        )
      })}
      {notes.length > 0 && (
        <ol className="rec-notes">
          {notes.map(({ label, text, resolved }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notes in the order of their marks
            <li key={index} id={`${id}-note-${index + 1}`}>
              <a href={`#${id}-mark-${index + 1}`} aria-label={t('recommendations.noteBack', { label })}>
                {label}
              </a>{' '}
              {text}
              {resolved && <span className="rec-resolved"> [{resolved}]</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

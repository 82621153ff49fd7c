import { findCitations } from '../reading/citations.ts'
import type { CitationKind, Span } from '../recommendations.entity.ts'

/** A stretch of text that points somewhere: to a paragraph, a range of them, or to what is cited. */
export type MarkedReference = Span &
  (
    | { to: 'unit'; number: number; letter: string | null }
    | { to: 'range'; from: number; upTo: number }
    | { to: 'cited'; kind: CitationKind; target: string; of: string | null }
  )

const PARENTHESIS =
  /\((?:see|See)(?: also)? (?:paras?\.|paragraphs?|recommendations?)\s[^()]{0,400}(?:\([a-z]\)[^()]{0,400}){0,40}\)/g
const TARGET = /(\d{1,3})\s*[-–]\s*(\d{1,3})|(\d{1,3})(?:\s*\(([a-z])\))?|\(([a-z])\)/g

/** Where a text points to: cross-references in parentheses, then citations; none within another. */
export function markReferences(text: string): MarkedReference[] {
  const marked: MarkedReference[] = []
  for (const parenthesis of text.matchAll(PARENTHESIS)) {
    let number = 0
    for (const found of parenthesis[0].matchAll(TARGET)) {
      const start = parenthesis.index + found.index
      const span = { start, end: start + found[0].length }
      if (found[1]) {
        marked.push({ ...span, to: 'range', from: Number(found[1]), upTo: Number(found[2]) })
      } else {
        number = found[3] ? Number(found[3]) : number
        if (number > 0) marked.push({ ...span, to: 'unit', number, letter: found[4] ?? found[5] ?? null })
      }
    }
  }
  for (const { at, kind, target, of } of findCitations(text)) {
    if (!marked.some(({ start, end }) => at.start < end && start < at.end))
      marked.push({ ...at, to: 'cited', kind, target, of })
  }
  return marked.sort((one, other) => one.start - other.start)
}

import type { Flag, Paragraph, Span } from '../recommendations.entity.ts'
import type { AtomReading } from './atoms.ts'
import { placeIn } from './doubts.ts'
import { flag } from './flags.ts'

const COUNTABLE = /\b(?:should|shall|must)\b/g
const RECOMMENDS = /\brecommendations?\b/

/** What is doubtful about the atoms of one paragraph. */
export function doubtAtoms(
  paragraph: Paragraph,
  reading: AtomReading,
  lineOf: (offset: number) => number,
): Flag[] {
  const flags: Flag[] = []
  const report = (code: Parameters<typeof flag>[0], at: Span, values: string[] = []) =>
    flags.push(
      flag(
        code,
        placeIn(paragraph, at, lineOf),
        paragraph.text.slice(at.start, Math.min(at.end, at.start + 160)),
        values,
      ),
    )
  const whole = { start: 0, end: paragraph.text.length }

  for (const atom of reading.atoms) {
    if (atom.addresseeOrigin === 'as printed') report('addressee-as-printed', atom.at, [atom.addressee])
    if (atom.addresseeOrigin === 'not stated') report('addressee-not-stated', atom.at)
  }
  const first = reading.atoms[0]
  if (first?.addresseeOrigin === 'anaphora' && !reading.leadIn) report('addressee-from-before', first.at)
  for (const item of reading.silentItems) if (item.letter !== null) report('item-without-head', item)
  if (reading.leadIn && paragraph.items.length > 0 && !/:\s*$/.test(leadText(paragraph))) {
    report('lead-in-without-colon', { start: 0, end: paragraph.items[0]!.start })
  }
  if (
    reading.atoms.length === 0 &&
    (paragraph.kind === 'Recommendation' || !RECOMMENDS.test(paragraph.text))
  ) {
    report('unit-without-head', whole)
  }
  let next = 0
  for (const found of paragraph.text.matchAll(COUNTABLE)) {
    while (next < reading.heads.length && reading.heads[next]!.end <= found.index) next++
    const head = reading.heads[next]
    const counted = head !== undefined && head.start <= found.index
    if (!counted)
      report('head-not-counted', { start: found.index, end: found.index + found[0].length }, [found[0]])
  }
  return flags
}

function leadText(paragraph: Paragraph): string {
  return paragraph.text.slice(0, paragraph.items[0]!.start).replace(/\s*\([a-z]{1,4}\)\s*$/, '')
}

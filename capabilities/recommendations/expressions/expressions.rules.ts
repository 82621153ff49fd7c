import type { Paragraph, ReportDocument } from '../recommendations.entity.ts'

/** A recommendation of a report that may be printed in another one too. */
export interface PrintedRecommendation {
  reportId: string
  ordinal: number
  text: string
}

/** A recommendation printed again, with what it is like: 1 where the words are the same. */
export interface Expression {
  reportId: string
  ordinal: number
  ofReportId: string
  ofOrdinal: number
  likeness: number
}

const likenessMin = 0.6
const parentheses = /\(see paras?\.[^)]{0,400}\)/g

/**
 * Which recommendations of one document are those of another, told by their words and, among equals, by their order.
 * Cross-references in parentheses are not compared, since a document that prints a text again may add them.
 * @param again and first: recommendations of one and the same meeting, in the order of print
 */
export function findExpressions(
  again: readonly PrintedRecommendation[],
  first: readonly PrintedRecommendation[],
): Expression[] {
  const wanted = first.map(one => ({ ...one, words: wordsOf(one.text) }))
  const taken = new Set<number>()
  return again.flatMap((one, place) => {
    const words = wordsOf(one.text)
    let best = -1
    let bestLikeness = likenessMin
    wanted.forEach((candidate, index) => {
      if (taken.has(index)) return
      // Order decides only between texts that are equally alike.
      const likeness = dice(words, candidate.words) - Math.abs(index - place) * 1e-6
      if (likeness > bestLikeness) {
        best = index
        bestLikeness = likeness
      }
    })
    const found = wanted[best]
    if (!found) return []
    taken.add(best)
    return [
      {
        reportId: one.reportId,
        ordinal: one.ordinal,
        ofReportId: found.reportId,
        ofOrdinal: found.ordinal,
        likeness: rounded(dice(words, found.words)),
      },
    ]
  })
}

/**
 * Lets every later print name the first one: a reprint of a reprint is one of what was printed first.
 * @param found of a report that is entered now; where they and `known` speak of the same print, they hold
 * @param known those of the same meeting that stand in the registry
 * @param textOf the words of a recommendation of that meeting, by its report and its position
 * @returns those that are to be written: new ones, and known ones that name another first print from now on
 */
export function ofFirstPrints(
  found: readonly Expression[],
  known: readonly Expression[],
  textOf: (reportId: string, ordinal: number) => string,
): Expression[] {
  const place = (reportId: string, ordinal: number) => `${reportId} ${ordinal}`
  const before = new Map(known.map(one => [place(one.reportId, one.ordinal), one]))
  const all = new Map(before)
  for (const one of found) all.set(place(one.reportId, one.ordinal), one)
  const firstOf = (one: Expression): Expression => {
    const seen = new Set<Expression>()
    let last = one
    for (
      let next: Expression | undefined = one;
      next && !seen.has(next);
      next = all.get(place(next.ofReportId, next.ofOrdinal))
    ) {
      seen.add(next)
      last = next
    }
    return last
  }
  return [...all].flatMap(([at, one]) => {
    const { ofReportId, ofOrdinal } = firstOf(one)
    const is = (other: Expression | undefined) =>
      other?.ofReportId === ofReportId && other.ofOrdinal === ofOrdinal
    if (is(before.get(at))) return []
    if (is(one)) return [one]
    const likeness = dice(wordsOf(textOf(one.reportId, one.ordinal)), wordsOf(textOf(ofReportId, ofOrdinal)))
    return [{ ...one, ofReportId, ofOrdinal, likeness: rounded(likeness) }]
  })
}

const rounded = (likeness: number): number => Math.round(likeness * 1000) / 1000

/** Whether a document prints the recommendations of its own meeting; a Chair's report prints those of others. */
export const isFirstPrint = (document: Pick<ReportDocument, 'kind'>): boolean =>
  document.kind === 'meeting report'

/** The recommendations of a report by the first day of the meeting that adopted them. */
export function byMeeting(
  reportId: string,
  paragraphs: readonly Pick<Paragraph, 'role' | 'meeting' | 'text'>[],
): Map<string, PrintedRecommendation[]> {
  const groups = new Map<string, PrintedRecommendation[]>()
  paragraphs.forEach((paragraph, ordinal) => {
    if (paragraph.role !== 'recommendation' || !paragraph.meeting) return
    const group = groups.get(paragraph.meeting.from) ?? []
    group.push({ reportId, ordinal, text: paragraph.text })
    groups.set(paragraph.meeting.from, group)
  })
  return groups
}

function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of text
    .replace(parentheses, ' ')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Share of words that two texts have in common, 0 to 1. */
function dice(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let common = 0
  let all = 0
  for (const [word, count] of one) {
    common += Math.min(count, other.get(word) ?? 0)
    all += count
  }
  for (const count of other.values()) all += count
  return all === 0 ? 0 : (2 * common) / all
}

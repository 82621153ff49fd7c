import type { Paragraph, ParagraphKind, Report } from '../recommendations.entity.ts'
import { type Difference, differenceOf } from './differences.rules.ts'
import { byMeeting, findExpressions, type PrintedRecommendation } from './expressions.rules.ts'

/** What comparing needs of a report. */
export type ComparedReport = Pick<Report, 'document'> & {
  paragraphs: readonly Pick<Paragraph, 'number' | 'kind' | 'role' | 'meeting' | 'text'>[]
}

/** A recommendation of one of two documents. */
export interface ComparedPlace {
  /** Position among the paragraphs of its document. */
  ordinal: number
  number: number
  kind: ParagraphKind
}

/** One recommendation as two documents print it. */
export interface ComparedPair extends Difference {
  from: ComparedPlace
  to: ComparedPlace
  /** 1 where the words are the same. */
  likeness: number
}

/** Two documents beside each other: what both print, and what one alone prints. */
export interface Comparison {
  /** In the order of the later document. */
  pairs: ComparedPair[]
  onlyFrom: (ComparedPlace & { text: string })[]
  onlyTo: (ComparedPlace & { text: string })[]
}

const wholeDocument = 'all meetings'

/**
 * Compares two documents, recommendation by recommendation. Those of one meeting are held against each other; where
 * the documents share no meeting, all are.
 * @param from the draft, or what was printed first
 * @param to the adopted text, or what was printed again
 */
export function compareReports(from: ComparedReport, to: ComparedReport): Comparison {
  const [earlier, later] = [groupsOf(from, 'from'), groupsOf(to, 'to')]
  const shared = [...later.keys()].filter(meeting => earlier.has(meeting))
  const groups =
    shared.length > 0
      ? shared.map(meeting => [earlier.get(meeting)!, later.get(meeting)!] as const)
      : [[[...earlier.values()].flat(), [...later.values()].flat()] as const]
  const pairs = groups.flatMap(([first, again]) =>
    findExpressions(again, first).map(({ ordinal, ofOrdinal, likeness }) => ({
      from: placeOf(from, ofOrdinal),
      to: placeOf(to, ordinal),
      likeness,
      ...differenceOf(from.paragraphs[ofOrdinal]!.text, to.paragraphs[ordinal]!.text),
    })),
  )
  const alone = (
    report: ComparedReport,
    printed: readonly PrintedRecommendation[],
    paired: ReadonlySet<number>,
  ) =>
    printed
      .filter(({ ordinal }) => !paired.has(ordinal))
      .map(({ ordinal, text }) => ({ ...placeOf(report, ordinal), text }))
  return {
    pairs: pairs.sort((one, other) => one.to.ordinal - other.to.ordinal),
    onlyFrom: alone(
      from,
      groups.flatMap(([first]) => first),
      new Set(pairs.map(pair => pair.from.ordinal)),
    ),
    onlyTo: alone(
      to,
      groups.flatMap(([, again]) => again),
      new Set(pairs.map(pair => pair.to.ordinal)),
    ),
  }
}

function groupsOf(report: ComparedReport, id: string): Map<string, PrintedRecommendation[]> {
  const groups = byMeeting(id, report.paragraphs)
  const without = report.paragraphs.flatMap((paragraph, ordinal) =>
    paragraph.role === 'recommendation' && !paragraph.meeting
      ? [{ reportId: id, ordinal, text: paragraph.text }]
      : [],
  )
  if (without.length > 0) groups.set(wholeDocument, without)
  return groups
}

function placeOf(report: ComparedReport, ordinal: number): ComparedPlace {
  const { number, kind } = report.paragraphs[ordinal]!
  return { ordinal, number, kind }
}

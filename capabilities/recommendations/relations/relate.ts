import type { Report } from '../recommendations.entity.ts'
import { comparablesOf } from './proposing/comparables.ts'
import { indexCorpus } from './proposing/corpus-index.ts'
import { proposeRelations } from './proposing/propose.ts'
import { reasonInWords } from './reason-words.ts'
import type { Comparable } from './relations.entity.ts'

/** One end of a candidate: the file as it was named, the number as printed, and the letter of a sub-item or null. */
export interface RelatedPlace {
  file: string
  para: number
  sub: string | null
}

/** What `recommendations relate --json` prints for each candidate. */
export interface RelatedPair {
  /** In the second report. */
  from: RelatedPlace
  /** In the first report. */
  to: RelatedPlace
  score: number
  reasons: string[]
}

/** A report with the name of its file. */
export interface ReportFile {
  file: string
  report: Report
}

export const bestMin = 5

/**
 * Candidates between two reports, best first: for every recommendation of the second the best of the first.
 * @param best how many for each; never fewer than the first report has, up to this number
 */
export function relateReports(earlier: ReportFile, later: ReportFile, best: number = bestMin): RelatedPair[] {
  const named = [
    { name: 'A', report: earlier.report },
    { name: 'B', report: later.report },
  ]
  const comparables = comparablesOf(named)
  const background = named.flatMap(({ report }) =>
    report.paragraphs.filter(p => p.role !== 'recommendation').map(p => p.text),
  )
  const index = indexCorpus(comparables, background)
  const keysOf = (report: string) => comparables.filter(one => one.report === report).map(one => one.key)
  const candidates = proposeRelations(index, keysOf('B'), { may: (_, to) => to.report === 'A', best })
  const at = (key: string): Comparable => comparables[index.positions.get(key)!]!
  return candidates.map(({ from, to, score, reasons }) => ({
    from: { file: later.file, para: at(from.key).number, sub: from.sub },
    to: { file: earlier.file, para: at(to.key).number, sub: to.sub },
    score,
    reasons: reasons.map(reason => reasonInWords(reason, key => `paragraph ${at(key).number}`)),
  }))
}

import { composeReport } from '../../documents/compose-report.ts'
import { printReportAsText } from '../../documents/report-text.ts'
import { readReport } from '../../reading/read-report.ts'
import type { Atom } from '../../recommendations.entity.ts'
import { unitOf } from '../adoption.rules.ts'

/** What the registry's reader makes of a draft: who is asked how strongly, part by part, and what is doubtful. */
export function readDraft(text: string): { atoms: Atom[]; doubts: string[] } {
  if (text.trim() === '') return { atoms: [], doubts: [] }
  try {
    const reading = readReport(
      printReportAsText(
        composeReport({
          titlePage: { title: 'Report of the Working Group' },
          chapters: [{ title: 'Recommendations', unitsAs: 'Recommendation', units: [unitOf(text)] }],
        }),
      ),
    )
    if (!reading.ok) return { atoms: [], doubts: [] }
    const { atoms, flags } = reading.report
    return { atoms, doubts: flags.filter(flag => flag.where.para === 1).map(flag => flag.what) }
  } catch {
    // More sub-items than letters: the adoption says so.
    return { atoms: [], doubts: [] }
  }
}

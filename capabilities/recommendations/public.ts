export { type AknReading, readAkn } from './akoma-ntoso/read-akn.ts'
export { writeAkn } from './akoma-ntoso/write-akn.ts'
export {
  blocksOf,
  buildCompilation,
  type Compilation,
  type CompiledBlock,
  type CompiledRecommendation,
} from './documents/compilation.ts'
export { composeReport } from './documents/compose-report.ts'
export { buildIndex, type RecommendationIndex } from './documents/index.ts'
export { printedReportOf } from './documents/printed-report.ts'
export type { PrintedReport, ReportDraft } from './documents/report-document.ts'
export { printReportAsText } from './documents/report-text.ts'
export type { Selection } from './documents/selection.ts'
export { type DocumentWords, ENGLISH_WORDS } from './documents/words.ts'
export { type PresentedReport, presentReport } from './present.ts'
export { compareCitations } from './reading/compare.ts'
export { decodeText } from './reading/decode.ts'
export { type Edit, wordEdits } from './reading/edits.ts'
export { readReport } from './reading/read-report.ts'
export type * from './recommendations.entity.ts'
export {
  SAMPLE_EVIDENCE,
  SAMPLE_REPORTS,
  type SampleReport,
} from './recommendations.examples.ts'
export { comparablesOf, keyOf, type NamedReport } from './relations/proposing/comparables.ts'
export { type CorpusIndex, indexCorpus } from './relations/proposing/corpus-index.ts'
export { type ProposeOptions, proposeRelations, similarTo } from './relations/proposing/propose.ts'
export type * from './relations/relations.entity.ts'
export { startingThesaurus } from './topics/starting-thesaurus.ts'
export { proposeTopics, type Theme, themeOf, themesOf } from './topics/topic.rules.ts'
export type * from './topics/topics.entity.ts'

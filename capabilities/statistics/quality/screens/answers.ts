import type {
  AgencyAnswers,
  ContradictionCount,
  ContradictionKind,
  RecordingDays,
} from '../quality.entity.ts'
import type { StepContradiction } from '../quality.rules.ts'

/** Answer of `GET /api/statistics/quality`. */
export interface QualityAnswer {
  countMin: number
  agencyKinds: Record<string, string>
  completeness: AgencyAnswers[]
  contradictions: ContradictionCount[]
  cases: { kind: ContradictionKind; caseId: string; reference: string }[]
  casesMax: number
  steps: StepContradiction[]
  recording: RecordingDays[]
  late: { agency: string; late: number; owed: number; longestDays: number }[] | null
}

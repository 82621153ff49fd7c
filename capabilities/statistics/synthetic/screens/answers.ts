/** The privacy ledger as the server tells it. */
export interface LedgerAnswer {
  epsilon: number
  delta: number
  rho: number
  rhoSpent: number
  epsilonLeft: number
  columns: string[]
  releases: ReleaseAnswer[]
}

export interface ReleaseAnswer {
  id: string
  orderedAt: string
  finishedAt: string | null
  columns: string[]
  epsilon: number
  delta: number
  rho: number
  state: 'ordered' | 'made' | 'failed'
  records: number | null
}

export interface OneReleaseAnswer {
  release: ReleaseAnswer
  report: ReportAnswer | null
}

export interface ReportAnswer {
  epsilon: number
  delta: number
  rho: number
  rhoSpent: number
  payments: { what: string; rho: number }[]
  records: number
  columns: string[]
  kMarginal: { score: number; deviation: number }
  lengths: {
    length: number
    combinations: number
    meanError: number
    meanErrorWithheldAsZero: number
    withheldPercent: number
    fabricatedPercent: number | null
    deviations: { meanError: number; withheldPercent: number; fabricatedPercent: number }
  }[]
}

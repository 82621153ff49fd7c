/** What the server answers to counts by overlapping lists. */
export interface EstimateAnswer {
  result: Estimate | null
  why: { code: string; values: Record<string, string>; sentence: string } | null
}

export interface Estimate {
  observed: number
  estimate: number
  lower: number
  upper: number
  lists: string[]
  effects: EstimatedEffect[]
  pThreshold: number
  histories: { on: number[]; count: number }[]
}

export interface EstimatedEffect {
  lists: string[]
  overlap: number
  expected: number
  pValue: number
  coefficient: number | null
}

/** Invented: three agencies and a help line that met some of the same people. */
export const exampleCounts = `police,shelter,inspectorate,help line,people
1,0,0,0,142
0,1,0,0,96
0,0,1,0,118
0,0,0,1,61
1,1,0,0,21
1,0,1,0,14
1,0,0,1,7
0,1,1,0,9
0,1,0,1,12
0,0,1,1,5
1,1,1,0,3
1,1,0,1,3
0,1,1,1,2
`

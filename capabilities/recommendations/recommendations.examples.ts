/** An invented report in the layout of the real ones; documentation, demonstration and tests use the same three. */
export interface SampleReport {
  /** Relative to this folder; whoever needs the text reads it from there. */
  file: string
  symbol: string
  year: number
  paragraphs: number
  atoms: number
}

export const SAMPLE_REPORTS: readonly SampleReport[] = [
  { file: 'samples/sample-2009.txt', symbol: 'DEMO/COP/WG.1/2009/2', year: 2009, paragraphs: 13, atoms: 21 },
  { file: 'samples/sample-2010.txt', symbol: 'DEMO/COP/WG.1/2010/4', year: 2010, paragraphs: 20, atoms: 29 },
  { file: 'samples/sample-2019.txt', symbol: 'DEMO/COP/WG.1/2019/6', year: 2019, paragraphs: 12, atoms: 17 },
]

/** The recommendations that the demonstration ties to a live figure. */
export const SAMPLE_EVIDENCE = [
  { symbol: 'DEMO/COP/WG.1/2010/4', kind: 'paragraph', number: 13, figure: 'proceedings' },
  { symbol: 'DEMO/COP/WG.1/2019/6', kind: 'Recommendation', number: 9, figure: 'shelter' },
] as const

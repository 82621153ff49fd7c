/**
 * What is counted for an indicator: facts of one kind by year, split by one dimension, of which some lines are shown; or
 * one step of the response as agencies that keep no cases here return it (`return`), which is never added to facts.
 */
export interface Indicator {
  id: string
  facts: 'victim' | 'service' | 'proceeding' | 'return'
  /** Dimension of statistics whose codes are the lines; null counts all facts together. Of returns, the step. */
  split: string | null
  codes: readonly string[]
  /** Divided by all facts of this kind in the same year; the figure is then a share. */
  per: 'victim' | null
}

/** The indicators that a recommendation can be tied to: named queries over coded facts. Their words stand in the locale files. */
export const INDICATORS: readonly Indicator[] = [
  indicator('proceedings', 'proceeding', 'stage', ['Investigated', 'Prosecuted']),
  indicator('convictions', 'proceeding', 'stage', ['Convicted', 'Acquitted']),
  indicator('shelter', 'service', 'serviceType', ['Shelter']),
  { ...indicator('shelter-share', 'service', 'serviceType', ['Shelter']), per: 'victim' },
  indicator('services', 'service', 'serviceType', ['MedicalCare', 'PsychologicalSupport', 'LegalAid']),
  indicator('reintegration', 'service', 'serviceType', [
    'EducationAndTraining',
    'EmploymentSupport',
    'ReintegrationSupport',
  ]),
  indicator('victims', 'victim', null, []),
  indicator('children', 'victim', 'ageGroup', ['0-17', '18+']),
  indicator('returned-prosecuted', 'return', 'prosecuted', []),
  indicator('returned-convicted', 'return', 'convicted', []),
  indicator('returned-compensated', 'return', 'compensated', []),
]

/** The indicator of that name, or undefined when there is none. */
export const findIndicator = (id: string): Indicator | undefined => INDICATORS.find(one => one.id === id)

/** One line of an indicator; a null value is withheld, or could not be divided. */
export interface IndicatorLine {
  code: string
  /** In the reader's language; the indicator itself where it has one line for everything. */
  label: string | null
  values: (number | null)[]
}

/** An indicator as it stands now, after disclosure control. */
export interface IndicatorReading {
  years: number[]
  lines: IndicatorLine[]
  /** How many values are withheld, and the count under which one is. */
  withheld: number
  threshold: number
  /** How many facts there are in all lines and years; null where it may not be said. */
  facts: number | null
  /** When a figure of the node last changed. */
  changedAt: string
}

/** Where indicators are read; statistics in a node, something else in a test. */
export interface IndicatorSource {
  read(indicator: Indicator, language: string): Promise<IndicatorReading>
}

function indicator(
  id: string,
  facts: Indicator['facts'],
  split: string | null,
  codes: readonly string[],
): Indicator {
  return { id, facts, split, codes, per: null }
}

import { protectList } from '../disclosure/protect.ts'
import type { Shown } from '../published.ts'

/** Steps of the help that a person is given; none presumes the one before it. */
export const supportSteps = ['detected', 'identified', 'assisted', 'compensated'] as const
/** Steps of proceedings; whoever was convicted was prosecuted before, whether or not that was recorded. */
export const justiceSteps = ['suspected', 'investigated', 'prosecuted', 'convicted'] as const
export type FunnelStep = (typeof supportSteps)[number] | (typeof justiceSteps)[number]

/** Pairs of steps between which the days are told. */
export const timedSteps: readonly (readonly [FunnelStep, FunnelStep])[] = [
  ['detected', 'assisted'],
  ['detected', 'compensated'],
  ['detected', 'investigated'],
  ['suspected', 'investigated'],
  ['investigated', 'prosecuted'],
  ['prosecuted', 'convicted'],
]

export interface Reached {
  reached: readonly string[]
  count: number
}

export interface Funnel {
  /** Everybody who was registered. */
  total: Shown
  support: { step: FunnelStep; count: Shown }[]
  justice: { step: FunnelStep; count: Shown }[]
  /** How many counts are withheld. */
  withheld: number
}

/**
 * How many of those registered reached each step.
 *
 * Help: who reached a step and who did not are the two cells of a one-way table, protected as such. Proceedings: each
 * person stands at the furthest step reached, those cells are protected as one table with their total, and a step's count
 * is shown only where it is a sum of shown cells or the total less shown cells, which everybody could work out anyway.
 *
 * Whoever was identified stands in the figures by trafficking status, too, and whoever reached a stage in those by stage:
 * what is withheld there for another count's sake is withheld here.
 * @param hidden steps whose count a published list withholds
 */
export function funnelOf(
  reached: readonly Reached[],
  countMin: number,
  hidden: ReadonlySet<FunnelStep> = new Set(),
): Funnel {
  const total = reached.reduce((sum, { count }) => sum + count, 0)
  const totalShown: Shown = total > 0 && total < countMin ? null : total
  const support = supportSteps.map(step => {
    if (step === 'detected') return { step, count: totalShown }
    const there = sumOf(reached, steps => steps.includes(step))
    return { step, count: hidden.has(step) ? null : shownPart(there, total, countMin) }
  })
  const furthest = [...justiceSteps.map(() => 0), 0]
  for (const { reached: steps, count } of reached) furthest[placeOf(steps) + 1]! += count
  const cells = protectList(listOf(furthest, total), countMin)
  const justice = justiceSteps.map((step, k) => {
    const [before, after] = [range(0, k + 1), range(k + 1, furthest.length)]
    const count = after.reduce((sum, i) => sum + furthest[i]!, 0)
    const isShown = [before, after].some(part => part.every(i => !cells.withheld[i]))
    // Where nobody came to this step alone, its count is that of the next one that somebody recorded.
    const recorded = justiceSteps.slice(k).find(one => sumOf(reached, steps => steps.includes(one)) > 0)
    const isHidden = recorded !== undefined && hidden.has(recorded)
    return { step, count: isShown && !isHidden && totalShown !== null ? count : null }
  })
  return {
    total: totalShown,
    support,
    justice,
    withheld: [...support, ...justice].filter(({ count }) => count === null).length,
  }
}

/** How many persons took so many days. */
export interface CountedDays {
  days: number
  count: number
}

/** Days between two steps, as may be shown. */
export interface StepTime {
  from: FunnelStep
  to: FunnelStep
  /** True where nobody has both days recorded: then nothing is withheld. */
  isEmpty: boolean
  /** Whole days; null where too few persons stand on one side of it. */
  median: number | null
  lower: number | null
  upper: number | null
}

/**
 * Median and quartiles of days. The median is shown where at least the threshold of persons stand on each side of it,
 * quartiles where that many stand in each quarter; nothing is shown of a set whose size is withheld.
 * @param days ascending
 * @param stepCount what is shown of the later step
 */
export function timeBetween(
  [from, to]: readonly [FunnelStep, FunnelStep],
  days: readonly CountedDays[],
  stepCount: Shown,
  countMin: number,
): StepTime {
  const persons = days.reduce((sum, { count }) => sum + count, 0)
  const nothing = { from, to, isEmpty: persons === 0, median: null, lower: null, upper: null }
  if (stepCount === null || persons < 2 * countMin) return nothing
  const median = quantile(days, persons, 0.5)
  if (persons < 4 * countMin) return { ...nothing, median }
  return { ...nothing, median, lower: quantile(days, persons, 0.25), upper: quantile(days, persons, 0.75) }
}

/** Between the two nearest, whole days. @param days ascending, of `persons`, who are somebody */
function quantile(days: readonly CountedDays[], persons: number, share: number): number {
  const at = (persons - 1) * share
  const [low, high] = [daysAt(days, Math.floor(at)), daysAt(days, Math.ceil(at))]
  return Math.round(low + (high - low) * (at - Math.floor(at)))
}

/** The days of the person at that place, from 0, when all stand in the order of their days. */
function daysAt(days: readonly CountedDays[], place: number): number {
  let before = 0
  return days.find(({ count }) => {
    before += count
    return before > place
  })!.days
}

/** Place of the furthest step of proceedings, -1 for none. An acquittal or a discontinuation is no conviction. */
function placeOf(steps: readonly string[]): number {
  const implied = steps.includes('acquitted')
    ? ['prosecuted']
    : steps.includes('discontinued')
      ? ['investigated']
      : []
  return Math.max(...[...steps, ...implied].map(step => justiceSteps.indexOf(step as never)), -1)
}

function shownPart(part: number, total: number, countMin: number): Shown {
  const { withheld, totalWithheld } = protectList(listOf([part, total - part], total), countMin)
  return totalWithheld || withheld[0] ? null : part
}

const listOf = (counts: readonly number[], total: number) => ({
  axis: { dimension: 'step', codes: counts.map((_, i) => String(i)), multiple: false },
  counts: Float64Array.from(counts),
  total,
})
const sumOf = (reached: readonly Reached[], has: (steps: readonly string[]) => boolean) =>
  reached.reduce((sum, { reached: steps, count }) => sum + (has(steps) ? count : 0), 0)
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

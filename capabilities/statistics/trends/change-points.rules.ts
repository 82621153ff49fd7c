/** A level from one place of a series to the next change. */
export interface ChangePoint {
  /** Place in the series of the first count after the change. */
  at: number
  /** First and last place between which the change lies with that probability. */
  from: number
  to: number
  /** Probability that there is a change from `from` to `to`, given the counts. */
  probability: number
  /** Mean count per place in the stretch before and the stretch after. */
  before: number
  after: number
}

/** Shorter stretches are no level. */
const stretchMin = 2
/** Fewer counts say nothing of change. */
export const countsMin = 8
/** A change is told from this probability on; below it the series could as well be level. */
export const probabilityMin = 0.8
/** The stretch of places is widened until it holds the change with this probability … */
const probabilityWanted = 0.9
/** … but by no more than this share of the series to each side. */
const widthShareMax = 1 / 12
/** Before the counts are seen, level throughout and changed are equally likely. */
const levelPrior = 0.5

/**
 * Changes in the level of a series of counts, with their probability: exact Bayesian inference for several change points.
 * Counts of a stretch are Poisson with one mean; the mean has a gamma prior with the shape 1 around the mean of the whole
 * series and is integrated out. Where counts vary more from one to the next than Poisson counts do, all are divided by that
 * excess first (quasi-Poisson), so that restless series are not called changed.
 * @param counts shown counts at equal steps, none withheld
 * @returns changes of the most probable partition whose probability is at least {@link probabilityMin}; none for fewer than
 *   {@link countsMin} counts
 * @see Fearnhead 2006, Exact and efficient Bayesian inference for multiple changepoint problems, Statistics and Computing
 *   16, section 2
 */
export function changePointsOf(counts: readonly number[]): ChangePoint[] {
  const n = counts.length
  const sum = counts.reduce((a, b) => a + b, 0)
  if (n < countsMin || sum === 0) return []
  const series = new Stretches(counts.map(count => count / dispersionOf(counts)))
  const whole = series.backward(() => true)[0]!
  const widthMax = Math.max(2, Math.floor(n * widthShareMax))
  return series.likeliestStarts().flatMap((at, i, starts) => {
    // Half way to the next change at most, so that no change is told twice.
    const low = Math.max(stretchMin, Math.ceil(((starts[i - 1] ?? 0) + at) / 2))
    const high = Math.min(n - stretchMin, Math.ceil((at + (starts[i + 1] ?? n)) / 2) - 1)
    let told: Pick<ChangePoint, 'from' | 'to' | 'probability'> = { from: at, to: at, probability: 0 }
    for (let width = 0; width <= widthMax && told.probability < probabilityWanted; width++) {
      const [from, to] = [Math.max(low, at - width), Math.min(high, at + width)]
      const without = series.backward(start => start < from || start > to)[0]!
      told = { from, to, probability: 1 - Math.exp(Math.min(0, without - whole)) }
    }
    if (told.probability < probabilityMin) return []
    const mean = (from: number, to: number) => counts.slice(from, to).reduce((a, b) => a + b, 0) / (to - from)
    return [{ at, ...told, before: mean(starts[i - 1] ?? 0, at), after: mean(at, starts[i + 1] ?? n) }]
  })
}

/** Likelihoods of stretches of a series, logarithms throughout. */
class Stretches {
  readonly #n: number
  readonly #cumulative: number[]
  readonly #rate: number
  readonly #perGap: number

  constructor(values: readonly number[]) {
    this.#n = values.length
    this.#cumulative = [0]
    for (const value of values) this.#cumulative.push(this.#cumulative.at(-1)! + value)
    this.#rate = this.#n / this.#cumulative.at(-1)!
    this.#perGap = 1 - levelPrior ** (1 / (this.#n - 1))
  }

  /**
   * For every place the probability of the counts from there on, given that a stretch starts there.
   * @param isAllowed whether a later stretch may start at a place
   */
  backward(isAllowed: (start: number) => boolean): number[] {
    return this.#recurse(end => (isAllowed(end) ? 0 : Number.NEGATIVE_INFINITY), addLogs)
  }

  /** Starts of the stretches of the most probable partition, without the first. */
  likeliestStarts(): number[] {
    const next = new Map<number, number>()
    this.#recurse(
      () => 0,
      (logs, start) => {
        let best = 0
        logs.forEach((log, i) => {
          if (log > logs[best]!) best = i
        })
        // The last alternative is that no further stretch starts.
        next.set(start, best === logs.length - 1 ? this.#n : start + stretchMin + best)
        return logs[best]!
      },
    )
    const starts: number[] = []
    for (let at = next.get(0)!; at < this.#n; at = next.get(at)!) starts.push(at)
    return starts
  }

  #recurse(weigh: (end: number) => number, join: (logs: number[], start: number) => number): number[] {
    const n = this.#n
    const [change, stay] = [Math.log(this.#perGap), Math.log1p(-this.#perGap)]
    const result = new Array<number>(n).fill(Number.NEGATIVE_INFINITY)
    for (let start = n - stretchMin; start >= 0; start--) {
      const logs: number[] = []
      for (let end = start + stretchMin; end <= n - stretchMin; end++)
        logs.push(this.#evidence(start, end) + (end - start - 1) * stay + change + result[end]! + weigh(end))
      logs.push(this.#evidence(start, n) + (n - start - 1) * stay)
      result[start] = join(logs, start)
    }
    return result
  }

  /** Of the counts of one stretch, up to a factor that all partitions share. */
  #evidence(start: number, end: number): number {
    const sum = this.#cumulative[end]! - this.#cumulative[start]!
    return logGamma(1 + sum) + Math.log(this.#rate) - (1 + sum) * Math.log(this.#rate + end - start)
  }
}

/**
 * How much more counts vary from one to the next than Poisson counts would, at least 1. The largest tenth of the
 * differences is left out: they are the changes that are looked for.
 */
function dispersionOf(counts: readonly number[]): number {
  const ratios = counts
    .slice(1)
    .map((count, i) => (count - counts[i]!) ** 2 / Math.max(1, count + counts[i]!))
    .sort((a, b) => a - b)
  const kept = ratios.slice(0, Math.ceil(ratios.length * keptShare))
  return Math.max(1, kept.reduce((a, b) => a + b, 0) / kept.length / keptMean)
}

const keptShare = 0.9
/** Mean of the lower nine tenths of a chi-square of one degree: what the ratios of Poisson counts come to. */
const keptMean = 0.629

function addLogs(logs: readonly number[]): number {
  const most = Math.max(...logs)
  if (most === Number.NEGATIVE_INFINITY) return most
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0))
}

/** Logarithm of the gamma function by Stirling's series, shifted until it is exact to 1e-12. @param x above zero */
function logGamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 12) {
    shift += Math.log(at)
    at++
  }
  const inverse = 1 / at
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift
}

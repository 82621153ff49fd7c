import { unknown } from '../statistics.entity.ts'
import type { Axis, AxisPlan } from '../tables.ts'

/**
 * Counts by up to three axes with all margins. Along each axis the last place, after its codes, is over all values;
 * the places of the last axis lie side by side.
 */
export interface CountCube {
  axes: Axis[]
  counts: Float64Array
}

/**
 * One side of a cube: the facts of number n stand under `axis.codes[places[i]]` for i from `from[n]` up to, not
 * including, `from[n + 1]`. The axis has every code that its column knows.
 */
export interface CubeSide {
  axis: Axis
  places: Int32Array
  from: Int32Array
}

const axesMax = 3

/** @param values what each number of the column stands for; no list names a value twice, an empty one is unknown */
export function cubeSide(plan: AxisPlan, values: readonly (readonly string[])[]): CubeSide {
  const marks = new Map<string, number>()
  const marked: number[] = []
  const from = new Int32Array(values.length + 1)
  for (const [n, list] of values.entries()) {
    const codes = list.length === 0 ? [unknown] : plan.fold ? new Set(list.map(plan.fold)) : list
    for (const code of codes) {
      const mark = marks.get(code) ?? marks.size
      marks.set(code, mark)
      marked.push(mark)
    }
    from[n + 1] = marked.length
  }
  const order = new Map((plan.order ?? []).map((code, i) => [code, i]))
  const rank = (code: string) =>
    code === unknown ? Number.MAX_SAFE_INTEGER : (order.get(code) ?? order.size)
  const codes = [...marks.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  const placeOfMark = new Int32Array(codes.length)
  codes.forEach((code, place) => {
    placeOfMark[marks.get(code)!] = place
  })
  return {
    axis: { dimension: plan.dimension, codes, multiple: plan.multiple },
    places: Int32Array.from(marked, mark => placeOfMark[mark]!),
    from,
  }
}

/**
 * Takes groups of facts apart into a cube, some at a time, so that neither the engine waits for the last of them nor
 * anybody else for this. A fact with several values of an axis is counted once under each, and once in every margin over
 * that axis.
 */
export class CubeCounter {
  readonly #sides: readonly CubeSide[]
  readonly #steps: number[]
  readonly #counts: Float64Array
  /** The sides in the order in which they are taken apart: the one whose facts have the most values last. */
  readonly #targets: readonly [Targets, Targets, Targets]

  /** @throws Error when there are more than three sides */
  constructor(sides: readonly CubeSide[]) {
    if (sides.length > axesMax) throw new Error(`A cube has at most ${axesMax} dimensions.`)
    this.#sides = sides
    this.#steps = sides.map(() => 0)
    let size = 1
    for (let d = sides.length - 1; d >= 0; d--) {
      this.#steps[d] = size
      size *= sides[d]!.axis.codes.length + 1
    }
    this.#counts = new Float64Array(size)
    const [a, b, c] = Array.from({ length: axesMax }, (_, d) => targetsOf(d, sides[d], this.#steps[d])).sort(
      (a, b) => a.places.length / a.single.length - b.places.length / b.single.length,
    )
    this.#targets = [a!, b!, c!]
  }

  /**
   * Adds groups: `count[n]` facts carry exactly the number `numbers[d][n]` of each side d.
   * @param size how many of the rows are groups
   */
  add(numbers: readonly Int32Array[], count: Int32Array, size: number): void {
    const [a, b, c] = this.#targets
    const none = new Int32Array(size)
    const numbersOf = ({ side }: Targets) => (side < this.#sides.length ? numbers[side]! : none)
    const [ofA, ofB, ofC] = [numbersOf(a), numbersOf(b), numbersOf(c)]
    const counts = this.#counts
    const { single: singleA } = a
    const { single: singleB } = b
    const { places, from, others, margin } = c
    for (let n = 0; n < size; n++) {
      const atA = singleA[ofA[n]!]!
      const atB = singleB[ofB[n]!]!
      const facts = count[n]!
      const z = ofC[n]!
      if (atA < 0 || atB < 0) {
        addSeveral(counts, this.#targets, ofA[n]!, ofB[n]!, z, facts)
        continue
      }
      const line = atA + atB
      const end = from[z + 1]!
      for (let i = from[z]!; i < end; i++) counts[line + places[i]!]! += facts
      counts[line + margin]! -= facts * others[z]!
    }
  }

  /** The cube of all groups that were added, with the codes that occur. */
  finish(): CountCube {
    this.#sides.forEach(({ axis }, d) => {
      addMargin(this.#counts, this.#steps[d]!, axis.codes.length)
    })
    const used = this.#sides.map(({ axis }, d) => this.#usedPlaces(d, axis.codes.length))
    return {
      axes: this.#sides.map(({ axis }, d) => ({
        ...axis,
        codes: axis.codes.filter((_, place) => used[d]!.includes(place)),
      })),
      counts: this.#chosen(used),
    }
  }

  /** The places along a side under which there are facts, margin included. */
  #usedPlaces(d: number, size: number): number[] {
    const total = this.#counts.length - 1
    const line = total - size * this.#steps[d]!
    const places = Array.from({ length: size }, (_, place) => place)
    return [...places.filter(place => this.#counts[line + place * this.#steps[d]!]! > 0), size]
  }

  #chosen(used: readonly (readonly number[])[]): Float64Array {
    const chosen = used.map((places, d) => places.map(place => place * this.#steps[d]!))
    const at = chosen.reduce((all, places) => all.flatMap(at => places.map(place => at + place)), [0])
    return at.length === this.#counts.length
      ? this.#counts
      : Float64Array.from(at, place => this.#counts[place]!)
  }
}

/** Where each number of a side adds to. */
interface Targets {
  side: number
  places: Int32Array
  from: Int32Array
  /** The only place of a number that has one; -1 for others. */
  single: Int32Array
  /** How many places a number has beyond the first: so often is it taken off the margin, which then sums all places. */
  others: Int32Array
  margin: number
}

/** A side that is not there has one number, which adds to one place. */
function targetsOf(side: number, of: CubeSide | undefined, step: number | undefined): Targets {
  if (!of || step === undefined) {
    const nothing = new Int32Array(1)
    return { side, places: nothing, from: Int32Array.of(0, 1), single: nothing, others: nothing, margin: 0 }
  }
  const places = of.places.map(place => place * step)
  const size = of.from.length - 1
  const [single, others] = [new Int32Array(size), new Int32Array(size)]
  for (let n = 0; n < size; n++) {
    others[n] = of.from[n + 1]! - of.from[n]! - 1
    single[n] = others[n] === 0 ? places[of.from[n]!]! : -1
  }
  return { side, places, from: of.from, single, others, margin: of.axis.codes.length * step }
}

/** Adds facts that have several values of another side than the last. */
function addSeveral(
  counts: Float64Array,
  [a, b, c]: readonly [Targets, Targets, Targets],
  x: number,
  y: number,
  z: number,
  facts: number,
): void {
  const endA = a.from[x + 1]!
  const endB = b.from[y + 1]!
  const endC = c.from[z + 1]!
  for (let i = a.from[x]!; i <= endA; i++) {
    const atA = i < endA ? a.places[i]! : a.margin
    const ofA = i < endA ? facts : -facts * a.others[x]!
    for (let j = b.from[y]!; j <= endB; j++) {
      const line = atA + (j < endB ? b.places[j]! : b.margin)
      const of = j < endB ? ofA : -ofA * b.others[y]!
      if (of === 0) continue
      for (let k = c.from[z]!; k < endC; k++) counts[line + c.places[k]!]! += of
      counts[line + c.margin]! -= of * c.others[z]!
    }
  }
}

/** Adds the sum over `size` codes, `step` apart, to the last place along their axis. */
function addMargin(counts: Float64Array, step: number, size: number): void {
  for (let begin = 0; begin < counts.length; begin += step * (size + 1))
    for (let code = 0; code < size; code++)
      for (let at = begin; at < begin + step; at++) counts[at + size * step]! += counts[at + code * step]!
}

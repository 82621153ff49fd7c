import type { Need } from './onlookers.ts'
import type { System } from './system.ts'

/** How far a number of the solver may lie from the one that is meant. */
export const near = 1e-6

/** A table that is said to look the same in public, as changes by name of cell. */
export interface OfferedWitness {
  cells: readonly string[]
  changes: readonly number[]
}

/** Another table, checked against every sum: what differs from the true one, by variable. */
export interface CheckedWitness {
  variables: number[]
  changes: number[]
}

/** Keeps of the tables offered those that change nothing published and leave every sum as it is. */
export function checkedWitnesses(
  { names, equations }: System,
  offered: readonly OfferedWitness[],
): CheckedWitness[] {
  const variableOf = new Map(names.map((name, variable) => [name, variable]))
  const equationsOf = names.map((): [equation: number, sign: number][] => [])
  for (const [n, { variables, signs }] of equations.entries())
    for (const [i, variable] of variables.entries()) equationsOf[variable]!.push([n, signs[i]!])
  return offered.flatMap(({ cells, changes }) => {
    const off = new Map<number, number>()
    const variables: number[] = []
    for (const [i, cell] of cells.entries()) {
      const variable = variableOf.get(cell)
      if (variable === undefined || !Number.isSafeInteger(changes[i]!)) return []
      variables.push(variable)
      for (const [equation, sign] of equationsOf[variable]!)
        off.set(equation, (off.get(equation) ?? 0) + sign * changes[i]!)
    }
    if (new Set(variables).size !== variables.length) return []
    for (const sum of off.values()) if (sum !== 0) return []
    return [{ variables, changes: [...changes] }]
  })
}

/** The lowest and highest values that tables were found with, and what linear programming leaves at most. */
export class Witnesses {
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #outerLow: Float64Array
  readonly #outerHigh: Float64Array
  readonly #truth: Float64Array
  readonly #needs: readonly (Need | undefined)[]
  /** Whether tables with fractions count: in large components whole numbers are out of reach for the solver. */
  readonly isReal: boolean

  constructor(truth: Float64Array, needs: readonly (Need | undefined)[], isReal: boolean) {
    this.#truth = truth
    this.#needs = needs
    this.isReal = isReal
    this.#low = truth.slice()
    this.#high = truth.slice()
    this.#outerLow = new Float64Array(truth.length).fill(Number.NEGATIVE_INFINITY)
    this.#outerHigh = new Float64Array(truth.length).fill(Number.POSITIVE_INFINITY)
  }

  /** Takes a solution as a witness; where only whole numbers count, only when it is in whole numbers. */
  record(values: Float64Array): void {
    if (!this.isReal) for (const value of values) if (Math.abs(value - Math.round(value)) > near) return
    for (let i = 0; i < values.length; i++) {
      const value = this.isReal ? values[i]! : Math.round(values[i]!)
      if (value < this.#low[i]!) this.#low[i] = value
      if (value > this.#high[i]!) this.#high[i] = value
    }
  }

  /** Takes a checked table as a witness where it lies in this component and within what the onlooker reckons with. */
  recordChanges(
    { variables, changes }: CheckedWitness,
    place: ReadonlyMap<number, number>,
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    if (!place.has(variables[0]!)) return
    const values = variables.map((variable, n) => this.#truth[place.get(variable)!]! + changes[n]!)
    for (const [n, variable] of variables.entries()) {
      const i = place.get(variable)!
      if (values[n]! < lower[i]! || values[n]! > upper[i]!) return
    }
    for (const [n, variable] of variables.entries()) {
      const i = place.get(variable)!
      this.#low[i] = Math.min(this.#low[i]!, values[n]!)
      this.#high[i] = Math.max(this.#high[i]!, values[n]!)
    }
  }

  /** No table, in whole numbers or not, goes beyond. */
  bound(i: number, low: number, high: number): void {
    this.#outerLow[i] = Math.max(this.#outerLow[i]!, low)
    this.#outerHigh[i] = Math.min(this.#outerHigh[i]!, high)
  }

  isProved(i: number): boolean {
    const { range, reach } = this.#needs[i]!
    return (
      this.#high[i]! - this.#low[i]! >= range - near &&
      this.#high[i]! - this.#truth[i]! >= reach - near &&
      this.#truth[i]! - this.#low[i]! >= Math.min(reach, this.#truth[i]!) - near
    )
  }

  isRefuted(i: number): boolean {
    return this.knownHigh(i) - this.knownLow(i) < this.#needs[i]!.range
  }

  knownLow(i: number): number {
    return Math.ceil(this.#outerLow[i]! - near) + 0
  }

  knownHigh(i: number): number {
    return Math.floor(this.#outerHigh[i]! + near) + 0
  }

  needOf(i: number): Need {
    return this.#needs[i]!
  }
}

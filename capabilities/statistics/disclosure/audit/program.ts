import type { Highs } from 'highs'
import loadHighs from 'highs'
import type { System } from './system.ts'

// The package's types describe its CommonJS face; under import the default export is the loader itself.
const load = loadHighs as unknown as () => Promise<Highs>
let loaded: Promise<Highs> | undefined

/** The solver, loaded once for the process. */
export function solver(): Promise<Highs> {
  loaded ??= load()
  return loaded
}

const interiorVariablesMin = 1_500

/** A linear programme over one component of the system: what its withheld numbers can be. */
export interface Program {
  /** Changes the smallest and largest values of some variables. */
  bound(variables: readonly number[], lower: readonly number[], upper: readonly number[]): void
  /**
   * Maximises the sum of the variables, each times its weight.
   * @returns the values of all variables, in the component's order; 'unbounded'; or undefined when the solver gave up
   */
  maximise(weights: Float64Array): Float64Array | 'unbounded' | undefined
  /** How many times it was solved. */
  readonly runs: number
}

/**
 * Sets the programme of a component up for as long as `work` takes. Variables are numbered by their place in it.
 * @param whole whether variables may only be whole numbers
 */
export function withProgram<T>(
  highs: Highs,
  system: System,
  component: System['components'][number],
  bounds: { lower: Float64Array; upper: Float64Array },
  options: { whole: boolean; secondsMax: number },
  work: (program: Program) => T,
): T {
  const place = new Map(component.variables.map((variable, i) => [variable, i]))
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  const right: number[] = []
  for (const n of component.equations) {
    const { variables, signs, value } = system.equations[n]!
    variables.forEach((variable, i) => {
      indices.push(place.get(variable)!)
      values.push(signs[i]!)
    })
    starts.push(indices.length)
    right.push(value)
  }
  const numCols = component.variables.length
  const numRows = component.equations.length
  const finite = (n: number) => (Number.isFinite(n) ? n : n > 0 ? highs.infinity : -highs.infinity)
  const side = Float64Array.from(right)
  return highs.withModel(
    {
      numCols,
      numRows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: new Float64Array(numCols),
      colLower: bounds.lower.map(finite),
      colUpper: bounds.upper.map(finite),
      rowLower: side,
      rowUpper: side,
      matrix: {
        format: 'csr' as const,
        numRows,
        numCols,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
      ...(options.whole && { integrality: new Array(numCols).fill(highs.constants.variableType.integer) }),
    },
    model => {
      model.options.set('output_flag', false)
      model.options.set('time_limit', options.secondsMax)
      // Large programmes need points inside, not corners: the interior method without crossover is the quicker.
      if (numCols > interiorVariablesMin && !options.whole) {
        model.options.set('solver', 'ipm')
        model.options.set('run_crossover', 'off')
      }
      let runs = 0
      const { optimal, unbounded, unboundedOrInfeasible, timeLimit, unknown } = highs.constants.modelStatus
      const all = { kind: 'range' as const, from: 0, to: numCols - 1 }
      return work({
        get runs() {
          return runs
        },
        bound(variables, lower, upper) {
          model.changeColsBounds(
            { kind: 'set', indices: Int32Array.from(variables) },
            Float64Array.from(lower, finite),
            Float64Array.from(upper, finite),
          )
        },
        maximise(weights) {
          model.changeColsCost(all, weights)
          model.zeroAllClocks()
          model.run()
          runs++
          const status = model.getModelStatus()
          if (status === optimal) return model.getSolution().colValue
          // Without crossover the solver does not vouch for its point; it is taken when it fits every sum.
          if (status === unknown && model.info.get('max_primal_infeasibility') < 1e-7)
            return model.getSolution().colValue
          if (status === unbounded || status === unboundedOrInfeasible) return 'unbounded'
          // Whole numbers that fit are good whether or not they are the largest.
          if (status === timeLimit && options.whole && model.info.get('primal_solution_status') === 2)
            return model.getSolution().colValue
          return undefined
        },
      })
    },
  )
}

import type { Highs } from 'highs'
import loadHighs from 'highs'
import type { ProtectedTable, TableGroups } from './protect.ts'

/** What an outsider can say of one withheld count from everything that is published. */
export interface Finding {
  what: 'cell' | 'row' | 'column' | 'group'
  row: number
  column: number
  count: number
  lowest: number
  highest: number
}

/** What the outsider knows beside the published numbers. */
export interface Knowledge {
  /**
   * About lines of a multiple axis: that their sum is not under their total and no part over it ('bounds'), how many
   * values the facts of each line carry beyond their first, so that lines add up for him too ('overlaps'), or both.
   */
  lines: 'bounds' | 'overlaps' | 'both'
  /** Takes every withheld count to be at least 1, unless a zero is withheld on its row or column. */
  zerosShown: boolean
  groups?: TableGroups
}

// The package's types describe its CommonJS face; under import the default export is the loader itself.
const load = loadHighs as unknown as () => Promise<Highs>
let loaded: Promise<Highs> | undefined

/**
 * Works out the range of every withheld sensitive count by linear programming over all that is published, with the
 * kept solver HiGHS. It shares no code with the protection that it checks.
 * @param countMin counts from 1 to countMin - 1 are the sensitive ones
 * @returns one finding per withheld sensitive count; `highest` may be infinite
 * @throws Error when the published numbers contradict each other
 */
export async function tryToWorkOut(
  table: ProtectedTable,
  countMin: number,
  knowledge: Knowledge,
): Promise<Finding[]> {
  loaded ??= load()
  const highs = await loaded
  const program = new Program(table, countMin, knowledge)
  if (program.targets.length === 0) return []
  return highs.withModel(program.model(highs.infinity), solver => {
    solver.options.set('output_flag', false)
    solver.options.set('presolve', 'off')
    const { optimal, unbounded } = highs.constants.modelStatus
    const extreme = (variable: number, sign: 1 | -1): number => {
      solver.changeColCost(variable, sign)
      solver.run()
      const status = solver.getModelStatus()
      const value = sign * solver.getObjectiveValue()
      solver.changeColCost(variable, 0)
      if (status === optimal) return Math.round(value * 1e6) / 1e6
      if (status === unbounded && sign === -1) return Number.POSITIVE_INFINITY
      throw new Error(`The published numbers contradict each other (solver status ${status}).`)
    }
    return program.targets.map(({ variable, finding }) => ({
      ...finding,
      lowest: extreme(variable, 1),
      highest: extreme(variable, -1),
    }))
  })
}

/** The linear programme: one variable per number of the table, fixed where it is published. */
class Program {
  readonly targets: { variable: number; finding: Finding }[] = []
  readonly #lower: number[] = []
  readonly #upper: number[] = []
  readonly #rowLower: number[] = []
  readonly #rowUpper: number[] = []
  readonly #starts: number[] = [0]
  readonly #indices: number[] = []
  readonly #values: number[] = []

  constructor(table: ProtectedTable, countMin: number, knowledge: Knowledge) {
    const height = table.rows.codes.length
    const width = table.columns.codes.length
    const at = (i: number, j: number) => i * width + j
    const doubtful = (i: number | undefined, j: number | undefined) =>
      Array.from(table.withheld).some(
        (is, k) =>
          is &&
          table.counts[k] === 0 &&
          (Math.floor(k / width) === i || (j !== undefined && k % width === j)),
      )
    const number = (
      what: Finding['what'],
      row: number,
      column: number,
      count: number,
      withheld: boolean,
      lowest: number,
    ) => {
      const variable = withheld
        ? this.#variable(lowest, Number.POSITIVE_INFINITY)
        : this.#variable(count, count)
      if (withheld && count > 0 && count < countMin)
        this.targets.push({ variable, finding: { what, row, column, count, lowest: 0, highest: 0 } })
      return variable
    }
    const floor = (count: number, i?: number, j?: number) =>
      knowledge.zerosShown && count > 0 && !doubtful(i, j) ? 1 : 0
    const cells = Array.from(table.counts, (count, k) => {
      const [i, j] = [Math.floor(k / width), k % width]
      return number('cell', i, j, count, table.withheld[k] === 1, floor(count, i, j))
    })
    const rows = Array.from(table.rowTotals, (n, i) =>
      number('row', i, -1, n, table.rowWithheld[i] === 1, floor(n, i)),
    )
    const columns = Array.from(table.columnTotals, (n, j) =>
      number('column', -1, j, n, table.columnWithheld[j] === 1, floor(n, undefined, j)),
    )
    const total = table.totalWithheld
      ? this.#variable(0, Number.POSITIVE_INFINITY)
      : this.#variable(table.total, table.total)

    const line = (parts: number[], sum: number, multiple: boolean, values: number) => {
      const ones = parts.map((variable): [number, number] => [variable, 1])
      if (!multiple || knowledge.lines !== 'bounds') this.#constrain([...ones, [sum, -1]], values, values)
      if (multiple && knowledge.lines !== 'overlaps') {
        this.#constrain([...ones, [sum, -1]], 0, Number.POSITIVE_INFINITY)
        for (const variable of parts)
          this.#constrain(
            [
              [sum, 1],
              [variable, -1],
            ],
            0,
            Number.POSITIVE_INFINITY,
          )
      }
    }
    const sumOf = (parts: number[], counts: Float64Array) => parts.reduce((a, k) => a + counts[k]!, 0)
    for (let i = 0; i < height; i++) {
      const parts = Array.from({ length: width }, (_, j) => at(i, j))
      const extra = sumOf(parts, table.counts) - table.rowTotals[i]!
      line(
        parts.map(k => cells[k]!),
        rows[i]!,
        table.columns.multiple,
        extra,
      )
    }
    for (let j = 0; j < width; j++) {
      const parts = Array.from({ length: height }, (_, i) => at(i, j))
      const extra = sumOf(parts, table.counts) - table.columnTotals[j]!
      line(
        parts.map(k => cells[k]!),
        columns[j]!,
        table.rows.multiple,
        extra,
      )
    }
    const all = (n: Float64Array) => n.reduce((a, b) => a + b, 0) - table.total
    line(rows, total, table.rows.multiple, all(table.rowTotals))
    line(columns, total, table.columns.multiple, all(table.columnTotals))
    if (knowledge.groups) this.#group(knowledge.groups, cells, rows, countMin)
  }

  #group({ table, groupOf }: TableGroups, cells: number[], rows: number[], countMin: number): void {
    const width = table.columns.codes.length
    const number = (row: number, column: number, count: number, withheld: boolean) => {
      if (!withheld) return this.#variable(count, count)
      const variable = this.#variable(0, Number.POSITIVE_INFINITY)
      if (count > 0 && count < countMin)
        this.targets.push({ variable, finding: { what: 'group', row, column, count, lowest: 0, highest: 0 } })
      return variable
    }
    const ones = (variables: number[]) => variables.map((variable): [number, number] => [variable, 1])
    for (let g = 0; g < table.rows.codes.length; g++) {
      const members = groupOf.flatMap((group, i) => (group === g ? [i] : []))
      const whole = number(g, -1, table.rowTotals[g]!, table.rowWithheld[g] === 1)
      this.#constrain([...ones(members.map(i => rows[i]!)), [whole, -1]], 0, 0)
      for (let j = 0; j < width; j++) {
        const k = g * width + j
        const part = number(g, j, table.counts[k]!, table.withheld[k] === 1)
        this.#constrain([...ones(members.map(i => cells[i * width + j]!)), [part, -1]], 0, 0)
      }
    }
  }

  #variable(lower: number, upper: number): number {
    this.#lower.push(lower)
    return this.#upper.push(upper) - 1
  }

  #constrain(terms: [variable: number, factor: number][], lower: number, upper: number): void {
    for (const [variable, factor] of terms) {
      this.#indices.push(variable)
      this.#values.push(factor)
    }
    this.#starts.push(this.#indices.length)
    this.#rowLower.push(lower)
    this.#rowUpper.push(upper)
  }

  model(infinity: number) {
    const finite = (n: number) => (n === Number.POSITIVE_INFINITY ? infinity : n)
    const numCols = this.#lower.length
    const numRows = this.#rowLower.length
    return {
      numCols,
      numRows,
      colCost: new Float64Array(numCols),
      colLower: Float64Array.from(this.#lower),
      colUpper: Float64Array.from(this.#upper, finite),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper, finite),
      matrix: {
        format: 'csr' as const,
        numRows,
        numCols,
        starts: Int32Array.from(this.#starts),
        indices: Int32Array.from(this.#indices),
        values: Float64Array.from(this.#values),
      },
    }
  }
}

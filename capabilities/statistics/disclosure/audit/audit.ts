import type { Highs } from 'highs'
import type { CubeTable, ProtectedCube } from '../cube.ts'
import { type AuditRules, type Need, type Onlooker, onlookersOf, type Truth, truthOf } from './onlookers.ts'
import { type Program, solver, withProgram } from './program.ts'
import { nameOf, type System, systemOf } from './system.ts'

/** What the audit found, as it is kept beside a release. Nothing in it follows from what was withheld. */
export interface AuditReport {
  safe: boolean
  /** Whether small counts may carry a mark of their own (`<5`), beside those withheld for them. */
  marksSafe: boolean
  /** The finding in one sentence. */
  sentence: string
  threshold: number
  solver: string
  /** How many linear programmes were solved. */
  programs: number
  published: number
  withheld: number
  onlookers: { kind: Onlooker['kind']; id: string; checked: number; leaks: number }[]
  leaks: Leak[]
  /**
   * For every withheld cell the range that an outsider is left with, where it was worked out whole; `highest` is null
   * where nothing bounds it. Cells of large tables are proved to have a range that is wide enough instead.
   */
  ranges: { cell: string; lowest: number; highest: number | null }[]
}

/** A withheld cell that somebody could narrow too far. */
export interface Leak {
  cell: string
  onlooker: string
  lowest: number | null
  highest: number | null
  sentence: string
}

export interface AuditOptions extends AuditRules {
  /** Whether a cell was never printed as a number of its own, e.g. the change between two releases. */
  unprinted?: (name: string) => boolean
  /** Other tables that are said to look the same in public, as changes by name of cell; each is checked, none believed. */
  witnesses?: readonly { cells: readonly string[]; changes: readonly number[] }[]
}

const solverName = 'HiGHS 1.15.3'
const exactTargetsMax = 120
const exactVariablesMax = 1_500
const roundsMax = 10
const secondsMax = 60
const wholeSecondsMax = 20
const near = 1e-6
const leaksToldMax = 200
const openMax = 40

/**
 * Tries to work out every withheld count of published tables by linear programming over all that they say, as an
 * outsider, as a reader who knows that zeros are shown, as one who sees which counts are small, and as every contributor. A cell passes only when two whole
 * tables in whole numbers are found that say the same in public and differ there by its range. It shares no code with
 * the protection that it checks.
 * @param published the tables exactly as they would go out, and all that went out before
 * @param source the same tables before protection
 * @see Fischetti, Salazar-González 2000, Models and algorithms for optimizing cell suppression in tabular data with
 * linear constraints, section 2: the attacker's problem
 */
export async function audit(
  published: readonly ProtectedCube[],
  source: readonly CubeTable[],
  options: AuditOptions,
): Promise<AuditReport> {
  return new Audit(await solver(), published, source, options).run()
}

class Audit {
  readonly #highs: Highs
  readonly #system: System
  readonly #truth: Truth
  readonly #options: AuditOptions
  readonly #published: readonly ProtectedCube[]
  readonly #leaks: Leak[] = []
  readonly #ranges: AuditReport['ranges'] = []
  readonly #checked: CheckedWitness[]
  #programs = 0

  constructor(
    highs: Highs,
    published: readonly ProtectedCube[],
    source: readonly CubeTable[],
    options: AuditOptions,
  ) {
    this.#highs = highs
    this.#published = published
    this.#options = options
    this.#system = systemOf(published)
    this.#truth = truthOf(source, options.unprinted ?? (() => false))
    this.#checked = checkedWitnesses(this.#system, options.witnesses ?? [])
  }

  run(): AuditReport {
    const onlookers = onlookersOf(this.#truth, this.#options, this.#doubtful()).map(onlooker => {
      const before = this.#leaks.length
      let checked = 0
      this.#openLeaks(onlooker)
      for (const component of this.#system.components) checked += this.#check(onlooker, component)
      return { kind: onlooker.kind, id: onlooker.id, checked, leaks: this.#leaks.length - before }
    })
    // What the marks alone give away is no leak as long as one mark is printed for all.
    const leaking = new Set(this.#leaks.filter(leak => leak.onlooker !== 'marks').map(leak => leak.cell)).size
    const withheld = this.#system.names.length
    return {
      safe: leaking === 0,
      marksSafe: this.#options.marks === true && this.#leaks.length === 0,
      sentence: sentenceOf(withheld, leaking, this.#options.threshold),
      threshold: this.#options.threshold,
      solver: solverName,
      programs: this.#programs,
      published: this.#system.published.size,
      withheld,
      onlookers,
      leaks: this.#leaks.slice(0, leaksToldMax),
      ranges: this.#ranges,
    }
  }

  /** Withheld cells that stand in a sum with a withheld zero. */
  #doubtful(): Set<string> {
    const { equations, names } = this.#system
    const isZero = names.map(name => this.#truth.counts.get(name) === 0)
    const doubtful = new Set<string>()
    for (const { variables } of equations)
      if (variables.some(variable => isZero[variable]))
        for (const variable of variables) doubtful.add(names[variable]!)
    return doubtful
  }

  /** Cells that ought to be withheld and are published, and published counts that are not the true ones. */
  #openLeaks(onlooker: Onlooker): void {
    if (onlooker.kind !== 'outsider') return
    for (const [name, count] of this.#system.published) {
      const true_ = this.#truth.counts.get(name)
      if (true_ !== undefined && true_ !== count)
        throw new Error(`The published count of “${name || 'the total'}” is not the one that was counted.`)
      const need = onlooker.need(name)
      if (need && need.range > 1) this.#leak(onlooker, name, count, count, need)
    }
  }

  /** @returns how many cells were checked */
  #check(onlooker: Onlooker, component: System['components'][number]): number {
    const names = component.variables.map(variable => this.#system.names[variable]!)
    const lower = Float64Array.from(names, name => onlooker.lower(name))
    const upper = Float64Array.from(names, name => onlooker.upper(name))
    const needs = names.map((name, i): Need | undefined => {
      const need = onlooker.need(name)
      return need && { ...need, range: Math.min(need.range, upper[i]! - lower[i]!) }
    })
    const targets = needs.flatMap((need, i) => (need ? [i] : []))
    if (targets.length === 0) return 0
    const truth = Float64Array.from(names, name => this.#truth.counts.get(name) ?? Number.NaN)
    const small = targets.length <= exactTargetsMax && names.length <= exactVariablesMax
    const seen = new Witnesses(truth, needs, names.length > exactVariablesMax)
    const place = new Map(component.variables.map((variable, i) => [variable, i]))
    for (const witness of this.#checked) seen.recordChanges(witness, place, lower, upper)
    const isWorkedOut = onlooker.kind === 'outsider' && small
    if (!isWorkedOut && targets.every(i => seen.isProved(i))) return targets.length
    withProgram(
      this.#highs,
      this.#system,
      component,
      { lower, upper },
      { whole: false, secondsMax },
      program => {
        if (isWorkedOut) this.#workOut(program, names, targets, seen, truth, lower, upper)
        else prove(program, seen, targets, truth, lower, upper)
        this.#programs += program.runs
      },
    )
    const open = targets.filter(i => !seen.isProved(i))
    if (open.length > 0 && !seen.isReal) this.#proveWhole(component, open, seen, truth, lower, upper)
    for (const i of targets)
      if (!seen.isProved(i)) this.#leak(onlooker, names[i]!, seen.knownLow(i), seen.knownHigh(i), needs[i]!)
    return targets.length
  }

  /** The whole range of every target; what is found on the way is proof for others, too. */
  #workOut(
    program: Program,
    names: readonly string[],
    targets: readonly number[],
    seen: Witnesses,
    truth: Float64Array,
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    const weights = new Float64Array(names.length)
    for (const i of targets) {
      const end = (sign: 1 | -1) => {
        weights[i] = sign
        const values = program.maximise(weights)
        weights[i] = 0
        if (values === 'unbounded') return sign * Number.POSITIVE_INFINITY
        if (values === undefined) return undefined
        seen.record(values)
        return values[i]!
      }
      const [low, high] = [end(-1), end(1)]
      if (low === undefined || high === undefined) continue
      seen.bound(i, low, high)
      this.#ranges.push({
        cell: names[i]!,
        lowest: Math.ceil(low - near) + 0,
        highest: high === Number.POSITIVE_INFINITY ? null : Math.floor(high + near) + 0,
      })
    }
    prove(program, seen, targets, truth, lower, upper)
  }

  /** The last word where linear programming met fractions: the same in whole numbers. */
  #proveWhole(
    component: System['components'][number],
    open: readonly number[],
    seen: Witnesses,
    truth: Float64Array,
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    const limits = { whole: true, secondsMax: wholeSecondsMax }
    withProgram(this.#highs, this.#system, component, { lower, upper }, limits, program => {
      for (const i of open)
        if (!seen.isProved(i) && !seen.isRefuted(i)) reachEnds(program, i, seen, truth, lower, upper)
      this.#programs += program.runs
    })
  }

  #leak(onlooker: Onlooker, name: string, low: number, high: number, need: Need): void {
    const said = (n: number) => (Number.isFinite(n) ? n : null)
    const who = {
      outsider: 'Anybody',
      reader: 'Whoever knows that zeros are shown',
      marks: 'Whoever sees which counts are marked as small',
      contributor: `“${onlooker.id}”, who knows its own part,`,
    }[onlooker.kind]
    const cell = this.#keyOf(name)
    const what =
      low === high
        ? `could work out the count of ${cell}`
        : `could narrow the count of ${cell} to a range shorter than ${need.range}`
    this.#leaks.push({
      cell: name,
      onlooker: onlooker.id,
      lowest: said(low),
      highest: said(high),
      sentence: `${who} ${what}.`,
    })
  }

  #keyOf(name: string): string {
    for (const { dimensions, cells } of this.#published)
      for (const { key } of cells) if (nameOf(dimensions, key) === name) return `(${key.join(', ')})`
    return name || 'the total'
  }
}

/** Another table, checked against every sum: what differs from the true one, by variable. */
interface CheckedWitness {
  variables: number[]
  changes: number[]
}

/** Keeps of the tables offered those that change nothing published and leave every sum as it is. */
function checkedWitnesses(
  { names, equations }: System,
  offered: NonNullable<AuditOptions['witnesses']>,
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
class Witnesses {
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

/**
 * Looks for witnesses for many cells at once: all of them pushed up, all down, then in changing patterns, none further
 * than it must go; then each by itself.
 */
function prove(
  program: Program,
  seen: Witnesses,
  targets: readonly number[],
  truth: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): void {
  const weights = new Float64Array(truth.length)
  let open = targets.filter(i => !seen.isProved(i))
  for (let round = 0; round < roundsMax && open.length > 2; round++) {
    weights.fill(0)
    for (const i of open) weights[i] = round === 0 ? 1 : round === 1 ? -1 : signOf(i, round)
    boxed(program, open, seen, truth, lower, upper, () => {
      const values = program.maximise(weights)
      if (values && values !== 'unbounded') seen.record(values)
    })
    const before = open.length
    open = open.filter(i => !seen.isProved(i))
    if (seen.isReal && round >= 3 && open.length === before) break
  }
  // A large table that leaves so much open fails as it is; one by one would take hours.
  if (seen.isReal && open.length > openMax) return
  for (const i of open) if (!seen.isProved(i)) reachEnds(program, i, seen, truth, lower, upper)
}

/** Pushes one cell down and up as far as its range goes, and notes where linear programming says it must stop. */
function reachEnds(
  program: Program,
  i: number,
  seen: Witnesses,
  truth: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): void {
  const weights = new Float64Array(truth.length)
  boxed(program, [i], seen, truth, lower, upper, () => {
    const ends = ([-1, 1] as const).map(sign => {
      weights[i] = sign
      const values = program.maximise(weights)
      if (values === undefined || values === 'unbounded') return undefined
      seen.record(values)
      return values[i]!
    })
    const [low, high] = ends
    const { range } = seen.needOf(i)
    // Within the box the ends are those of the box unless something else stops them.
    if (low !== undefined && high !== undefined && high - low < range - near) seen.bound(i, low, high)
  })
}

/** Keeps cells within reach of their range for as long as `work` takes, so that no programme runs off to infinity. */
function boxed(
  program: Program,
  cells: readonly number[],
  seen: Witnesses,
  truth: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  work: () => void,
): void {
  const sorted = [...cells].sort((a, b) => a - b)
  const far = (i: number) => Math.max(seen.needOf(i).range, seen.needOf(i).reach)
  program.bound(
    sorted,
    sorted.map(i => Math.max(lower[i]!, truth[i]! - far(i))),
    sorted.map(i => Math.min(upper[i]!, truth[i]! + far(i))),
  )
  work()
  program.bound(
    sorted,
    sorted.map(i => lower[i]!),
    sorted.map(i => upper[i]!),
  )
}

/** A sign that changes from round to round and from cell to cell, without pattern and without chance. */
function signOf(i: number, round: number): 1 | -1 {
  let mixed = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)
  return (mixed >>> 16) & 1 ? 1 : -1
}

function sentenceOf(withheld: number, leaking: number, threshold: number): string {
  if (withheld === 0) return 'Nothing is withheld: no count is under the threshold.'
  if (leaking > 0)
    return `${leaking} withheld ${leaking === 1 ? 'count' : 'counts'} could be worked out or narrowed too far; this must not go out.`
  return `No small count can be narrowed to a range shorter than ${threshold}, and no withheld count can be worked out, from all that is published.`
}

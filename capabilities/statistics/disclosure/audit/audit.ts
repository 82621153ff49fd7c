import type { Highs } from 'highs'
import type { CubeTable, ProtectedCube } from '../cube.ts'
import { type AuditRules, type Need, type Onlooker, onlookersOf, type Truth, truthOf } from './onlookers.ts'
import { type Program, solver, withProgram } from './program.ts'
import { prove, reachEnds } from './prove.ts'
import { nameOf, type System, systemOf } from './system.ts'
import { type CheckedWitness, checkedWitnesses, near, type OfferedWitness, Witnesses } from './witnesses.ts'

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
  witnesses?: readonly OfferedWitness[]
  /** Told how far the audit is, from 0 to 1. */
  progress?: (part: number) => void
}

const solverName = 'HiGHS 1.15.3'
const exactTargetsMax = 120
const exactVariablesMax = 1_500
const secondsMax = 60
const wholeSecondsMax = 20
const leaksToldMax = 200

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
    const everybody = onlookersOf(this.#truth, this.#options, this.#doubtful())
    const all = everybody.length * Math.max(1, this.#system.names.length)
    let done = 0
    const onlookers = everybody.map(onlooker => {
      const before = this.#leaks.length
      let checked = 0
      this.#openLeaks(onlooker)
      for (const component of this.#system.components) {
        checked += this.#check(onlooker, component)
        done += component.variables.length
        this.#options.progress?.(done / all)
      }
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

function sentenceOf(withheld: number, leaking: number, threshold: number): string {
  if (withheld === 0) return 'Nothing is withheld: no count is under the threshold.'
  if (leaking > 0)
    return `${leaking} withheld ${leaking === 1 ? 'count' : 'counts'} could be worked out or narrowed too far; this must not go out.`
  return `No small count can be narrowed to a range shorter than ${threshold}, and no withheld count can be worked out, from all that is published.`
}

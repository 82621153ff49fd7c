import { type Network, Withheld } from './network.ts'

/** What must be protected, what may be withheld for it, and how dear that is. */
export interface Task {
  network: Network
  /** Arcs that are withheld from the start. */
  withheld: Iterable<number>
  /** Those of them that nobody may be able to work out. */
  sensitive: readonly number[]
  /** Arcs whose publication was decided elsewhere and stands. */
  settled: Uint8Array
  /** Every sensitive count must be able to move over at least this range. */
  rangeMin: number
}

export interface Outcome {
  withheld: Uint8Array
  /** Sensitive arcs for which no protection was found; empty whenever the margins are protected themselves. */
  unprotected: number[]
  /** Sensitive arcs that somebody could tell who knew which withheld counts are not zero. */
  zeroDependent: number[]
}

const zeroCost = 400
const prunePairsMax = 3_000

/**
 * Chooses counts to withhold beside the sensitive ones, by cheapest cycles, until every sensitive count can move
 * over the range. What it chooses is proved as it is chosen: the flow found is the second table that an outsider
 * cannot tell from the true one.
 * @see Castro 2012, Recent advances in optimization techniques for statistical tabular data protection, section 4
 */
export function complement(task: Task): Outcome {
  const { network, sensitive, rangeMin } = task
  const state = new Withheld(network, task.withheld)
  const fixed = new Set(task.withheld)
  const search = new CheapestPath(network, task.settled)
  const order = [...sensitive].sort((a, b) => network.count[b]! - network.count[a]! || a - b)
  const narrow = order.filter(arc => !widen(state, search, arc, rangeMin, network.lower))
  const told = hideOnes(state, search, task)
  prune(state, fixed, task)
  // What was withheld later can only have helped, so nobody else needs another look.
  const floor = knownFloor(state)
  return {
    withheld: state.is,
    unprotected: narrow.filter(arc => !moves(state, arc, rangeMin, network.lower)),
    zeroDependent: told.filter(arc => !moves(state, arc, 1, floor)),
  }
}

function moves(state: Withheld, arc: number, rangeMin: number, lower: Float64Array): boolean {
  const { up, down } = state.slack(arc, rangeMin, lower)
  return up + down >= rangeMin
}

/** Withholds what is cheapest until the arc can move over the range; false when nothing helps. */
function widen(
  state: Withheld,
  search: CheapestPath,
  arc: number,
  rangeMin: number,
  lower: Float64Array,
): boolean {
  const { network } = state
  for (const direction of ['up', 'down'] as const) {
    const { up, down } = state.slack(arc, rangeMin, lower)
    if (up + down >= rangeMin) return true
    const other = direction === 'up' ? down : up
    const own =
      direction === 'up' ? network.upper[arc]! - network.count[arc]! : network.count[arc]! - lower[arc]!
    const need = Math.min(rangeMin - other, own)
    let sent = state.fill(arc, direction, need, lower)
    while (sent < need) {
      const amount = search.extend(state, arc, direction, need - sent, lower)
      if (amount === 0) break
      sent += amount
    }
    state.reset()
  }
  return moves(state, arc, rangeMin, lower)
}

/**
 * What somebody may take a withheld count to be at the least: 1, since zeros are shown, unless a zero is withheld
 * on a line with it.
 */
function knownFloor(state: Withheld): Float64Array {
  const { network } = state
  const floor = Float64Array.from(network.lower)
  const doubtful = new Uint8Array(network.nodes)
  for (let arc = 0; arc < state.is.length; arc++)
    if (state.is[arc] && network.count[arc] === 0)
      doubtful[network.from[arc]!] = doubtful[network.to[arc]!] = 1
  for (let arc = 0; arc < floor.length; arc++)
    if (network.count[arc]! > floor[arc]! && !doubtful[network.from[arc]!] && !doubtful[network.to[arc]!])
      floor[arc]! += 1
  return floor
}

/**
 * Several ones that add up to a published sum would give themselves away to whoever knows that zeros are shown.
 * Another count is withheld with them, or a zero, so that the zeros on that line can no longer be told.
 * @returns the counts for which only a zero could help, if anything
 */
function hideOnes(state: Withheld, search: CheapestPath, task: Task): number[] {
  const told: number[] = []
  let floor = knownFloor(state)
  for (const arc of task.sensitive) {
    if (moves(state, arc, 1, floor)) continue
    if (!widen(state, search, arc, 1, floor)) {
      hideZero(state, search, task, arc)
      told.push(arc)
    }
    floor = knownFloor(state)
  }
  return told
}

function hideZero(state: Withheld, search: CheapestPath, task: Task, arc: number): void {
  const { network } = task
  for (const node of [network.from[arc]!, network.to[arc]!])
    for (const zero of search.at(node)) {
      if (network.count[zero] !== 0 || state.is[zero] || task.settled[zero]) continue
      const before = state.is.slice()
      state.add(zero)
      if (widen(state, search, zero, 1, network.lower)) return
      for (let a = 0; a < before.length; a++) if (!before[a]) state.remove(a)
    }
}

/** Publishes again what turns out not to be needed; only where that is quick. */
function prune(state: Withheld, fixed: ReadonlySet<number>, task: Task): void {
  const { network, sensitive, rangeMin } = task
  const chosen: number[] = []
  for (let arc = 0; arc < state.is.length; arc++) if (state.is[arc] && !fixed.has(arc)) chosen.push(arc)
  if (chosen.length * sensitive.length > prunePairsMax) return
  const stands = () => {
    if (!sensitive.every(arc => moves(state, arc, rangeMin, network.lower))) return false
    const floor = knownFloor(state)
    return sensitive.every(arc => moves(state, arc, 1, floor))
  }
  if (!stands()) return
  const worth = (arc: number) => (network.count[arc] === 0 ? Number.POSITIVE_INFINITY : network.count[arc]!)
  for (const arc of chosen.sort((a, b) => worth(b) - worth(a) || a - b)) {
    state.remove(arc)
    if (!stands()) state.add(arc)
  }
}

/** Cheapest way round a cycle, where counts already withheld cost nothing. */
class CheapestPath {
  readonly #network: Network
  readonly #settled: Uint8Array
  readonly #at: number[][]
  readonly #price: Float64Array
  readonly #cost: Float64Array
  readonly #via: Int32Array
  readonly #done: Uint8Array

  constructor(network: Network, settled: Uint8Array) {
    this.#network = network
    this.#settled = settled
    this.#at = Array.from({ length: network.nodes }, () => [])
    for (let arc = 0; arc < network.count.length; arc++) {
      this.#at[network.from[arc]!]!.push(arc)
      this.#at[network.to[arc]!]!.push(arc)
    }
    this.#price = network.count.map(n => (n === 0 ? zeroCost : 1 + Math.log2(1 + n) / 4))
    this.#cost = new Float64Array(network.nodes)
    this.#via = new Int32Array(network.nodes)
    this.#done = new Uint8Array(network.nodes)
  }

  /** All arcs, withheld or not, that end or begin at a node. */
  at(node: number): readonly number[] {
    return this.#at[node]!
  }

  /**
   * Finds the cheapest further way for a count to move, withholds what lies on it, and sends the flow.
   * @returns how far the count can move on that way, at most `need`; 0 when there is none
   */
  extend(state: Withheld, arc: number, direction: 'up' | 'down', need: number, lower: Float64Array): number {
    const { from, to } = this.#network
    const source = direction === 'up' ? to[arc]! : from[arc]!
    const sink = direction === 'up' ? from[arc]! : to[arc]!
    if (!this.#search(state, source, sink, arc, need, lower)) return 0
    let amount = need
    for (let node = sink; node !== source; node = this.#back(node))
      amount = Math.min(amount, state.room(this.#via[node]!, this.#back(node), lower))
    for (let node = sink; node !== source; node = this.#back(node)) {
      state.add(this.#via[node]!)
      state.send(this.#via[node]!, this.#back(node), amount)
    }
    return amount
  }

  #search(
    state: Withheld,
    source: number,
    sink: number,
    without: number,
    need: number,
    lower: Float64Array,
  ): boolean {
    const { from, to, nodes } = this.#network
    this.#cost.fill(Number.POSITIVE_INFINITY)
    this.#done.fill(0)
    this.#cost[source] = 0
    for (;;) {
      let node = -1
      let best = Number.POSITIVE_INFINITY
      for (let n = 0; n < nodes; n++)
        if (!this.#done[n] && this.#cost[n]! < best) {
          best = this.#cost[n]!
          node = n
        }
      if (node < 0) return false
      if (node === sink) return true
      this.#done[node] = 1
      for (const arc of this.#at[node]!) {
        if (arc === without || (!state.is[arc] && this.#settled[arc])) continue
        const next = from[arc] === node ? to[arc]! : from[arc]!
        if (this.#done[next]) continue
        const room = state.room(arc, node, lower)
        if (room <= 0) continue
        const price = state.is[arc] ? 0.001 : this.#price[arc]! * (room < need ? need / room : 1)
        if (best + price < this.#cost[next]!) {
          this.#cost[next] = best + price
          this.#via[next] = arc
        }
      }
    }
  }

  #back(node: number): number {
    const arc = this.#via[node]!
    return this.#network.from[arc] === node ? this.#network.to[arc]! : this.#network.from[arc]!
  }
}

/**
 * A table with margins as a network: every count is an arc, every published sum a node at which what comes in
 * equals what goes out. What an outsider can work out of withheld counts is then a question of flows, which has an
 * exact answer in whole numbers.
 */
export interface Network {
  nodes: number
  from: Int32Array
  to: Int32Array
  count: Float64Array
  /** The smallest and largest count that an outsider must reckon with, whatever else is published. */
  lower: Float64Array
  upper: Float64Array
}

/** How far a count can move in each direction while all that is published stays as it is. */
export interface Slack {
  down: number
  up: number
}

/** Arcs of a network that are withheld, with what is needed to ask how far they can move. */
export class Withheld {
  readonly network: Network
  readonly is: Uint8Array
  readonly #at: number[][]
  readonly #flow: Float64Array
  readonly #touched: number[] = []
  readonly #queue: Int32Array
  readonly #via: Int32Array
  readonly #seen: Int32Array
  readonly #lastArc: Int32Array
  readonly #lastSeen: Int32Array
  #round = 0

  constructor(network: Network, arcs: Iterable<number>) {
    this.network = network
    this.is = new Uint8Array(network.count.length)
    this.#at = Array.from({ length: network.nodes }, () => [])
    this.#flow = new Float64Array(network.count.length)
    this.#queue = new Int32Array(network.nodes)
    this.#via = new Int32Array(network.nodes)
    this.#seen = new Int32Array(network.nodes)
    this.#lastArc = new Int32Array(network.nodes)
    this.#lastSeen = new Int32Array(network.nodes)
    for (const arc of arcs) this.add(arc)
  }

  add(arc: number): void {
    if (this.is[arc]) return
    this.is[arc] = 1
    this.#at[this.network.from[arc]!]!.push(arc)
    this.#at[this.network.to[arc]!]!.push(arc)
  }

  remove(arc: number): void {
    if (!this.is[arc]) return
    this.is[arc] = 0
    for (const node of [this.network.from[arc]!, this.network.to[arc]!]) {
      const arcs = this.#at[node]!
      arcs.splice(arcs.indexOf(arc), 1)
    }
  }

  /** The withheld arcs that end or begin at a node. */
  at(node: number): readonly number[] {
    return this.#at[node]!
  }

  /**
   * How far a withheld count can move, exactly, though never told beyond `enough` in sum.
   * @param lower smallest counts to reckon with; the network's own unless given
   */
  slack(arc: number, enough: number, lower: Float64Array = this.network.lower): Slack {
    const { from, to, count, upper } = this.network
    const u = from[arc]!
    const v = to[arc]!
    const up = this.#move(v, u, arc, Math.min(enough, upper[arc]! - count[arc]!), lower)
    this.reset()
    if (up >= enough) return { down: 0, up }
    const down = this.#move(u, v, arc, Math.min(enough - up, count[arc]! - lower[arc]!), lower)
    this.reset()
    return { down, up }
  }

  /** Room left on an arc when it is walked from a node, after the flow sent so far. */
  room(arc: number, node: number, lower: Float64Array): number {
    const { from, count, upper } = this.network
    return from[arc] === node
      ? upper[arc]! - count[arc]! - this.#flow[arc]!
      : count[arc]! - lower[arc]! + this.#flow[arc]!
  }

  /** Sends an amount along an arc as walked from a node. */
  send(arc: number, node: number, amount: number): void {
    this.#flow[arc]! += this.network.from[arc] === node ? amount : -amount
    this.#touched.push(arc)
  }

  reset(): void {
    for (const arc of this.#touched) this.#flow[arc] = 0
    this.#touched.length = 0
  }

  /** Sends up to `most` from one node to another over withheld arcs other than one; the flow stays until reset. */
  #move(source: number, sink: number, without: number, most: number, lower: Float64Array): number {
    let sent = 0
    while (sent < most) {
      const amount = this.#shortestPath(source, sink, without, lower, most - sent)
      if (amount === 0) break
      sent += amount
    }
    return sent
  }

  /** Sends up to `most` so that an arc could move in a direction; the flow stays until reset. */
  fill(arc: number, direction: 'up' | 'down', most: number, lower: Float64Array): number {
    const { from, to } = this.network
    return direction === 'up'
      ? this.#move(to[arc]!, from[arc]!, arc, most, lower)
      : this.#move(from[arc]!, to[arc]!, arc, most, lower)
  }

  #shortestPath(source: number, sink: number, without: number, lower: Float64Array, most: number): number {
    const { from, to } = this.network
    const round = ++this.#round
    // The last step is looked up beforehand: most ways are three steps long, and this finds them at the second.
    for (const arc of this.#at[sink]!) {
      const before = from[arc] === sink ? to[arc]! : from[arc]!
      if (arc === without || this.room(arc, before, lower) <= 0) continue
      this.#lastArc[before] = arc
      this.#lastSeen[before] = round
    }
    let head = 0
    let tail = 0
    const reaches = (node: number) => {
      if (this.#lastSeen[node] !== round) return false
      this.#via[sink] = this.#lastArc[node]!
      this.#seen[sink] = round
      return true
    }
    this.#queue[tail++] = source
    this.#seen[source] = round
    if (!reaches(source))
      search: while (head < tail) {
        const node = this.#queue[head++]!
        for (const arc of this.#at[node]!) {
          if (arc === without) continue
          const next = from[arc] === node ? to[arc]! : from[arc]!
          if (this.#seen[next] === round || this.room(arc, node, lower) <= 0) continue
          this.#seen[next] = round
          this.#via[next] = arc
          if (reaches(next)) break search
          this.#queue[tail++] = next
        }
      }
    if (this.#seen[sink] !== round) return 0
    let amount = most
    for (let node = sink; node !== source; node = this.#back(node))
      amount = Math.min(amount, this.room(this.#via[node]!, this.#back(node), lower))
    for (let node = sink; node !== source; node = this.#back(node))
      this.send(this.#via[node]!, this.#back(node), amount)
    return amount
  }

  #back(node: number): number {
    const arc = this.#via[node]!
    return this.network.from[arc] === node ? this.network.to[arc]! : this.network.from[arc]!
  }
}

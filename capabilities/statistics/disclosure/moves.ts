import type { CubeSpace } from './cube-space.ts'

/** Which cells may be withheld, and what that costs. */
export interface Board {
  space: CubeSpace
  withheld: Uint8Array
  /** 1 where publication was decided elsewhere and stands. */
  settled: Uint8Array
  /** What withholding a cell loses. */
  price: Float64Array
}

/** The smallest and largest count that somebody must reckon with in every cell, before looking at the sums. */
export interface Bounds {
  lower: Float64Array
  upper: Float64Array
}

/** Cells that shift together, each by +amount or -amount, so that no sum over them changes unseen. */
export interface Move {
  cells: number[]
  signs: number[]
  amount: number
  price: number
}

const withheldPrice = 0.001
/** Under this price a move withholds nothing more, and no better one is looked for. */
const freeMax = 0.5
const looksMax = 30_000
const looksHardMax = 60_000
const supportMax = 4096

/**
 * Finds cheap moves of a cell: one pattern for each dimension, all multiplied. Partial products are part of the whole,
 * so their price bounds it from below, and branches that cannot win are left (branch and bound).
 * @see Giessing, Repsilber 2002, Tools and strategies to protect multiple tables with the GHQUAR cell suppression engine:
 * hypercubes are the products of contrasts
 */
export class MoveSearch {
  readonly #board: Board
  readonly #places: Float64Array[] = []
  readonly #signs: Int8Array[] = []
  #best: Move | undefined
  #looks = 0
  #direction: 1 | -1 = 1
  #need = 1
  #bounds!: Bounds
  #flow!: Float64Array
  #order: number[] = []
  #nodes: number[] = []

  constructor(board: Board) {
    this.#board = board
    for (let level = 0; level <= board.space.axes.length; level++) {
      this.#places.push(new Float64Array(supportMax))
      this.#signs.push(new Int8Array(supportMax))
    }
  }

  /**
   * The cheapest move found of a cell in a direction.
   * @param need how far it should go at most; moves that go less far cost more
   * @param flow what moves before this one have shifted already
   */
  find(cell: number, direction: 1 | -1, need: number, bounds: Bounds, flow: Float64Array): Move | undefined {
    const { space } = this.#board
    this.#best = undefined
    this.#looks = 0
    this.#direction = direction
    this.#need = need
    this.#bounds = bounds
    this.#flow = flow
    this.#nodes = space.axes.map((_, axis) => space.nodeOf(cell, axis))
    // Dimensions in which the cell is a total come last: there is little to choose.
    this.#order = space.axes
      .map((_, axis) => axis)
      .sort((a, b) => Number(this.#nodes[a] === 0) - Number(this.#nodes[b] === 0))
    this.#places[0]![0] = space.placeOf(cell)
    this.#signs[0]![0] = 1
    const own = this.#priceAt(space.placeOf(cell), 1)
    if (own !== Number.POSITIVE_INFINITY) this.#descend(0, 1, own)
    return this.#best
  }

  #descend(level: number, size: number, price: number): void {
    if (this.#best && (price >= this.#best.price || this.#best.price < freeMax)) return
    if (level === this.#order.length) {
      this.#take(size, price)
      return
    }
    const { space } = this.#board
    const axis = this.#order[level]!
    const node = this.#nodes[axis]!
    const stride = space.strides[axis]!
    const [places, signs] = [this.#places[level]!, this.#signs[level]!]
    const choices: { price: number; nodes: Int32Array; signs: Int8Array }[] = []
    const limit = this.#best?.price ?? Number.POSITIVE_INFINITY
    for (const pattern of space.patterns(axis, node)) {
      if (size * pattern.nodes.length > supportMax) continue
      let sum = price
      for (let n = 0; n < pattern.nodes.length && sum < limit; n++) {
        if (pattern.nodes[n] === node) continue
        const shift = (pattern.nodes[n]! - node) * stride
        for (let e = 0; e < size && sum < limit; e++)
          sum += this.#priceAt(places[e]! + shift, signs[e]! * pattern.signs[n]!)
      }
      this.#looks += size * (pattern.nodes.length - 1)
      if (sum < limit) choices.push({ price: sum, nodes: pattern.nodes, signs: pattern.signs })
    }
    choices.sort((a, b) => a.price - b.price)
    const [nextPlaces, nextSigns] = [this.#places[level + 1]!, this.#signs[level + 1]!]
    for (const choice of choices) {
      if (this.#looks > (this.#best ? looksMax : looksHardMax)) return
      if (this.#best && choice.price >= this.#best.price) return
      let at = 0
      for (let n = 0; n < choice.nodes.length; n++) {
        const shift = (choice.nodes[n]! - node) * stride
        for (let e = 0; e < size; e++) {
          nextPlaces[at] = places[e]! + shift
          nextSigns[at++] = signs[e]! * choice.signs[n]!
        }
      }
      this.#descend(level + 1, at, choice.price)
    }
  }

  #take(size: number, price: number): void {
    const { space } = this.#board
    const last = this.#order.length
    const cells: number[] = []
    const signs: number[] = []
    let amount = this.#need
    for (let e = 0; e < size; e++) {
      const cell = space.cellAt(this.#places[last]![e]!)
      if (cell < 0) continue
      const sign = this.#signs[last]![e]! * this.#direction
      cells.push(cell)
      signs.push(sign)
      amount = Math.min(amount, this.#room(cell, sign))
    }
    this.#best = { cells, signs, amount, price }
  }

  #priceAt(place: number, sign: number): number {
    const { space, withheld, settled, price } = this.#board
    const cell = space.cellAt(place)
    if (cell < 0) return 0
    if (withheld[cell] === 0 && settled[cell] === 1) return Number.POSITIVE_INFINITY
    const room = this.#room(cell, sign * this.#direction)
    if (room < 1) return Number.POSITIVE_INFINITY
    if (withheld[cell] === 1) return room < this.#need ? 0.01 : withheldPrice
    return room < this.#need ? (price[cell]! * this.#need) / room : price[cell]!
  }

  #room(cell: number, sign: number): number {
    const { counts } = this.#board.space
    return sign > 0
      ? this.#bounds.upper[cell]! - counts[cell]! - this.#flow[cell]!
      : counts[cell]! + this.#flow[cell]! - this.#bounds.lower[cell]!
  }
}

import type { CubeTable, ProtectedCube } from './cube.ts'
import { CubeSpace } from './cube-space.ts'
import { type Board, type Bounds, type Move, MoveSearch } from './moves.ts'
import {
  contributorsOf,
  type Sensitivity,
  type SensitivityRules,
  sensitivityOf,
} from './sensitivity.rules.ts'
import { transfer } from './transfer.ts'

export interface SuppressOptions extends SensitivityRules {
  /**
   * What is decided already of a cell, by name: 'published' and 'withheld' stand, because it went out so; 'unprinted'
   * is a number that is never shown as such, e.g. what changed between two releases, and may be negative.
   */
  fate?: (name: string) => Fate | undefined
  /**
   * Shows no count by more dimensions than this, and leaves it at that where some cell stays without proof. Without it
   * detail is given up step by step until every cell is proved.
   */
  detailMax?: number
  /** Cells to protect beside the sensitive ones, by name; what an audit found. */
  also?: ReadonlySet<string>
  /** Whether small counts and those withheld for them will carry different marks, so that readers know which is which. */
  marks?: boolean
}

export type Fate = 'published' | 'withheld' | 'unprinted'

export interface Suppressed {
  tables: ProtectedCube[]
  /** Names of cells for which no protection was found, though everything that could be is withheld. */
  unprotected: string[]
  /** How many dimensions at most a shown count has that is not withheld with all of its kind. */
  detail: number
  /** Whether small counts may carry a mark of their own; false where that alone would give some away. */
  marks: boolean
  /** Cells withheld that are zero. */
  zeros: number
  /** Other whole tables that say the same in public; an audit checks them without believing them. */
  witnesses: Witness[]
}

/** Another table that says the same in public, by what is different in it. */
export interface Witness {
  /** Names of cells, and how many more or fewer they count. */
  cells: string[]
  changes: number[]
}

/** Somebody who looks at the tables: what she must reckon with, and which cells she must not be able to narrow. */
interface Onlooker {
  kind: 'outsider' | 'reader' | 'marks' | 'contributor'
  bounds: Bounds
  need(cell: number): { range: number; reach: number } | undefined
  /** What she must reckon with where zeros are withheld, too. */
  doubting?: Bounds
}

const zeroPrice = 40

/**
 * Withholds sensitive counts and enough others that nobody can narrow a sensitive one below its range: not an outsider,
 * not a reader who knows what the marks mean, not a contributor who knows her own part. For each it keeps other whole
 * tables that say the same in public; a cell is protected when such tables are found, never because none was ruled out.
 * @param tables linked tables with all of their totals, as `readCubes` gave them
 */
export function suppress(tables: readonly CubeTable[], options: SuppressOptions): Suppressed {
  return new Suppression(tables, options).run()
}

class Suppression {
  readonly #tables: readonly CubeTable[]
  readonly #options: SuppressOptions
  readonly #space: CubeSpace
  readonly #sensitive = new Map<number, Sensitivity>()
  readonly #board: Board
  readonly #search: MoveSearch
  #onlookers: Onlooker[]
  readonly #flow: Float64Array
  readonly #touched: number[] = []
  readonly #closed: Uint8Array
  readonly #unprinted: Uint8Array
  readonly #zeros: number[] = []
  #witnesses: Map<number, number>[] = []

  constructor(tables: readonly CubeTable[], options: SuppressOptions) {
    this.#tables = tables
    this.#options = options
    const space = new CubeSpace(tables)
    this.#space = space
    const size = space.counts.length
    this.#flow = new Float64Array(size)
    this.#closed = new Uint8Array(size)
    this.#unprinted = new Uint8Array(size)
    space.counts.forEach((count, cell) => {
      if (count === 0) this.#zeros.push(cell)
    })
    for (const [t, { cells }] of tables.entries())
      for (const [i, cell] of cells.entries()) {
        const found = sensitivityOf(cell, options)
        if (found) this.#sensitive.set(space.tables[t]![i]!, found)
      }
    this.#board = {
      space,
      withheld: new Uint8Array(size),
      settled: new Uint8Array(size),
      price: space.counts.map((count, cell) =>
        count === 0 ? zeroPrice : (1 + Math.log2(1 + count) / 3) * (space.placeOf(cell) === 0 ? 1e6 : 1),
      ),
    }
    for (const cell of this.#sensitive.keys()) this.#board.withheld[cell] = 1
    this.#settle()
    this.#search = new MoveSearch(this.#board)
    this.#onlookers = this.#everybody()
  }

  run(): Suppressed {
    const { withheld } = this.#board
    const cells = [...this.#sensitive.keys(), ...this.#alsoCells()].sort(
      (a, b) =>
        this.#space.depthOf(a) - this.#space.depthOf(b) ||
        this.#space.counts[b]! - this.#space.counts[a]! ||
        a - b,
    )
    const { detailMax } = this.#options
    let detail = this.#space.axes.length
    while (detailMax !== undefined && detail > detailMax) this.#close(detail--)
    let unprotected = cells.filter(cell => !this.#protect(cell, undefined))
    while (detailMax === undefined && unprotected.length > 0 && detail > 0) {
      this.#close(detail--)
      unprotected = cells.filter(cell => !this.#protect(cell, undefined))
    }
    if (unprotected.length === 0) this.#clean(cells)
    let zeros = 0
    withheld.forEach((is, cell) => {
      if (is && this.#space.counts[cell] === 0) zeros++
    })
    return {
      tables: this.#tables.map((table, t) => this.#published(table, t)),
      unprotected: unprotected.map(cell => this.#space.names[cell]!),
      detail,
      marks: this.#onlookers.some(o => o.kind === 'marks'),
      zeros,
      witnesses: this.#witnesses.map(flow => ({
        cells: [...flow.keys()].map(cell => this.#space.names[cell]!),
        changes: [...flow.values()],
      })),
    }
  }

  /** Protects a cell against every onlooker; `used` collects the cells that are needed for it. */
  #protect(cell: number, used: Uint8Array | undefined): boolean {
    let all = true
    for (const { kind, bounds, need, doubting } of this.#onlookers) {
      const wanted = need(cell)
      if (!wanted || this.#widen(cell, wanted.range, wanted.reach, bounds, used)) continue
      if (kind === 'marks') this.#onlookers = this.#onlookers.filter(o => o.kind !== 'marks')
      else if (!doubting || !this.#hideAmongZeros(cell, doubting, used)) all = false
    }
    return all
  }

  /**
   * Ones that add up to a published sum give themselves away to whoever knows that zeros are shown. A zero is withheld
   * with them, so that nobody can tell which of them is the zero.
   */
  #hideAmongZeros(cell: number, bounds: Bounds, used: Uint8Array | undefined): boolean {
    const { price, space } = this.#board
    for (const zero of this.#zeros) price[zero] = 1
    const stands = this.#widen(cell, 1, 0, bounds, used)
    for (const zero of this.#zeros) price[zero] = zeroPrice
    return stands && space.counts[cell]! > 0
  }

  /** Withholds every count that is broken down by so many dimensions, zeros with the others: the table shows less detail. */
  #close(detail: number): void {
    const { withheld, settled } = this.#board
    for (let cell = 0; cell < withheld.length; cell++)
      if (!settled[cell] && this.#space.detailOf(cell) >= detail) withheld[cell] = this.#closed[cell] = 1
  }

  /**
   * Sends moves up and down, the cheaper first, until the count can move over the range, and as far as it must reach
   * on either side.
   */
  #widen(cell: number, range: number, reach: number, bounds: Bounds, used: Uint8Array | undefined): boolean {
    const { counts } = this.#space
    const downMax = counts[cell]! - bounds.lower[cell]!
    const upMax = bounds.upper[cell]! - counts[cell]!
    // Nobody can be left with more than the onlooker's own knowledge leaves.
    const goal = Math.min(range, downMax + upMax)
    const reached = { up: 0, down: 0 }
    const flows = { up: new Map<number, number>(), down: new Map<number, number>() }
    const step = (side: 'up' | 'down', need: number): Move | undefined => {
      if (need < 1) return undefined
      this.#load(flows[side])
      return (
        this.#search.find(cell, side === 'up' ? 1 : -1, need, bounds, this.#flow) ??
        transfer(this.#board, cell, side === 'up' ? 1 : -1, need, bounds, this.#flow)
      )
    }
    const send = (side: 'up' | 'down', move: Move) => {
      const flow = flows[side]
      for (let n = 0; n < move.cells.length; n++) {
        const at = move.cells[n]!
        this.#board.withheld[at] = 1
        if (used) used[at] = 1
        flow.set(at, (flow.get(at) ?? 0) + move.signs[n]! * move.amount)
      }
      reached[side] += move.amount
    }
    for (const [side, most] of [
      ['up', upMax],
      ['down', downMax],
    ] as const)
      while (reached[side] < Math.min(reach, most)) {
        const move = step(side, Math.min(reach, most) - reached[side])
        if (!move) return false
        send(side, move)
      }
    while (reached.up + reached.down < goal) {
      const left = goal - reached.up - reached.down
      const up = step('up', Math.min(left, upMax - reached.up))
      if (up && up.price < 0.5) {
        send('up', up)
        continue
      }
      const down = step('down', Math.min(left, downMax - reached.down))
      const better = !down || (up && up.price / up.amount <= down.price / down.amount) ? up : down
      if (!better) return false
      send(better === up ? 'up' : 'down', better)
    }
    for (const flow of [flows.up, flows.down]) if (flow.size > 0) this.#witnesses.push(flow)
    return true
  }

  #load(flow: ReadonlyMap<number, number>): void {
    for (const cell of this.#touched) this.#flow[cell] = 0
    this.#touched.length = 0
    for (const [cell, amount] of flow) {
      this.#flow[cell] = amount
      this.#touched.push(cell)
    }
  }

  /** Publishes again what turns out not to be needed: protects everything a second time with what is withheld alone. */
  #clean(cells: readonly number[]): void {
    const { withheld, price, settled } = this.#board
    const before = withheld.slice()
    const prices = price.slice()
    const settledBefore = settled.slice()
    const used = new Uint8Array(withheld.length)
    for (const cell of cells) used[cell] = 1
    this.#closed.forEach((is, cell) => {
      if (is) used[cell] = 1
    })
    settled.fill(1)
    for (let cell = 0; cell < before.length; cell++) {
      // What was withheld earlier stays so, and what was not is out of reach.
      if (before[cell] && !settledBefore[cell]) settled[cell] = 0
      withheld[cell] = used[cell] === 1 || (settledBefore[cell] === 1 && before[cell] === 1) ? 1 : 0
    }
    const witnesses = this.#witnesses
    this.#witnesses = []
    if (!cells.every(cell => this.#protect(cell, used))) {
      withheld.set(before)
      this.#witnesses = witnesses
    }
    price.set(prices)
    settled.set(settledBefore)
  }

  #alsoCells(): number[] {
    const also = this.#options.also ?? new Set<string>()
    const cells: number[] = []
    if (also.size === 0) return cells
    this.#space.names.forEach((name, cell) => {
      if (!also.has(name) || this.#sensitive.has(cell)) return
      this.#board.withheld[cell] = 1
      cells.push(cell)
    })
    return cells
  }

  #everybody(): Onlooker[] {
    const { counts } = this.#space
    const { threshold } = this.#options
    const isFree = (cell: number) => this.#unprinted[cell] === 1
    // What did not change may be taken to be unchanged; what did can have gone either way.
    const open: Bounds = {
      lower: counts.map((n, cell) => (isFree(cell) && n !== 0 ? Number.NEGATIVE_INFINITY : 0)),
      upper: counts.map((n, cell) => (isFree(cell) && n === 0 ? 0 : Number.POSITIVE_INFINITY)),
    }
    const small = (n: number) => n > 0 && n < threshold
    const onlookers: Onlooker[] = [
      { kind: 'outsider', bounds: open, need: cell => this.#sensitive.get(cell) ?? { range: 1, reach: 0 } },
      {
        kind: 'reader',
        // Withheld counts are not 0 to her, unless zeros are withheld as well.
        bounds: {
          lower: counts.map((n, cell) => (isFree(cell) || n === 0 ? open.lower[cell]! : 1)),
          upper: open.upper,
        },
        need: () => ({ range: 1, reach: 0 }),
        doubting: open,
      },
    ]
    if (this.#options.marks) {
      const bounds = {
        lower: counts.map((n, cell) =>
          isFree(cell) || n === 0 ? open.lower[cell]! : small(n) ? 1 : threshold,
        ),
        upper: counts.map((n, cell) => (!isFree(cell) && small(n) ? threshold - 1 : open.upper[cell]!)),
      }
      onlookers.push({
        kind: 'marks',
        bounds,
        need: cell => (!isFree(cell) && small(counts[cell]!) ? { range: 1, reach: 0 } : undefined),
      })
    }
    for (const name of contributorsOf(this.#tables.flatMap(t => t.cells)))
      onlookers.push(this.#contributor(name))
    return onlookers
  }

  /** Who knows her own part of every cell, and the whole of a cell that is hers alone. */
  #contributor(name: string): Onlooker {
    const { counts } = this.#space
    const lower = new Float64Array(counts.length)
    const upper = new Float64Array(counts.length).fill(Number.POSITIVE_INFINITY)
    for (const [t, { cells }] of this.#tables.entries())
      for (const [i, cell] of cells.entries()) {
        const own = cell.contributors?.[name] ?? 0
        const at = this.#space.tables[t]![i]!
        lower[at] = own
        if (own > 0 && own === cell.count) upper[at] = own
      }
    return {
      kind: 'contributor',
      bounds: { lower, upper },
      need: cell => {
        if (upper[cell] === counts[cell]) return undefined
        return { range: this.#sensitive.get(cell)?.range ?? 1, reach: 0 }
      },
    }
  }

  /** What went out before stays: cells published are settled, cells withheld stay withheld. */
  #settle(): void {
    const { fate } = this.#options
    if (!fate) return
    for (const [cell, name] of this.#space.names.entries()) {
      const decided = fate(name)
      if (decided === undefined) continue
      this.#board.settled[cell] = 1
      this.#board.withheld[cell] = decided === 'published' ? 0 : 1
      if (decided === 'published') this.#sensitive.delete(cell)
      if (decided === 'unprinted') this.#unprinted[cell] = 1
    }
  }

  #published({ dimensions, cells }: CubeTable, t: number): ProtectedCube {
    return {
      dimensions,
      cells: cells.map(({ key, count }, i) => {
        const cell = this.#space.tables[t]![i]!
        if (!this.#board.withheld[cell]) return { key, status: 'published', count }
        return { key, status: this.#sensitive.has(cell) ? 'primary' : 'secondary' }
      }),
    }
  }
}

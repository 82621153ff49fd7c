import type { CountTable } from '../tables.ts'
import { complement } from './complement.ts'
import type { Network } from './network.ts'
import type { ProtectedList, TableGroups } from './protect.ts'

interface ArcOptions {
  withheld?: boolean
  sensitive?: boolean
  settled?: boolean
  lower?: number
  upper?: number
}

/** Collects the arcs of a table and hands them on. */
export class NetworkBuilder {
  #nodes = 0
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #count: number[] = []
  readonly #lower: number[] = []
  readonly #upper: number[] = []
  readonly #settled: number[] = []
  readonly #withheld: number[] = []
  readonly #sensitive: number[] = []

  node(): number {
    return this.#nodes++
  }

  arc(from: number, to: number, count: number, options: ArcOptions = {}): void {
    const arc = this.#count.length
    this.#from.push(from)
    this.#to.push(to)
    this.#count.push(count)
    this.#lower.push(options.lower ?? 0)
    this.#upper.push(options.upper ?? Number.POSITIVE_INFINITY)
    this.#settled.push(options.settled ? 1 : 0)
    if (options.withheld) this.#withheld.push(arc)
    if (options.sensitive) this.#sensitive.push(arc)
  }

  network(): Network {
    return {
      nodes: this.#nodes,
      from: Int32Array.from(this.#from),
      to: Int32Array.from(this.#to),
      count: Float64Array.from(this.#count),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
    }
  }

  solve(rangeMin: number) {
    return complement({
      network: this.network(),
      withheld: this.#withheld,
      sensitive: this.#sensitive,
      settled: Uint8Array.from(this.#settled),
      rangeMin,
    })
  }
}

/**
 * The network of a two-way table. The inner cells are its first arcs, row by row. Where an axis is multiple, its
 * lines are taken to add up to what they add up to: whoever knew how often facts carry several values is the
 * strongest outsider.
 */
export class TableNetwork {
  readonly net = new NetworkBuilder()

  constructor(
    table: CountTable,
    rows: ProtectedList,
    columns: ProtectedList,
    countMin: number,
    groups?: TableGroups,
  ) {
    const { net } = this
    const small = (n: number) => n > 0 && n < countMin
    const height = table.rows.codes.length
    const width = table.columns.codes.length
    const at = (i: number, j: number) => table.counts[i * width + j]!
    const rowNodes = Array.from({ length: height }, () => net.node())
    const columnNodes = Array.from({ length: width }, () => net.node())
    const root = net.node()
    const turn = net.node()
    const groupCount = groups?.table.rows.codes.length ?? 0
    const groupCells = Array.from({ length: groupCount * width }, () => net.node())
    const groupRows = Array.from({ length: groupCount }, () => net.node())

    // A fact stands once in a cell, so no cell exceeds the total of a line that does not add up to it.
    const rowCap = (i: number) =>
      table.columns.multiple && !rows.withheld[i] ? table.rowTotals[i]! : Number.POSITIVE_INFINITY
    const columnCap = (j: number) =>
      table.rows.multiple && !columns.withheld[j] ? table.columnTotals[j]! : Number.POSITIVE_INFINITY

    for (let i = 0; i < height; i++)
      for (let j = 0; j < width; j++) {
        const count = at(i, j)
        // A line that does not add up to its total still bounds it, from below by its largest cell and from above
        // by its sum: where the total is withheld, nothing of the line is shown.
        const lineHidden =
          (table.columns.multiple && rows.withheld[i] === 1) ||
          (table.rows.multiple && columns.withheld[j] === 1)
        net.arc(rowNodes[i]!, groups ? groupCells[groups.groupOf[i]! * width + j]! : columnNodes[j]!, count, {
          withheld: small(count) || lineHidden,
          sensitive: small(count),
          upper: Math.min(rowCap(i), columnCap(j)),
        })
      }
    let mentions = 0
    for (let i = 0; i < height; i++) {
      let sum = 0
      for (let j = 0; j < width; j++) sum += at(i, j)
      mentions += sum
      net.arc(
        groups ? groupRows[groups.groupOf[i]!]! : root,
        rowNodes[i]!,
        sum,
        margin(sum, table.rowTotals[i]!, rows.withheld[i]),
      )
    }
    for (let j = 0; j < width; j++) {
      let sum = 0
      for (let i = 0; i < height; i++) sum += at(i, j)
      net.arc(columnNodes[j]!, turn, sum, margin(sum, table.columnTotals[j]!, columns.withheld[j]))
    }
    net.arc(turn, root, mentions, { settled: true, withheld: rows.totalWithheld })
    for (let g = 0; g < groupCount; g++) {
      let groupSum = 0
      for (let j = 0; j < width; j++) {
        let sum = 0
        for (let i = 0; i < height; i++) if (groups!.groupOf[i] === g) sum += at(i, j)
        groupSum += sum
        net.arc(groupCells[g * width + j]!, columnNodes[j]!, sum, {
          settled: true,
          withheld: groups!.table.withheld[g * width + j] === 1,
          sensitive: small(sum) && groups!.table.withheld[g * width + j] === 1,
        })
      }
      net.arc(root, groupRows[g]!, groupSum, {
        settled: true,
        withheld: groups!.table.rowWithheld[g] === 1,
        sensitive: small(groupSum) && groups!.table.rowWithheld[g] === 1,
      })
    }

    function margin(sum: number, total: number, withheld: number | undefined): ArcOptions {
      return {
        settled: true,
        withheld: withheld === 1,
        sensitive: withheld === 1 && small(total),
        // The total can shrink to nothing, while what facts carry beyond their first value stays.
        lower: Math.max(0, sum - total),
      }
    }
  }
}

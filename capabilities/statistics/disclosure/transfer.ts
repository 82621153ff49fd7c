import type { Board, Bounds, Move } from './moves.ts'

const partnersMax = 80

/**
 * The move of last resort: one leaf gives to another, and everything above either but not above both shifts with them.
 * It withholds much, and is always there while any count can give.
 */
export function transfer(
  board: Board,
  cell: number,
  direction: 1 | -1,
  need: number,
  bounds: Bounds,
  flow: Float64Array,
): Move | undefined {
  const { space } = board
  const own = leafBelow(board, cell)
  const above = placesAbove(board, own)
  let best: Move | undefined
  for (const partner of partners(board, cell)) {
    const other = leafBelow(board, partner)
    if (other === own) continue
    const away = placesAbove(board, other)
    const move: Move = { cells: [], signs: [], amount: need, price: 0 }
    for (const [places, skip, sign] of [
      [above, away, direction],
      [away, above, -direction],
    ] as const) {
      for (const place of places) {
        const at = space.cellAt(place)
        if (at < 0 || skip.has(place)) continue
        if (!board.withheld[at] && board.settled[at]) move.price = Number.POSITIVE_INFINITY
        const room =
          sign > 0
            ? bounds.upper[at]! - space.counts[at]! - flow[at]!
            : space.counts[at]! + flow[at]! - bounds.lower[at]!
        move.cells.push(at)
        move.signs.push(sign)
        move.amount = Math.min(move.amount, room)
        move.price += board.withheld[at] ? 0.001 : board.price[at]!
        if (room < 1 || move.price >= (best?.price ?? Number.POSITIVE_INFINITY)) break
      }
    }
    if (!move.cells.includes(cell) || move.amount < 1 || move.price === Number.POSITIVE_INFINITY) continue
    if (!best || move.price < best.price) best = move
  }
  return best
}

/** Cells that could give or take: those at the same depth with the largest counts, those that share most codes first. */
function partners({ space }: Board, cell: number): number[] {
  const depth = space.depthOf(cell)
  const shared = (other: number) =>
    space.axes.reduce((n, _, axis) => n + Number(space.nodeOf(other, axis) === space.nodeOf(cell, axis)), 0)
  const found: { at: number; shared: number }[] = []
  for (let at = 0; at < space.counts.length; at++)
    if (at !== cell && space.counts[at]! > 0 && space.depthOf(at) === depth)
      found.push({ at, shared: shared(at) })
  found.sort((a, b) => b.shared - a.shared || space.counts[b.at]! - space.counts[a.at]! || a.at - b.at)
  const most = [...found].sort((a, b) => space.counts[b.at]! - space.counts[a.at]! || a.at - b.at)
  return [...found.slice(0, partnersMax), ...most.slice(0, partnersMax)].map(f => f.at)
}

/** The place of the largest leaf below a cell, dimension by dimension. */
function leafBelow({ space }: Board, cell: number): number {
  let place = space.placeOf(cell)
  for (let axis = 0; axis < space.axes.length; axis++) {
    const node = space.nodeOf(cell, axis)
    const leaves = space.axes[axis]!.leaves[node]!
    let best = place
    let most = -1
    for (const leaf of leaves.slice(0, 40)) {
      const next = place + (leaf - node) * space.strides[axis]!
      const at = space.cellAt(next)
      const count = at < 0 ? 0 : space.counts[at]!
      if (count > most) {
        most = count
        best = next
      }
    }
    place = best
  }
  return place
}

function placesAbove({ space }: Board, place: number): Set<number> {
  let places = [0]
  for (let axis = 0; axis < space.axes.length; axis++) {
    const stride = space.strides[axis]!
    const node = Math.floor(place / stride) % space.axes[axis]!.codes.length
    places = space.axes[axis]!.chain[node]!.flatMap(up => places.map(p => p + up * stride))
  }
  return new Set(places)
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CubeTable, cellName } from '../disclosure/cube.ts'
import { summed } from '../disclosure/cube-sums.ts'
import { protectCubes } from '../disclosure/protect-cubes.ts'
import type { ReturnedCount } from '../returns/returned-counts.store.ts'

/** A returned number as it may leave the node. */
export interface Protected {
  of: ReturnedCount
  /** The number, `<5` where the audit lets small counts carry a mark of their own, or empty where it is withheld. */
  text: string
  withheld: boolean
}

const axes = ['sex', 'age', 'citizenship', 'form'] as const
const total = '_T'

/**
 * Protects what agencies returned before it leaves: all that one kind of agency counted of a step in a year is protected
 * and audited together as a release is, also where it stands in two tables. Where parts do not add up to their totals it
 * cannot be; then, if a count or what is missing between parts and total is small, only the total stays. Amounts of
 * money are no persons and stay as they are.
 * @param threshold counts from 1 to one less are withheld
 */
export async function protectReturned(
  counts: readonly ReturnedCount[],
  threshold: number,
): Promise<Protected[]> {
  const groups = Map.groupBy(counts, c => [c.step, c.agencyKind, c.year, c.measure, c.unit ?? ''].join('|'))
  const done: Protected[] = []
  // One after the other: each runs the solver, and others are answered in between.
  for (const group of groups.values()) {
    await nextTurn()
    if (group[0]!.measure === 'amount')
      done.push(...group.map(of => ({ of, text: String(of.count), withheld: false })))
    else if (tellsOneStory(group)) done.push(...(await protectTable(group, threshold)))
    else
      for (const table of Map.groupBy(group, c => c.table).values())
        done.push(...(await protectTable(table, threshold)))
  }
  return done
}

/** Whether tables that count the same say the same, so that they are one; others count something else. */
function tellsOneStory(group: readonly ReturnedCount[]): boolean {
  const told = new Map<string, number>()
  for (const count of group) {
    if ((told.get(nameOf(count)) ?? count.count) !== count.count) return false
    told.set(nameOf(count), count.count)
  }
  return true
}

async function protectTable(group: readonly ReturnedCount[], threshold: number): Promise<Protected[]> {
  const isSmall = (n: number) => n > 0 && n < threshold
  const { cubes, gaps } = cubesOf(group)
  if (![...group.map(c => c.count), ...gaps].some(isSmall))
    return group.map(of => ({ of, text: String(of.count), withheld: false }))
  const closed = (of: ReturnedCount): Protected => {
    const isTotal = axes.every(axis => of[axis] === total)
    const shown = isTotal && !isSmall(of.count)
    return { of, text: shown ? String(of.count) : '', withheld: !shown }
  }
  if (!cubes) return group.map(closed)
  const safe = await protectCubes(cubes, { threshold }).catch(() => undefined)
  if (!safe) return group.map(closed)
  const shown = new Map<string, string>()
  for (const { dimensions, cells } of safe.tables)
    for (const { key, status, count } of cells)
      shown.set(
        cellName(dimensions, key),
        status === 'published'
          ? String(count)
          : status === 'primary' && safe.audit.marksSafe
            ? `<${threshold}`
            : '',
      )
  return group.map(of => {
    const text = shown.get(nameOf(of)) ?? ''
    return { of, text, withheld: text === '' }
  })
}

const nameOf = (count: ReturnedCount): string =>
  cellName(
    axes.map(name => ({ name, codes: [], total })),
    axes.map(axis => count[axis]),
  )

/** The group as tables with all of their totals, none where parts and totals differ; and by how much they do. */
function cubesOf(group: readonly ReturnedCount[]): { cubes: CubeTable[] | undefined; gaps: number[] } {
  const given = new Map(group.map(c => [nameOf(c), c.count]))
  const usedBy = (c: ReturnedCount) => axes.filter(axis => c[axis] !== total)
  const sets = [...new Map(group.map(c => [usedBy(c).join(), usedBy(c)])).values()]
  const largest = sets.filter(
    set => !sets.some(other => other.length > set.length && set.every(axis => other.includes(axis))),
  )
  if (largest.some(set => set.length === 0)) {
    // Nothing but a total.
    const only = {
      dimensions: [{ name: 'sex', codes: [total], total }],
      cells: [{ key: [total], count: group[0]!.count }],
    }
    return { cubes: [only], gaps: [] }
  }
  const cubes = largest.map(set => {
    const leaves = group.filter(c => usedBy(c).join() === set.join())
    const dimensions = set.map(name => ({
      name,
      codes: [total, ...new Set(leaves.map(c => c[name]))],
      total,
    }))
    return summed(
      dimensions,
      new Map(leaves.map(c => [set.map(axis => c[axis]).join('\u0000'), { facts: c.count }])),
    )
  })
  const told = new Map([...given].map(([name, count]) => [name, [count]]))
  for (const { dimensions, cells } of cubes)
    for (const { key, count } of cells) {
      const name = cellName(dimensions, key)
      told.set(name, [...(told.get(name) ?? []), count])
    }
  const gaps = [...told.values()].flatMap(ways =>
    ways.flatMap((a, i) => ways.slice(i + 1).map(b => Math.abs(a - b))),
  )
  const inCubes = new Set(cubes.flatMap(c => c.cells.map(({ key }) => cellName(c.dimensions, key))))
  const isWhole = gaps.every(gap => gap === 0) && [...given.keys()].every(name => inCubes.has(name))
  return { cubes: isWhole ? cubes : undefined, gaps }
}

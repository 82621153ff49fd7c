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
 * Protects what agencies returned before it leaves: each table of a kind of agency and a year is protected and audited
 * as a release is. Where its parts do not add up to its totals it cannot be; then small counts and every breakdown are
 * withheld, and only the total stays. Amounts of money are no persons and stay as they are.
 * @param threshold counts from 1 to one less are withheld
 */
export async function protectReturned(
  counts: readonly ReturnedCount[],
  threshold: number,
): Promise<Protected[]> {
  const groups = Map.groupBy(counts, c => [c.table, c.agencyKind, c.year, c.measure, c.unit ?? ''].join('|'))
  const done = await Promise.all(
    [...groups.values()].map(group =>
      group[0]!.measure === 'amount'
        ? group.map(of => ({ of, text: String(of.count), withheld: false }))
        : protectTable(group, threshold),
    ),
  )
  return done.flat()
}

async function protectTable(group: readonly ReturnedCount[], threshold: number): Promise<Protected[]> {
  const isSmall = (n: number) => n > 0 && n < threshold
  if (!group.some(c => isSmall(c.count)))
    return group.map(of => ({ of, text: String(of.count), withheld: false }))
  const cubes = cubesOf(group)
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

/** The group as tables with all of their totals, or undefined when it is none. */
function cubesOf(group: readonly ReturnedCount[]): CubeTable[] | undefined {
  const given = new Map(group.map(c => [nameOf(c), c.count]))
  const usedBy = (c: ReturnedCount) => axes.filter(axis => c[axis] !== total)
  const sets = [...new Map(group.map(c => [usedBy(c).join(), usedBy(c)])).values()]
  const largest = sets.filter(
    set => !sets.some(other => other.length > set.length && set.every(axis => other.includes(axis))),
  )
  if (largest.some(set => set.length === 0)) {
    // Nothing but a total.
    return [
      {
        dimensions: [{ name: 'sex', codes: [total], total }],
        cells: [{ key: [total], count: group[0]!.count }],
      },
    ]
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
  const held = new Map<string, number>()
  for (const { dimensions, cells } of cubes)
    for (const { key, count } of cells) {
      const name = cellName(dimensions, key)
      if ((given.get(name) ?? count) !== count || (held.get(name) ?? count) !== count) return undefined
      held.set(name, count)
    }
  return [...given.keys()].every(name => held.has(name)) ? cubes : undefined
}

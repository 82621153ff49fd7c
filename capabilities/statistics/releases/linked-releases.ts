import type { CellStatus, CubeCell, CubeDimension, CubeTable, ProtectedCube } from '../disclosure/cube.ts'
import { cellName } from '../disclosure/cube.ts'
import type { Fate } from '../disclosure/suppress.ts'

/** A release that went out: what it was counted from, and what it said. */
export interface EarlierRelease {
  name: string
  tables: readonly CubeTable[]
  published: readonly ProtectedCube[]
}

/** Tables of a new release together with all that is known from earlier ones, and what is decided of their cells. */
export interface LinkedTables {
  /** The new tables first, as they were given. */
  tables: CubeTable[]
  fate(name: string): Fate | undefined
  unprinted(name: string): boolean
}

/**
 * Ties new tables to earlier releases of the same kind of facts. Each earlier release adds a dimension: what was counted
 * before, what came since, and both together, which is what the new tables count. So what changed is a number like any
 * other: never printed, and not to be worked out where it is small.
 */
export function linkReleases(tables: readonly CubeTable[], earlier: readonly EarlierRelease[]): LinkedTables {
  const linked = [...tables]
  const fates = new Map<string, Fate>()
  for (const { name, tables: before, published } of earlier) {
    const moment = `as of ${name}`
    const told = new Map<string, CellStatus>()
    for (const { dimensions, cells } of published)
      for (const { key, status } of cells) told.set(cellName(dimensions, key), status)
    before.forEach(table => {
      linked.push(atMoment(table, moment))
      for (const { key } of table.cells)
        fates.set(
          beforeName(table.dimensions, key, moment),
          told.get(cellName(table.dimensions, key)) === 'published' ? 'published' : 'withheld',
        )
    })
    for (const table of tables)
      for (const old of before) {
        const change = changeTable(table, old, moment, told)
        if (!change) continue
        linked.push(change.table)
        for (const [cell, fate] of change.fates) if (!fates.has(cell)) fates.set(cell, fate)
      }
  }
  return {
    tables: linked,
    fate: name => fates.get(name),
    unprinted: name => fates.get(name) === 'unprinted',
  }
}

const [whole, past, since] = ['_T', 'before', 'since']

const beforeName = (dimensions: readonly CubeDimension[], key: readonly string[], moment: string) =>
  cellName([...dimensions, { name: moment, codes: [], total: whole }], [...key, past])

function atMoment({ dimensions, cells }: CubeTable, moment: string): CubeTable {
  return {
    dimensions: [...dimensions, { name: moment, codes: [past], total: whole }],
    cells: cells.map(({ key, count }) => ({ key: [...key, past], count })),
  }
}

/** What two tables share, counted before, since, and together. Codes that one lacks count 0 there. */
function changeTable(
  table: CubeTable,
  old: CubeTable,
  moment: string,
  told: ReadonlyMap<string, CellStatus>,
): { table: CubeTable; fates: [string, Fate][] } | undefined {
  const shared = table.dimensions.flatMap(d => {
    const other = old.dimensions.find(o => o.name === d.name)
    return other ? [joined(d, other)] : []
  })
  const [now, then] = [countsOver(table, shared), countsOver(old, shared)]
  const dimensions = [...shared, { name: moment, codes: [whole, past, since], total: whole }]
  const cells: CubeCell[] = []
  const fates: [string, Fate][] = []
  let keys: string[][] = [[]]
  for (const { codes } of shared) keys = keys.flatMap(key => codes.map(code => [...key, code]))
  for (const key of keys) {
    const name = cellName(shared, key)
    const [present, former] = [now.get(name) ?? 0, then.get(name) ?? 0]
    const at = (code: string) => cellName(dimensions, [...key, code])
    cells.push({ key: [...key, whole], count: present }, { key: [...key, past], count: former })
    cells.push({ key: [...key, since], count: present - former })
    // A code that a release does not name counts nothing there, and everybody sees that.
    if (!now.has(name)) fates.push([at(whole), 'published'])
    if (!then.has(name)) fates.push([at(past), 'published'])
    fates.push([at(since), 'unprinted'])
    // What did not change says again what was said before: known if it was told, still withheld if it was not.
    const wasTold = !then.has(name) || told.get(name) === 'published'
    if (now.has(name) && present === former) fates.push([at(whole), wasTold ? 'published' : 'withheld'])
  }
  return { table: { dimensions, cells }, fates }
}

/** Both codes and parents; a dimension that is finer in one table stays so. */
function joined(a: CubeDimension, b: CubeDimension): CubeDimension {
  const codes = [...new Set([...a.codes, ...b.codes])]
  const parents = { ...b.parents, ...a.parents }
  const above = new Set(Object.values(parents))
  // Where only one of the tables has the finer codes, the two meet at the coarser ones.
  const fine = (d: CubeDimension) => Object.keys(d.parents ?? {}).length > 0
  const kept = fine(a) === fine(b) ? codes : codes.filter(code => !(code in parents) || above.has(code))
  const keptParents = Object.fromEntries(Object.entries(parents).filter(([code]) => kept.includes(code)))
  return {
    name: a.name,
    codes: kept,
    total: a.total,
    ...(Object.keys(keptParents).length > 0 && { parents: keptParents }),
  }
}

/** The counts of a table where the dimensions that are not wanted are at their totals, by name of the cell. */
function countsOver({ dimensions, cells }: CubeTable, wanted: readonly CubeDimension[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { key, count } of cells) {
    const fits = dimensions.every((d, i) => {
      const kept = wanted.find(w => w.name === d.name)
      return key[i] === d.total || kept?.codes.includes(key[i]!)
    })
    if (fits) counts.set(cellName(dimensions, key), count)
  }
  return counts
}

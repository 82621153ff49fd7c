import type { Codelists } from '#kernel/entity/codelist.ts'
import type { CubeDimension, CubeTable } from '../disclosure/cube.ts'
import { summed } from '../disclosure/cube-sums.ts'
import { ageGroupOf } from '../fact.rules.ts'
import { type DimensionId, findDimension, unknown } from '../statistics.entity.ts'
import { type FrozenCounts, type ReleaseTable, several } from './release.entity.ts'

const total = '_T'
const group = (code: string) => `group ${code}`

/** The name under which a dimension links tables: age bands and age groups are one dimension, coarse or fine. */
export const linkName = (id: DimensionId): string => findDimension(id)!.column

/**
 * The tables of a release from its frozen counts, each with all of its totals.
 * @param lists order the codes as their lists do, unknown last
 */
export function releaseCubes(
  tables: readonly ReleaseTable[],
  frozen: FrozenCounts,
  lists: Codelists,
): CubeTable[] {
  return tables.map(({ dimensions }) => {
    const places = dimensions.map(id => frozen.dimensions.findIndex(d => linkName(d) === linkName(id)))
    const leaves = new Map<string, Record<string, number>>()
    for (const row of frozen.rows) {
      const codes = dimensions.map((id, i) => leafOf(id, String(row[places[i]!])))
      const name = codes.join('\u0000')
      const known = leaves.get(name) ?? { facts: 0 }
      known.facts! += Number(row.at(-1))
      leaves.set(name, known)
    }
    const described = dimensions.map((id, i) => {
      const used = new Set(frozen.rows.map(row => leafOf(id, String(row[places[i]!]))))
      return dimensionOf(id, [...used], lists)
    })
    return summed(described, leaves)
  })
}

const leafOf = (id: DimensionId, code: string): string => {
  if (id === 'ageGroup') {
    const of = ageGroupOf(code === unknown ? undefined : code)
    return of === unknown ? unknown : group(of)
  }
  return code
}

function dimensionOf(id: DimensionId, used: readonly string[], lists: Codelists): CubeDimension {
  const { list } = findDimension(id)!
  const order = new Map((list ? lists.get(list).codes : []).map((c, i) => [c.code, i]))
  const bare = (code: string) => code.replace(/^group /, '')
  const rank = (code: string) =>
    code === unknown ? 1e9 : code === several ? 1e8 : (order.get(bare(code)) ?? order.size)
  const codes = [...used].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  // A dimension needs a code even where nothing was counted.
  if (codes.length === 0) codes.push(unknown)
  if (id !== 'ageBand') return { name: linkName(id), codes: [total, ...codes], total }
  const parents: Record<string, string> = {}
  const groups: string[] = []
  for (const code of codes) {
    const of = ageGroupOf(code)
    if (of === unknown) continue
    parents[code] = group(of)
    if (!groups.includes(group(of))) groups.push(group(of))
  }
  const ordered = groups.flatMap(of => [of, ...codes.filter(code => parents[code] === of)])
  return {
    name: linkName(id),
    codes: [total, ...ordered, ...codes.filter(code => !(code in parents))],
    total,
    ...(groups.length > 0 && { parents }),
  }
}

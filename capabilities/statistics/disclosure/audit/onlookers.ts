import type { CubeTable } from '../cube.ts'
import { nameOf } from './system.ts'

/** Somebody who looks at what is published, with what she knows beside it. */
export interface Onlooker {
  /** 'outsider', 'reader', 'marks' or the name of a contributor. */
  id: string
  kind: 'outsider' | 'reader' | 'marks' | 'contributor'
  /** Smallest and largest count that she must reckon with, by name of the cell. */
  lower(name: string): number
  upper(name: string): number
  /** How wide her range of a withheld count must stay, and how far on either side; undefined where she may know it. */
  need(name: string): Need | undefined
}

export interface Need {
  range: number
  /** How far above and below the true count the range must go at least. */
  reach: number
}

/** The rules by which counts are too small or too much one contributor's. */
export interface AuditRules {
  threshold: number
  dominance?: { n: number; k: number }
  percent?: number
  /** Whether small counts would carry a mark of their own, so that readers know them from those withheld for them. */
  marks?: boolean
}

/** What the auditor knows of each cell: the truth, which no onlooker does. */
export interface Truth {
  counts: ReadonlyMap<string, number>
  contributors: ReadonlyMap<string, Readonly<Record<string, number>>>
  /** Numbers that were never printed as such, e.g. what changed between two releases; they may be negative. */
  unprinted: ReadonlySet<string>
}

/** Reads the truth from the tables before protection. */
export function truthOf(tables: readonly CubeTable[], unprinted: (name: string) => boolean): Truth {
  const counts = new Map<string, number>()
  const contributors = new Map<string, Readonly<Record<string, number>>>()
  const hidden = new Set<string>()
  for (const { dimensions, cells } of tables)
    for (const cell of cells) {
      const name = nameOf(dimensions, cell.key)
      counts.set(name, cell.count)
      if (unprinted(name)) hidden.add(name)
      if (cell.contributors) contributors.set(name, cell.contributors)
    }
  return { counts, contributors, unprinted: hidden }
}

/**
 * Everybody against whom a release is audited.
 * @param doubtful names of withheld cells that stand in a sum with a withheld zero
 */
export function onlookersOf(truth: Truth, rules: AuditRules, doubtful: ReadonlySet<string>): Onlooker[] {
  const { threshold } = rules
  const countOf = (name: string) => truth.counts.get(name) ?? 0
  const isSmall = (name: string) => Math.abs(countOf(name)) > 0 && Math.abs(countOf(name)) < threshold
  const sensitive = new Map<string, Need>()
  for (const [name, count] of truth.counts) {
    const need = needOf(count, truth.contributors.get(name), rules)
    if (need) sensitive.set(name, need)
  }
  // Whoever takes what did not change to be unchanged knows more than she can, and is held off all the same.
  const lower = (name: string) =>
    truth.unprinted.has(name) ? (countOf(name) === 0 ? 0 : Number.NEGATIVE_INFINITY) : 0
  const upper = (name: string) =>
    truth.unprinted.has(name) && countOf(name) === 0 ? 0 : Number.POSITIVE_INFINITY
  const isPrinted = (name: string) => !truth.unprinted.has(name)
  const fixed = (name: string) => lower(name) === upper(name)
  const onlookers: Onlooker[] = [
    {
      id: 'outsider',
      kind: 'outsider',
      lower,
      upper,
      need: name => (fixed(name) ? undefined : (sensitive.get(name) ?? { range: 1, reach: 0 })),
    },
    {
      id: 'reader',
      kind: 'reader',
      // Who knows that zeros are shown takes a withheld count to be 1 at least, unless a zero is withheld in a sum with it.
      lower: name => (isPrinted(name) && countOf(name) > 0 && !doubtful.has(name) ? 1 : lower(name)),
      upper,
      // A count withheld only for others' sake is no secret from her.
      need: name => (!fixed(name) && sensitive.has(name) ? { range: 1, reach: 0 } : undefined),
    },
  ]
  if (rules.marks)
    onlookers.push({
      id: 'marks',
      kind: 'marks',
      lower: name => {
        if (!isPrinted(name)) return lower(name)
        return isSmall(name) ? 1 : countOf(name) === 0 ? 0 : threshold
      },
      upper: name => (isPrinted(name) && isSmall(name) ? threshold - 1 : upper(name)),
      need: name => (isPrinted(name) && isSmall(name) ? { range: 1, reach: 0 } : undefined),
    })
  const ids = new Set([...truth.contributors.values()].flatMap(Object.keys))
  for (const id of [...ids].sort()) {
    const own = (name: string) => truth.contributors.get(name)?.[id] ?? 0
    const alone = (name: string) => own(name) > 0 && own(name) === countOf(name)
    onlookers.push({
      id,
      kind: 'contributor',
      lower: name => Math.max(lower(name), own(name)),
      upper: name => (alone(name) ? own(name) : upper(name)),
      need: name => {
        const need = sensitive.get(name)
        return need && !fixed(name) && !alone(name) ? { range: need.range, reach: 0 } : undefined
      },
    })
  }
  return onlookers
}

function needOf(
  count: number,
  contributors: Readonly<Record<string, number>> | undefined,
  { threshold, dominance, percent }: AuditRules,
): Need | undefined {
  if (count === 0) return undefined
  if (Math.abs(count) < threshold) return { range: threshold, reach: 0 }
  const parts = Object.values(contributors ?? {}).sort((a, b) => b - a)
  const [largest, second] = [parts[0] ?? 0, parts[1] ?? 0]
  const byPercent =
    percent === undefined || parts.length === 0 ? 0 : (largest * percent) / 100 - (count - largest - second)
  const top = parts.slice(0, dominance?.n ?? 0).reduce((a, b) => a + b, 0)
  const byDominance = dominance && parts.length > 0 ? (top * 100) / dominance.k - count : 0
  const reach = byPercent > 0 ? Math.ceil(byPercent) : byDominance > 0 ? Math.ceil(byDominance) : 0
  return reach > 0 ? { range: Math.max(threshold, 2 * reach), reach } : undefined
}
